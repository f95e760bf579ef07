package practice

import (
	_ "embed"
	"sync"
)

// A TermKind is one of the closed lists of the vocabulary.
type TermKind string

// The lists, named as terms.txt names them.
const (
	ActorTerm     TermKind = "actor"
	ActionTerm    TermKind = "action"
	DataTerm      TermKind = "data"
	RecipientTerm TermKind = "recipient" // classes of recipients; named ones are Vendors
	PurposeTerm   TermKind = "purpose"
	ConditionTerm TermKind = "condition"
	KindTerm      TermKind = "kind"     // kinds of statements in a notice
	AudienceTerm  TermKind = "audience" // whose data a statement is about
)

// TermKinds is every list, in the order of the notation; LookupTerm searches in this order.
var TermKinds = []TermKind{ActorTerm, ActionTerm, DataTerm, RecipientTerm, PurposeTerm, ConditionTerm, KindTerm, AudienceTerm}

// A Term is one word of the vocabulary, with its meaning.
type Term struct {
	Kind TermKind
	Key  string // as it stands in the notation: "contact.email", "before consent"
	Doc  string // the definition, one line, in our own words

	// DPV is the term of the W3C Data Privacy Vocabulary 2.2 that it is bound to, after a sign:
	// "=" the same, "<" ours is narrower, ">" ours is broader, "~" near. "" when there is none.
	// The prefixes are DPV's own: dpv, pd (its personal-data extension), tech, eu-gdpr.
	DPV string

	Preposition string // of an action: the word before its recipient, "to" or "by"
	Broader     string // of a recipient class: the class above it; "" at the top
	Action      Action // of a kind: the action that such a statement is about; "" when about none
	Mode        string // of a condition that a notice declares: its consent mode, such as "prior_opt_in"
}

//go:embed terms.txt
var termsText string

type termKey struct {
	kind TermKind
	key  string
}

// vocabulary is terms.txt, indexed; it panics on a table that does not parse, which a test sees first.
var vocabulary = sync.OnceValue(func() *struct {
	all     []Term
	byKey   map[termKey]int
	actions map[Kind]Action
} {
	v := &struct {
		all     []Term
		byKey   map[termKey]int
		actions map[Kind]Action
	}{byKey: map[termKey]int{}, actions: map[Kind]Action{}}
	for _, row := range MustTable("terms.txt", termsText, 5) {
		c := row.Columns
		t := Term{Kind: TermKind(c[0]), Key: c[1], DPV: c[2], Doc: c[4]}
		switch t.Kind {
		case ActionTerm:
			t.Preposition = c[3]
		case RecipientTerm:
			t.Broader = c[3]
		case KindTerm:
			t.Action = Action(c[3])
			v.actions[Kind(t.Key)] = t.Action
		case ConditionTerm:
			t.Mode = c[3]
		}
		v.byKey[termKey{t.Kind, t.Key}] = len(v.all)
		v.all = append(v.all, t)
	}
	return v
})

// Terms returns the whole vocabulary, list after list in the order of TermKinds, each sorted by key. The caller owns the slice.
func Terms() []Term {
	return append([]Term(nil), vocabulary().all...)
}

// TermsOf returns one list of the vocabulary, sorted by key; it is empty for a list that does not exist.
func TermsOf(kind TermKind) []Term {
	var list []Term
	for _, t := range vocabulary().all {
		if t.Kind == kind {
			list = append(list, t)
		}
	}
	return list
}

// LookupTerm returns the term with this key. Some words are in more than one list ("contact" is a data category, a kind and an
// audience): kinds says in which to look; without it, all are searched in the order of TermKinds, and the first one counts.
func LookupTerm(key string, kinds ...TermKind) (Term, bool) {
	if len(kinds) == 0 {
		kinds = TermKinds
	}
	v := vocabulary()
	for _, kind := range kinds {
		if i, ok := v.byKey[termKey{kind, key}]; ok {
			return v.all[i], true
		}
	}
	return Term{}, false
}

// Action returns what a statement of this kind says is done, and "" for a kind that is about no flow of data, such as "contact".
func (k Kind) Action() Action {
	return vocabulary().actions[k]
}
