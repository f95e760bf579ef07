package policy

import (
	"fmt"

	"github.com/candor-privacy/candor/practice"
)

// Missing is the check missing-item.
var Missing = &Check{
	Name: "missing-item",
	Doc: `The notice does not say what the law asks it to say

GDPR Art. 13 and 14 list what people must be told: who is responsible, which data, for what, on which basis, who receives them, how long they
are kept, and their rights. What is needed in some cases only is missed in those cases: where a recipient sits outside the
European Economic Area, the notice must speak of transfers; where anything rests on consent, of the right to withdraw it. Cookies alone are enough:
the consent that ePrivacy 5(3) asks for is that of the GDPR (Art. 2(f); CJEU C-673/17, Planet49), what is learned by it rests on it, and GDPR 7(3)
wants people told before they give it that they can take it back. Where a contract is a basis, it weighs more that the notice does not say which data the contract needs.`,
	find: (*reader).findMissing,
}

// Incomplete is the check incomplete-item.
var Incomplete = &Check{
	Name: "incomplete-item",
	Doc: `The notice speaks of what the law asks for and leaves out a part

Who claims legitimate interests must name them, who speaks of a transfer must name the guarantee, who keeps data must say how long, who lets
a machine decide must explain how. "We keep your data." is not enough.`,
	Severity: practice.Medium,
	find:     (*reader).findIncomplete,
}

func (r *reader) findMissing(f *findings) {
	for _, item := range Items() {
		if len(f.told[item.Key]) > 0 || item.Key == "controller-name" && len(r.namesCompany()) > 0 {
			continue
		}
		severity, why := r.needed(item, f)
		if severity == "" {
			continue
		}
		f.add(Finding{
			Severity: severity, References: []string{item.Reference}, Remedy: item.Remedy, Why: why,
			Message: "not in the notice: " + item.Title,
		})
	}
}

// needed is how severe it is that the item is missing, "" when this notice does not need it, and why it does.
func (r *reader) needed(item Item, f *findings) (practice.Severity, string) {
	switch item.Missing {
	case "if told":
		return "", ""
	case "if consent":
		if line := r.restsOn(f, "consent"); line > 0 {
			return practice.Medium, fmt.Sprintf("Line %d rests on consent; who asks for it must say that it can be withdrawn.", line)
		}
		return "", ""
	case "if contract":
		if line := r.restsOn(f, "contract"); line > 0 {
			return practice.Medium, fmt.Sprintf("Line %d rests on a contract; who needs data for one must say what happens without them.", line)
		}
		return practice.Low, item.Reference + " asks for it in every notice."
	case "if abroad":
		for _, d := range f.notice.Declarations {
			for _, name := range d.Vendors {
				if v, ok := practice.VendorByName(string(name)); ok && d.Polarity != practice.Denied && abroad(v.Country) && !r.runs(d) {
					return practice.Medium, fmt.Sprintf("Line %d names %s, whose seat is outside the European Economic Area (%s).", d.Line, name, v.Country)
				}
			}
		}
		return "", ""
	}
	return practice.Severity(item.Missing), item.Reference + " asks for it in every notice."
}

// runs reports whether a statement is about software that the company runs on machines of its own, whoever makes it.
func (r *reader) runs(d practice.Declaration) bool {
	own := false
	r.eachSentence(func(s *sentence) {
		own = own || s.has("self.hosted") && r.quote(s).Start == d.Start
	})
	return own
}

// restsOn is the first line that gives a legal basis, 0 when none does. A consent that is only claimed is one that can be withdrawn, too, and so is that
// on which something waits: "cookies that measure our audience are set with your consent".
func (r *reader) restsOn(f *findings, basis string) int {
	for _, t := range f.told["legal-basis"] {
		if t.hasKey("basis", basis) {
			return r.quote(t.sentence).Line
		}
	}
	for _, d := range f.notice.Declarations {
		if basis == "consent" && (d.Kind == practice.KindConsent && d.Polarity != practice.Denied || waitsForConsent(d)) {
			return d.Line
		}
	}
	return 0
}

// waitsForConsent reports whether a statement says that something is done once people have consented, or that no tracer is set without that.
func waitsForConsent(d practice.Declaration) bool {
	switch d.Condition {
	case practice.WithConsent, "with explicit consent":
		return d.Polarity != practice.Denied
	case practice.WithoutAsking:
		return d.Polarity == practice.Denied && d.Kind == practice.KindTracer
	}
	return false
}

// abroad reports whether a country is outside the European Economic Area; "" is not known and no reason to say so.
func abroad(country string) bool { return country != "" && !practice.InEconomicArea(country) }

func (r *reader) findIncomplete(f *findings) {
	for _, item := range Items() {
		list := f.told[item.Key]
		if len(list) == 0 {
			if named := r.namesCompany(); item.Key == "controller-name" && len(named) > 0 && !r.givesForm() {
				f.add(Finding{
					Message: "the notice " + nameAlone, Quotes: named,
					References: []string{item.Reference}, Remedy: item.Remedy, Why: item.Reference + " asks for " + item.Title + ".",
				})
			}
			continue
		}
		g, ok := r.gradeOf(item.Key, list)
		if !ok || g.lacks == annulledGuarantee || item.Missing == "if consent" && r.restsOn(f, "consent") == 0 {
			continue
		}
		found := Finding{Message: "the notice " + g.lacks, References: []string{item.Reference}, Remedy: item.Remedy, Why: item.Reference + " asks for " + item.Title + "."}
		if g.state == Defective {
			found.Severity = practice.High
		}
		for _, t := range list {
			found.Quotes = append(found.Quotes, r.quote(t.sentence))
		}
		f.add(found)
	}
}
