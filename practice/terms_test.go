package practice

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEveryTermIsWhole(t *testing.T) {
	dpv := regexp.MustCompile(`^[=<>~](dpv|pd|tech):[A-Z][A-Za-z]+$`)
	key := map[TermKind]*regexp.Regexp{
		DataTerm:      regexp.MustCompile(`^[a-z_]+(\.[a-z_]+){0,2}$`),
		ActionTerm:    regexp.MustCompile(`^[a-z]+(\.[a-z]+)?$`),
		PurposeTerm:   regexp.MustCompile(`^[a-z_]+(\.[a-z]+)?$`),
		ConditionTerm: regexp.MustCompile(`^[a-z]+( [a-z]+)+$`),
		KindTerm:      regexp.MustCompile(`^[a-z]+(-[a-z]+)?$`),
	}
	seen := map[string]bool{}
	for _, term := range Terms() {
		if seen[string(term.Kind)+" "+term.Key] {
			t.Errorf("%s %s stands twice", term.Kind, term.Key)
		}
		seen[string(term.Kind)+" "+term.Key] = true
		if !slices.Contains(TermKinds, term.Kind) {
			t.Errorf("%s: %q is not one of TermKinds", term.Key, term.Kind)
		}
		if re := key[term.Kind]; re != nil && !re.MatchString(term.Key) {
			t.Errorf("%s %q: want %s", term.Kind, term.Key, re)
		}
		if term.Doc == "" || strings.HasSuffix(term.Doc, ".") {
			t.Errorf("%s %s: Doc %q is not a line without a full stop", term.Kind, term.Key, term.Doc)
		}
		if term.DPV != "" && !dpv.MatchString(term.DPV) {
			t.Errorf("%s %s: DPV %q is not a sign, a prefix and a term", term.Kind, term.Key, term.DPV)
		}
	}
}

func TestTermsAreSorted(t *testing.T) {
	var all []Term
	for _, kind := range TermKinds {
		list := TermsOf(kind)
		if !slices.IsSortedFunc(list, func(a, b Term) int { return strings.Compare(a.Key, b.Key) }) {
			t.Errorf("the %s terms are not sorted by key", kind)
		}
		all = append(all, list...)
	}
	if !slices.Equal(all, Terms()) {
		t.Error("terms.txt does not keep the order of TermKinds")
	}
}

// TestDottedTermsHaveTheirParents holds what Covers builds on: the parent of a term is a term.
func TestDottedTermsHaveTheirParents(t *testing.T) {
	for _, kind := range []TermKind{DataTerm, ActionTerm, PurposeTerm} {
		for _, term := range TermsOf(kind) {
			if i := strings.LastIndexByte(term.Key, '.'); i > 0 {
				if _, ok := LookupTerm(term.Key[:i], kind); !ok {
					t.Errorf("%s %s: its parent is not a term", kind, term.Key)
				}
			}
		}
	}
}

func TestTermsReferToTerms(t *testing.T) {
	for _, term := range Terms() {
		switch term.Kind {
		case ActionTerm:
			if term.Preposition != "to" && term.Preposition != "by" {
				t.Errorf("action %s: preposition %q, want to or by", term.Key, term.Preposition)
			}
		case KindTerm:
			if _, ok := LookupTerm(string(term.Action), ActionTerm); term.Action != "" && !ok {
				t.Errorf("kind %s: no action %q", term.Key, term.Action)
			}
		case RecipientTerm:
			steps := 0
			for up := term; up.Broader != "" && steps < 10; steps++ {
				above, ok := LookupTerm(up.Broader, RecipientTerm)
				if !ok {
					t.Fatalf("recipient %s: no class %q", up.Key, up.Broader)
				}
				up = above
			}
			if steps == 10 {
				t.Errorf("recipient %s: its broader classes run in a circle", term.Key)
			}
		}
	}
}

