package analyzers

import (
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// A package on which the compiler does not come to an end keeps nobody waiting: it is a gap, what imports it is, and what stands beside it is analysed.
func TestWhatIsCompiledWithoutEndIsAGap(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("what a compiler is at work on is only seen on Linux")
	}
	dir := module(t, "-- go.mod --\nmodule shop.example\n\ngo 1.26\n"+
		"-- endless/endless.go --\npackage endless\n\nfunc End() {\n"+strings.Repeat("func() {\n", 200)+"println()\n"+strings.Repeat("}()\n", 200)+"}\n"+
		"-- user/user.go --\npackage user\n\nimport \"shop.example/endless\"\n\nfunc Use() { endless.End() }\n"+
		"-- easy/easy.go --\npackage easy\n\nimport \"log\"\n\ntype User struct{ Email string }\n\nfunc Log(u User) { log.Print(u.Email) }\n")
	hopeless := func(h *how) {
		h.wait.hopeful = func(c compilation, _ time.Time) bool { return c.path != "shop.example/endless" }
	}
	res, err := Run(t.Context(), dir, nil, hopeless)
	if err != nil {
		t.Fatal(err)
	}
	if got := places(res, "logs"); !slices.Equal(got, []string{"easy/easy.go"}) {
		t.Errorf("logged at %v, want easy/easy.go alone", got)
	}
	var left []string
	for _, gap := range res.Gaps {
		if !strings.Contains(gap.Reason, "to compile shop.example/endless does not come to an end") || !strings.Contains(gap.Reason, "--load-timeout") {
			t.Errorf("gap %q does not say at what the compiler is, and what to do", gap.Reason)
		}
		left = append(left, gap.Source)
	}
	if want := []string{"shop.example/endless", "shop.example/user"}; !slices.Equal(left, want) {
		t.Errorf("gaps of %q, want %q", left, want)
	}
	if slices.ContainsFunc(compilations(), func(c compilation) bool { return strings.HasPrefix(c.path, "shop.example/") }) {
		t.Error("the compiler was left running")
	}
}

// Where it is not seen what takes so long, the error says how to find out.
func TestTheTimeToLoadPackagesHasAnEnd(t *testing.T) {
	dir := module(t, "-- go.mod --\nmodule shop.example\n\ngo 1.26\n-- easy/easy.go --\npackage easy\n")
	_, err := Run(t.Context(), dir, nil, LoadTimeout(time.Nanosecond))
	if err == nil || !strings.Contains(err.Error(), "not come to an end within 1ns; go build -v ./... shows at which package") {
		t.Errorf("the error is %v", err)
	}
}
