package crawler

import (
	"fmt"
	"net/url"
	"time"

	"github.com/candor-privacy/candor/practice"
	"github.com/temoto/robotstxt"
)

// RobotName is the product token under which a crawl looks for its rules in robots.txt.
const RobotName = "Candor"

// longestDelay is the longest Crawl-delay that is kept.
const longestDelay = 10 * time.Second

// toldPages is how many pages that robots.txt forbids are named one by one.
const toldPages = 20

// robots are the rules for robots of the hosts of a site, each read when the first page of the host is to be visited.
type robots struct {
	rules  map[string]*robotstxt.RobotsData // by origin; nil where all is allowed
	denied []string                         // addresses, in the order in which their turn came
}

// allowed says whether robots.txt lets us visit an address, and remembers it if not; it errs only if that ends the crawl.
func (w *walk) allowed(session Session, state practice.Condition, at string) (bool, error) {
	may, err := w.mayRobots(session, state, at)
	if err == nil && !may {
		w.robots.denied = append(w.robots.denied, at)
	}
	return may, err
}

// mayRobots says whether robots.txt lets a robot ask for an address.
func (w *walk) mayRobots(session Session, state practice.Condition, at string) (bool, error) {
	if w.cfg.ignoreRobots {
		return true, nil
	}
	rules, err := w.rulesOf(session, state, at)
	return err == nil && permits(rules, at), err
}

// rulesOf returns the rules of the host of an address, nil if there are none. A server that fails forbids everything, as RFC 9309, 2.3.1.4
// wants it; one that does not answer has no pages either.
func (w *walk) rulesOf(session Session, state practice.Condition, at string) (*robotstxt.RobotsData, error) {
	origin := originOf(at)
	if rules, known := w.robots.rules[origin]; known {
		return rules, nil
	}
	f, err := w.file(session, state, RobotsFile, origin+"/robots.txt")
	if err != nil {
		return nil, err
	}
	rules, problem := readRobots(f)
	w.robots.rules[origin] = rules
	if w.cfg.ignoreRobots {
		return rules, nil
	}
	if rules != nil {
		if delay := rules.FindGroup(RobotName).CrawlDelay; delay > longestDelay {
			problem = fmt.Sprintf("robots.txt asks for %s between two pages; %s were kept", delay, longestDelay)
			w.pace.slow(at, longestDelay)
		} else if delay > 0 {
			w.pace.slow(at, delay)
		}
	}
	if problem == "" {
		return rules, nil
	}
	return rules, w.see(Seen{Gap: &practice.Gap{Source: f.URL, Reason: problem}})
}

// readRobots returns the rules of a robots.txt, nil if there are none, and what is to be told of it.
func readRobots(f File) (rules *robotstxt.RobotsData, problem string) {
	switch {
	case f.Error != "":
		return nil, "robots.txt was not read, so its rules were not kept: " + f.Error
	case f.Status >= 500:
		rules, _ = robotstxt.FromStatusAndBytes(f.Status, nil)
		return rules, fmt.Sprintf("robots.txt was not read, so no page of the host but the one that was named is visited: status %d", f.Status)
	case f.found():
		rules, err := robotstxt.FromBytes(f.Content)
		if err != nil {
			return nil, "robots.txt is none, so it has no rules"
		}
		return rules, ""
	}
	return nil, ""
}

// permits says whether rules, which may be nil, let a robot ask for an address.
func permits(rules *robotstxt.RobotsData, at string) bool {
	u, err := url.Parse(at)
	return rules == nil || err != nil || rules.TestAgent(u.RequestURI(), RobotName)
}

// tellDenied yields what robots.txt kept from being visited.
func (w *walk) tellDenied() error {
	for i, at := range w.robots.denied {
		gap := practice.Gap{Source: at, Reason: "not visited: the site's robots.txt does not allow it; --ignore-robots visits it all the same"}
		if i == toldPages {
			gap = practice.Gap{Source: w.seed, Reason: fmt.Sprintf("not visited: %d more pages, which robots.txt does not allow", len(w.robots.denied)-i)}
		}
		if err := w.see(Seen{Gap: &gap}); err != nil || i == toldPages {
			return err
		}
	}
	return nil
}

// originOf is the scheme and host of an address.
func originOf(at string) string {
	u, err := url.Parse(at)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}
