package analyzers

import "testing"

// porter is a module with a line of the log that a function writes with what it is handed, through the module's own logger.
const porter = `
-- go.mod --
module porter.example

go 1.26
-- porter.go --
package porter

import "log"

type Guest struct{ Email string }

func Greet(g *Guest) { greet(g.Email) }

func greet(whom string) {
	logf("hello %s", whom) //candor:ignore logs the porter calls them by it
}

func logf(format string, args ...any) { log.Printf(format, args...) }
`

func TestADirectiveSilencesTheLineThatIsTold(t *testing.T) {
	res := run(t, module(t, porter))
	if got := places(res, "logs"); len(got)+len(res.Ignores) > 0 {
		t.Errorf("logged at %v, idle directives %v, want none", got, res.Ignores)
	}
}
