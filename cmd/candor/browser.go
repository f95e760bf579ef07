package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/spf13/pflag"
	"golang.org/x/text/language"

	"github.com/candor-privacy/candor/crawler/chrome"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/scan"
)

// siteFlags are the flags of every command that visits a site.
type siteFlags struct {
	chrome     chrome.Options
	private    bool
	viewport   string
	maxPages   int
	depth      int
	states     []string
	firstParty []string
	noTyping   bool
	submit     bool
	include    []string
	exclude    []string
	noRobots   bool
	rate       float64
	cookies    string
	headers    []string
	steps      string
}

func (f *siteFlags) register(flags *pflag.FlagSet) {
	flags.IntVar(&f.maxPages, "max-pages", 25, "pages to visit at most, in each consent state")
	flags.IntVar(&f.depth, "depth", 2, "links between the start page and a page, at most")
	flags.StringSliceVar(&f.states, "states", []string{"before", "accepted", "refused", "gpc"}, "consent states to visit the site in; withdrawn is there too")
	flags.StringSliceVar(&f.firstParty, "first-party", nil, "further hosts that belong to the site")
	flags.StringSliceVar(&f.include, "include", nil, `visit only pages whose paths match, beside the start page: "/help/*", "/**/contact"`)
	flags.StringSliceVar(&f.exclude, "exclude", nil, "visit no pages whose paths match")
	flags.BoolVar(&f.noRobots, "ignore-robots", false, "visit also what the site's robots.txt does not allow (its rules for "+scan.RobotName+", or else for everybody, are kept)")
	flags.Float64Var(&f.rate, "rate", 0, "pages and files to load in a second at most, from each registrable domain (default: no limit but robots.txt)")
	flags.BoolVar(&f.noTyping, "no-typing", false, "type nothing into the site's fields (otherwise made-up values are typed)")
	flags.BoolVar(&f.submit, "submit", false, "submit the site's forms with made-up values, each once; never those that log in, order, pay, delete or end a subscription")
	flags.StringVar(&f.chrome.Path, "browser", "", "Chromium or Chrome to use (default: the one found; see candor doctor)")
	flags.BoolVar(&f.chrome.NoSandbox, "no-sandbox", false, "run the browser without its sandbox: only for sites that you trust")
	flags.BoolVar(&f.chrome.BlockThirdPartyCookies, "block-third-party-cookies", false, "visit as a browser that refuses third-party cookies")
	flags.BoolVar(&f.chrome.IgnoreCertificateErrors, "ignore-certificate-errors", false, "accept any certificate: only for a test site of your own")
	flags.StringVar(&f.chrome.HostRules, "host-rules", "", `where hosts are found instead of by DNS, as in "MAP * 127.0.0.1:8443"`)
	flags.StringVar(&f.cookies, "cookies", "", "file with the cookies of a visitor who is logged in: cookies.txt or JSON; no secret of a log-in enters the evidence")
	flags.StringArrayVar(&f.headers, "header", nil, `header for the site's own hosts, as in "Authorization: env:TOKEN" or "X-Key: file:key.txt"`)
	flags.StringVar(&f.steps, "login", "", "file with the steps by which a visitor logs in (YAML: goto, fill, click, wait, wait_url)")
	flags.StringVar(&f.chrome.UserAgent, "user-agent", "", "what the browser calls itself (default: the Chromium that it is)")
	flags.StringVar(&f.viewport, "viewport", "", `size of the window, as in 1280x720; "390x844,mobile" for a telephone's`)
	flags.StringVar(&f.chrome.Locale, "locale", "", `language that sites are told, as in "fr-FR"`)
	flags.StringVar(&f.chrome.Timezone, "timezone", "", `time zone that sites are told, as in "Europe/Paris"`)
	flags.StringVar(&f.chrome.Proxy, "proxy", "", `proxy to load everything through, as in "http://127.0.0.1:3128"`)
	flags.BoolVar(&f.private, "allow-private", false, "let a public site reach this machine and private networks, which only sites that stand there do otherwise")
	flags.DurationVar(&f.chrome.Settle, "settle", 0, "silence on the network after which a page is quiet (default 500ms)")
	flags.DurationVar(&f.chrome.PageTimeout, "page-timeout", 20*time.Second, "time for a page at most")
}

// check refuses limits under which nothing could be seen, and what the browser could not be told.
func (f *siteFlags) check() (err error) {
	for _, limit := range []struct {
		flag string
		bad  bool
	}{
		{"--max-pages", f.maxPages < 1},
		{"--depth", f.depth < 0},
		{"--rate", f.rate < 0},
		{"--settle", f.chrome.Settle < 0},
		{"--page-timeout", f.chrome.PageTimeout <= 0},
	} {
		if limit.bad {
			return fmt.Errorf("%s leaves nothing to be seen: give it a greater value", limit.flag)
		}
	}
	if f.submit && f.noTyping {
		return errors.New("--submit sends what is typed, and --no-typing types nothing: leave one of the two out")
	}
	if f.viewport != "" {
		if f.chrome.Viewport, err = chrome.ParseViewport(f.viewport); err != nil {
			return fmt.Errorf("--viewport: %w", err)
		}
	}
	if tag, err := language.Parse(f.chrome.Locale); f.chrome.Locale != "" && (err != nil || tag.String() != f.chrome.Locale) {
		return fmt.Errorf("--locale %q is no language tag: give one such as fr or fr-FR", f.chrome.Locale)
	}
	if u, err := url.Parse(f.chrome.Proxy); f.chrome.Proxy != "" && (err != nil || u.Host == "" || u.User != nil) {
		return errors.New("--proxy is no address of a proxy without user and password: give one such as http://127.0.0.1:3128")
	}
	return nil
}

// launch starts the browser for a site, or a notice; when there is none, the error names the remedy. Where host rules or a proxy lead is for whoever gave
// them to know.
func (f *siteFlags) launch(ctx context.Context, start string) (*chrome.Browser, error) {
	opts := f.chrome
	opts.PublicOnly = !f.private && opts.HostRules == "" && opts.Proxy == "" && !chrome.IsPrivate(ctx, start)
	browser, err := chrome.Launch(ctx, opts)
	if errors.Is(err, chrome.ErrSandbox) {
		return nil, fmt.Errorf("%w; --no-sandbox visits without it: only for sites that you trust", err)
	}
	return browser, err
}

// consentStates are the words of --states.
var consentStates = map[string]practice.Condition{
	"before":    practice.BeforeConsent,
	"accepted":  practice.Accepted,
	"refused":   practice.Refused,
	"withdrawn": practice.Withdrawn,
	"gpc":       practice.UnderGPC,
}

// conditions are the consent states asked for.
func (f *siteFlags) conditions() ([]practice.Condition, error) {
	states := make([]practice.Condition, len(f.states))
	for i, word := range f.states {
		state, ok := consentStates[word]
		if !ok {
			return nil, fmt.Errorf("unknown consent state %q: want before, accepted, refused, withdrawn, gpc", word)
		}
		states[i] = state
	}
	return states, nil
}

// login is how visitors sign in.
func (f *siteFlags) login() (login scan.Login, err error) {
	if f.cookies != "" {
		if login.Cookies, err = scan.ReadCookies(f.cookies); err != nil {
			return login, err
		}
	}
	if f.steps != "" {
		if login.Steps, err = scan.ReadSteps(f.steps); err != nil {
			return login, err
		}
	}
	for _, text := range f.headers {
		h, err := scan.ReadHeader(text)
		if err != nil {
			return login, fmt.Errorf("--header: %w", err)
		}
		login.Headers = append(login.Headers, h)
	}
	return login, nil
}
