package policy

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/policy/tree"
	"github.com/candor-privacy/candor/practice"
)

// TILT reads a document of the Transparency Information Language.
var TILT = &Reader{Name: "tilt", Doc: tiltDoc, Read: readTILT}

const tiltDoc = `notice in the Transparency Information Language (TILT), JSON

A file whose outermost object has "dataDisclosed", as https://github.com/Transparency-Information-Language/schema defines it. Every
entry of "dataDisclosed" becomes what is collected for which purposes, on which basis, who receives it and how long it is kept; transfers, sources,
rights and changes follow. Categories, purposes and recipients are free text in TILT: they are read with the lexicon of prose, English and French, or are
terms of Candor ("contact.email"). What is not understood is told with its file, line and key ("not read"), and is no declaration.

  candor policy read notice.tilt.json
  candor policy init notice.tilt.json -o candor-policy.yaml`

//go:embed tilt.txt
var tiltText string

var tiltKeys = sync.OnceValue(func() map[string]string { return keyTable("tilt.txt", tiltText) })

// A tilt is a document as it is read.
type tilt struct{ *importer }

func readTILT(name string, data []byte) (practice.Notice, error) {
	root, err := tree.JSON(name, data)
	if err != nil {
		return practice.Notice{}, err
	}
	t := tilt{newImporter(name, data)}
	meta := or(tree.Child(root, "meta"))
	t.lang = tree.Field(meta, "language")
	t.checkKeys(root, "", tiltKeys())
	if dpo := or(tree.Child(root, "dataProtectionOfficer")); tree.Field(dpo, "email") != "" {
		t.say(states(practice.KindContact), tree.Child(dpo, "email"))
	}
	for _, entry := range t.mappings(tree.Child(root, "dataDisclosed"), "dataDisclosed") {
		t.disclosed(entry)
	}
	for _, entry := range t.mappings(tree.Child(root, "thirdCountryTransfers"), "thirdCountryTransfers") {
		t.transfer(entry)
	}
	for _, entry := range t.mappings(tree.Child(root, "sources"), "sources") {
		t.source(entry)
	}
	t.rights(root)
	for _, entry := range t.mappings(tree.Child(root, "changesOfPurpose"), "changesOfPurpose") {
		t.change(entry)
	}
	date := dateOf(tree.Field(meta, "modified"))
	if date == "" {
		date = dateOf(tree.Field(meta, "created"))
	}
	return t.notice(tree.Field(or(tree.Child(root, "controller")), "name"), date)
}

// or is the node, or an empty one.
func or(node *yaml.Node) *yaml.Node {
	if node == nil {
		return &yaml.Node{}
	}
	return node
}

var dayAtStart = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)

// dateOf is the day of a time stamp.
func dateOf(text string) string { return dayAtStart.FindString(text) }

// disclosed reads an entry of dataDisclosed.
func (t tilt) disclosed(entry *yaml.Node) {
	const path = "dataDisclosed."
	category := tree.Child(entry, "category")
	base := states(practice.KindCollect)
	for _, value := range t.values(category, path+"category") {
		base.Data = appendNew(base.Data, understood(t.importer, value, path+"category", practice.DataTerm, dataOf)...)
	}
	if len(base.Data) == 0 {
		if category == nil {
			t.gap(entry, path+"category", "missing, so that nothing of this entry is read")
		}
		return // the gap says so; without its data the rest would be about all data
	}
	for _, p := range t.mappings(tree.Child(entry, "purposes"), path+"purposes") {
		if value := tree.Child(p, "purpose"); value != nil {
			base.Purposes = appendNew(base.Purposes, understood(t.importer, value, path+"purposes.purpose", practice.PurposeTerm, func(s *sentence) []practice.Purpose {
				return t.purposes(s, p)
			})...)
		}
	}
	base.Condition = t.bases(entry, base, path)
	collect := base
	collect.Recipients = []practice.Party{practice.FirstParty}
	t.say(collect, category)
	for _, r := range t.mappings(tree.Child(entry, "recipients"), path+"recipients") {
		t.recipient(r, base, path+"recipients.")
	}
	for _, s := range t.mappings(tree.Child(entry, "storage"), path+"storage") {
		t.storage(s, base, path+"storage.")
	}
	t.duty(or(tree.Child(entry, "nonDisclosure")), base)
}

// purposes are those of the headline of a purpose, else of its description.
func (t tilt) purposes(s *sentence, purpose *yaml.Node) []practice.Purpose {
	if found := purposesOf(s); len(found) > 0 {
		return found
	}
	for _, s := range t.words(tree.Field(purpose, "description")) {
		if found := purposesOf(s); len(found) > 0 {
			return found
		}
	}
	return nil
}

