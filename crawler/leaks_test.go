package crawler

import (
	"testing"

	"go.uber.org/goleak"
)

// No crawl leaves a goroutine behind, however it ends: all tests of the package are held to it.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
