package policy

import (
	_ "embed"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

// An Item is one piece of information that GDPR Art. 13 and 14 ask a notice to give.
type Item struct {
	Key       string // as ItemState names it: "right-access"
	Title     string // what it is: "the right to object"
	Reference string
	Missing   string // how severe its absence is (high, medium, low), or in which case it is needed at all; see items.txt
	Remedy    string // what to write where it is missing
}

//go:embed items.txt
var itemTable string

// Items are the 21 items, in the order in which a review lists them.
var Items = sync.OnceValue(func() []Item {
	var all []Item
	for _, row := range practice.MustTable("items.txt", itemTable, 5) {
		all = append(all, Item{row.Columns[0], row.Columns[1], row.Columns[2], row.Columns[3], row.Columns[4]})
	}
	return all
})

// An ItemState is what a notice says of an item, with the sentences that say it, in the order of the text.
type ItemState struct {
	Item   string           `json:"item"`
	State  State            `json:"state"`
	Quotes []practice.Quote `json:"quotes"`
}

// A State is how well an item is told.
type State string

// The states.
const (
	Stated    State = "stated"
	Partial   State = "partial"   // spoken of, without a part that the law asks for
	Defective State = "defective" // spoken of in a way that cannot hold, such as a guarantee that was annulled
	Absent    State = "absent"
)

// A told is one sentence with what was read from it.
type told struct {
	*sentence
	declared []practice.Declaration
}

// says reports whether a phrase of the lexicon tells the item. A longer phrase with the key "not" takes a shorter one back.
func (t told) says(item string) bool {
	for _, a := range t.of("item." + item) {
		if a.key != "not" {
			return true
		}
	}
	return false
}

// announces reports whether the sentence only says what comes next: a question, or a heading that is not the name of a recipient.
func (t told) announces() bool {
	return t.block.kind == headingBlock && !t.namesVendorAlone() || t.question && !t.has("link")
}

// labelWords is how many words a label at the beginning of a block has at most.
const labelWords = 5

// about reports whether the section of the sentence is about this, or the label at the beginning of its block or of its lead-in: "Your rights. You may …".
func (t told) about(topic string) bool {
	return t.topic(topic) || t.block.labelled(topic) || t.block.lead != nil && t.block.lead.labelled(topic)
}

func (b *block) labelled(topic string) bool {
	return len(b.sentences) > 1 && len(b.sentences[0].tokens) <= labelWords+1 && b.sentences[0].hasKey("topic", topic)
}

// itemsTold are the sentences that tell of each item. What a heading, a question or
// a weak sentence tells counts where nothing else tells it.
func (r *reader) itemsTold() map[string][]told {
	declared := map[string][]practice.Declaration{} // by the words, so that a block that repeats an earlier one tells the same
	for _, d := range r.out {
		declared[d.Text] = append(declared[d.Text], d)
	}
	all, weak := map[string][]told{}, map[string][]told{}
	r.eachSentence(func(s *sentence) {
		t := told{s, declared[r.quote(s).Text]}
		for _, teller := range itemTellers {
			switch {
			case !teller.told(r, t):
			case t.announces() || teller.weak != nil && teller.weak(t):
				weak[teller.item] = append(weak[teller.item], t)
			default:
				all[teller.item] = append(all[teller.item], t)
			}
		}
	})
	for item, list := range weak {
		if len(all[item]) == 0 {
			all[item] = list
		}
	}
	return all
}

// eachSentence visits the sentences of all blocks whose language has a lexicon, headings included, in the order of the text.
func (r *reader) eachSentence(visit func(*sentence)) {
	for _, b := range r.blocks {
		if lex := lexicons()[b.lang]; lex != nil {
			for _, s := range r.sentences(b, lex) {
				visit(s)
			}
		}
	}
}

// quote is the sentence's own words.
func (r *reader) quote(s *sentence) practice.Quote {
	return r.quoteAt(s.from, s.to)
}
