package chrome

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

func choose(t *testing.T, s crawler.Session, page string, state practice.Condition) (*crawler.Page, crawler.Choice) {
	t.Helper()
	p, c, err := s.Choose(t.Context(), "https://shop.example/"+page, state)
	if err != nil {
		t.Fatal(err)
	}
	return p, c
}

func TestConsentDialogsAreAnswered(t *testing.T) {
	tests := []struct {
		page   string
		accept string
		refuse string
	}{
		{
			page:   "consent-words.html",
			accept: `words, "Accept all": dialog gone; cookies set: choice`,
			refuse: `words, "Only necessary cookies": dialog gone; cookies set: choice`,
		},
		{
			page:   "consent-french.html",
			accept: `words, "J’accepte": dialog gone; cookies set: choix`,
			refuse: `words, "Continuer sans accepter": dialog gone; cookies set: choix`,
		},
		{
			page:   "consent-audience.html",
			accept: `words, "Oui": dialog gone; cookies set: choix`,
			refuse: `words, "Plutôt pas": dialog gone; cookies set: choix`,
		},
		{
			page:   "consent-layers.html",
			accept: `words, "Alle akzeptieren": dialog gone; cookies set: wahl`,
			refuse: `words, "Einstellungen", "werbung", "Auswahl speichern": dialog gone; cookies set: wahl`,
		},
		{
			page:   "consent-onetrust.html",
			accept: `OneTrust, "Accept all cookies": dialog gone; cookies set: OptanonConsent`,
			refuse: `OneTrust, "Reject all": dialog gone; cookies set: OptanonConsent`,
		},
		{
			page:   "consent-shadow.html",
			accept: `Usercentrics, "Accept All": dialog gone`,
			refuse: `Usercentrics, "Deny": dialog gone`,
		},
		{
			page:   "consent-frame.html",
			accept: `Sourcepoint, "Accept all": dialog gone; cookies set: consentUUID`,
			refuse: `Sourcepoint, "Reject all": dialog gone; cookies set: consentUUID`,
		},
		{
			page:   "consent-ok.html",
			accept: `words, "Got it": dialog gone; cookies set: seen`,
			refuse: `words, not offered`,
		},
		{
			page:   "consent-api.html",
			accept: `Didomi, "Agree and close": dialog gone; cookies set: didomi_token`,
			refuse: `Didomi, "by script: Didomi.setUserDisagreeToAll()": dialog gone; cookies set: didomi_token`,
		},
		{
			page:   "consent-dead.html",
			accept: `words, "Accept", not offered`,
			refuse: `words, "Reject", not offered`,
		},
		{
			page:   "consent-late.html",
			accept: `words, "Accept": dialog gone; cookies set: choice`,
			refuse: `words, "Reject": dialog gone; cookies set: choice`,
		},
		{
			page:   "consent-closed.html",
			accept: `words, "Accept all": dialog gone; cookies set: choice`,
			refuse: `words, "Reject all": dialog gone; cookies set: choice`,
		},
		{
			page:   "consent-hidden.html",
			accept: `words, "Accept all": dialog gone; cookies set: choice`,
			refuse: `words, not offered`,
		},
		{page: "newsletter.html", accept: "no dialog", refuse: "no dialog"},
		{page: "requests.html", accept: "no dialog", refuse: "no dialog"},
	}
	for _, tt := range tests {
		for state, want := range map[practice.Condition]string{practice.Accepted: tt.accept, practice.Refused: tt.refuse} {
			t.Run(tt.page+" "+string(state), func(t *testing.T) {
				t.Parallel()
				_, c := choose(t, open(t), tt.page, state)
				if got := story(c); got != want {
					t.Errorf("got  %s\nwant %s", got, want)
				}
			})
		}
	}
}

// story tells a choice in one line.
func story(c crawler.Choice) string {
	if c.Platform == "" {
		return "no dialog"
	}
	words := []string{c.Platform}
	for _, w := range c.Clicked {
		words = append(words, fmt.Sprintf("%q", w))
	}
	if !c.Offered {
		words = append(words, "not offered")
	}
	line := strings.Join(words, ", ")
	if c.Effect != "" {
		line += ": " + c.Effect
	}
	return line
}

// A consent that was given is taken back where the page lets one, and what is told is what came after that.
func TestConsentIsWithdrawn(t *testing.T) {
	tests := []struct{ page, want string }{
		{"consent-withdraw.html", `words, "Cookie settings", "statistics", "Save": dialog gone; cookies changed: choice; cookies removed: _stats`},
		{"consent-withdraw-french.html", `words, "Gestion des cookies", "Tout refuser": dialog gone; cookies changed: choix`},
		{"consent-words.html", `words, "Only necessary cookies": dialog gone; cookies changed: choice`}, // which asks on every page
		{"consent-onetrust.html", `no dialog`},
	}
	for _, tt := range tests {
		t.Run(tt.page, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			if _, c := choose(t, s, tt.page, practice.Accepted); !c.Offered {
				t.Fatalf("acceptance was not offered: %s", story(c))
			}
			p, c := choose(t, s, tt.page, practice.Withdrawn)
			if got := story(c); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			for _, r := range p.Requests {
				if strings.Contains(r.URL, "stats.example") && c.Offered {
					t.Errorf("%s was requested before the withdrawal, and told as after it", r.URL)
				}
			}
		})
	}
}

