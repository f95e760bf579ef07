package detect

import (
	"cmp"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

//go:embed signals.txt
var signalsText string

// signalPurposes are the purposes of the items of each signal.
var signalPurposes = func() map[string]map[string]practice.Purpose {
	m := map[string]map[string]practice.Purpose{}
	for _, row := range practice.MustTable("signals.txt", signalsText, 3) {
		signal, item := row.Columns[0], row.Columns[1]
		if m[signal] == nil {
			m[signal] = map[string]practice.Purpose{}
		}
		m[signal][item] = practice.Purpose(row.Columns[2])
	}
	return m
}()

// Signals sees which consent the site tells others that it has.
var Signals = &Detector{Name: "signals", Doc: signalsDoc, Run: signals}

const signalsDoc = `consent that the site tells others it has

Vendors do not ask the visitor: they read a signal. Four are read here: the TC string of IAB Europe's Transparency and
Consent Framework (asked of the page, kept in the cookie euconsent-v2, sent as gdpr_consent), the GPP string (its European section), and
the parameters gcs and gcd by which Google's tags send the state of Consent Mode. Only what they say is granted is told: purposes
that a platform claims as a legitimate interest are no consent. In which consent state that is right is for the rules.

Example: GET https://www.google-analytics.com/g/collect?v=2&gcs=G111 before any choice:

	site signal tracer for analytics.audience before consent [Google Consent Mode]
	site signal tracer for marketing.advertising before consent [Google Consent Mode]`

// A SignalReading is a consent signal that was seen, and what it says.
type SignalReading struct {
	API        string             // tcf, gpp, usp, or gcm for Google Consent Mode
	Value      string             // as it was seen; of gcm the parameters
	Status     string             // as the platform told it
	Platform   int                // its number in the IAB's list; 0 when it is not told
	Granted    []practice.Purpose // consented to
	SaleOptOut string             // whether the person has opted out of sale and sharing: "yes", "no", "" when it does not say
	Request    int                // that carried it, or whose answer set it; 0 for none
	Detail     string             // for people: where it stood, and what it says
}

// signalNames are what observations call the signals.
var signalNames = map[string]string{"tcf": "TCF", "gpp": "GPP", "usp": "US privacy string", "gcm": "Google Consent Mode"}

func signals(s *Site) []practice.Observation {
	var seen []practice.Observation
	for _, page := range s.Pages {
		for _, r := range SignalsOn(page) {
			for _, purpose := range r.Granted {
				seen = append(seen, practice.Observation{
					Practice: practice.Practice{Actor: practice.Site, Action: practice.Signal, Data: "tracer", Purpose: purpose, Condition: page.State},
					Name:     signalNames[r.API],
					Evidence: []practice.Evidence{{Source: bare(page.URL), Request: r.Request, Detail: r.Detail}},
				})
			}
		}
	}
	return seen
}

// SignalsOn returns the consent signals of a page: those that its platform told, those in its cookies, those that its requests carried. In
// a redacted record they were read before the values were masked.
func SignalsOn(page *crawler.Page) []SignalReading {
	var seen []SignalReading
	for _, s := range page.Signals {
		if s.Read {
			seen = append(seen, SignalReading{s.API, s.Value, s.Status, s.Platform, s.Granted, s.SaleOptOut, s.Request, s.Detail})
		}
	}
	if len(seen) > 0 {
		return seen
	}
	for _, signal := range page.Signals {
		r := SignalReading{API: signal.API, Value: signal.Value, Status: signal.Status, Platform: signal.Platform}
		switch signal.API {
		case "tcf":
			r.readTCF(signal.Value, "the page's __tcfapi")
		case "gpp":
			for _, section := range gppSections(signal.Value) {
				if section.id == gppTCF {
					r.readTCF(section.text, "the page's __gpp")
				}
				r.SaleOptOut = cmp.Or(r.SaleOptOut, saleOptOut(section.id, section.text))
			}
		case "usp":
			r.SaleOptOut = saleOptOut(gppUSP, signal.Value)
		}
		seen = append(seen, r)
	}
	for i := range page.Cookies {
		if c := &page.Cookies[i]; c.Name == "euconsent-v2" && kept(c) {
			r := SignalReading{API: "tcf", Value: c.Value, Request: c.Request}
			if r.readTCF(c.Value, "the cookie euconsent-v2") {
				seen = append(seen, r)
			}
		}
	}
	for i := range page.Requests {
		seen = append(seen, carriedSignals(&page.Requests[i])...)
	}
	return seen
}

// readTCF adds what a TC string says; it returns false if the text is none.
func (r *SignalReading) readTCF(text, where string) bool {
	tc, err := ParseTCString(text)
	if err != nil {
		return false
	}
	var items []string
	for _, p := range tc.Purposes {
		items = append(items, strconv.Itoa(p))
	}
	r.Platform = cmp.Or(r.Platform, tc.Platform)
	r.grant("tcf", items)
	r.Detail = fmt.Sprintf("TC string in %s: consent to purposes %s and %d vendors", where, enumerated(tc.Purposes), len(tc.Vendors))
	return true
}

// grant adds the purposes that the items of a signal stand for, each once.
func (r *SignalReading) grant(signal string, items []string) {
	for _, item := range items {
		if p := signalPurposes[signal][item]; p != "" && !slices.Contains(r.Granted, p) {
			r.Granted = append(r.Granted, p)
		}
	}
}

// carriedSignals are those that a request tells its receiver.
func carriedSignals(q *crawler.Request) []SignalReading {
	if stopped(q) || !strings.Contains(q.URL, "gcs=") && !strings.Contains(q.URL, "gcd=") && !strings.Contains(q.URL, "gdpr_consent=") {
		return nil
	}
	var seen []SignalReading
	var granted, sent []string
	for _, f := range QueryFields(q.URL) {
		switch f.Name {
		case "gdpr_consent":
			r := SignalReading{API: "tcf", Value: f.Value, Request: q.ID}
			if r.readTCF(f.Value, "gdpr_consent to "+crawler.Host(q.URL)) {
				seen = append(seen, r)
			}
		case "gcs", "gcd":
			granted = append(granted, ConsentMode(f.Name, f.Value)...)
			sent = append(sent, f.Name+"="+f.Value)
		}
	}
	if len(sent) > 0 {
		slices.Sort(granted)
		granted = slices.Compact(granted)
		r := SignalReading{API: "gcm", Value: strings.Join(sent, "&"), Request: q.ID}
		r.grant("gcm", granted)
		r.Detail = fmt.Sprintf("request %d: %s %s carries %s: granted %s", q.ID, q.Method, bare(q.URL), r.Value, strings.Join(granted, ", "))
		seen = append(seen, r)
	}
	return seen
}

var (
	consentModeState  = regexp.MustCompile(`^G1([01-])([01-])$`)
	consentModeDetail = regexp.MustCompile(`^1\d([a-z])\d([a-z])(?:\d([a-z])\d([a-z]))?`)
)

// ConsentMode returns what the parameter gcs or gcd of Google's tags says is granted, by its names in Consent Mode. In gcs a 1 is granted;
// in gcd a letter for each storage says what the default and the last update were: r and n were granted by the visitor's choice, t and v
// from the beginning. Source: Google's documentation of gcs, and of gcd as measured and described by practitioners, read 2026-11.
func ConsentMode(param, value string) []string {
	grammar, on := consentModeState, "1"
	if param == "gcd" {
		grammar, on = consentModeDetail, "rntv"
	}
	var granted []string
	for i, state := range grammar.FindStringSubmatch(value) {
		if i > 0 && state != "" && strings.Contains(on, state) {
			granted = append(granted, []string{"ad_storage", "analytics_storage", "ad_user_data", "ad_personalization"}[i-1])
		}
	}
	return granted
}

// enumerated writes numbers as people do: "1 to 4, 7".
func enumerated(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		switch j - i {
		case 0, 1:
			for _, n := range numbers[i : j+1] {
				parts = append(parts, strconv.Itoa(n))
			}
		default:
			parts = append(parts, fmt.Sprintf("%d to %d", numbers[i], numbers[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ", ")
}
