//go:build !linux

package analyzers

// compilations are known where the kernel shows what processes were started with.
func compilations() []compilation { return nil }
