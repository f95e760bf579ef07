package larkspur

import (
	"os"
	"os/exec"
	"testing"
)

// The service is real Go: it builds, vets and passes its own tests as a module of its own.
func TestServiceBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("building the service takes a module download and a compilation; run without -short")
	}
	for _, args := range [][]string{{"build", "./..."}, {"vet", "./..."}, {"test", "./..."}} {
		cmd := exec.Command("go", args...)
		cmd.Dir = "service"
		cmd.Env = append(os.Environ(), "GOWORK=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", args[0], err, out)
		}
	}
}