// bases adds the legal bases, and returns the condition that goes with them.
func (t tilt) bases(entry *yaml.Node, base practice.Declaration, path string) practice.Condition {
	var all []string
	base.Kind = practice.KindLegalBasis
	for _, b := range t.mappings(tree.Child(entry, "legalBases"), path+"legalBases") {
		value := tree.Child(b, "reference")
		if value == nil {
			continue
		}
		known, ok := foreignTerms("basis", value.Value)
		if !ok {
			t.gap(value, path+"legalBases.reference", "%q is no basis that is known", oneLine(value.Value))
			known = []string{value.Value}
		} else {
			t.say(base, value)
		}
		all = append(all, known...)
	}
	for _, b := range t.mappings(tree.Child(entry, "legitimateInterests"), path+"legitimateInterests") {
		if tree.Yes(b, "exists") {
			t.say(base, b.Content[1+valueAt(b, "reasoning", "exists")])
			all = append(all, "legitimate_interest")
		}
	}
	return conditionOfBases(all)
}

// valueAt is the index of the first of the keys that the mapping has.
func valueAt(node *yaml.Node, keys ...string) int {
	for _, key := range keys {
		for i := 0; i+1 < len(node.Content); i += 2 {
			if node.Content[i].Value == key {
				return i
			}
		}
	}
	return 0
}

// conditionOfBases is the condition under which data are processed on these legal bases: who relies on consent and on nothing else asks for it.
func conditionOfBases(bases []string) practice.Condition {
	var condition practice.Condition
	for i, basis := range bases {
		c := conditionOfMode()[map[string]string{"consent": "prior_opt_in", "explicit_consent": "explicit"}[basis]]
		if i > 0 && c != condition {
			return practice.Always
		}
		condition = c
	}
	return condition
}

func (t tilt) recipient(r *yaml.Node, base practice.Declaration, path string) {
	d := base
	d.Kind = practice.KindShare
	quoted := r
	if name := tree.Field(r, "name"); name != "" {
		d.Vendors, quoted = []practice.Party{vendorName(name)}, tree.Child(r, "name")
	} else if v, ok := practice.VendorByHost(hostOf(tree.Field(r, "domain"))); ok {
		d.Vendors, quoted = []practice.Party{practice.Party(v.Name)}, tree.Child(r, "domain")
	}
	if category := tree.Child(r, "category"); category != nil && len(d.Vendors) == 0 {
		d.Recipients, quoted = understood(t.importer, category, path+"category", practice.RecipientTerm, recipientsOf), category
		if len(d.Recipients) == 0 {
			d.Recipients = []practice.Party{practice.ThirdParty} // somebody gets it, whoever that is
		}
	}
	if len(d.Vendors)+len(d.Recipients) == 0 {
		t.gap(r, strings.TrimSuffix(path, "."), "neither a name nor a category, so that it is not known who receives the data")
		return
	}
	t.say(d, quoted)
}

// lifetime is the duration at the end of TILT's ttl, which may begin with a time: "2020-08-09T18:31:42P3Y6M4DT12H30M17S".
var lifetime = regexp.MustCompile(`P[0-9YMWDTHS]+$`)

func (t tilt) storage(s *yaml.Node, base practice.Declaration, path string) {
	base.Kind, base.Condition = practice.KindRetention, ""
	type kept struct {
		period practice.Period
		node   *yaml.Node
	}
	var all []kept
	for _, e := range t.mappings(tree.Child(s, "temporal"), path+"temporal") {
		value := tree.Child(e, "ttl")
		if value == nil {
			continue
		}
		p := practice.Period(lifetime.FindString(strings.TrimSpace(value.Value)))
		_, ok := p.Days()
		if !ok {
			t.gap(value, path+"temporal.ttl", "%q is no duration; write it as in ISO 8601: P1Y6M", oneLine(value.Value))
			continue
		}
		all = append(all, kept{p, value})
	}
	switch function := tree.Field(s, "aggregationFunction"); function {
	case "max", "min":
		for len(all) > 1 {
			if all[0].period.Longer(all[1].period) == (function == "max") {
				all[1] = all[0]
			}
			all = all[1:]
		}
	case "":
	default:
		t.gap(tree.Child(s, "aggregationFunction"), path+"aggregationFunction", "%q is not known: every period stands for itself", function)
	}
	for _, key := range []string{"purposeConditional", "legalBasisConditional"} {
		for _, value := range t.values(tree.Child(s, key), path+key) {
			if p, ok := t.periodOf(oneLine(value.Value)); ok {
				all = append(all, kept{p, value})
				continue
			}
			t.gap(value, path+key, "%q tells no period that is known", oneLine(value.Value))
		}
	}
	for _, k := range all {
		base.Period = k.period
		t.say(base, k.node)
	}
}

