package policy

import (
	"slices"
	"strings"

	"github.com/candor-privacy/candor/practice"
)

// A tracerKind is what the name of a kind of tracers tells: what "advertising cookies" are for, whose "third-party cookies" are.
type tracerKind struct {
	purposes []practice.Purpose
	owner    practice.Party
}

// cutTracerKind parts a key of the lexicon such as "tracer for marketing.social by social_network" into the key and the kind.
func cutTracerKind(text string) (key string, kind tracerKind) {
	key, owner, _ := strings.Cut(text, " by ")
	key, purposes, found := strings.Cut(key, " for ")
	if found {
		for _, p := range strings.Split(purposes, ",") {
			kind.purposes = append(kind.purposes, practice.Purpose(p))
		}
	}
	kind.owner = practice.Party(owner)
	return key, kind
}

// tracerOwners are whose tracers are named between two tokens, when the names of all of them tell: "advertising and social media
// cookies" are not only those of social networks.
func (s *sentence) tracerOwners(from, to int) []practice.Party {
	var list []practice.Party
	for _, a := range s.within("data", from, to) {
		if !strings.HasPrefix(a.key, "tracer") || s.refuted(a) {
			continue
		}
		if a.kind.owner == "" {
			return nil
		}
		list = appendNew(list, a.kind.owner)
	}
	return list
}

// tracerObject reports whether the verb is about placing or using tracers: "we use cookies", "cookies are placed", "cookies help us".
func (s *sentence) tracerObject(v verb, from, to int) bool {
	if v.kind == practice.KindDelete || v.kind == practice.KindSell || v.actor == "you" {
		return false
	}
	placing := s.hasVerbAt(v.from, "place") || v.kind == practice.KindUse || v.kind == practice.KindCollect
	if !placing {
		return false
	}
	first, ok := s.firstObject(v, from, to)
	return ok && strings.HasPrefix(first.key, "tracer")
}

// firstObject is the data phrase nearest to the verb on the side of its object.
func (s *sentence) firstObject(v verb, from, to int) (annotation, bool) {
	found := s.phrasesOfData(from, to)
	if v.passive || v.actor != "we" {
		for i := len(found) - 1; i >= 0; i-- {
			if found[i].from < v.from {
				return found[i], true
			}
		}
	}
	for _, a := range found {
		if a.from >= v.to && a.key != string(practice.Personal) {
			return a, true
		}
	}
	for i := len(found) - 1; i >= 0; i-- { // "cookies that we use", "cookies collect"
		if found[i].to <= v.from {
			return found[i], true
		}
	}
	return annotation{}, false
}

// usesTracers reports whether the subject of a passive use are the tracers of the statement before: "these technologies are used to …".
func (r *reader) usesTracers(s *sentence, v verb) bool {
	return v.passive && len(r.last) > 0 && strings.HasPrefix(string(r.last[0]), "tracer") && s.refers(s.clauses[v.clause].from, v.from)
}

// goesOnTracing reports whether the verb only goes on to say what the tracers of the statement before it are used for: "these technologies
// are used in counting visits and tracking movements".
func (r *reader) goesOnTracing(s *sentence, before []frame, v verb) bool {
	return len(before) > 0 && before[len(before)-1].Kind == practice.KindTracer && v.form == "ing" && !v.denied && s.refers(s.clauses[v.clause].from, v.from)
}

// withoutMeans drops the tracers from the data that are collected when they only collect them: "such cookies record your choices", "we
// collect your IP address by means of cookies".
func (s *sentence) withoutMeans(list []practice.Data, v verb, to int) []practice.Data {
	var kept []practice.Data
	for _, d := range list {
		if !strings.HasPrefix(string(d), "tracer") {
			kept = append(kept, d)
		}
	}
	if len(kept) == 0 || len(kept) == len(list) {
		return list
	}
	for _, a := range s.phrasesOfData(0, to) {
		if strings.HasPrefix(a.key, "tracer") && (v.passive || a.to > v.from || v.from-a.to > 3) && len(s.within("means", max(0, a.from-3), a.from)) == 0 {
			return list
		}
	}
	return kept
}

// byTracer is a tracer statement beside another one: "we collect this by using cookies".
func (r *reader) byTracer(s *sentence, frames []frame) []frame {
	for _, f := range frames {
		if f.Kind == practice.KindTracer {
			return nil
		}
	}
	for i, f := range frames {
		if f.Kind != practice.KindCollect || f.embedded {
			continue
		}
		for _, a := range s.phrasesOfData(0, len(s.tokens)) {
			if strings.HasPrefix(a.key, "tracer") && len(s.within("means", max(0, a.from-3), a.from)) > 0 {
				t := f
				t.Kind, t.Data = practice.KindTracer, []practice.Data{practice.Data(a.key)}
				t.Recipients = s.tracerOwners(a.from, a.to)
				if f.implied { // "we collect this by using cookies" says nothing new but the cookies
					frames[i].embedded = true
				}
				return []frame{t}
			}
		}
	}
	return nil
}

