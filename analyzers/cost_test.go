//go:build unix

package analyzers

import (
	"context"
	"os"
	"runtime"
	"syscall"
	"testing"

	"golang.org/x/tools/go/callgraph/cha"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa/ssautil"
)

// BenchmarkRunAgainstItsFloor tells how many times its floor a run costs. The floor is what nobody who follows data through a module
// can do without: to load its syntax, with dependencies from export data, to build SSA, and to find out what dynamic calls may reach.
// CANDOR_BENCH_MODULE names the folder of a module to measure; without it, it is this one.
func BenchmarkRunAgainstItsFloor(b *testing.B) {
	dir := os.Getenv("CANDOR_BENCH_MODULE")
	if dir == "" {
		dir = ".."
	}
	var floor, total float64
	for b.Loop() {
		floor += cpuSeconds(func() {
			p, err := load(context.Background(), dir, nil)
			if err != nil {
				b.Fatal(err)
			}
			functions := ssautil.AllFunctions(p.prog)
			vta.CallGraph(functions, cha.CallGraph(p.prog))
		})
		total += cpuSeconds(func() {
			if _, err := Run(context.Background(), dir, nil); err != nil {
				b.Fatal(err)
			}
		})
	}
	b.ReportMetric(floor/float64(b.N), "floor-s")
	b.ReportMetric(total/float64(b.N), "run-s")
	b.ReportMetric(total/floor, "ratio")
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
