//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// BenchmarkAgainstGoVet tells what go vet costs with candor-vet beside what it costs with its own tool: with nothing kept of the
// tool's work, and with nothing changed since; the build cache is warm for both. CANDOR_BENCH_MODULE names the folder of a module to measure;
// without it, it is this one.
func BenchmarkAgainstGoVet(b *testing.B) {
	dir := os.Getenv("CANDOR_BENCH_MODULE")
	if dir == "" {
		dir = filepath.Join("..", "..")
	}
	bin := b.TempDir()
	own, plain := filepath.Join(bin, "candor-vet"), filepath.Join(bin, "vet")
	for program, from := range map[string]string{own: ".", plain: "cmd/vet"} {
		if out, err := exec.Command("go", "build", "-o", program, from).CombinedOutput(); err != nil {
			b.Fatalf("building %s: %v\n%s", from, err, out)
		}
	}
	vetted(b, dir, plain) // compiles what the module needs
	var cold, warm [2]float64
	for b.Loop() {
		for i, program := range []string{plain, own} {
			unseen(b, program)
			cold[i] += vetted(b, dir, program)
			warm[i] += vetted(b, dir, program)
		}
	}
	n := float64(b.N)
	b.ReportMetric(cold[0]/n, "go-vet-s")
	b.ReportMetric(cold[1]/n, "candor-vet-s")
	b.ReportMetric(cold[1]/cold[0], "cold-ratio")
	b.ReportMetric(warm[1]/warm[0], "warm-ratio")
}

// unseen makes a program another to the go command, which knows its tools by their bytes; what follows a program's end does nothing.
func unseen(b *testing.B, program string) {
	file, err := os.OpenFile(program, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteString(strconv.FormatInt(time.Now().UnixNano(), 10)); err != nil {
		b.Fatal(err)
	}
}

// vetted is the time that processors spent on go vet with a tool, in the go command and all that it starts.
func vetted(b *testing.B, dir, program string) float64 {
	cmd := exec.Command("go", "vet", "-vettool="+program, "./...")
	cmd.Dir = dir
	var said strings.Builder
	cmd.Stderr = &said
	err := cmd.Run()
	if cmd.ProcessState == nil {
		b.Fatal(fmt.Errorf("go vet: %w: %s", err, said.String()))
	}
	u := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}
