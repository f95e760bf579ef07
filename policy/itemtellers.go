package policy

import "github.com/candor-privacy/candor/practice"

// An itemTeller decides whether a sentence tells of an item.
type itemTeller struct {
	item  string
	tells func(*reader, told) bool
}

// itemTellers has one teller for every one of Items.
var itemTellers = []itemTeller{
	{"controller-name", (*reader).tellsController},
	{"controller-contact", (*reader).tellsContact},
	{"dpo-contact", (*reader).tellsOfficer},
	{"purposes", (*reader).tellsPurposes},
	{"legal-basis", (*reader).tellsBasis},
	{"legitimate-interests", phraseTeller("legitimate-interests")},
	{"data-categories", (*reader).tellsData},
	{"recipients", (*reader).tellsRecipients},
	{"transfers", either(kindTeller(practice.KindTransfer), phraseTeller("transfers"))},
	{"retention", (*reader).tellsRetention},
	{"right-access", rightTeller("access", "right-access")},
	{"right-rectification", rightTeller("rectification", "right-rectification")},
	{"right-erasure", rightTeller("erasure", "right-erasure")},
	{"right-restriction", rightTeller("restriction", "right-restriction")},
	{"right-objection", rightTeller("objection", "right-objection")},
	{"right-portability", rightTeller("portability", "right-portability")},
	{"right-withdraw", rightTeller("withdraw_consent", "right-withdraw")},
	{"right-complaint", rightTeller("complaint", "right-complaint")},
	{"mandatory", phraseTeller("mandatory")},
	{"automated-decisions", phraseTeller("automated-decisions")},
	{"source", either(kindTeller(practice.KindSource), phraseTeller("source"))},
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

// rightTeller tells a right by a right statement, or by phrases for it in a sentence that says that the reader can have it done.
func rightTeller(right, item string) func(*reader, told) bool {
	return func(_ *reader, t told) bool {
		for _, d := range t.declared {
			if d.Kind == practice.KindRight && d.Right == right {
				return true
			}
		}
		if !t.says(item) || t.has("right.not") || t.has("item.not") {
			return false
		}
		return t.has("right.wish") || t.has("right.trigger") || t.topic("right") || contains(offered, right)
	}
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

func (r *reader) tellsOfficer(t told) bool { return t.has("officer") && t.block.kind != headingBlock }

// tellsBasis leaves out consent that is only said to follow from using the service: it is no basis.
func (r *reader) tellsBasis(t told) bool {
	return t.makes(practice.KindLegalBasis) || t.says("legal-basis") && t.block.kind != headingBlock
}

func (r *reader) tellsRetention(t told) bool {
	if t.has("definition") || t.has("item.not") {
		return false
	}
	for _, d := range t.declared {
		if d.Kind == practice.KindRetention && d.Polarity != practice.Denied {
			return true
		}
	}
	return t.says("retention") && t.block.kind != headingBlock
}
