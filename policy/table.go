package policy

import (
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// row reads a row of a table by what the heads of its columns say, and reports whether it could: a row of a cookie table is a tracer
// statement with names, vendor, purpose and lifetime; one of another table tells data with their purpose, recipient or period.
func (r *reader) row(b *block, lex *lexicon) bool {
	columns := b.columns(lex)
	if len(columns) == 0 || len(b.tokens) > sentenceTokens {
		return false
	}
	cells := map[string]*sentence{}
	for i, cell := range b.cells {
		if i < len(columns) && columns[i] != "" && len(cell) > 0 && cells[columns[i]] == nil {
			if s := r.newSentence(b, lex, cell); s != nil {
				cells[columns[i]] = s
			}
		}
	}
	whole := r.newSentence(b, lex, b.tokens)
	if whole == nil {
		return true
	}
	f, ok := r.rowFrame(b, cells, whole)
	if b.to > b.from {
		whole.from, whole.to = b.from, b.to
	}
	if ok {
		f.underLead(b.lead)
		r.declare(whole, f.Declaration)
	}
	if basis, based := f.rowBasis(cells["basis"]); based {
		r.declare(whole, basis)
		ok = true
	}
	return ok
}

// rowBasis is the legal basis that a row gives in a column of its own, for the data and purposes of the row.
func (f *frame) rowBasis(cell *sentence) (practice.Declaration, bool) {
	d := states(practice.KindLegalBasis, practice.Personal)
	if cell == nil {
		return d, false
	}
	for _, a := range cell.of("basis") {
		d.Bases = appendNew(d.Bases, a.key)
	}
	if len(f.Data) > 0 {
		d.Data = f.Data
	}
	d.Purposes = f.Purposes
	return d, len(d.Bases) > 0
}

// headTokens and maxColumns bound what is looked up for every row: a longer head names no column.
const (
	headTokens = 30
	maxColumns = 60
)

// head is the text of the head of a column, lower case; "" when it is too long to be one.
func (d *document) head(cell []token) string {
	if len(cell) > headTokens {
		return ""
	}
	return strings.ToLower(d.text(cell))
}

// columns are what each column of the row's table tells: "name", "vendor", "purpose", "period", "data", "recipient", "".
func (b *block) columns(lex *lexicon) []string {
	var all []string
	known := 0
	for _, head := range b.heads[:min(len(b.heads), maxColumns)] {
		key := ""
		for _, a := range lex.find(content(tokenize(head))) {
			if a.class == "column" && !contains(all, a.key) {
				key = a.key
				break
			}
		}
		if key != "" {
			known++
		}
		all = append(all, key)
	}
	if known < 2 {
		return nil
	}
	return all
}

func (r *reader) rowFrame(b *block, cells map[string]*sentence, whole *sentence) (frame, bool) {
	f := frame{}
	f.Polarity, f.Modality = practice.Affirmed, practice.States
	if s := cells["purpose"]; s != nil {
		f.Purposes = s.purposes(0, len(s.tokens))
		f.Condition = s.choiceKept(s.condition(0, len(s.tokens)))
	}
	if s := cells["basis"]; s != nil && f.Condition == practice.Always && s.hasKey("basis", "consent") && len(s.of("basis")) == 1 {
		f.Condition = practice.WithConsent
	}
	if s := cells["period"]; s != nil {
		f.Period = s.period(0, len(s.tokens))
	}
	for _, column := range []string{"vendor", "recipient"} {
		if s := cells[column]; s != nil {
			vendors := r.vendors(s, 0, len(s.tokens))
			if len(vendors) == 0 {
				vendors = r.cellName(s)
			}
			f.Vendors, f.Recipients = appendNew(f.Vendors, vendors...), appendNew(f.Recipients, s.recipients(0, len(s.tokens))...)
		}
	}
	if s := cells["data"]; s != nil {
		f.Data = s.cellData()
	}
	name := cells["name"]
	switch {
	case name != nil && (b.section.about("tracer") || len(tracerNames(name.tokens)) > 0 || headsTracer(b.heads)):
		f.Kind, f.Data, f.Tracers = practice.KindTracer, []practice.Data{"tracer.cookie_id"}, rowNames(name)
		if namesStorage(b.heads) || storageRow(whole) {
			f.Data = []practice.Data{"tracer.local_storage"}
		}
		f.Vendors = appendNew(f.Vendors, r.vendors(name, 0, len(name.tokens))...)
		return f, true
	case len(f.Data) > 0 && len(f.Recipients)+len(f.Vendors) > 0:
		f.Kind = practice.KindShare
	case len(f.Data) > 0 && f.Period != "":
		f.Kind = practice.KindRetention
	case len(f.Data) > 0 && len(f.Purposes) > 0:
		f.Kind = practice.KindCollect
	case len(f.Data) > 0:
		f.Kind = practice.KindCollect
	case f.Period != "" && len(cells) > 1 && len(f.Vendors) == 0: // "Bookings | to run the classes | two years": rows are told by their words
		f.Kind, f.Data, f.Recipients = practice.KindRetention, []practice.Data{practice.Personal}, nil
	case cells["purpose"] != nil && len(f.Vendors) > 0:
		f.Kind, f.Data = practice.KindShare, []practice.Data{practice.Personal}
	default:
		return f, false
	}
	return f, true
}

// choiceKept is the condition of a tracer's purpose, and none where the purpose is to remember the choice: "stores your consent".
func (s *sentence) choiceKept(c practice.Condition) practice.Condition {
	if c == practice.WithConsent && s.has("choice.kept") {
		return practice.Always
	}
	return c
}

// underLead gives a tracer of the table the condition of the sentence before it: "With your consent, we use these cookies:".
func (f *frame) underLead(lead *block) {
	if lead == nil || f.Kind != practice.KindTracer || f.Condition != practice.Always || !endsWithColon(lead) {
		return
	}
	for _, l := range lead.frames {
		if l.Kind == practice.KindTracer {
			f.Condition = l.Condition
		}
	}
}

func headsTracer(heads []string) bool {
	joined := strings.Join(heads, " ")
	return strings.Contains(joined, "cookie") || strings.Contains(joined, "trac")
}

// namesStorage reports whether the names in the table are those of a store of the browser: "storage key", but not "maximum storage duration".
func namesStorage(heads []string) bool {
	for _, head := range heads {
		if strings.Contains(head, "storage") && !strings.Contains(head, "duration") && !strings.Contains(head, "period") && !strings.Contains(head, "time") {
			return true
		}
	}
	return false
}

func storageRow(s *sentence) bool {
	for _, a := range s.of("data") {
		if a.key == "tracer.local_storage" {
			return true
		}
	}
	return false
}

// rowNames are the tracers that the name cell lists: names that look like one, else its words.
func rowNames(s *sentence) []string {
	if names := tracerNames(s.tokens); len(names) > 0 {
		return names
	}
	var names []string
	for i, t := range s.tokens {
		if t.class == wordToken && (i == 0 || s.fold(i-1) == ",") {
			names = appendNew(names, t.text)
		}
	}
	return names
}

// cellData are the data that a cell names; in a cell of its own no word lies.
func (s *sentence) cellData() []practice.Data {
	var list []practice.Data
	for _, a := range s.found {
		if (a.class == "data" || a.class == "data.weak") && !s.swallowed(a) {
			list = appendNew(list, practice.Data(a.key))
		}
	}
	return list
}

// cellName is a vendor cell that holds nothing but a name nobody knows.
func (r *reader) cellName(s *sentence) []practice.Party {
	if len(s.tokens) > nameWords || !s.tokens[0].upper || len(s.of("recipient"))+len(s.of("subject")) > 0 || r.ours(s.tokens[0].text) {
		return nil
	}
	return []practice.Party{practice.Party(s.written(0, len(s.tokens)))}
}