// cookieSubject is a statement about what cookies do, without a verb of ours: "cookies allow us to recognise you",
// "these cookies are necessary for the site".
func (r *reader) cookieSubject(s *sentence) []frame {
	if s.has("optout") || s.has("definition") || s.has("ask") || s.question || !s.has("does") {
		return nil
	}
	found := s.phrasesOfData(0, len(s.tokens))
	f, onTracers := frame{}, r.onTracers(s)
	switch {
	case onTracers:
		f.Data = append(f.Data, r.last...)
	case len(found) == 0 || !strings.HasPrefix(found[0].key, "tracer") || found[0].from > 6:
		return nil
	}
	told := onTracers && s.has("verb.collect") // "they collect data about your visits"
	f.Purposes = s.purposes(0, len(s.tokens))
	for _, a := range found {
		tracer := strings.HasPrefix(a.key, "tracer")
		if tracer || told && a.key != string(practice.Personal) {
			f.Data = appendNew(f.Data, practice.Data(a.key))
		}
	}
	f.Condition = s.condition(0, len(s.tokens))
	f.Tracers = tracerNames(s.tokens)
	if len(f.Purposes)+len(f.Tracers) == 0 && !contains(f.Data, "tracer.cookie_id") && !told && f.Condition == practice.Always { // that they wait for a choice is said of them, too
		return nil
	}
	if onTracers {
		f.Data = narrow(f.Data)
	}
	f.Kind, f.Polarity, f.Modality = practice.KindTracer, practice.Affirmed, practice.States
	if s.denied(0, len(s.tokens)-1, len(s.tokens)) {
		if f.Polarity = practice.Denied; slices.Contains(f.Purposes, "service.technical") {
			return nil // "these cookies are not necessary for the site to work": they are set all the same
		}
	}
	f.Recipients = s.tracerOwners(0, len(s.tokens))
	f.Vendors = r.vendors(s, 0, len(s.tokens))
	return []frame{f}
}

// onTracers reports whether the sentence begins with a pronoun for the tracers of the one before: "They help us …".
func (r *reader) onTracers(s *sentence) bool {
	return len(r.last) > 0 && strings.HasPrefix(string(r.last[0]), "tracer") && s.covers("pronoun", 0)
}

// aboutTracers keeps the tracers that a sentence without a statement speaks of, which the next one may take up: "Cookies are small files. They
// help us …".
func (r *reader) aboutTracers(s *sentence) {
	found := s.phrasesOfData(0, len(s.tokens))
	if len(found) > 0 && found[0].from <= tracerSubject && strings.HasPrefix(found[0].key, "tracer") {
		r.last, r.lastKind = []practice.Data{practice.Data(found[0].key)}, practice.KindTracer
	}
}

// nameKind keeps whether the tracers that were named last are of one kind, as "necessary cookies" are, and not the cookies of the site: "these
// cookies" are the same.
func (r *reader) nameKind(s *sentence) {
	for _, a := range s.phrasesOfData(0, len(s.tokens)) {
		switch {
		case !strings.HasPrefix(a.key, "tracer") || s.covers("take.up", a.from-1):
		case len(a.kind.purposes) > 0:
			r.oneKind = true
		case a.key == "tracer" && a.to-a.from == 1:
			r.oneKind = false
		}
	}
}

// theseTracers reports whether all tracers of the sentence are such as were named before it.
func (s *sentence) theseTracers() bool {
	found := false
	for _, a := range s.phrasesOfData(0, len(s.tokens)) {
		if !strings.HasPrefix(a.key, "tracer") {
			continue
		}
		if !s.covers("take.up", a.from-1) {
			return false
		}
		found = true
	}
	return found
}

// tracerSubject is how many words stand at most before the tracers that a sentence is about.
const tracerSubject = 2

// tracerNames are the names of cookies and storage keys among the tokens: in a code span, or with an underscore.
func tracerNames(tokens []token) []string {
	var names []string
	for i, t := range tokens {
		if t.class == linkToken || t.class == markToken {
			continue
		}
		name := t.text
		if !t.code && !strings.Contains(name, "_") || len(name) < 2 {
			continue
		}
		for j := i + 1; j < len(tokens) && tokens[j].glued && (t.code && tokens[j].code || tokens[j].word == "*" || tokens[j].word == "-" || tokens[j-1].word == "-"); j++ {
			name += tokens[j].text
		}
		if i > 0 && t.glued && (tokens[i-1].code || tokens[i-1].word == "-") {
			continue // the rest of a name that was joined above
		}
		names = appendNew(names, name)
	}
	return names
}
