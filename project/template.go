package project

import (
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// samples are what a template shows of the keys that nothing was said of, after their names.
var samples = map[string]string{
	"site":         " https://shop.example",
	"packages":     " [./...]",
	"policy":       " [privacy.md]",
	"states":       " [before, accepted, refused, gpc]",
	"first-party":  " [shop-cdn.example]",
	"include":      ` ["/help/**"]`,
	"exclude":      ` ["/forum/**"]`,
	"max-pages":    " 25",
	"depth":        " 2",
	"rate":         " 1",
	"page-timeout": " 20s",
	"load-timeout": " 10m",
	"no-typing":    " true", "foreign-notices": " true", "redact": " true", "strict": " true",
	"fail-on":  " high",
	"baseline": " candor-baseline.json",
	"accepted": `
#  - rule: personal-data-in-logs
#    practice: code store.log contact.email
#    reason: the mail log is deleted after a week
#    by: Ada Finch
#    until: 2027-06-30`,
	"vendors": ` |
#  # is, name, owner, class, country; then what it is recognised by: alias, domain or import
#  is      Harrow Metrics  Harrow Group    analytics_provider  GB
#  domain  metrics.harrow.example          Harrow Metrics`,
	"identifiers": ` |
#  # words, category of data, strength (strong, weak, nothing)
#  loyalty number  account.id  strong`,
	"models": ` |
#  # callee                           effect  from  to   how
#  example.com/shop/privacy.Shorten   clean   -     ret`,
	"sinks": ` |
#  # callee                           family  args  render  to  where  for
#  (*example.com/shop/audit.Log).Add  log     1     raw`,
}

// Template is a project file with what is known of a project; everything else stands in it as a comment that says what it is for. Remarks
// are lines about a key, by its name: what a look at the site showed.
func Template(site string, packages, policies []string, remarks map[string][]string) string {
	var b strings.Builder
	b.WriteString("# How this project is audited: candor audit reads this file, and flags win over it.\n")
	b.WriteString("# candor init --schema prints its JSON Schema.\n")
	known := map[string][]string{"packages": packages, "policy": policies}
	if site != "" {
		known["site"] = []string{site}
	}
	for _, k := range Keys {
		fmt.Fprintf(&b, "\n# %s\n", k.Doc)
		for _, remark := range remarks[k.Name] {
			fmt.Fprintf(&b, "#   %s\n", oneLine(remark))
		}
		if words := known[k.Name]; len(words) > 0 {
			fmt.Fprintf(&b, "%s: %s\n", k.Name, flowOf(words))
		} else {
			fmt.Fprintf(&b, "#%s:%s\n", k.Name, samples[k.Name])
		}
	}
	return b.String()
}

// oneLine is a remark without anything that would end the comment in which it stands, or that YAML does not allow in one.
func oneLine(remark string) string {
	return strings.Join(strings.FieldsFunc(remark, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar }), " ")
}

// flowOf writes one word, or a list of them, on one line of YAML.
func flowOf(words []string) string {
	node := yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, word := range words {
		node.Content = append(node.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: word})
	}
	if len(words) == 1 {
		node = *node.Content[0]
	}
	text, err := yaml.Marshal(&node)
	if err != nil {
		return fmt.Sprintf("%q", words) // JSON strings are YAML
	}
	return strings.TrimSpace(string(text))
}