func TestAPersonsClickAnswersTheDialog(t *testing.T) {
	t.Parallel()
	p, _ := choose(t, open(t), "consent-words.html", practice.Refused)
	for _, c := range p.Cookies {
		if c.Name == "choice" && c.Value != "none-person" {
			t.Errorf("choice = %q, want %q", c.Value, "none-person")
		}
	}
}

func TestAChoiceTellsOnlyWhatFollowedIt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		state            practice.Condition
		requests, values []string
	}{
		{practice.Accepted, []string{"page fetch https://ads.example/collect"}, []string{"choice=all-person"}},
		{practice.Refused, nil, []string{"choice=none-person"}},
	}
	for _, tt := range tests {
		s := open(t)
		p, _ := choose(t, s, "consent-words.html", tt.state)
		if diff := cmp.Diff(tt.requests, urls(p)); diff != "" {
			t.Errorf("requests %s (-want +got):\n%s", tt.state, diff)
		}
		var values []string
		for _, c := range p.Cookies {
			values = append(values, c.Name+"="+c.Value)
		}
		if diff := cmp.Diff(tt.values, values); diff != "" {
			t.Errorf("cookies %s (-want +got):\n%s", tt.state, diff)
		}
		if len(p.Storage) > 0 {
			t.Errorf("storage %s = %v, want none: it was there before", tt.state, p.Storage)
		}
		next, err := s.Visit(t.Context(), "https://shop.example/frame-own.html")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range next.Requests {
			for _, h := range r.Headers {
				if r.Type == "document" && strings.EqualFold(h.Name, "cookie") && !strings.Contains(h.Value, tt.values[0]) {
					t.Errorf("the next page gets cookies %q, want %s among them", h.Value, tt.values[0])
				}
			}
		}
	}
}

// Whatever a banner does with a refusal: the page did it after one, and that is what is told.
func TestARefusalThatIsTakenForAnAcceptanceIsSeenThrough(t *testing.T) {
	t.Parallel()
	p, c := choose(t, open(t), "consent-liar.html", practice.Refused)
	if got, want := story(c), `words, "Reject all": dialog gone; cookies set: choice`; got != want || !c.Offered {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if diff := cmp.Diff([]string{"page fetch https://ads.example/collect"}, urls(p)); diff != "" {
		t.Errorf("requests after the refusal (-want +got):\n%s", diff)
	}
	if !slices.ContainsFunc(p.Cookies, func(c crawler.Cookie) bool { return c.Name == "choice" && c.Value == "all" }) {
		t.Errorf("cookies after the refusal = %v, want choice=all", p.Cookies)
	}
}

func TestRefusalIsNeverAnAcknowledgement(t *testing.T) {
	ok := regexp.MustCompile(`^(ok|okay|got it|d'accord|fine|continue|close|compris)$`)
	for _, w := range words {
		if w.Kind == "refuse" && ok.MatchString(w.Text) {
			t.Errorf("%q is listed as a refusal", w.Text)
		}
	}
}

func TestTheTablesOfDialogsAreComplete(t *testing.T) {
	languages := map[string]map[string]bool{}
	for _, line := range strings.Split(wordsTable, "\n") {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] == "#" {
			continue
		}
		if languages[fields[1]] == nil {
			languages[fields[1]] = map[string]bool{}
		}
		languages[fields[1]][fields[0]] = true
	}
	for _, language := range []string{"cs", "da", "de", "en", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "sv"} {
		for _, kind := range []string{"accept", "refuse", "reopen", "save", "settings"} {
			if !languages[language][kind] {
				t.Errorf("words.txt has no word for %s in %s", kind, language)
			}
		}
	}
	for _, w := range words {
		if !slices.Contains([]string{"accept", "acknowledge", "refuse", "reopen", "save", "settings", "topic"}, w.Kind) {
			t.Errorf("words.txt: %q has the unknown kind %q", w.Text, w.Kind)
		}
	}
	for i, p := range platforms {
		if p.Dialog == "" || p.Accept == "" {
			t.Errorf("consent.txt: %s has no dialog or no way to accept", p.Name)
		}
		if (p.acceptCall == "") != (p.refuseCall == "") {
			t.Errorf("consent.txt: %s has a call for one choice and none for the other", p.Name)
		}
		if i > 0 && strings.ToLower(platforms[i-1].Name) >= strings.ToLower(p.Name) {
			t.Errorf("consent.txt: %s is not in order", p.Name)
		}
	}
	if len(platforms) < 20 {
		t.Errorf("consent.txt has %d platforms, want at least 20", len(platforms))
	}
}
