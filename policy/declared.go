package policy

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/candor-privacy/candor/policy/tree"
	"github.com/candor-privacy/candor/practice"
)

// YAML reads the declared policy file.
var YAML = &Reader{Name: "yaml", Doc: yamlDoc, Read: readDeclared}

const yamlDoc = `declared policy file, candor-policy.yaml

What the notice says, as code: entries under "declarations" (what is done), "never" (what is not) and "only" (what is done and nothing beyond),
beside transfers, security and rights. "candor policy schema" prints its JSON Schema, "candor policy init NOTICE" writes one from prose.

  declarations:
    - practice: share
      data: [contact.email]
      purposes: [marketing.direct]
      recipients: ["vendor:Mailchimp"]
      consent: prior_opt_in

A quote is the entry's line, or the words after notice_quote.`

// declared is the file as it is written; the schema says what each part means.
type declared struct {
	Version      int              `yaml:"version"`
	Controller   declaredParty    `yaml:"controller,omitempty"`
	DPO          declaredParty    `yaml:"dpo,omitempty"`
	Notice       declaredNotice   `yaml:"notice,omitempty"`
	Declarations []entry          `yaml:"declarations,omitempty"`
	Never        []entry          `yaml:"never,omitempty"`
	Only         []entry          `yaml:"only,omitempty"`
	Transfers    []transferEntry  `yaml:"transfers,omitempty"`
	Security     []word           `yaml:"security,omitempty"`
	Rights       []word           `yaml:"rights,omitempty"`
	Authority    string           `yaml:"authority,omitempty"`
	GPC          *map[string]bool `yaml:"gpc,omitempty"`
}

type declaredParty struct {
	Name    string `yaml:"name,omitempty"`
	Address string `yaml:"address,omitempty"`
	Country string `yaml:"country,omitempty"`
	Contact string `yaml:"contact,omitempty"`
}

type declaredNotice struct {
	URL       string   `yaml:"url,omitempty"`
	File      string   `yaml:"file,omitempty"`
	Languages []string `yaml:"languages,omitempty,flow"`
	Updated   string   `yaml:"updated,omitempty"`
}

// An entry is one statement.
type entry struct {
	ID         string              `yaml:"id,omitempty"`
	Practice   practice.Kind       `yaml:"practice"`
	Modality   practice.Modality   `yaml:"modality,omitempty"`
	Data       []practice.Data     `yaml:"data,omitempty,flow"`
	Purposes   []practice.Purpose  `yaml:"purposes,omitempty,flow"`
	Audience   []practice.Audience `yaml:"audience,omitempty,flow"`
	Recipients []string            `yaml:"recipients,omitempty,flow"`
	Members    []string            `yaml:"members,omitempty,flow"`
	Consent    string              `yaml:"consent,omitempty"`
	Basis      oneOrMore           `yaml:"basis,omitempty"`
	Universal  bool                `yaml:"universal,omitempty"`
	Interests  []string            `yaml:"interests,omitempty"`
	Retention  *retentionEntry     `yaml:"retention,omitempty"`
	Storage    []string            `yaml:"storage,omitempty,flow"`
	Places     []string            `yaml:"places,omitempty,flow"`
	MaxAge     practice.Period     `yaml:"max_age,omitempty"`
	Tracers    []tracerEntry       `yaml:"tracers,omitempty"`
	Right      string              `yaml:"right,omitempty"`
	Mechanism  string              `yaml:"mechanism,omitempty"`
	Section    string              `yaml:"section,omitempty"`
	Language   string              `yaml:"language,omitempty"`
	Quote      quotedWords         `yaml:"notice_quote,omitempty"`
	Also       []quotedWords       `yaml:"also,omitempty"`

	line int
}

// oneOrMore is a word or a list of words, and written as the former where it is one.
type oneOrMore []string

// UnmarshalYAML reads either.
func (o *oneOrMore) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*o = oneOrMore{node.Value}
		return nil
	}
	return node.Decode((*[]string)(o))
}

// MarshalYAML writes the shorter form.
func (o oneOrMore) MarshalYAML() (any, error) {
	if len(o) == 1 {
		return o[0], nil
	}
	return []string(o), nil
}

type retentionEntry struct {
	Period practice.Period `yaml:"period"`
	From   string          `yaml:"from,omitempty"`
}

type tracerEntry struct {
	Name     string             `yaml:"name"`
	Vendor   string             `yaml:"vendor,omitempty"`
	MaxAge   practice.Period    `yaml:"max_age,omitempty"`
	Purposes []practice.Purpose `yaml:"purposes,omitempty,flow"`
}

type transferEntry struct {
	Country   string      `yaml:"country"`
	Mechanism string      `yaml:"mechanism,omitempty"`
	Vendor    string      `yaml:"vendor,omitempty"`
	Quote     quotedWords `yaml:"notice_quote,omitempty"`

	line int
}

