package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/candor-privacy/candor/policy"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/scan"
)

// auto is the word of --policy for the notices that the site leads to.
const auto = "auto"

// noticeFlags say which documents are the notice.
type noticeFlags struct {
	sources []string // files, addresses, auto
	foreign bool
}

// noticeForms is what a notice may be, in the help of every command that reads one.
var noticeForms = "the notice, in a form of " + readerNames()

func readerNames() string {
	var names []string
	for _, r := range policy.Readers {
		names = append(names, r.Name)
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}

func (f *noticeFlags) register(flags *pflag.FlagSet) {
	flags.StringArrayVar(&f.sources, "policy", nil, noticeForms+"; its address; or auto, the notices that the site leads to (default: auto for a site). May be given more than once")
	flags.BoolVar(&f.foreign, "foreign-notices", false, "read the site's notices on other hosts too, when its links lead there")
}

// complete settles what is not said: an audited site has its own notices.
func (f *noticeFlags) complete(hasSite bool) error {
	switch {
	case len(f.sources) == 0 && !hasSite:
		return usage("audit", "no notice given: name one with --policy FILE")
	case len(f.sources) == 0:
		f.sources = []string{auto}
	case slices.Contains(f.sources, auto) && !hasSite:
		return usage("audit", "--policy auto finds the notices of a site, and none is given: name a notice with --policy FILE")
	case slices.ContainsFunc(f.sources, hostless):
		return usage("audit", "--policy wants an address with a host, as in https://shop.example/privacy")
	case f.foreign && !slices.Contains(f.sources, auto):
		return usage("audit", "--foreign-notices is for notices that are found: leave it out, or add --policy auto")
	}
	return nil
}

// search fills in what a job has to look for.
func (f *noticeFlags) search(job *scan.Job) {
	job.Search.Find = slices.Contains(f.sources, auto)
	job.Search.Anywhere = f.foreign
	job.Search.Languages = policy.Languages()
	for _, source := range f.sources {
		if isAddress(source) {
			job.Search.URLs = append(job.Search.URLs, source)
		}
	}
}

// asRecorded takes the addresses that a project file names out of the record that was made with them.
func (f *noticeFlags) asRecorded() {
	for i, source := range f.sources {
		if isAddress(source) {
			f.sources[i] = auto
		}
	}
}

func isAddress(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// hostless says whether an address cannot be visited.
func hostless(source string) bool {
	u, err := url.Parse(source)
	return isAddress(source) && (err != nil || u.Hostname() == "")
}

// files reads the documents that are files. It is done before anything else, because it is quick and often the thing that is wrong.
func (f *noticeFlags) files(ctx context.Context) ([]practice.Notice, error) {
	var notices []practice.Notice
	for _, source := range f.sources {
		if source == auto || isAddress(source) {
			continue
		}
		n, err := policy.Read(ctx, source)
		if err != nil {
			return nil, err
		}
		notices = append(notices, n)
	}
	return notices, nil
}

// recorded says whether documents come from the record.
func (f *noticeFlags) recorded() bool {
	return slices.ContainsFunc(f.sources, func(source string) bool { return source == auto || isAddress(source) })
}

// together is the notice that files and, if they are asked for, the documents of a record make.
func (f *noticeFlags) together(files []practice.Notice, rec *scan.Record) (practice.Notice, error) {
	if !f.recorded() {
		return policy.Together(files...), nil
	}
	found, err := readRecorded(rec)
	if err != nil {
		return practice.Notice{}, fmt.Errorf("%w; name another with --policy FILE%s", err, judgedBy(rec))
	}
	if len(found)+len(files) == 0 {
		return practice.Notice{}, noNotice(rec)
	}
	return policy.Together(append(files, found...)...), nil
}

// readRecorded reads the documents that a record holds. One that was found and says nothing, or says it in a language that is not read, is a gap;
// it is an error when there is no other, or when it was named.
func readRecorded(rec *scan.Record) ([]practice.Notice, error) {
	var (
		notices  []practice.Notice
		gaps     []practice.Gap
		unread   error               // the first
		embedded = map[string]bool{} // documents that were read in a frame of another
	)
	for _, found := range slices.Backward(rec.Notices()) { // frames stand behind what embeds them
		if !found.Read && found.Named() {
			return nil, fmt.Errorf("notice %s could not be read: %s", found.URL, found.Unread)
		}
		if !found.Read {
			continue
		}
		n, err := readDocument(found)
		switch {
		case err == nil:
			notices = append([]practice.Notice{n}, notices...)
			embedded[found.From] = embedded[found.From] || found.Frame()
		case embedded[found.FinalURL]: // a page around a notice needs no words of its own
		case found.Named() && !found.Frame():
			return nil, err
		default:
			unread = err
			if !found.Frame() {
				gaps = append(gaps, practice.Gap{Source: found.FinalURL, Reason: strings.TrimPrefix(err.Error(), "notice "+found.FinalURL+": ")})
			}
		}
	}
	if len(notices) == 0 {
		return nil, unread
	}
	notices[0].Gaps = append(notices[0].Gaps, gaps...)
	return notices, nil
}

// readDocument reads one document of a record, and remembers how it was found and where in the record its words stand.
func readDocument(found scan.Notice) (practice.Notice, error) {
	n, err := policy.ReadBytes(found.FinalURL, found.Content)
	n.Documents = []practice.NoticeDocument{{
		Source: n.Source, SHA256: n.SHA256, Languages: n.Languages, Date: n.Date, Declarations: len(n.Declarations), Why: found.Why,
	}}
	for i := range n.Declarations {
		d := &n.Declarations[i]
		d.Blob = found.Blob
		for k := range d.Also {
			d.Also[k].Blob = found.Blob
		}
	}
	return n, err
}

// noNotice says that none was found, where it was looked for, and the way out.
func noNotice(rec *scan.Record) error {
	reason := rec.NoNotice()
	if reason == "" {
		return errors.New("the record holds no notice: it was made without looking for one; name it with --policy FILE")
	}
	for _, n := range rec.Notices() {
		reason += fmt.Sprintf("; %s: %s", n.URL, n.Unread)
	}
	site := rec.Summary().Site
	return fmt.Errorf("no notice to read was found on %s: %s; name it with --policy FILE or --policy URL%s", site, reason, judgedBy(rec))
}

// judgedBy says how the evidence of a scan is used when the notice is the only thing that is missing.
func judgedBy(rec *scan.Record) string {
	return fmt.Sprintf(" (the evidence is kept: candor compare %s --policy FILE)", rec.Summary().Path)
}
