package crawler

import "github.com/candor-privacy/candor/practice"

// An Option changes how Crawl walks.
type Option func(*config)

type config struct {
	maxPages     int
	depth        int
	states       []practice.Condition
	firstParty   []string
	skip         func(state practice.Condition, url string) bool
	known        []*Page
	firstRequest int
	types        func(Field) (string, practice.Data)
	patterns     patterns
	ignoreRobots bool
	rate         float64
	knownFiles   []File
	login        *Login
	noPictures   bool
	submits      func(*Form) string
}

func newConfig(opts []Option) config {
	c := config{
		maxPages:     25,
		depth:        2,
		states:       []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.Refused, practice.UnderGPC},
		skip:         func(practice.Condition, string) bool { return false },
		firstRequest: 1,
	}
	for _, o := range opts {
		o(&c)
	}
	return c
}

// MaxPages limits how many pages are visited in each state. The default is 25. How many were found beyond it is a Gap.
func MaxPages(n int) Option { return func(c *config) { c.maxPages = n } }

// Depth limits how many links away from the seed a page may be. The default is 2; 0 visits the seed alone.
func Depth(n int) Option { return func(c *config) { c.depth = n } }

// States sets the consent states and their order. The default is before consent, after acceptance, after refusal, under GPC.
// After withdrawal is to be asked for: few sites let themselves be seen in it.
func States(states ...practice.Condition) Option {
	return func(c *config) { c.states = states }
}

// FirstParty names further hosts of the audited company, as NewScope takes them.
func FirstParty(hosts ...string) Option {
	return func(c *config) { c.firstParty = append(c.firstParty, hosts...) }
}

// Types makes visitors type into the fields of pages; see Visitor. The default types nothing.
func Types(types func(Field) (value string, data practice.Data)) Option {
	return func(c *config) { c.types = types }
}

// Include limits the crawl to the seed and pages whose paths match one of the patterns: * is any number of characters but /, ** any number
// of all, ? one but /. CheckPattern says which are none.
func Include(patterns ...string) Option {
	return func(c *config) { c.patterns.include = append(c.patterns.include, compile(patterns)...) }
}

// Exclude leaves out pages whose paths match one of the patterns, which are those of Include.
func Exclude(patterns ...string) Option {
	return func(c *config) { c.patterns.exclude = append(c.patterns.exclude, compile(patterns)...) }
}

// IgnoreRobots visits also what the site's robots.txt does not allow, and as fast as it can.
func IgnoreRobots() Option { return func(c *config) { c.ignoreRobots = true } }

// Rate limits how many pages and files are loaded in a second from the hosts of one registrable domain. The default, 0, is no limit but the
// Crawl-delay of robots.txt.
func Rate(perSecond float64) Option { return func(c *config) { c.rate = perSecond } }

// KnownFiles gives files of an earlier, interrupted crawl, which are not fetched again.
func KnownFiles(files ...File) Option {
	return func(c *config) { c.knownFiles = append(c.knownFiles, files...) }
}

// LoggedIn signs visitors in at the start of every state, before anything is recorded. Its Own is set to the site and its hosts.
func LoggedIn(login Login) Option { return func(c *config) { c.login = &login } }

// Submit submits forms with what Types gives: each template once, in the first state, if why says "" of it, and if it belongs to the site and
// robots.txt and the patterns leave its address open. The default submits nothing.
func Submit(why func(*Form) string) Option { return func(c *config) { c.submits = why } }

// NoPictures takes no screenshots. The default takes one of each page in each state, of each consent dialog that is answered, and of each
// form once, whatever number of pages it stands on.
func NoPictures() Option { return func(c *config) { c.noPictures = true } }

// Skip leaves out the visits for which skip is true, such as those that a record already holds; see Known.
func Skip(skip func(state practice.Condition, url string) bool) Option {
	return func(c *config) { c.skip = skip }
}

// Known gives pages of an earlier, interrupted crawl: where a skipped page would have been visited, its links are taken from here.
func Known(pages ...*Page) Option {
	return func(c *config) { c.known = append(c.known, pages...) }
}

// FirstRequest is the number of the first request. The default is 1; a resumed crawl goes on after the last recorded one.
func FirstRequest(n int) Option { return func(c *config) { c.firstRequest = n } }
