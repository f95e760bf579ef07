package flow

import (
	"go/constant"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

var (
	statements  = regexp.MustCompile(`(?i)^(?:insert|update|replace|merge|upsert|copy|select|delete|with|show|create|call|match)\b`)
	sqlComments = regexp.MustCompile(`(?s)^(?:\s+|--[^\n]*\n|/\*.*?\*/)+`)
)

// statement is what is known of what a call asks a database: the beginning of a constant query, without comments, or else the name of the
// prepared statement that is run, such as InsertUser.
func (a *analysis) statement(s *site) string {
	for _, v := range s.vals {
		if text := sqlComments.ReplaceAllString(beginning(v, maxWording), ""); statements.MatchString(text) {
			return shortened(strings.Join(strings.Fields(text), " "))
		}
	}
	recv := s.fn.Signature().Recv()
	if recv == nil || s.vals[0] == nil || !strings.HasSuffix(typeName(recv.Type()), "Stmt") {
		return ""
	}
	name := a.expr(s.vals[0])
	return name[strings.LastIndexByte(name, '.')+1:]
}

// beginning is how a text begins that is put together from a constant and others, "" if that is not known: what is appended to it, formatted
// into it or replaced in it leaves its first word as it is. It looks through as many instructions as steps says.
func beginning(v ssa.Value, steps int) string {
	if steps == 0 {
		return ""
	}
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil && v.Value.Kind() == constant.String {
			return constant.StringVal(v.Value)
		}
	case *ssa.BinOp:
		return beginning(v.X, steps-1)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if text := beginning(edge, steps-1); text != "" {
				return text
			}
		}
	case *ssa.Call:
		if fn := v.Call.StaticCallee(); fn != nil && len(v.Call.Args) > 0 && slices.Contains(rewording, fn.String()) {
			return beginning(v.Call.Args[0], steps-1)
		}
	}
	return ""
}

// maxWording bounds how many times a text was put together.
const maxWording = 8

// rewording are functions whose result begins as their first argument does.
var rewording = []string{"fmt.Sprintf", "strings.Replace", "strings.ReplaceAll", "strings.TrimSpace"}

// shortened is the beginning of a text, up to a space.
func shortened(text string) string {
	if len(text) <= 40 {
		return text
	}
	return text[:strings.LastIndexByte(text[:40], ' ')+1] + "..."
}
