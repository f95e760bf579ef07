package flow

import (
	"go/constant"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/candor-privacy/candor/practice"
)

// keptFor is the time for which a call keeps what it is given, where a constant says it: a duration, or a number of seconds.
// It is "" if nobody says it: no time at all stands for what was agreed elsewhere, or for ever where the table says so.
func keptFor(s *site, op operand) practice.Period {
	if op.index < 0 || op.index >= len(s.vals) {
		return ""
	}
	k, ok := s.vals[op.index].(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.Int {
		return ""
	}
	n, exact := constant.Int64Val(k.Value)
	switch {
	case !exact:
		return ""
	case n <= 0 && op.path == "ever":
		return practice.Unlimited
	case n <= 0:
		return ""
	case qualified(k.Type()) == "time.Duration":
		return PeriodOf(time.Duration(n))
	}
	return PeriodOf(time.Duration(n) * time.Second)
}

// PeriodOf is a duration in whole days, rounded up: what is kept for an hour is kept on that day.
func PeriodOf(d time.Duration) practice.Period {
	const day = 24 * time.Hour
	return practice.PeriodOfDays(int((d + day - 1) / day))
}

// reportPart reports what the part of an argument holds that a line of the table names.
func (a *analysis) reportPart(s *site, op operand, info sinkInfo) {
	part := a.p.partOf(a.content(s.args[op.index]), op.path)
	a.reportValue(s, nil, a.renderedTree(part, nil, info.render), info)
}
