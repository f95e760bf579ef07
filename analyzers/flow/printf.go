package flow

import (
	"go/constant"
	"strconv"

	"golang.org/x/tools/go/ssa"
)

// constantVerbs says which verb of a constant format takes each of n values. It is false when the format is not constant.
// A value that no verb takes has verb 0: fmt prints it as extra.
func constantVerbs(format ssa.Value, n int) ([]rune, bool) {
	text, ok := constantString(format)
	if !ok {
		return nil, false
	}
	return verbs(text, n), true
}

// verbs reads a format of package fmt: flags, widths and precisions that may be "*", and indexes such as %[2]s.
func verbs(format string, n int) []rune {
	out := make([]rune, n)
	next, chosen := 0, false
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
		flagged := false
		for i++; i < len(format); i++ {
			c := format[i]
			if c == '*' {
				next++
				continue
			}
			if c == '[' {
				end := i
				for end < len(format) && format[end] != ']' {
					end++
				}
				if index, err := strconv.Atoi(format[i+1 : min(end, len(format))]); err == nil && index > 0 {
					next, chosen = index-1, true
				}
				i = end
				continue
			}
			flagged = flagged || c == '#'
			if c == '+' || c == '-' || c == '#' || c == ' ' || c == '.' || c >= '0' && c <= '9' {
				continue
			}
			break
		}
		if i >= len(format) || format[i] == '%' {
			continue
		}
		verb := rune(format[i])
		if flagged && verb == 'v' {
			verb = sharp
		}
		if next < n && (out[next] == 0 || out[next] == 'T' || out[next] == 'p') {
			out[next] = verb // of two verbs for one value, the one that shows it counts
		}
		next++
	}
	for i, verb := range out {
		if verb == 0 && chosen {
			out[i] = notPrinted
		}
	}
	return out
}

// notPrinted stands for the verb of a value that a format with indexes leaves out.
const notPrinted rune = -1

// sharp stands for the verb of "%#v", which writes values as Go does.
const sharp rune = 'V'

// shows reports whether a verb writes the value.
func shows(verb rune) bool { return verb != 'T' && verb != 'p' && verb != notPrinted }

// rendering is how a verb writes the value.
func rendering(verb rune) string {
	if verb == sharp {
		return "go"
	}
	return "fmt"
}

// constantString is the text of a constant, through the conversion to an interface.
func constantString(v ssa.Value) (string, bool) {
	if m, ok := v.(*ssa.MakeInterface); ok {
		v = m.X
	}
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(k.Value), true
}

// printf renders the values after a format by its verbs, and hands each to use.
func (a *analysis) printf(s *site, format int, use func(v ssa.Value, ls labels)) {
	use(s.vals[format], all(a.content(s.args[format])).labels.data())
	next := format + 1
	if next >= len(s.vals) || s.args[next] == nil {
		return
	}
	values, ok := elements(s.vals[next])
	if !ok {
		use(s.vals[next], a.p.laterWritten(a.rendered(s.vals[next], s.args[next], "fmt"), "printf"))
		return
	}
	verbs, known := constantVerbs(s.vals[format], len(values))
	for i, v := range values {
		how := "fmt"
		if known {
			if !shows(verbs[i]) {
				continue
			}
			how = rendering(verbs[i])
		}
		use(v, a.rendered(v, a.value(v), how))
	}
}
