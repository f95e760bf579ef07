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
	next := 0
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			continue
		}
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
					next = index - 1
				}
				i = end
				continue
			}
			if c == '+' || c == '-' || c == '#' || c == ' ' || c == '.' || c >= '0' && c <= '9' {
				continue
			}
			break
		}
		if i >= len(format) || format[i] == '%' {
			continue
		}
		verb := rune(format[i])
		if next < n && (out[next] == 0 || out[next] == 'T' || out[next] == 'p') {
			out[next] = verb // of two verbs for one value, the one that shows it counts
		}
		next++
	}
	return out
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
