package project

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/practice"
)

// fields are what an accepted discrepancy consists of; all but until have to be there.
const fields = "rule, practice, reason, by and, if it is not for good, until"

func readAccepted(p *Project, name string, value *yaml.Node) error {
	if value.Kind != yaml.SequenceNode {
		return wrong(value, "%s wants a list; each item has %s", name, fields)
	}
	for _, item := range value.Content {
		a, err := readAcceptance(item)
		if err != nil {
			return err
		}
		p.Accepted = append(p.Accepted, a)
	}
	return nil
}

func readAcceptance(item *yaml.Node) (practice.Acceptance, error) {
	a := practice.Acceptance{Source: File, Line: item.Line}
	if item.Kind != yaml.MappingNode {
		return a, wrong(item, "an accepted discrepancy has %s", fields)
	}
	for i := 0; i+1 < len(item.Content); i += 2 {
		key, value := item.Content[i], item.Content[i+1]
		if value.Kind != yaml.ScalarNode {
			return a, wrong(value, "%s wants words", key.Value)
		}
		text := strings.Join(strings.Fields(value.Value), " ")
		switch key.Value {
		case "rule":
			a.Rule = text
		case "reason":
			a.Reason = text
		case "by":
			a.By = text
		case "until":
			if _, err := time.Parse(time.DateOnly, text); err != nil {
				return a, wrong(value, "until wants a day such as 2027-06-30")
			}
			a.Until = text
		case "practice":
			if err := a.Practice.UnmarshalText([]byte(text)); err != nil {
				return a, wrong(value, "practice %q: %s; copy it from a report, or leave its end out", text, err)
			}
		default:
			return a, wrong(key, "unknown key %q; an accepted discrepancy has %s", key.Value, fields)
		}
	}
	for _, need := range []struct {
		name  string
		there bool
	}{{"rule", a.Rule != ""}, {"practice", a.Practice.Action != ""}, {"reason", a.Reason != ""}, {"by", a.By != ""}} {
		if !need.there {
			return a, wrong(item, "an accepted discrepancy without %s; it has %s", need.name, fields)
		}
	}
	return a, nil
}
