package policy

import (
	_ "embed"
	"encoding/json"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/policy/tree"
	"github.com/candor-privacy/candor/practice"
)

// Fides reads a manifest of Fides.
var Fides = &Reader{Name: "fides", Doc: fidesDoc, Read: readFides}

const fidesDoc = `description of systems in Fides' language (fideslang), YAML or JSON

A file with "system" or another resource of Fides at its top, as https://github.com/ethyca/fideslang defines them. Every entry of
"privacy_declarations" becomes what is collected for which use, about whom, on which basis, how long it is kept and who receives it; a system that is named after a
company of the vendor table is one that receives the data. Transfers, cookies, security and roles of a system follow. Keys of the taxonomy, old and new,
are looked up in policy/foreign.txt. A key or value that is not there is told with its file, line and key ("not read"), and is no declaration.

  candor policy read .fides/systems.yml
  candor audit ./... --policy .fides/systems.yml`

//go:embed fides.txt
var fidesText string

var fidesKeys = sync.OnceValue(func() map[string]string { return keyTable("fides.txt", fidesText) })

// A fides is a manifest as it is read.
type fides struct{ *importer }

func readFides(name string, data []byte) (practice.Notice, error) {
	read := tree.YAML
	if json.Valid(data) {
		read = tree.JSON
	}
	root, err := read(name, data)
	if err != nil {
		return practice.Notice{}, err
	}
	f := fides{newImporter(name, data)}
	f.lang = "en"
	f.checkKeys(root, "", fidesKeys())
	company := ""
	for _, o := range f.mappings(tree.Child(root, "organization"), "organization") {
		if company == "" {
			company = tree.Field(or(tree.Child(o, "controller")), "name")
		}
		if company == "" {
			company = tree.Field(o, "name")
		}
		if officer := or(tree.Child(o, "data_protection_officer")); tree.Field(officer, "email") != "" {
			f.say(states(practice.KindContact), tree.Child(officer, "email"))
		}
	}
	for _, s := range f.mappings(tree.Child(root, "system"), "system") {
		f.system(s)
	}
	return f.notice(company, "")
}

func (f fides) system(s *yaml.Node) {
	vendor := f.vendor(s)
	var purposes []practice.Purpose
	for _, d := range f.mappings(tree.Child(s, "privacy_declarations"), "system.privacy_declarations") {
		purposes = appendNew(purposes, f.declaration(s, d, vendor)...)
	}
	f.cookies(s, s, "system.cookies", vendor, purposes)
	f.transfers(s, vendor)
	for _, key := range []string{"joint_controller_info", "responsibility", "data_responsibility_title"} {
		for _, value := range f.values(tree.Child(s, key), "system."+key) {
			f.say(states(practice.KindRole), value)
		}
	}
	if f.text(s, "data_security_practices", "system.") != "" {
		d := states(practice.KindSecurity, practice.Personal)
		d.Purposes = []practice.Purpose{"security"}
		f.say(d, tree.Child(s, "data_security_practices"))
	}
	if tree.Field(s, "dpo") != "" {
		f.say(states(practice.KindContact), tree.Child(s, "dpo"))
	}
}

// vendor is the company that a system is named after, "" for the company's own.
func (f fides) vendor(s *yaml.Node) practice.Party {
	for _, key := range []string{"legal_name", "name"} {
		if v, ok := practice.VendorByName(tree.Field(s, key)); ok {
			return practice.Party(v.Name)
		}
	}
	return ""
}

// declaration reads a privacy declaration, and returns its purposes.
func (f fides) declaration(system, node *yaml.Node, vendor practice.Party) []practice.Purpose {
	const path = "system.privacy_declarations."
	base := states(practice.KindCollect)
	base.Purposes = termsFor[practice.Purpose](f.importer, tree.Child(node, "data_use"), path+"data_use", "use")
	f.cookies(system, node, path+"cookies", vendor, base.Purposes)
	categories := tree.Child(node, "data_categories")
	base.Data = termsFor[practice.Data](f.importer, categories, path+"data_categories", "category")
	if len(base.Data) == 0 {
		if categories == nil {
			f.gap(node, path+"data_categories", "missing, so that nothing of this declaration is read")
		}
		return base.Purposes // the gaps say so; without its data the rest would be about all data
	}
	base.Scope = termsFor[practice.Audience](f.importer, tree.Child(node, "data_subjects"), path+"data_subjects", "subject")
	base.Condition = f.bases(node, base, path)
	collect := base
	collect.Recipients = []practice.Party{practice.FirstParty}
	f.say(collect, categories)
	if vendor != "" {
		share := base
		share.Kind, share.Vendors = practice.KindShare, []practice.Party{vendor}
		f.say(share, categories)
	}
	f.retention(node, base, path)
	f.sharing(node, base, path)
	return base.Purposes
}

// termsFor are our terms for the keys under a key; one that is not in the table is a gap.
func termsFor[T ~string](im *importer, node *yaml.Node, key, list string) []T {
	var all []T
	for _, value := range im.values(node, key) {
		terms, ok := foreignTerms(list, value.Value)
		if !ok {
			im.gap(value, key, "%q is no %s of fideslang that is known; write what it stands for into a policy file by hand", oneLine(value.Value), list)
		}
		for _, t := range terms {
			all = appendNew(all, T(t))
		}
	}
	return all
}

