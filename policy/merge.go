package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// mergeFrames joins frames of one kind that differ in their data only.
func mergeFrames(frames []frame) []frame {
	var merged []frame
	for _, f := range frames {
		joined := false
		for i := range merged {
			m := &merged[i]
			if m.Kind == f.Kind && m.Polarity == f.Polarity && m.Condition == f.Condition && m.embedded == f.embedded && onlyLogs(m.Data) == onlyLogs(f.Data) &&
				samePurpose(m, &f) && sameParties(m.Recipients, f.Recipients) && sameParties(m.Vendors, f.Vendors) {
				m.Data = appendNew(m.Data, f.Data...)
				joined = true
				break
			}
		}
		if !joined {
			merged = append(merged, f)
		}
	}
	return merged
}

func samePurpose(a, b *frame) bool {
	return strings.Join(texts(a.Purposes), " ") == strings.Join(texts(b.Purposes), " ")
}

func sameParties(a, b []practice.Party) bool {
	return strings.Join(texts(a), "\n") == strings.Join(texts(b), "\n")
}

func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, item := range list {
		all[i] = string(item)
	}
	return all
}
