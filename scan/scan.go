// Package scan is one unit of work: a Job is looked at once, what was seen is kept as a Record, and a Record
// is judged as often as one likes, without a browser and with newer detectors.
//
// A Record is a folder:
//
//	record.jsonl.zst  everything that was seen, one JSON object a line; written while the scan runs
//	blobs/SHA256      documents, screenshots of pages, dialogs and forms, notices and large request bodies, named by their hash
//	network.har       all requests, in the HTTP Archive format 1.2; written at the end
//	manifest.json     who made it, with what, when, and the SHA-256 of every file; written at the end
//
// The first line of record.jsonl.zst is {"schema":1,"job":{...}}. After it every line is an object
// with one key that says what it is: page, request, cookie, storage, choice, alias, file, notice, search, code, packages, gap, end. A page is followed by
// everything on it. The lines of one page, of the notices, or of the code, are one zstd frame, which is on the disk before the
// scan goes on. So a scan that is killed loses at most the page it was on, a half-written frame is recognised and left out, and a
// resumed scan goes on behind the last whole one.
//
// Credentials never enter a record: user names and passwords in addresses are left out, and Authorization headers are masked. With
// Job.Redact no value does, see redact.go.
package scan

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/candor-privacy/candor/analyzers"
	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/crawler/detect"
	"github.com/candor-privacy/candor/practice"
)

// RobotName is the name under which a site's robots.txt has rules for Candor.
const RobotName = crawler.RobotName

// A Job says what to look at and where to keep what is seen. It needs a Site, or Packages, and Out.
type Job struct {
	Site         string               // the address to start at; "" for code alone
	Dir          string               // the folder in which Packages are looked up; "" is the current one
	Packages     []string             // patterns of the go command, such as "./..."; none for a site alone
	LoadTimeout  time.Duration        // for packages to be compiled and read; 0 is analyzers.DefaultLoadTimeout
	States       []practice.Condition // consent states to visit; none means the default of crawler.States
	MaxPages     int                  // in each state; 0 is the default of crawler.MaxPages
	Depth        int                  // links away from Site; 0 is the default of crawler.Depth, less than 0 visits Site alone
	FirstParty   []string             // further hosts of the company
	Include      []string             // patterns of crawler.Include
	Exclude      []string             // patterns of crawler.Exclude
	Rate         float64              // of crawler.Rate
	NoTyping     bool                 // type nothing into the site's fields; otherwise values of ours are
	Submit       bool                 // submit forms with those values, but those of detect.NoSubmission; see crawler.Submit
	Login        crawler.Login        // how visitors sign in; its secrets do not enter the record
	IgnoreRobots bool                 // visit also what robots.txt does not allow
	Resolver     crawler.Resolver     // looks up whose the site's hosts are by their aliases; nil looks up nothing
	Search       crawler.Search       // which notices to read and keep; none by default
	Redact       bool                 // keep name, kind, length and a salted hash in place of every value
	Out          string               // the record's folder, which must not exist unless Resume is set
	Resume       bool                 // go on with the record at Out, which an earlier run with the same Site left unfinished
	Progress     func(Step)           // told what was just done, and how far the work has come; may be nil
}

// Run does the job and returns its record. browser may be nil if the job has no site; Run does not close it.
//
// What could not be seen is a gap of the record. Run errs if the job cannot be done at all: it makes no sense, Out exists, the
// disk is full, the start page has no document, ctx is cancelled, the browser is gone. What was recorded until then stays
// at Out and can be resumed; if it was nothing, Out is removed again.
func Run(ctx context.Context, job Job, browser crawler.Browser) (*Record, error) {
	if err := job.check(browser); err != nil {
		return nil, err
	}
	hide := &veil{}
	hide.add(job.Login.Secrets())
	job.Login.Hide = hide.add
	say := job.Progress
	job.Progress = func(step Step) {
		if say != nil {
			step.Text = string(hide.hide([]byte(step.Text)))
			say(step)
		}
	}
	s, err := begin(job, browser, hide)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return Open(job.Out) // a finished record has nothing to resume
	}
	if err := s.look(ctx, browser); err != nil {
		return nil, hide.error(s.abandon(err))
	}
	return Open(job.Out)
}

func (job *Job) check(browser crawler.Browser) error {
	switch {
	case job.Site == "" && len(job.Packages) == 0:
		return errors.New("job has neither a site nor packages: nothing to look at")
	case job.Site == "" && job.Search.Find:
		return errors.New("job has no site whose notices could be found: name them")
	case len(job.Search.URLs) > 0 && browser == nil:
		return fmt.Errorf("notice %s cannot be read without a browser", withoutUser(job.Search.URLs[0]))
	case job.Site != "" && browser == nil:
		return fmt.Errorf("site %s cannot be visited without a browser", withoutUser(job.Site))
	case job.Out == "":
		return errors.New("job has no folder for its record: name one in Out")
	case job.Submit && job.NoTyping:
		return errors.New("job submits forms into which nothing is typed: leave one of the two out")
	case job.Site == "":
		return nil
	}
	for _, pattern := range slices.Concat(job.Include, job.Exclude) {
		if err := crawler.CheckPattern(pattern); err != nil {
			return err
		}
	}
	if err := checkSecrets(job.Login.Secrets()); err != nil {
		return err
	}
	_, err := crawler.NewScope(job.Site, job.FirstParty...)
	return err
}