// A word is a term with the line it stands on.
type word struct {
	text string
	line int
}

// UnmarshalYAML keeps the line of the word.
func (w *word) UnmarshalYAML(node *yaml.Node) error {
	w.text, w.line = node.Value, node.Line
	return nil
}

// MarshalYAML writes the word alone.
func (w word) MarshalYAML() (any, error) { return w.text, nil }

func readDeclared(name string, data []byte) (practice.Notice, error) {
	root, err := tree.YAML(name, data)
	if err != nil {
		return practice.Notice{}, err
	}
	if err := checkSchema(name, root); err != nil {
		return practice.Notice{}, err
	}
	var file declared
	if err := yaml.Load(data, &file, yaml.WithKnownFields()); err != nil {
		return practice.Notice{}, fmt.Errorf("policy %s: %w; see candor policy schema", name, err)
	}
	file.locate(root)
	r := &declaredReader{document: newDocument(name, data), file: tree.NewText(data), lang: file.language()}
	if err := r.read(&file); err != nil {
		return practice.Notice{}, err
	}
	sum := sha256.Sum256(data)
	n := practice.Notice{
		Source: name, SHA256: hex.EncodeToString(sum[:]), Company: file.Controller.Name, Languages: file.Notice.Languages,
		Date: file.Notice.Updated, Declarations: r.out,
	}
	if len(n.Declarations) == 0 {
		return n, fmt.Errorf("policy %s: declares nothing; add an entry under \"declarations\", see candor policy schema", name)
	}
	return n, nil
}

// locate gives every entry the line that it begins on.
func (f *declared) locate(root *yaml.Node) {
	for key, list := range map[string][]entry{"declarations": f.Declarations, "never": f.Never, "only": f.Only} {
		nodes := tree.Descend(root, []string{key})
		for i := range list {
			list[i].line = nodes.Content[i].Line
		}
	}
	nodes := tree.Descend(root, []string{"transfers"})
	for i := range f.Transfers {
		f.Transfers[i].line = nodes.Content[i].Line
	}
}

func (f *declared) language() string {
	if len(f.Notice.Languages) > 0 {
		return f.Notice.Languages[0]
	}
	return ""
}

// A declaredReader turns the entries of one file into declarations.
type declaredReader struct {
	*document
	file *tree.Text
	lang string
	ids  map[string]int
	out  []practice.Declaration
}

func (r *declaredReader) read(f *declared) error {
	r.ids = map[string]int{}
	for _, part := range []struct {
		section  string
		entries  []entry
		polarity practice.Polarity
	}{{"declarations", f.Declarations, practice.Affirmed}, {"never", f.Never, practice.Denied}, {"only", f.Only, practice.AffirmedOnly}} {
		for _, e := range part.entries {
			if err := r.entry(e, part.polarity, part.section); err != nil {
				return err
			}
		}
	}
	for _, t := range f.Transfers {
		d := states(practice.KindTransfer, practice.Personal)
		d.Places, d.Mechanism, d.Section = []string{t.Country}, t.Mechanism, "transfers"
		if t.Vendor != "" {
			d.Vendors = []practice.Party{vendorName(t.Vendor)}
		}
		r.add(d, t.line, t.Quote)
	}
	for _, w := range f.Security {
		d := states(practice.KindSecurity, practice.Personal)
		d.Purposes, d.Section = []practice.Purpose{"security"}, "security"
		r.add(d, w.line, quotedWords{})
	}
	for _, w := range f.Rights {
		d := states(practice.KindRight, practice.Personal)
		d.Purposes, d.Right, d.Section = []practice.Purpose{"rights"}, w.text, "rights"
		if w.text == "complaint" {
			d.Recipients = []practice.Party{"authority"}
			if f.Authority != "" {
				d.Vendors = []practice.Party{practice.Party(f.Authority)}
			}
		}
		r.add(d, w.line, quotedWords{})
	}
	return nil
}

// entry adds what an entry says: its practice, and statements of their own for the period, the place and the basis beside it.
func (r *declaredReader) entry(e entry, polarity practice.Polarity, section string) error {
	if first, ok := r.ids[e.ID]; ok && e.ID != "" {
		return fmt.Errorf("%s:%d: id %q is already used on line %d; choose another", r.source, e.line, e.ID, first)
	}
	r.ids[e.ID] = e.line
	d := practice.Declaration{
		Kind: e.Practice, Polarity: polarity, Modality: practice.States, Data: e.Data, Purposes: e.Purposes, Scope: e.Audience,
		Condition: conditionOfMode()[e.Consent], Right: e.Right, Mechanism: e.Mechanism, Universal: e.Universal, Section: e.Section, Lang: e.Language, Places: e.Places,
	}
	if d.Section == "" && e.Quote.IsZero() {
		d.Section = section // written by hand, and of no section of the prose
	}
	for _, words := range e.Also {
		if words.node != nil {
			d.Also = append(d.Also, r.quoteAt(r.file.Span(words.node)))
		}
	}
	if e.Modality != "" {
		d.Modality = e.Modality
	}
	if err := r.parties(&d, e); err != nil {
		return err
	}
	more := e.besides(d)
	if d.Kind == practice.KindRetention && e.Retention != nil {
		d.Period = e.Retention.Period
	}
	if placed(d.Kind) {
		d.Places = e.Storage
	}
	if d.Kind == practice.KindLegalBasis {
		d.Bases = e.Basis
	}
	if e.MaxAge != "" {
		d.Period = e.MaxAge
	}
	for _, d := range append(withTracers(d, e.Tracers), more...) {
		r.add(d, e.line, e.Quote)
	}
	return nil
}

