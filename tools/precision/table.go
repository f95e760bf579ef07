package precision

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// A tally counts findings that were judged, and those among them that are right.
type tally struct{ right, judged int }

func (t tally) with(right bool) tally {
	t.judged++
	if right {
		t.right++
	}
	return t
}

func (t tally) share() float64 { return float64(t.right) / float64(t.judged) }

// String is empty where nothing was judged.
func (t tally) String() string {
	if t.judged == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", t.right, t.judged)
}

// A score is what was counted of one module.
type score struct {
	module, name string
	sample       bool // only some of its findings were judged
	families     map[string]tally
	all          tally
}

// columns are the analyzers of which the table tells; the others have reported nothing so far.
var columns = []string{"logs", "errors", "sharing", "urls", "traces"}

// unlike is the module that reports so many findings of one kind that the others are told without it, too.
const unlike = "miniflux.app/v2"

// table is what README.md shows, in Markdown.
func table(scores []score) string {
	var text strings.Builder
	fmt.Fprintf(&text, "| module | %s | all | right |\n%s\n", strings.Join(columns, " | "), strings.Repeat("|---", len(columns)+3)+"|")
	var all, others tally
	for _, s := range scores {
		name := s.name
		if s.sample {
			name += " (sample)"
		}
		fmt.Fprintf(&text, "| %s |", name)
		for _, column := range columns {
			text.WriteString(strings.TrimSuffix(" "+s.families[column].String(), " ") + " |")
		}
		fmt.Fprintf(&text, " %s | %.2f |\n", s.all, s.all.share())
		all.right, all.judged = all.right+s.all.right, all.judged+s.all.judged
		if s.module != unlike {
			others.right, others.judged = others.right+s.all.right, others.judged+s.all.judged
		}
	}
	for _, sum := range []struct {
		name string
		tally
	}{{"all", all}, {"without miniflux", others}} {
		fmt.Fprintf(&text, "| **%s** |%s **%s** | **%.2f** |\n", sum.name, strings.Repeat(" |", len(columns)), sum.tally, sum.share())
	}
	return text.String()
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// called is how a module is called in short: by the last part of its path that is no version.
func called(module string) string {
	if name := path.Base(module); !majorVersion.MatchString(name) {
		return name
	}
	name := path.Base(path.Dir(module))
	return strings.TrimSuffix(name, ".app")
}
