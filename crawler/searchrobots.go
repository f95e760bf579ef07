package crawler

import "errors"

// errRobots is why a notice that nobody named is not read.
var errRobots = errors.New("robots.txt does not allow it; name it with --policy, or read it all the same with --ignore-robots")

// allowed says whether robots.txt lets us read a document.
func (s *searcher) allowed(at string) bool {
	if s.cfg.ignoreRobots {
		return true
	}
	origin := originOf(at)
	rules, known := s.robots[origin]
	if !known {
		rules, _ = readRobots(s.robotsFile(origin + "/robots.txt")) // what is wrong with it was told when its site was visited
		s.robots[origin] = rules
	}
	return permits(rules, at)
}

// robotsFile is a robots.txt, fetched unless the crawl did.
func (s *searcher) robotsFile(at string) File {
	for _, f := range s.cfg.knownFiles {
		if f.Kind == RobotsFile && f.URL == at {
			return f
		}
	}
	d, err := s.session.Fetch(s.ctx, at)
	if err != nil {
		return File{Error: err.Error()}
	}
	f := File{Status: d.Status, MIME: d.MIME}
	if f.found() {
		f.Content = d.Content
	}
	return f
}
