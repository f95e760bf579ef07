package analyzers

import (
	"fmt"
	"strings"
	"testing"
)

// repeated is a text for each number below n.
func repeated(n int, text func(i int) string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(text(i))
	}
	return b.String()
}

// hostileFiles are files that are hard to analyse, each of a package of its own. A leak stands in some, behind all that is hard.
var hostileFiles = map[string]struct {
	text string
	leak bool // its line logs an address
	gap  bool // it does not compile, or has a function that is longer, or an interface that has more implementers, than what is followed
}{
	"types that hold each other in four ways, forty levels deep": {leak: true, text: "import \"log\"\n\ntype T0 struct{ Email string }\n" +
		repeated(40, func(i int) string {
			return fmt.Sprintf("type T%d struct{ A T%d; B *T%d; C []T%d; D map[string]T%d }\n", i+1, i, i, i, i)
		}) +
		"type User struct { Email string; All T40 }\n\nfunc Log(u *User) { log.Print(u.All." + strings.Repeat("A.", 40) + "Email, u.Email) }\n"},
	"types that hold themselves": {leak: true, text: `import "log"

type User struct { Next *User; All []User; By map[string]*User; Of func(User) *User; On chan User; Email string }
type Left struct { Right *Right }
type Right struct { Left *Left; User }
type Ring interface { Ring() Ring }

func Log(l *Left) { log.Print(l.Right.Left.Right.Next.All[0].By["x"].Email, l.Right.Email) }
`},
	"a type that holds nothing but itself, logged whole": {text: "import \"log\"\n\ntype Self struct { Self *Self; More []Self }\n\nfunc Log(s Self) { log.Printf(\"%+v\", s) }\n"},
	"generic types that name each other": {leak: true, text: `import "log"

type A[T any] struct { B *B[T]; V T }
type B[T any] struct { A *A[T]; C C[A[T]] }
type C[T interface{ Get() string }] struct { All []T }
type User struct { Email string }

func (a A[T]) Get() string { return "" }
func Each[T any, F func(T) F](f F, list ...T) { for _, v := range list { f = f(v) } }

func Log(a *A[User]) { log.Print(a.B.A.V.Email, a.V.Email) }
`},
	"a generic type that grows by every use":     {gap: true, text: "type Grow[T any] struct { More *Grow[[]T] }\n"},
	"a generic function that calls itself wider": {gap: true, text: "func Wide[T any](v T) { Wide(&v) }\n\nvar _ = func() int { Wide(0); return 0 }()\n"},
	"a generated function of five thousand branches": {gap: true, text: "import \"log\"\n\ntype User struct { Email string }\n\nfunc Log(u User, n int) {\n\tx := u.Email\n" +
		repeated(2500, func(i int) string { return fmt.Sprintf("\tif n > %d { x += \"%d\" } else { x = x[1:] }\n", i, i) }) + "\tlog.Print(x)\n}\n"},
	"a generated table of twenty thousand lines": {leak: true, gap: true, text: "import \"log\"\n\ntype User struct { Email string }\n\nvar table = map[string]User{\n" +
		repeated(20000, func(i int) string { return fmt.Sprintf("\t\"k%d\": {Email: \"v%d\"},\n", i, i) }) + "}\n\nfunc Log(u User) { log.Print(table, u.Email) }\n"},
	"a chain of a thousand functions": {leak: true, text: "import \"log\"\n\ntype User struct { Email string }\n\nfunc Log(u User) { f0(u.Email) }\n" +
		repeated(1000, func(i int) string { return fmt.Sprintf("func f%d(s string) { f%d(s) }\n", i, i+1) }) + "func f1000(s string) { log.Print(s) }\n"},
	"two hundred functions that all call each other": {leak: true, text: "import \"log\"\n\ntype User struct { Email string }\n\nfunc Log(u User) { f0(u.Email, 9); log.Print(u.Email) }\n" +
		repeated(200, func(i int) string {
			return fmt.Sprintf("func f%d(s string, n int) string { if n == 0 { return s }; return f%d(s, n-1) + f%d(s, n-1) + f%d(s, n-1) }\n", i, (i*7+1)%200, (i*13+5)%200, (i*31+11)%200)
		})},
	"an interface with three hundred answers": {leak: true, gap: true, text: "import \"log\"\n\ntype User struct { Email string }\ntype Sink interface { Put(string) Sink }\n\nfunc Log(s Sink, u User) { log.Print(u.Email); s.Put(u.Email).Put(u.Email).Put(u.Email) }\n" +
		repeated(300, func(i int) string {
			return fmt.Sprintf("type s%d struct{}\nfunc (s%d) Put(v string) Sink { log.Print(v); return s%d{} }\n", i, i, (i+1)%300)
		})},
	"twenty functions inside of each other": {leak: true, text: "import \"log\"\n\ntype User struct { Email string }\n\nfunc Log(u User) {\n" +
		repeated(20, func(int) string { return "func() {\n" }) + "log.Print(u.Email)\n" + repeated(20, func(int) string { return "}()\n" }) + "}\n"},
	"an expression two thousand levels deep": {leak: true, text: "import \"log\"\n\ntype User struct { Email string }\n\nfunc Log(u User) { log.Print(" + strings.Repeat("(", 2000) + "u.Email" + strings.Repeat(" + \"x\")", 2000) + ") }\n"},
	"a thousand cases and as many jumps": {leak: true, text: "import \"log\"\n\ntype User struct { Email string }\n\nfunc Log(u User, n int) {\n\tx := u.Email\n\tswitch n {\n" +
		repeated(1000, func(i int) string { return fmt.Sprintf("\tcase %d: x += \"a\"; goto L%d\n", i, (i*7)%1000) }) + "\t}\n" + repeated(1000, func(i int) string { return fmt.Sprintf("L%d: x = x + x\n", i) }) + "\tlog.Print(x)\n}\n"},
}

// Code that was written, or generated, to be hard is analysed like other code, or is a gap, and what stands beside it is analysed in any case.
func TestHostileCodeIsAnalysed(t *testing.T) {
	for name, file := range hostileFiles {
		t.Run(name, func(t *testing.T) {
			text := "package hard\n\n" + file.text
			res := run(t, module(t, "-- go.mod --\nmodule shop.example\n\ngo 1.26\n-- hard/hard.go --\n"+text+"-- easy/easy.go --\npackage easy\n\nimport \"log\"\n\ntype User struct{ Email string }\n\nfunc Log(u User) { log.Print(u.Email) }\n"))
			got := map[string]bool{}
			for _, place := range places(res, "logs") {
				got[place] = true
			}
			if !got["easy/easy.go"] || got["hard/hard.go"] != file.leak || len(res.Gaps) > 0 != file.gap {
				t.Errorf("logged at %v with gaps %v, want one beside it, in it %t, and a gap %t", got, res.Gaps, file.leak, file.gap)
			}
		})
	}
}