// besides are the statements of an entry beside its practice d: the period, the place and the basis that stand with it.
func (e *entry) besides(d practice.Declaration) []practice.Declaration {
	shared := d
	shared.Right, shared.Mechanism, shared.Condition, shared.Polarity = "", "", "", practice.Affirmed
	shared.Recipients, shared.Vendors, shared.Members, shared.Places, shared.Universal = nil, nil, nil, nil, false
	var all []practice.Declaration
	add := func(kind practice.Kind) *practice.Declaration {
		shared.Kind = kind
		all = append(all, shared)
		return &all[len(all)-1]
	}
	if e.Retention != nil && d.Kind != practice.KindRetention {
		add(practice.KindRetention).Period = e.Retention.Period
	}
	if len(e.Storage) > 0 && !placed(d.Kind) {
		add(practice.KindStoreLocation).Places = e.Storage
	}
	if len(e.Basis) > 0 && d.Kind != practice.KindLegalBasis {
		add(practice.KindLegalBasis).Bases = e.Basis
	}
	return all
}

// placed reports whether a kind of statement is about where the data are.
func placed(k practice.Kind) bool {
	return k == practice.KindStoreLocation || k == practice.KindTransfer
}

// parties splits the recipients into classes and vendors.
func (r *declaredReader) parties(d *practice.Declaration, e entry) error {
	for _, text := range e.Recipients {
		if name, ok := strings.CutPrefix(text, "vendor:"); ok {
			d.Vendors = append(d.Vendors, vendorName(name))
			continue
		}
		if _, ok := practice.LookupTerm(text, practice.RecipientTerm); !ok {
			return fmt.Errorf("%s:%d: unknown recipient %q%s; a company is written \"vendor:NAME\"", r.source, e.line, text, nearest(text, keys(practice.RecipientTerm)))
		}
		d.Recipients = append(d.Recipients, practice.Party(text))
	}
	for _, name := range e.Members {
		d.Members = append(d.Members, vendorName(name))
	}
	if ours(d.Kind) && len(d.Recipients)+len(d.Vendors) == 0 {
		d.Recipients = []practice.Party{practice.FirstParty}
	}
	return nil
}

// vendorName is the name as the vendor table spells it, or as it is written.
func vendorName(name string) practice.Party {
	if v, ok := practice.VendorByName(name); ok {
		return practice.Party(v.Name)
	}
	return practice.Party(name)
}

// withTracers is the declaration once for all tracers that share vendor, purposes and lifetime.
func withTracers(d practice.Declaration, tracers []tracerEntry) []practice.Declaration {
	if len(tracers) == 0 {
		return []practice.Declaration{d}
	}
	var all []practice.Declaration
next:
	for _, t := range tracers {
		one := d
		one.Tracers = []string{t.Name}
		if t.Vendor != "" {
			one.Vendors = []practice.Party{vendorName(t.Vendor)}
			if len(one.Recipients) == 1 && one.Recipients[0] == practice.FirstParty {
				one.Recipients = nil
			}
		}
		if t.MaxAge != "" {
			one.Period = t.MaxAge
		}
		if len(t.Purposes) > 0 {
			one.Purposes = t.Purposes
		}
		for i := range all {
			if all[i].Period == one.Period && sameParties(all[i].Vendors, one.Vendors) && strings.Join(texts(all[i].Purposes), " ") == strings.Join(texts(one.Purposes), " ") {
				all[i].Tracers = append(all[i].Tracers, t.Name)
				continue next
			}
		}
		all = append(all, one)
	}
	return all
}

// add adds a declaration, quoting the words of the notice where the file gives them, else the entry's line.
func (r *declaredReader) add(d practice.Declaration, line int, words quotedWords) {
	if d.Lang == "" {
		d.Lang = r.lang
	}
	if words.node != nil {
		d.Quote = r.quoteAt(r.file.Span(words.node))
	} else {
		d.Quote = r.quoteAt(r.file.Line(line))
	}
	r.out = append(r.out, d)
}
