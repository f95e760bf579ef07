package rules

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/candor-privacy/candor/practice"
)

// A register finds the statements that can bear on a practice, so that nobody has to go through all. What it leaves out bears on nothing; what it
// finds is judged one by one.
type register struct {
	all     []*practice.Declaration
	place   map[*practice.Declaration]int // in the text
	data    map[practice.Data][]int       // where in all the statements are that name it
	denials map[practice.Data][]int       // of which some deny it to whomever, or grant it to some only
	lists   []int                         // of all that is collected, which leave out what they do not name
	parties map[string][]int
	outward []bool        // by their places: whether anybody but the company itself receives by it
	traits  []traitsKnown // by their places
	tracers []int         // about tracers that are not called by their names

	pledges    []int                // promises to ask first, or to heed a refusal
	conditions []practice.Condition // of denials
	sessions   bool                 // a statement is about sessions alone
	named      map[string][]int     // by the names of tracers, in lower case
	shapes     []shape              // such names with a "*"
	words      map[string][]*practice.Declaration
	capital    map[string][]*practice.Declaration // by words with a capital letter, in lower case

	lookups
}

// lookups are what was looked up in a register, and room to do so; one worker's own.
type lookups struct {
	promises  map[practice.Data][]*practice.Declaration // by the data that was seen; see promisesFor
	mentioned map[practice.Party][]*practice.Declaration
	related   map[practice.Data][]int
	covers    map[practice.Data][]cover
	common    map[commonKey][]int8
	covering  map[practice.Party][]string
	called    map[practice.Party][]string
	known     map[partyKey]*callings
	states    map[practice.Condition]string
	logs      []*practice.Declaration // see decidingLogs

	marks   []uint64 // a bit for each statement, while lists are joined
	room    []int    // for a list that was joined; see gather
	scored  []scored // for how close statements come
	bearing bearing  // for a judgement
}

func newLookups(statements int) lookups {
	return lookups{
		promises: map[practice.Data][]*practice.Declaration{}, mentioned: map[practice.Party][]*practice.Declaration{}, related: map[practice.Data][]int{},
		covers: map[practice.Data][]cover{}, common: map[commonKey][]int8{}, covering: map[practice.Party][]string{},
		called: map[practice.Party][]string{}, known: map[partyKey]*callings{},
		states: map[practice.Condition]string{}, marks: make([]uint64, statements/64+1),
	}
}

// fork returns a register of the same statements for another worker.
func (x *register) fork() *register {
	own := *x
	own.lookups = newLookups(len(x.all))
	return &own
}

func newRegister(declarations []practice.Declaration) *register {
	x := &register{
		place: map[*practice.Declaration]int{}, data: map[practice.Data][]int{}, denials: map[practice.Data][]int{}, parties: map[string][]int{},
		outward: make([]bool, len(declarations)), traits: make([]traitsKnown, len(declarations)),
		named: map[string][]int{},
		words: map[string][]*practice.Declaration{}, capital: map[string][]*practice.Declaration{},
		lookups: newLookups(len(declarations)),
	}
	for i := range declarations {
		d := &declarations[i]
		x.place[d] = i
		x.all = append(x.all, d)
		x.outward[i] = outsidersReceive(d)
		x.fileData(d, i)
		x.fileParties(d, i)
		x.fileWords(d)
		if len(d.Tracers) == 0 && aboutTracers(d) {
			x.tracers = append(x.tracers, i)
		}
		if asksFirst(d) || heedsRefusal(d, practice.Refused) {
			x.pledges = append(x.pledges, i)
		}
		if d.Polarity == practice.Denied && d.Condition != practice.Always && !slices.Contains(x.conditions, d.Condition) {
			x.conditions = append(x.conditions, d.Condition)
		}
		x.sessions = x.sessions || aboutSessions(d)
	}
	return x
}

