package reports

import (
	_ "embed"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed dpv.txt
var dpvText string

// dpvTerms is dpv.txt: for each list, the DPV term of each word.
var dpvTerms = sync.OnceValue(func() map[string]map[string]string {
	table := map[string]map[string]string{}
	for _, row := range practice.MustTable("dpv.txt", dpvText, 3) {
		if table[row.Columns[0]] == nil {
			table[row.Columns[0]] = map[string]string{}
		}
		table[row.Columns[0]][row.Columns[1]] = row.Columns[2]
	}
	return table
})

// A node is a thing of a JSON-LD document, by the compact IRIs of its properties.
type node map[string]any

// dpvContext are the prefixes that a document uses. Those of DPV are unversioned, as its own documents have them; the version stands in
// dct:conformsTo.
func dpvContext(notice string) node {
	return node{
		"dpv": "https://w3id.org/dpv#", "pd": "https://w3id.org/dpv/pd#", "tech": "https://w3id.org/dpv/tech#", "loc": "https://w3id.org/dpv/loc#",
		"eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#", "dct": "http://purl.org/dc/terms/", "skos": "http://www.w3.org/2004/02/skos/core#",
		"oa": "http://www.w3.org/ns/oa#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
		"candor": "https://candor-privacy.github.io/vocabulary#", "notice": notice + "#",
	}
}

// A dpvWriter collects the terms of our own vocabulary that a document refers to.
type dpvWriter struct{ terms map[string]node }

// writeDPV tells a notice as a JSON-LD document in the terms of the Data Privacy Vocabulary 2.2.
//
// The notice is a dpv:PrivacyNotice. What it says is done is a dpv:Process each (dpv:hasProcess); what it denies is a dpv:Prohibition, and never a
// process, so that nobody who looks for processes takes a denial for one (dpv:hasProhibition). DPV has no term for "this and nothing else": such a
// process has candor:polarity "affirmed-only", as every statement has its polarity and modality. Rights and measures have properties of their
// own, and statements about no processing are a candor:Statement. A term of ours that is the same as one of DPV is written as that; any other
// as a skos:Concept of ours with its match. Every statement has its quote as an oa:TextQuoteSelector.
func writeDPV(w io.Writer, n practice.Notice) error {
	id := "urn:sha256:" + n.SHA256
	d := &dpvWriter{terms: map[string]node{}}
	notice := node{"@id": id, "@type": "dpv:PrivacyNotice", "dct:conformsTo": node{"@id": "https://w3id.org/dpv/2.2"}, "dct:source": n.Source}
	if n.Company != "" {
		notice["dpv:hasDataController"] = node{"@type": "dpv:DataController", "dpv:hasName": n.Company}
	}
	if n.Date != "" {
		notice["dct:issued"] = n.Date
	}
	if len(n.Languages) > 0 {
		notice["dct:language"] = n.Languages
	}
	for i, declaration := range n.Declarations {
		property, statement := d.statement(declaration)
		statement["@id"] = fmt.Sprintf("notice:statement-%d", i+1)
		push(notice, property, statement)
	}
	for _, g := range n.Gaps {
		push(notice, "candor:notRead", g.Source+": "+g.Reason)
	}
	graph := []node{notice}
	for _, key := range sortedKeys(d.terms) {
		graph = append(graph, d.terms[key])
	}
	return WriteJSON(w, node{"@context": dpvContext(id), "@graph": graph})
}

func sortedKeys(terms map[string]node) []string {
	var keys []string
	for key := range terms {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// push adds a value to the list under a property.
func push(n node, property string, value any) {
	list, _ := n[property].([]any)
	n[property] = append(list, value)
}

// statement is a declaration as a node, and the property of the notice under which it stands.
func (d *dpvWriter) statement(s practice.Declaration) (string, node) {
	n := node{
		"candor:polarity": string(s.Polarity), "candor:modality": string(s.Modality), "candor:kind": string(s.Kind),
		"dct:source": node{
			"@type": "oa:TextQuoteSelector", "oa:exact": s.Text, "candor:line": s.Line, "candor:startByte": s.Start, "candor:endByte": s.End,
		},
	}
	denied := s.Polarity == practice.Denied
	property, class := "candor:hasStatement", "candor:Statement"
	switch {
	case s.Kind == practice.KindRight && !denied:
		property, class = "dpv:hasRight", "dpv:DataSubjectRight"
	case s.Kind == practice.KindSecurity && !denied:
		property, class = "dpv:hasTechnicalOrganisationalMeasure", "dpv:TechnicalOrganisationalMeasure"
	case s.Kind.Action() == "" && s.Kind != practice.KindLegalBasis:
	case denied:
		property, class = "dpv:hasProhibition", "dpv:Prohibition"
	default:
		property, class = "dpv:hasProcess", "dpv:Process"
	}
	n["@type"] = class
	if right, ok := dpvTerms()["right"][s.Right]; ok && class == "dpv:DataSubjectRight" {
		n["@type"] = []string{class, right}
	} else if s.Right != "" {
		n["candor:right"] = s.Right
	}
	d.describe(n, s)
	return property, n
}

// describe adds what a declaration is about.
func (d *dpvWriter) describe(n node, s practice.Declaration) {
	if action := s.Kind.Action(); action != "" {
		push(n, "dpv:hasProcessing", d.term(practice.ActionTerm, string(action)))
	}
	for _, data := range s.Data {
		push(n, "dpv:hasPersonalData", d.term(practice.DataTerm, string(data)))
	}
	for _, p := range s.Purposes {
		push(n, "dpv:hasPurpose", d.term(practice.PurposeTerm, string(p)))
	}
	parties := "dpv:hasRecipient"
	if s.Kind == practice.KindSource {
		parties = "dpv:hasDataSource"
	}
	for _, r := range others(s.Recipients) {
		push(n, parties, d.term(practice.RecipientTerm, string(r)))
	}
	for _, v := range s.Vendors {
		push(n, parties, node{"@type": "dpv:LegalEntity", "dpv:hasName": string(v)})
	}
	for _, a := range s.Scope {
		push(n, "dpv:hasDataSubject", d.term(practice.AudienceTerm, string(a)))
	}
	for _, t := range s.Tracers {
		push(n, "dpv:isImplementedUsingTechnology", node{"@type": "tech:Cookie", "dpv:hasName": t})
	}
	if s.Kind == practice.KindLegalBasis {
		push(n, "dpv:hasLegalBasis", node{"@type": "dpv:LegalBasis", "dct:description": s.Words()})
	}
	d.condition(n, s.Condition)
	d.storage(n, s)
}

// condition adds the consent, or another condition, under which something is done.
func (d *dpvWriter) condition(n node, c practice.Condition) {
	term, ok := practice.LookupTerm(string(c), practice.ConditionTerm)
	if !ok {
		return
	}
	property := "dpv:hasContext"
	if strings.HasSuffix(term.DPV, "Consent") {
		property = "dpv:hasLegalBasis"
	}
	push(n, property, d.term(practice.ConditionTerm, string(c)))
}

// storage adds how long and where data are kept, and under which safeguard they are sent.
func (d *dpvWriter) storage(n node, s practice.Declaration) {
	if s.Period != "" {
		duration := node{"@type": "dpv:Duration", "dct:description": string(s.Period)}
		if isoDuration.MatchString(string(s.Period)) {
			duration = node{"@type": "dpv:TemporalDuration", "rdf:value": node{"@type": "xsd:duration", "@value": inXSD(string(s.Period))}}
		}
		push(n, "dpv:hasStorageCondition", node{"@type": "dpv:StorageDuration", "dpv:hasDuration": duration})
	}
	for _, p := range s.Places {
		place := node{"@type": "dpv:Location", "dct:description": p}
		if term, ok := dpvTerms()["place"][p]; ok {
			place = node{"@id": term}
		} else if countryCode.MatchString(p) {
			place = node{"@id": "loc:" + p}
		}
		if s.Kind == practice.KindStoreLocation {
			push(n, "dpv:hasStorageCondition", node{"@type": "dpv:StorageLocation", "dpv:hasLocation": place})
			continue
		}
		push(n, "dpv:hasLocation", place)
	}
	if term, ok := dpvTerms()["mechanism"][s.Mechanism]; ok {
		push(n, "dpv:hasLegalBasis", node{"@id": term})
	} else if s.Mechanism != "" {
		n["candor:mechanism"] = s.Mechanism
	}
}

var (
	isoDuration = regexp.MustCompile(`^PT?[0-9]`)
	weeks       = regexp.MustCompile(`^P([0-9]+)W$`)
	countryCode = regexp.MustCompile(`^[A-Z]{2}$`)
)

// inXSD is a duration as XML Schema has it, which knows no weeks.
func inXSD(period string) string {
	if m := weeks.FindStringSubmatch(period); m != nil {
		days, _ := practice.Period(period).Days()
		return fmt.Sprintf("P%dD", days)
	}
	return period
}

// term refers to a term of the vocabulary: to DPV's own if ours is the same, else to ours, which the document then defines.
func (d *dpvWriter) term(kind practice.TermKind, key string) node {
	t, ok := practice.LookupTerm(key, kind)
	if ok && strings.HasPrefix(t.DPV, "=") {
		return node{"@id": t.DPV[1:]}
	}
	name := key
	if t.Mode != "" {
		name = t.Mode
	}
	id := "candor:" + string(kind) + "-" + strings.ReplaceAll(name, " ", "_")
	concept := node{"@id": id, "@type": "skos:Concept", "skos:notation": key}
	if ok {
		concept["skos:definition"] = t.Doc
	}
	if len(t.DPV) > 1 {
		match := map[byte]string{'<': "skos:broadMatch", '>': "skos:narrowMatch", '~': "skos:closeMatch"}[t.DPV[0]]
		concept[match] = node{"@id": t.DPV[1:]}
	}
	d.terms[id] = concept
	return node{"@id": id}
}
