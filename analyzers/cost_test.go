//go:build unix

package analyzers

import (
	"context"
	"os"
	"runtime"
	"runtime/debug"
	"syscall"
	"testing"

	"golang.org/x/tools/go/callgraph/cha"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa/ssautil"
)

// BenchmarkRunAgainstItsFloor tells how many times its floor a run costs. The floor is what nobody who follows data through a module
// can do without: to load its syntax, with dependencies from export data, to build SSA, and to find out what dynamic calls may reach.
// CANDOR_BENCH_MODULE names the folder of a module to measure; without it, it is this one. Memory is the most that the process had at
// once, by then: the floor's is right with -benchtime=1x.
func BenchmarkRunAgainstItsFloor(b *testing.B) {
	dir := os.Getenv("CANDOR_BENCH_MODULE")
	if dir == "" {
		dir = ".."
	}
	var floor, total, floorMemory, memory float64
	for b.Loop() {
		floor += cpuSeconds(func() {
			p, err := load(context.Background(), patient(DefaultLoadTimeout), dir, nil)
			if err != nil {
				b.Fatal(err)
			}
			functions := ssautil.AllFunctions(p.prog)
			vta.CallGraph(functions, cha.CallGraph(p.prog))
		})
		floorMemory = peakMegabytes()
		debug.FreeOSMemory()
		total += cpuSeconds(func() {
			if _, err := Run(context.Background(), dir, nil); err != nil {
				b.Fatal(err)
			}
		})
		memory = peakMegabytes()
	}
	b.ReportMetric(floorMemory, "floor-MB")
	b.ReportMetric(memory, "run-MB")
	b.ReportMetric(floor/float64(b.N), "floor-s")
	b.ReportMetric(total/float64(b.N), "run-s")
	b.ReportMetric(total/floor, "ratio")
}

// peakMegabytes is the most memory that this process has had so far.
func peakMegabytes() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" { // which counts bytes, where others count kilobytes
		return float64(u.Maxrss) / (1 << 20)
	}
	return float64(u.Maxrss) / (1 << 10)
}

// cpuSeconds is the time that processors spent in this process, and in the go command that it asks, while f ran.
func cpuSeconds(f func()) float64 {
	runtime.GC()
	read := func() (sum float64) {
		for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
			var u syscall.Rusage
			if err := syscall.Getrusage(who, &u); err == nil {
				sum += float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
			}
		}
		return sum
	}
	before := read()
	f()
	return read() - before
}