// duty says that people must provide the data.
func (t tilt) duty(node *yaml.Node, base practice.Declaration) {
	for _, key := range []string{"legalRequirement", "contractualRegulation", "obligationToProvide"} {
		if tree.Yes(node, key) {
			d := states("obligation", base.Data...)
			d.Modality = practice.Must
			quoted := tree.Child(node, key)
			if tree.Field(node, "consequences") != "" {
				quoted = tree.Child(node, "consequences")
			}
			t.say(d, quoted)
			return
		}
	}
}

func (t tilt) transfer(entry *yaml.Node) {
	const path = "thirdCountryTransfers.country"
	value := tree.Child(entry, "country")
	if value == nil {
		t.gap(entry, path, "missing, so that it is not known where the data go")
		return
	}
	d := states(practice.KindTransfer, practice.Personal)
	d.Places = t.places(value, path)
	if len(d.Places) == 0 {
		return
	}
	said := false
	for i := 0; i+1 < len(entry.Content); i += 2 {
		use := tiltKeys()["thirdCountryTransfers."+entry.Content[i].Value]
		if mechanism, ok := strings.CutPrefix(use, "mechanism "); ok && tree.Yes(entry.Content[i+1], "available") {
			d.Mechanism, said = mechanism, true
			t.say(d, value)
		}
	}
	if !said {
		t.say(d, value)
	}
}

// places are the countries of a value: a code of ISO 3166, or a name of the lexicon.
func (im *importer) places(value *yaml.Node, key string) []string {
	text := strings.ToUpper(oneLine(value.Value))
	if placeCode.MatchString(text) {
		return []string{text}
	}
	if known, ok := foreignTerms("country", text); ok {
		return known
	}
	for _, s := range im.words(oneLine(value.Value)) {
		if found := s.places(); len(found) > 0 {
			return found
		}
	}
	im.gap(value, key, "%q is no country that is known; write its code of two letters", oneLine(value.Value))
	return nil
}

var placeCode = regexp.MustCompile(`^([A-Z]{2}|EEA)$`)

func (t tilt) source(entry *yaml.Node) {
	value := tree.Child(entry, "dataCategory")
	if value == nil || value.Kind != yaml.ScalarNode {
		t.gap(entry, "sources.dataCategory", "missing, so that it is not known which data come from there")
		return
	}
	d := states(practice.KindSource, understood(t.importer, value, "sources.dataCategory", practice.DataTerm, dataOf)...)
	if len(d.Data) == 0 {
		return
	}
	for _, s := range t.mappings(tree.Child(entry, "sources"), "sources.sources") {
		if tree.Yes(s, "publiclyAvailable") {
			d.Recipients = appendNew(d.Recipients, "public")
		}
		if v, ok := practice.VendorByHost(hostOf(tree.Field(s, "url"))); ok {
			d.Vendors = appendNew(d.Vendors, practice.Party(v.Name))
		}
		for _, words := range t.words(tree.Field(s, "description")) {
			d.Recipients = appendNew(d.Recipients, recipientsOf(words)...)
		}
	}
	t.say(d, value)
}

// rights reads who may ask for what: a right that is said not to be available is denied.
func (t tilt) rights(root *yaml.Node) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		list, ok := strings.CutPrefix(tiltKeys()[key.Value], "right ")
		available := tree.Child(value, "available")
		if !ok || available == nil {
			continue
		}
		if available.ShortTag() != "!!bool" {
			t.gap(available, key.Value+".available", "neither true nor false")
			continue
		}
		quoted := key
		if tree.Field(value, "description") != "" {
			quoted = tree.Child(value, "description")
		}
		for _, right := range strings.Fields(list) {
			d := states(practice.KindRight, practice.Personal)
			d.Purposes, d.Right = []practice.Purpose{"rights"}, right
			if available.Value == "false" {
				d.Polarity = practice.Denied
			}
			if right == "complaint" {
				d.Recipients = []practice.Party{"authority"}
				if name := tree.Field(or(tree.Child(value, "supervisoryAuthority")), "name"); name != "" {
					d.Vendors = []practice.Party{practice.Party(name)}
				}
			}
			t.say(d, quoted)
		}
	}
}

func (t tilt) change(entry *yaml.Node) {
	d := states(practice.KindChange)
	for _, value := range t.values(tree.Child(entry, "affectedDataCategories"), "changesOfPurpose.affectedDataCategories") {
		d.Data = appendNew(d.Data, understood(t.importer, value, "changesOfPurpose.affectedDataCategories", practice.DataTerm, dataOf)...)
	}
	if description := tree.Child(entry, "description"); description != nil && description.Kind == yaml.ScalarNode {
		t.say(d, description)
		return
	}
	t.gap(entry, "changesOfPurpose.description", "missing, so that it is not known what changes")
}