func (x *register) fileData(d *practice.Declaration, at int) {
	terms := d.Data
	if len(terms) == 0 {
		terms = []practice.Data{""}
	}
	for _, term := range terms {
		x.data[term] = append(x.data[term], at)
		if d.Polarity == practice.AffirmedOnly || d.Polarity == practice.Denied && (!x.outward[at] || neverComesIn(d)) { // a denial to somebody is found by who that is
			x.denials[term] = append(x.denials[term], at)
		}
	}
	if d.Polarity == practice.AffirmedOnly && d.Kind == practice.KindCollect {
		x.lists = append(x.lists, at)
	}
}

func (x *register) fileParties(d *practice.Declaration, at int) {
	for _, p := range slices.Concat(d.Vendors, d.Recipients, d.Members) {
		for _, key := range x.namesOf(p) {
			if list := x.parties[key]; len(list) == 0 || list[len(list)-1] != at {
				x.parties[key] = append(list, at)
			}
		}
	}
}

func (x *register) fileWords(d *practice.Declaration) {
	if aboutTracers(d) {
		x.fileTracers(d)
	}
	for word := range strings.FieldsFuncSeq(d.Text, func(r rune) bool { return !wordRune(r) }) {
		of := x.words[word]
		if len(of) > 0 && of[len(of)-1] == d {
			continue
		}
		x.words[word] = append(of, d)
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) {
			folded := folded(word)
			x.capital[folded] = append(x.capital[folded], d)
		}
	}
}

// folded is a word in lower case, of letters and digits alone.
func folded(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, word)
}

// denialsIn tells the conditions of denials that hold in a consent state.
func (x *register) denialsIn(state practice.Condition) string {
	known, ok := x.states[state]
	if !ok {
		for _, said := range x.conditions {
			if denialHolds(said, state) {
				known += string(said) + "\n"
			}
		}
		x.states[state] = known
	}
	return known
}

// withName returns the statements in whose text the first word of a name stands; all if the name has no word.
func (x *register) withName(name string) []*practice.Declaration {
	word := strings.TrimLeftFunc(name, func(r rune) bool { return !wordRune(r) })
	if end := strings.IndexFunc(word, func(r rune) bool { return !wordRune(r) }); end >= 0 {
		word = word[:end]
	}
	if word == "" {
		return x.all
	}
	return x.words[word]
}

// mentioning returns the statements that mention a company, in no order; see mentions.
func (x *register) mentioning(p practice.Party) []*practice.Declaration {
	if p == "" {
		return nil
	}
	if known, ok := x.mentioned[p]; ok {
		return known
	}
	v, _ := practice.VendorByName(string(p))
	tried, found := map[*practice.Declaration]bool{}, []*practice.Declaration(nil)
	try := func(list []*practice.Declaration) {
		for _, d := range list {
			if !tried[d] {
				tried[d] = true
				if mentions(d.Text, p) {
					found = append(found, d)
				}
			}
		}
	}
	for _, name := range append([]string{string(p), v.Owner}, v.Aliases...) {
		if name != "" {
			try(x.withName(name))
		}
	}
	if label, _, dotted := strings.Cut(string(p), "."); dotted {
		label = folded(label)
		for end := range label {
			try(x.capital[label[:end]])
		}
		try(x.capital[label])
	}
	x.mentioned[p] = found
	return found
}

// refusing returns where the statements are that may deny a practice, or leave it out; see gather.
func (x *register) refusing(p practice.Practice) []int {
	lists := [][]int{x.lists, x.partiesOf(p).denying}
	for _, term := range append(broaderData(string(p.Data)), "") {
		lists = append(lists, x.denials[practice.Data(term)])
	}
	return x.gather(lists)
}

// affirming returns where the statements are that may affirm a practice, ascending.
func (x *register) affirming(p practice.Practice) []int {
	if p.Recipient == "" {
		return x.relatedTo(p.Data)
	}
	return x.partiesOf(p).affirming
}

// near returns the statements that can come close to a practice: whose data have the same root, or whose recipients may be the one that was seen.
func (x *register) near(p practice.Practice) [][]int {
	lists := [][]int{x.relatedTo(p.Data)}
	for term, list := range x.data {
		if root(term) == root(p.Data) {
			lists = append(lists, list)
		}
	}
	if p.Recipient != "" {
		lists = append(lists, x.namedOrCovering(p)...)
	}
	return lists
}

