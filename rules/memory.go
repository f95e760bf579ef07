package rules

import "github.com/candor-privacy/candor/practice"

// A question is what a rule asks of the notice about what was seen.
type question int

const (
	askedCalledNecessary question = iota
	askedExempt
	askedFingerprints
	askedGivenFor
	askedLifetime
	askedLiftsTheBan
	askedListed
	askedLogs
	askedMentioned
	askedNaming
	askedNecessary
	askedPromises
	askedRefusals
	questions
)

// answers are what rules have asked, nil what they have not; see recall.
type answers [questions]any

// memory is what rules have asked, by what decides the answer.
type memory struct {
	relations  map[*relation]*answers
	judgements map[*judgement]*answers
	data       map[audienceOf]*answers
}

// audienceOf is data of those who apply for a job, or of everybody.
type audienceOf struct {
	data       practice.Data
	candidates bool
}

func (m *memory) ofRelation(j *judged) *answers  { return answersOf(&m.relations, j.relation) }
func (m *memory) ofJudgement(j *judged) *answers { return answersOf(&m.judgements, j.judgement) }
func (m *memory) ofData(j *judged) *answers {
	return answersOf(&m.data, audienceOf{j.Practice.Data, j.candidates})
}

func answersOf[K comparable](known *map[K]*answers, key K) *answers {
	if *known == nil {
		*known = map[K]*answers{}
	}
	a := (*known)[key]
	if a == nil {
		a = &answers{}
		(*known)[key] = a
	}
	return a
}

// recall answers a question once.
func recall[T any](known *answers, q question, answer func() T) T {
	if a := known[q]; a != nil {
		return a.(T)
	}
	a := answer()
	known[q] = a
	return a
}