// TestConstantsAreTerms holds that what code calls by name is in the vocabulary.
func TestConstantsAreTerms(t *testing.T) {
	constants := map[TermKind][]string{
		ActorTerm:     {string(Site), string(Code), string(FirstParty)},
		DataTerm:      {string(Personal)},
		RecipientTerm: {string(FirstParty), string(ThirdParty)},
		PurposeTerm:   {string(AnyPurpose)},
	}
	for _, a := range []Action{Collect, Use, Combine, Share, Sell, Transfer, TransferPlain, Store, StoreLog, ExposeError, Retain, Track, Delete} {
		constants[ActionTerm] = append(constants[ActionTerm], string(a))
	}
	for _, class := range TrackingClasses {
		constants[RecipientTerm] = append(constants[RecipientTerm], string(class))
	}
	for _, c := range []Condition{BeforeConsent, Accepted, Refused, WithConsent, UnlessOptOut, ByBrowsing, ByUse, WithoutAsking} {
		constants[ConditionTerm] = append(constants[ConditionTerm], string(c))
	}
	for _, k := range []Kind{
		KindCollect, KindUse, KindCombine, KindShare, KindSell, KindTracer, KindRetention, KindDelete, KindStoreLocation, KindTransfer,
		KindSource, KindConsent, KindOptOut, KindRight, KindLegalBasis, KindSecurity, KindChildren, KindContact, KindRole, KindScope, KindChange,
	} {
		constants[KindTerm] = append(constants[KindTerm], string(k))
	}
	for kind, keys := range constants {
		for _, key := range keys {
			if _, ok := LookupTerm(key, kind); !ok {
				t.Errorf("%q is not a %s in terms.txt", key, kind)
			}
		}
	}
}

func TestVocabularyIsComplete(t *testing.T) {
	if n := len(TermsOf(DataTerm)); n < 111 {
		t.Errorf("%d data categories, want at least the 111 that there were", n)
	}
	modes := map[string]string{}
	for _, term := range TermsOf(ConditionTerm) {
		if term.Mode == "" {
			if !strings.HasPrefix(term.Doc, "seen: ") {
				t.Errorf("condition %q has no consent mode, and is not one that is seen", term.Key)
			}
			continue
		}
		modes[term.Mode] = term.Key
	}
	want := []string{
		"browser_settings", "bundled_terms", "exceptions", "explicit", "implied_browsing", "implied_submission", "implied_use", "none_needed",
		"on_instruction", "opt_out", "os_permission", "parental", "prior_opt_in", "vendor_opt_out",
	}
	for _, mode := range want {
		if modes[mode] == "" {
			t.Errorf("no condition stands for the consent mode %s", mode)
		}
	}
	if len(modes) != len(want) {
		t.Errorf("%d consent modes, want %d", len(modes), len(want))
	}
}

func TestLookupTerm(t *testing.T) {
	tests := []struct {
		key   string
		kinds []TermKind
		want  TermKind
	}{
		{"contact.email", nil, DataTerm},
		{"contact", nil, DataTerm},
		{"contact", []TermKind{AudienceTerm}, AudienceTerm},
		{"contact", []TermKind{KindTerm, AudienceTerm}, KindTerm},
		{"share", nil, ActionTerm},
		{"share", []TermKind{PurposeTerm}, ""},
		{"before consent", nil, ConditionTerm},
		{"shoe_size", nil, ""},
	}
	for _, tt := range tests {
		term, ok := LookupTerm(tt.key, tt.kinds...)
		if term.Kind != tt.want || ok != (tt.want != "") {
			t.Errorf("LookupTerm(%q, %v) is a %q, %t; want %q", tt.key, tt.kinds, term.Kind, ok, tt.want)
		}
	}
}

func TestKindStandsForAnAction(t *testing.T) {
	tests := map[Kind]Action{
		KindTracer: Track, KindRetention: Retain, KindStoreLocation: Store, KindSource: Collect, KindShare: Share, KindContact: "", "no such kind": "",
	}
	for kind, want := range tests {
		if got := kind.Action(); got != want {
			t.Errorf("%s: action %q, want %q", kind, got, want)
		}
	}
}

func TestCallersMayChangeTerms(t *testing.T) {
	Terms()[0].Key = "changed"
	if Terms()[0].Key == "changed" {
		t.Error("Terms gives its own slice away")
	}
}