// placesOf returns where statements stand.
func (x *register) placesOf(list []*practice.Declaration) []int {
	places := make([]int, len(list))
	for i, d := range list {
		places[i] = x.place[d]
	}
	return places
}

// namedOrCovering returns the statements that name a recipient, or a class that it may belong to.
func (x *register) namedOrCovering(p practice.Practice) [][]int {
	var lists [][]int
	var keys []string
	if p.Recipient != "" {
		keys = x.keysOf(p.Recipient)
	}
	if class := actingClass(p.Purpose); class != "" {
		keys = append(keys, string(class))
	}
	for _, key := range keys {
		lists = append(lists, x.parties[key])
	}
	if p.Recipient == "" {
		return lists
	}
	return append(lists, x.placesOf(x.mentioning(p.Recipient)))
}

// keysOf are the keys of those who cover a recipient; the caller may add to them.
func (x *register) keysOf(p practice.Party) []string {
	keys, ok := x.covering[p]
	if !ok {
		keys = slices.Clip(practice.CoveringKeys(p))
		x.covering[p] = keys
	}
	return keys
}

// namesOf are the keys of a party that a statement names.
func (x *register) namesOf(p practice.Party) []string {
	keys, ok := x.called[p]
	if !ok {
		keys = practice.PartyKeys(p)
		x.called[p] = keys
	}
	return keys
}

// promisesFor returns the promises to ask first, or to heed a refusal, that can be about such data.
func (x *register) promisesFor(data practice.Data) []*practice.Declaration {
	if known, ok := x.promises[data]; ok {
		return known
	}
	related, list := x.relatedTo(data), []*practice.Declaration{}
	for _, at := range x.pledges {
		for len(related) > 0 && related[0] < at {
			related = related[1:]
		}
		d := x.all[at]
		ofTracers := d.Kind == practice.KindTracer || practice.Covers("tracer", firstOr(d.Data, "")) // whatever it is that they send
		if ofTracers || len(related) > 0 && related[0] == at {
			list = append(list, d)
		}
	}
	x.promises[data] = list
	return list
}

// relatedTo returns the statements whose data cover a category, or are a part of it.
func (x *register) relatedTo(data practice.Data) []int {
	if known, ok := x.related[data]; ok {
		return known
	}
	var lists [][]int
	for term, list := range x.data {
		tracers := practice.Covers("tracer", term) && practice.Covers("tracer", data)
		if term == "" || tracers || practice.Covers(term, data) || practice.Covers(data, term) {
			lists = append(lists, list)
		}
	}
	x.related[data] = x.sorted(lists)
	return x.related[data]
}

// inOrder joins lists of places into the statements, each once, in the order of the text.
func (x *register) inOrder(lists [][]int) []*practice.Declaration {
	places := x.sorted(lists)
	all := make([]*practice.Declaration, len(places))
	for i, at := range places {
		all[i] = x.all[at]
	}
	return all
}

// those are the statements that stand at some places.
func (x *register) those(places []int) iter.Seq[*practice.Declaration] {
	return func(yield func(*practice.Declaration) bool) {
		for _, at := range places {
			if !yield(x.all[at]) {
				return
			}
		}
	}
}

// gather joins lists of places, each place once, ascending. The list holds until the next is asked for.
func (x *register) gather(lists [][]int) []int {
	x.room = x.appendSorted(x.room[:0], lists)
	return x.room
}

// sorted joins lists of places, each place once.
func (x *register) sorted(lists [][]int) []int {
	n := 0
	for _, list := range lists {
		n += len(list)
	}
	return x.appendSorted(make([]int, 0, n), lists)
}

// appendSorted is sorted for who has room for the list.
func (x *register) appendSorted(all []int, lists [][]int) []int {
	for _, list := range lists {
		for _, at := range list {
			x.marks[at/64] |= 1 << (at % 64)
		}
	}
	for i, word := range x.marks {
		for ; word != 0; word &= word - 1 {
			all = append(all, 64*i+bits.TrailingZeros64(word))
		}
		x.marks[i] = 0
	}
	return all
}