// bases adds the legal bases, and returns the condition that goes with them.
func (f fides) bases(node *yaml.Node, base practice.Declaration, path string) practice.Condition {
	base.Kind = practice.KindLegalBasis
	var all []string
	for _, key := range []string{"legal_basis_for_processing", "special_category_legal_basis"} {
		for _, value := range f.values(tree.Child(node, key), path+key) {
			known := termsFor[string](f.importer, value, path+key, "basis")
			if len(known) > 0 {
				f.say(base, value)
			} else {
				known = []string{value.Value}
			}
			all = append(all, known...)
		}
	}
	return conditionOfBases(all)
}

func (f fides) retention(node *yaml.Node, base practice.Declaration, path string) {
	value := tree.Child(node, "retention_period")
	if f.text(node, "retention_period", path) == "" {
		return
	}
	p, ok := f.periodOf(oneLine(value.Value))
	if !ok {
		f.gap(value, path+"retention_period", "%q is no period that is known; write it with its unit: 90 days", oneLine(value.Value))
		return
	}
	base.Kind, base.Condition, base.Period = practice.KindRetention, "", p
	f.say(base, value)
}

// text is the value of a key that holds one text; one that holds a list or a mapping is a gap, not nothing.
func (f fides) text(node *yaml.Node, key, path string) string {
	if c := tree.Child(node, key); c != nil && c.Kind != yaml.ScalarNode {
		f.gap(c, path+key, "a list or a mapping stands where one text belongs; it was not read")
	}
	return tree.Field(node, key)
}

// sharing reads with whom data are shared: the categories named for it, else all.
func (f fides) sharing(node *yaml.Node, base practice.Declaration, path string) {
	third := tree.Child(node, "third_parties")
	named := f.text(node, "third_parties", path)
	if !tree.Yes(node, "data_shared_with_third_parties") && named == "" {
		return
	}
	base.Kind = practice.KindShare
	quoted := tree.Child(node, "data_shared_with_third_parties")
	if shared := tree.Child(node, "shared_categories"); len(tree.Items(shared)) > 0 {
		if base.Data = termsFor[practice.Data](f.importer, shared, path+"shared_categories", "category"); len(base.Data) == 0 {
			return
		}
		quoted = shared
	}
	if named != "" {
		quoted = third
		for _, name := range strings.FieldsFunc(named, func(r rune) bool { return r == ',' || r == ';' }) {
			name = strings.TrimSpace(name)
			if v, ok := practice.VendorByName(name); ok {
				base.Vendors = appendNew(base.Vendors, practice.Party(v.Name))
			} else if name != "" {
				base.Recipients = appendNew(base.Recipients, understood(f.importer, &yaml.Node{Kind: yaml.ScalarNode, Value: name, Line: third.Line}, path+"third_parties", practice.RecipientTerm, recipientsOf)...)
			}
		}
	}
	if len(base.Recipients)+len(base.Vendors) == 0 {
		base.Recipients = []practice.Party{practice.ThirdParty}
	}
	f.say(base, quoted)
}

// mostSeconds is the longest life of a cookie that is believed, a hundred years.
const (
	day         = 24 * 3600
	mostSeconds = 100 * 365 * day
)

// cookies reads the cookies that a system or one of its declarations names.
func (f fides) cookies(system, node *yaml.Node, path string, vendor practice.Party, purposes []practice.Purpose) {
	d := states(practice.KindTracer, "tracer.cookie_id")
	d.Purposes = purposes
	d.Recipients = []practice.Party{practice.FirstParty}
	if vendor != "" {
		d.Recipients, d.Vendors = nil, []practice.Party{vendor}
	}
	if age := f.text(system, "cookie_max_age_seconds", "system."); age != "" {
		seconds, err := strconv.Atoi(age)
		if err != nil || seconds < 0 || seconds > mostSeconds {
			if node == system {
				f.gap(tree.Child(system, "cookie_max_age_seconds"), "system.cookie_max_age_seconds", "%q is no number of seconds", age)
			}
		} else {
			d.Period = practice.PeriodOfDays((seconds + day - 1) / day)
		}
	}
	for _, c := range f.mappings(tree.Child(node, "cookies"), path) {
		if name := tree.Field(c, "name"); name != "" {
			d.Tracers = []string{name}
			f.say(d, tree.Child(c, "name"))
			continue
		}
		f.gap(c, path+".name", "missing, so that it is not known which cookie is meant")
	}
}

// transfers reads where a system sends data, and under which safeguard.
func (f fides) transfers(s *yaml.Node, vendor practice.Party) {
	d := states(practice.KindTransfer, practice.Personal)
	if vendor != "" {
		d.Vendors = []practice.Party{vendor}
	}
	countries := tree.Child(s, "third_country_transfers")
	for _, value := range f.values(countries, "system.third_country_transfers") {
		d.Places = appendNew(d.Places, f.places(value, "system.third_country_transfers")...)
	}
	if len(d.Places) == 0 && !tree.Yes(s, "does_international_transfers") {
		return
	}
	quoted := tree.Child(s, "does_international_transfers")
	if len(d.Places) > 0 {
		quoted = countries
	}
	said := false
	for _, value := range f.values(tree.Child(s, "legal_basis_for_transfers"), "system.legal_basis_for_transfers") {
		for _, mechanism := range termsFor[string](f.importer, value, "system.legal_basis_for_transfers", "mechanism") {
			d.Mechanism, said = mechanism, true
			f.say(d, value)
		}
	}
	if !said {
		f.say(d, quoted)
	}
}
