package reports

import (
	"bytes"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// exampleNotice has a statement of every sort that DPV tells apart.
func exampleNotice() practice.Notice {
	text := "We share your e-mail address with Stripe.\n"
	say := func(kind practice.Kind, polarity practice.Polarity, more practice.Declaration) practice.Declaration {
		more.Kind, more.Polarity, more.Modality = kind, polarity, practice.States
		more.Quote = practice.Quote{Source: "privacy.md", Line: 1, Start: 0, End: len(text) - 1, Text: strings.TrimSpace(text)}
		return more
	}
	email := []practice.Data{"contact.email", "device.screen"}
	return practice.Notice{
		Source: "privacy.md", SHA256: "00ff", Company: "Harrow Tea Ltd", Languages: []string{"en"}, Date: "2026-02",
		Declarations: []practice.Declaration{
			say(practice.KindShare, practice.Affirmed, practice.Declaration{Data: email, Vendors: []practice.Party{"Stripe"}, Recipients: []practice.Party{"partner", "first_party"}, Purposes: []practice.Purpose{"marketing.direct", "business_transfer"}, Condition: practice.WithConsent, Scope: []practice.Audience{"customer"}}),
			say(practice.KindSell, practice.Denied, practice.Declaration{Data: []practice.Data{"personal"}, Recipients: []practice.Party{"third_party"}}),
			say(practice.KindUse, practice.AffirmedOnly, practice.Declaration{Data: email, Purposes: []practice.Purpose{"service.provide"}, Condition: practice.UnlessOptOut}),
			say(practice.KindRetention, practice.Affirmed, practice.Declaration{Data: email, Period: "P2W"}),
			say(practice.KindRetention, practice.Affirmed, practice.Declaration{Data: email, Period: "criteria:necessary"}),
			say(practice.KindTracer, practice.Affirmed, practice.Declaration{Data: []practice.Data{"tracer.cookie_id"}, Tracers: []string{"_ga*"}, Period: "P13M"}),
			say(practice.KindStoreLocation, practice.Affirmed, practice.Declaration{Places: []string{"FR", "EEA", "any"}}),
			say(practice.KindTransfer, practice.Affirmed, practice.Declaration{Places: []string{"UK"}, Mechanism: "scc"}),
			say(practice.KindTransfer, practice.Affirmed, practice.Declaration{Places: []string{"US"}, Mechanism: "privacy_shield"}),
			say(practice.KindSource, practice.Affirmed, practice.Declaration{Data: email, Recipients: []practice.Party{"public"}}),
			say(practice.KindLegalBasis, practice.Affirmed, practice.Declaration{Data: email, Purposes: []practice.Purpose{"contract"}}),
			say(practice.KindRight, practice.Affirmed, practice.Declaration{Right: "access"}),
			say(practice.KindRight, practice.Denied, practice.Declaration{Right: "portability"}),
			say(practice.KindRight, practice.Affirmed, practice.Declaration{Right: "post_mortem"}),
			say(practice.KindSecurity, practice.Affirmed, practice.Declaration{Purposes: []practice.Purpose{"security"}}),
			say(practice.KindConsent, practice.Affirmed, practice.Declaration{Condition: practice.ByBrowsing}),
		},
		Gaps: []practice.Gap{{Source: "privacy.md", Reason: "line 9: written in German"}},
	}
}

func TestANoticeIsToldInTheTermsOfDPV(t *testing.T) {
	var b bytes.Buffer
	if err := WriteDeclarations(&b, "dpv", exampleNotice(), Options{}); err != nil {
		t.Fatal(err)
	}
	golden(t, "notice.dpv.jsonld", b.Bytes())
}

// What is denied is no process, whoever reads the document.
func TestADenialIsNoProcessInDPV(t *testing.T) {
	doc := dpvDocument(t, exampleNotice())
	notice := doc["@graph"].([]any)[0].(map[string]any)
	for property, class := range map[string]string{"dpv:hasProcess": "dpv:Process", "dpv:hasProhibition": "dpv:Prohibition"} {
		list := notice[property].([]any)
		if len(list) == 0 {
			t.Errorf("no %s", property)
		}
		for _, s := range list {
			if got := s.(map[string]any); got["@type"] != class || (got["candor:polarity"] == "denied") != (class == "dpv:Prohibition") {
				t.Errorf("%s: a %v that is %v, want a %s", property, got["@type"], got["candor:polarity"], class)
			}
		}
	}
}

// Every property, class and reference of a document is an IRI: absolute, or with a prefix of the context; our own terms are defined in it.
func TestADocumentInDPVIsLinkedData(t *testing.T) {
	doc := dpvDocument(t, exampleNotice())
	context := doc["@context"].(map[string]any)
	defined := map[string]bool{}
	for _, n := range doc["@graph"].([]any) {
		defined[n.(map[string]any)["@id"].(string)] = true
	}
	iri := func(text string) {
		prefix, name, ok := strings.Cut(text, ":")
		base, known := context[prefix].(string)
		if prefix == "https" || prefix == "urn" {
			base, known = prefix+":", true
		}
		full, err := url.Parse(base + name)
		if !ok || !known || name == "" || strings.ContainsAny(name, " \t<>\"") || err != nil || !full.IsAbs() {
			t.Errorf("%q is no IRI of this context", text)
		}
		if prefix == "candor" && strings.Contains(name, "-") && !defined[text] {
			t.Errorf("%q is not defined in the document", text)
		}
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for key, x := range v {
				switch {
				case key == "@id":
					iri(x.(string))
				case key == "@type":
					if class, ok := x.(string); ok {
						iri(class)
						continue
					}
					for _, class := range x.([]any) {
						iri(class.(string))
					}
				case key == "@value":
				case strings.HasPrefix(key, "@"):
					t.Errorf("keyword %s stands where no keyword may", key)
				default:
					iri(key)
					walk(x)
				}
			}
		}
	}
	walk(doc["@graph"])
}

func dpvDocument(t *testing.T, n practice.Notice) map[string]any {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDeclarations(&b, "dpv", n, Options{}); err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// The terms of the vocabulary are bound to DPV in a form that the writer understands, and its own table is sorted into known lists.
func TestTermsAreBoundToDPV(t *testing.T) {
	context := dpvContext("urn:x")
	check := func(where, term string) {
		prefix, name, ok := strings.Cut(term, ":")
		if _, known := context[prefix]; !ok || !known || name == "" {
			t.Errorf("%s: %q is no term of DPV with a known prefix", where, term)
		}
	}
	for _, term := range practice.Terms() {
		if term.DPV == "" {
			continue
		}
		if !strings.ContainsRune("=<>~", rune(term.DPV[0])) {
			t.Errorf("%s %s: %q has no sign of a match", term.Kind, term.Key, term.DPV)
		}
		check(term.Key, term.DPV[1:])
	}
	for list, terms := range dpvTerms() {
		for word, term := range terms {
			check("dpv.txt: "+list+" "+word, term)
		}
	}
}
