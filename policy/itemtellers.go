package policy

import "github.com/candor-privacy/candor/practice"

// An itemTeller decides whether a sentence tells of an item.
type itemTeller struct {
	item   string
	tells  func(*reader, told) bool
	column string          // what the head of a column says whose cells tell the item; "" where there is none
	weak   func(told) bool // whether a sentence that tells counts only where no other does; nil where all count
}

// itemTellers has one teller for every one of Items.
var itemTellers = []itemTeller{
	{"controller-name", (*reader).tellsController, "", nil},
	{"controller-contact", (*reader).tellsContact, "", nil},
	{"dpo-contact", (*reader).tellsOfficer, "", nil},
	{"purposes", (*reader).tellsPurposes, "purpose", nil},
	{"legal-basis", (*reader).tellsBasis, "basis", told.impliesConsent},
	{"legitimate-interests", tellsInterests, "", nil},
	{"data-categories", (*reader).tellsData, "data", nil},
	{"recipients", (*reader).tellsRecipients, "recipient", nil},
	{"transfers", either(either(kindTeller(practice.KindTransfer), phraseTeller("transfers")), (*reader).keptAbroad), "", nil},
	{"retention", (*reader).tellsRetention, "period", nil},
	{"right-access", rightTeller("access", "right-access"), "", nil},
	{"right-rectification", rightTeller("rectification", "right-rectification"), "", nil},
	{"right-erasure", rightTeller("erasure", "right-erasure"), "", nil},
	{"right-restriction", rightTeller("restriction", "right-restriction"), "", nil},
	{"right-objection", rightTeller("objection", "right-objection"), "", nil},
	{"right-portability", rightTeller("portability", "right-portability"), "", nil},
	{"right-withdraw", rightTeller("withdraw_consent", "right-withdraw"), "", nil},
	{"right-complaint", rightTeller("complaint", "right-complaint"), "", nil},
	{"mandatory", phraseTeller("mandatory"), "", nil},
	{"automated-decisions", phraseTeller("automated-decisions"), "", nil},
	{"source", either(kindTeller(practice.KindSource), phraseTeller("source")), "", nil},
}

// told reports whether the sentence tells the item, by its words or by the column of a table in which it stands.
func (i itemTeller) told(r *reader, t told) bool {
	return i.tells(r, t) || i.column != "" && t.inColumn(i.column)
}

// inColumn reports whether the row has something under such a head.
func (t told) inColumn(key string) bool {
	if t.block.kind != rowBlock {
		return false
	}
	for i, column := range t.block.columns(t.lex) {
		if column == key && i < len(t.block.cells) && len(t.block.cells[i]) > 0 {
			return true
		}
	}
	return false
}

// phraseTeller tells an item by the phrases of the lexicon alone.
func phraseTeller(item string) func(*reader, told) bool {
	return func(_ *reader, t told) bool {
		return t.block.kind != headingBlock && t.says(item) && !t.has("item.not")
	}
}

// kindTeller tells an item by the kind of statement that a sentence makes.
func kindTeller(kind practice.Kind) func(*reader, told) bool {
	return func(_ *reader, t told) bool { return t.makes(kind) }
}

func either(a, b func(*reader, told) bool) func(*reader, told) bool {
	return func(r *reader, t told) bool { return a(r, t) || b(r, t) }
}

// keptAbroad reports whether the sentence says that data are kept in a place outside the European Economic Area.
func (r *reader) keptAbroad(t told) bool {
	for _, d := range t.declared {
		if d.Kind == practice.KindStoreLocation && d.Polarity != practice.Denied && t.placedAbroad() {
			return true
		}
	}
	return false
}

// rightTeller tells a right by a right statement, or by phrases for it in a sentence that says that the reader can have it done.
func rightTeller(right, item string) func(*reader, told) bool {
	return func(_ *reader, t told) bool {
		for _, d := range t.declared {
			if d.Kind == practice.KindRight && d.Right == right {
				return true
			}
		}
		if !t.says(item) || t.has("right.not") || t.has("item.not") || right == "complaint" && t.complainsToUs() {
			return false
		}
		return t.wishes() || t.about("right") || contains(offered, right)
	}
}

// wishes reports whether the sentence, or the lead-in of its list, says that the reader can have something done: "By law you can: …".
func (t told) wishes() bool {
	if t.has("right.wish") || t.has("right.trigger") {
		return true
	}
	lead := t.block.lead
	if lead == nil || len(lead.sentences) == 0 {
		return false
	}
	last := lead.sentences[len(lead.sentences)-1]
	return last.open && (last.has("right.wish") || last.has("right.trigger"))
}

// offered are the rights whose phrases tell by themselves that the reader has them.
var offered = []string{"objection", "withdraw_consent", "complaint"}

func (t told) makes(kinds ...practice.Kind) bool {
	for _, d := range t.declared {
		if contains(kinds, d.Kind) {
			return true
		}
	}
	return false
}

// tellsInterests leaves out the right to object to what rests on legitimate interests: it says nothing of the interests.
func tellsInterests(r *reader, t told) bool {
	return !t.makes(practice.KindRight) && phraseTeller("legitimate-interests")(r, t)
}

func (r *reader) tellsOfficer(t told) bool { return t.has("officer") && t.block.kind != headingBlock }

// tellsBasis leaves out rights ("you may withdraw your consent") and the consent of parents: they say nothing of the basis of what is done.
func (r *reader) tellsBasis(t told) bool {
	if t.makes(practice.KindRight, practice.KindChildren) {
		return false
	}
	return t.makes(practice.KindLegalBasis) || t.says("legal-basis") && t.block.kind != headingBlock
}

// tellsRetention leaves out what session cookies are, without a period of the notice's own: "session cookies are deleted when you close the browser".
func (r *reader) tellsRetention(t told) bool {
	if t.has("definition") || t.has("item.not") || t.hasKey("item.retention", "cookies") && t.digits() == 0 {
		return false
	}
	for _, d := range t.declared {
		if d.Kind == practice.KindRetention && d.Polarity != practice.Denied {
			return true
		}
	}
	return t.block.kind != headingBlock && (t.says("retention") || t.about("retention") && t.period(0, len(t.tokens)) != "")
}