// logsIn lists the ways in which visitors sign in, without what is secret of them.
func (job *Job) logsIn() []string {
	var ways []string
	if n := len(job.Login.Cookies); n > 0 {
		ways = append(ways, counted(n, "cookie"))
	}
	for _, h := range job.Login.Headers {
		ways = append(ways, "header "+h.Name)
	}
	for _, s := range job.Login.Steps {
		ways = append(ways, s.String())
	}
	return ways
}

// A session is one run of a job, writing to its record.
type session struct {
	course *course // how far the work has come
	job    Job
	out    *writer
	known  *Record         // what an earlier run left; nil when there was none
	hosts  map[string]bool // that pages of this run sent requests to
	links  []*crawler.Page // the visited pages, with nothing but what finding notices takes
	files  []crawler.File  // that the site keeps for programs
}

// begin opens the record. It returns no session if nothing is left to look at.
func begin(job Job, browser crawler.Browser, hide *veil) (*session, error) {
	if !job.Resume || isBare(job.Out) {
		out, err := create(job, browser, hide)
		if err != nil {
			return nil, err
		}
		return &session{job: job, out: out, course: job.plan(), hosts: map[string]bool{}}, nil
	}
	known, err := Open(job.Out)
	if err != nil {
		return nil, fmt.Errorf("resuming: %w", err)
	}
	if known.ended {
		job.Progress(Step{Text: "nothing to resume: everything was seen"})
		return nil, resumeSealing(job.Out)
	}
	mask, err := oldRedactor(job.Out, job.Redact)
	if err != nil {
		return nil, err
	}
	if known.job.Redact != job.Redact || known.job.Site != mask.url(job.Site) || !slices.Equal(known.job.Packages, job.Packages) {
		return nil, fmt.Errorf("resuming: record %s is of another job (site %q, packages %v, redacted %t); resume it with the same, or choose another folder",
			job.Out, known.job.Site, known.job.Packages, known.job.Redact)
	}
	if err := sameWay(job, known, hide); err != nil {
		return nil, err
	}
	out, err := reopen(job, known, mask, hide)
	if err != nil {
		return nil, err
	}
	s := &session{job: job, out: out, course: job.plan(), known: known, hosts: map[string]bool{}, files: slices.Clone(known.files)}
	for _, p := range known.pages {
		s.course.visited(p, job.MaxPages)
		for i := range p.Requests {
			s.hosts[crawler.Host(p.Requests[i].URL)] = true
		}
	}
	return s, nil
}

// sameWay errs if a record's scan chose its pages, or signed in, in another way than the job: what both saw would not be one site.
func sameWay(job Job, known *Record, hide *veil) error {
	ways := job.logsIn()
	for i, way := range ways {
		ways[i] = string(hide.hide([]byte(way)))
	}
	was := known.job
	if !slices.Equal(was.Include, job.Include) || !slices.Equal(was.Exclude, job.Exclude) || was.NoRobots != job.IgnoreRobots || was.Submit != job.Submit || !slices.Equal(was.LogIn, ways) {
		return fmt.Errorf("resuming: record %s was made with other patterns, another log-in, or other manners towards forms or robots.txt; resume it with the same, or choose another folder", job.Out)
	}
	return nil
}

// look does what is to do and closes the record.
func (s *session) look(ctx context.Context, browser crawler.Browser) error {
	if s.job.Site != "" {
		if err := s.crawl(ctx, browser); err != nil {
			return err
		}
		if err := s.aliases(ctx); err != nil {
			return err
		}
	}
	if (s.job.Search.Find || len(s.job.Search.URLs) > 0) && (s.known == nil || s.known.search == nil) {
		if err := s.notices(ctx, browser); err != nil {
			return err
		}
	}
	if len(s.job.Packages) > 0 && (s.known == nil || !s.known.analysed) {
		if err := s.analyse(ctx); err != nil {
			return err
		}
	}
	return s.out.finish()
}

// abandon closes a record that could not be finished, and says where it is.
func (s *session) abandon(cause error) error {
	kept, err := s.out.close()
	if err != nil {
		cause = errors.Join(cause, err)
	}
	if !kept {
		return cause
	}
	return fmt.Errorf("%w; what was recorded is in %s and can be resumed", cause, s.job.Out)
}

func (s *session) crawl(ctx context.Context, browser crawler.Browser) error {
	for seen, err := range crawler.Crawl(ctx, browser, s.job.Site, s.options()...) {
		if err != nil {
			return err
		}
		if seen.Page != nil {
			for i := range seen.Page.Requests {
				s.hosts[crawler.Host(seen.Page.Requests[i].URL)] = true
			}
		}
		if err := s.out.seen(seen); err != nil {
			return err
		}
		if seen.File != nil {
			s.files = append(s.files, *seen.File)
		}
		if p := seen.Page; p != nil {
			s.course.visited(p, s.job.MaxPages)
			s.links = append(s.links, &crawler.Page{URL: p.URL, FinalURL: p.FinalURL, Links: p.Links})
		}
		s.say(progressOf(seen))
	}
	return nil
}

