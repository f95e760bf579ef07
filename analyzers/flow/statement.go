package flow

import (
	"go/constant"
	"regexp"
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
		k, ok := v.(*ssa.Const)
		if !ok || k.Value == nil || k.Value.Kind() != constant.String {
			continue
		}
		if text := sqlComments.ReplaceAllString(constant.StringVal(k.Value), ""); statements.MatchString(text) {
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

// shortened is the beginning of a text, up to a space.
func shortened(text string) string {
	if len(text) <= 40 {
		return text
	}
	return text[:strings.LastIndexByte(text[:40], ' ')+1] + "..."
}