// NameServer is the Resolver that asks the system's name server; nil where the system tells none.
func NameServer() crawler.Resolver {
	dns, err := crawler.SystemDNS()
	if err != nil {
		return nil
	}
	return dns
}

// maxAliases is how many hosts of a site are looked up: one whose pages make up names has no end of them.
const maxAliases = 50

// aliases looks up to whom the names of the site's own hosts lead, other than that of the start page. A name server that does not
// answer is a gap.
func (s *session) aliases(ctx context.Context) error {
	if s.job.Resolver == nil {
		return nil
	}
	scope, err := crawler.NewScope(s.job.Site, s.job.FirstParty...)
	if err != nil {
		return err
	}
	own := slices.DeleteFunc(slices.Sorted(maps.Keys(s.hosts)), func(host string) bool {
		return !scope.FirstParty(host) || host == crawler.Host(s.job.Site) || net.ParseIP(host) != nil || strings.HasSuffix("."+host, ".localhost")
	})
	var lines []line
	if more := len(own) - maxAliases; more > 0 {
		own = own[:maxAliases]
		gap := s.out.mask.gap(practice.Gap{Source: s.job.Site, Reason: fmt.Sprintf("whose %d more hosts of the site are by DNS was not looked up; %d were", more, maxAliases)})
		lines = append(lines, line{Gap: &gap})
	}
	for _, host := range own {
		names, err := s.job.Resolver.Aliases(ctx, host)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			lines = append(lines, line{Gap: &practice.Gap{Source: host, Reason: "whose host it is by DNS was not seen: " + err.Error()}})
		case len(names) > 0:
			lines = append(lines, line{Alias: &crawler.Alias{Host: host, Names: names}})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return s.out.commit(lines...)
}

// options are those of the job; what it leaves open is for the crawler to decide.
func (s *session) options() []crawler.Option {
	opts := []crawler.Option{
		crawler.FirstParty(s.job.FirstParty...), crawler.Include(s.job.Include...), crawler.Exclude(s.job.Exclude...), crawler.Rate(s.job.Rate),
	}
	if len(s.job.logsIn()) > 0 {
		opts = append(opts, crawler.LoggedIn(s.job.Login))
	}
	if s.job.IgnoreRobots {
		opts = append(opts, crawler.IgnoreRobots())
	}
	if s.job.MaxPages > 0 {
		opts = append(opts, crawler.MaxPages(s.job.MaxPages))
	}
	if s.job.Depth != 0 {
		opts = append(opts, crawler.Depth(max(s.job.Depth, 0)))
	}
	if s.job.Redact {
		opts = append(opts, crawler.NoPictures())
	}
	if !s.job.NoTyping {
		opts = append(opts, crawler.Types(canary))
	}
	if s.job.Submit {
		opts = append(opts, crawler.Submit(detect.NoSubmission))
	}
	if len(s.job.States) > 0 {
		opts = append(opts, crawler.States(s.job.States...))
	}
	if s.known != nil {
		opts = append(opts, crawler.Skip(s.visited), crawler.Known(s.known.pages...), crawler.KnownFiles(s.known.files...), crawler.FirstRequest(s.known.lastRequest()+1))
	}
	return opts
}

// visited says whether the record to resume holds the page in that state. What a page did at a choice is no visit.
func (s *session) visited(state practice.Condition, url string) bool {
	url = s.out.mask.url(url)
	return slices.ContainsFunc(s.known.pages, func(p *crawler.Page) bool {
		return p.State == state && p.URL == url && p.Submitted == "" && !s.known.atChoice[p] && !s.known.leadsNowhere(p)
	})
}

// leadsNowhere says whether a page belongs to the first state, in which links are followed, and has links that redaction has
// masked. Only another visit can tell where they lead.
func (r *Record) leadsNowhere(p *crawler.Page) bool {
	return p.State == r.pages[0].State && slices.ContainsFunc(p.Links, func(l crawler.Link) bool { return detect.Masked(l.URL) })
}

func (s *session) analyse(ctx context.Context) error {
	s.course.analysed(0, 0)
	s.say("code: loading " + strings.Join(s.job.Packages, " "))
	result, err := analyzers.Run(ctx, s.job.Dir, s.job.Packages, analyzers.LoadTimeout(cmp.Or(s.job.LoadTimeout, analyzers.DefaultLoadTimeout)), analyzers.Telling(func(path string, done, of int) {
		s.course.analysed(done, of)
		s.say("code: " + path)
	}))
	if err != nil {
		return fmt.Errorf("analysing %v: %w", s.job.Packages, err)
	}
	s.say(fmt.Sprintf("code: %s, %s", counted(result.Packages, "package"), counted(len(result.Observations), "observation")))
	return s.out.code(result)
}

// now is the time as a record writes it.
func now() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

// exists says whether there is anything at path.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
