package scan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/google/go-cmp/cmp"
)

// run scans the shop into a new folder.
func run(t *testing.T, change func(*Job)) *Record {
	t.Helper()
	job := Job{Site: "https://" + shopUser + "shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor")}
	if change != nil {
		change(&job)
	}
	rec, err := Run(t.Context(), job, &shop{fuel: -1})
	if err != nil {
		t.Fatal(err)
	}
	return rec
}

// told is each observation on a line.
func told(o practice.Observations) []string {
	var lines []string
	for _, s := range o.Seen {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s: %s %s %s", s.By, s.Practice, s.Name, s.Period)))
	}
	return lines
}

var shopPractices = []string{
	"forms: site collect contact.email mail",
	"trackers: site share behaviour.browsing to Google Analytics for analytics.audience after acceptance",
	"recorders: site share behaviour.click to Hotjar for analytics.audience after acceptance session recorder",
	"trackers: site share contact.email to Google Analytics for analytics.audience after acceptance",
	"trackers: site share contact.email to Hotjar for analytics.audience after acceptance",
	"trackers: site share device.ip_address to Google Analytics for analytics.audience after acceptance",
	"trackers: site share device.ip_address to Hotjar for analytics.audience after acceptance",
	"trackers: site share device.screen to Google Analytics for analytics.audience after acceptance",
	"trackers: site share tracer.cookie_id to Google Analytics for analytics.audience after acceptance",
	"fingerprinting: site track device.fingerprint by Hotjar for analytics.audience after acceptance canvas by https://static.hotjar.com/c/hotjar-42.js",
	"cookies: site track tracer.cookie_id by Google Analytics for analytics.audience after acceptance _ga P400D",
	"cookies: site track tracer.cookie_id for service.technical after acceptance sid session",
	"cookies: site track tracer.cookie_id for service.technical before consent sid session",
	"cookies: site track tracer.cookie_id for service.technical under gpc sid session",
	"storage: site track tracer.local_storage by Hotjar for analytics.audience after acceptance _hjSessionUser_42 unlimited",
	"storage: site track tracer.local_storage for service.technical after acceptance cart of (e-mail address) unlimited",
}

func TestARecordIsJudgedAfterTheScanAndAgain(t *testing.T) {
	rec := run(t, nil)
	o := rec.Observations()
	if diff := cmp.Diff(told(o), shopPractices); diff != "" {
		t.Errorf("observations (-got +want):\n%s", diff)
	}
	if want := []practice.Condition{practice.BeforeConsent, practice.Accepted, practice.UnderGPC}; !slices.Equal(o.States, want) || o.Pages != 3 {
		t.Errorf("seen %d pages in %q, want 3 in %q", o.Pages, o.States, want)
	}
	again, err := Open(rec.path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(again.Observations(), o); diff != "" {
		t.Errorf("opened again (-got +want):\n%s", diff)
	}
	if err := Verify(rec.path); err != nil {
		t.Error(err)
	}
}

func TestWhatCouldNotBeSeenIsAGap(t *testing.T) {
	var got []string
	for _, g := range run(t, nil).Summary().Gaps {
		got = append(got, g.Source+" "+g.Reason)
	}
	for _, want := range []string{
		"https://shop.example/broken not visited before consent: net::ERR_CONNECTION_RESET",
		"https://shop.example/ pages after refusal were not seen: the consent dialog does not offer it",
		"https://shop.example/signup?token=secret-token-991 frame of https://shop.example/signup?token=secret-token-991 did not answer",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("gap %q is missing of %q", want, got)
		}
	}
}

func TestCredentialsNeverEnterARecord(t *testing.T) {
	rec := run(t, nil)
	for name, text := range everything(t, rec) {
		for _, secret := range []string{"hunter2", "Basic c2VjcmV0"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

// everything is the content of every file of a record, uncompressed, by its name.
func everything(t *testing.T, rec *Record) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := filepath.WalkDir(rec.path, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name := filepath.Base(path)
		texts[name] = string(content)
		for rest := content; name == linesFile && len(rest) > 0; {
			n, err := frameLength(rest)
			if err != nil {
				return err
			}
			text, err := unpack(rest[:n])
			if err != nil {
				return err
			}
			texts[name] += string(text)
			rest = rest[n:]
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestARedactedRecordHoldsNoValue(t *testing.T) {
	plain, redacted := run(t, nil), run(t, func(j *Job) { j.Redact = true })
	for name, text := range everything(t, redacted) {
		for _, secret := range secrets {
			if strings.Contains(text, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
	for _, name := range []string{keyFile, "blobs"} {
		entries, _ := os.ReadDir(filepath.Join(redacted.path, name))
		if name == keyFile && exists(filepath.Join(redacted.path, name)) {
			t.Errorf("%s is still there", name)
		}
		for _, e := range entries {
			content, err := os.ReadFile(filepath.Join(redacted.path, name, e.Name()))
			if err != nil || strings.HasPrefix(string(content), "<html") || strings.HasPrefix(string(content), "\xff\xd8") {
				t.Errorf("blob %s is a document or a screenshot (%v)", e.Name(), err)
			}
		}
	}
	if diff := cmp.Diff(redacted.Observations().Seen, plain.Observations().Seen); diff != "" {
		t.Errorf("redaction changes what is seen (-redacted +plain):\n%s", diff)
	}
	all := ""
	for _, text := range everything(t, plain) {
		all += text
	}
	for _, secret := range secrets {
		if !strings.Contains(all, secret) && secret != "hunter2" && secret != "Basic c2VjcmV0" && secret != "amFuZS5kb2" && secret != "Jane+Doe" {
			t.Errorf("%q is not in the plain record either: the test proves nothing", secret)
		}
	}
}

func TestAResumedScanGoesOnWhereItEnded(t *testing.T) {
	for _, redact := range []bool{false, true} {
		uninterrupted := &shop{fuel: -1}
		whole, err := Run(t.Context(), Job{Site: "https://shop.example/", Redact: redact, Out: filepath.Join(t.TempDir(), "shop.candor")}, uninterrupted)
		if err != nil {
			t.Fatal(err)
		}
		for fuel := 1; fuel < 7; fuel++ {
			t.Run(fmt.Sprintf("redact %t, gone after %d visits", redact, fuel), func(t *testing.T) {
				job := Job{Site: "https://shop.example/", Redact: redact, Out: filepath.Join(t.TempDir(), "shop.candor")}
				first := &shop{fuel: fuel}
				if _, err := Run(t.Context(), job, first); err == nil || !strings.Contains(err.Error(), "can be resumed") {
					t.Fatalf("Run = %v, want an error that says how to go on", err)
				}
				job.Resume = true
				second := &shop{fuel: -1}
				rec, err := Run(t.Context(), job, second)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(told(rec.Observations()), told(whole.Observations())); diff != "" {
					t.Errorf("observations (-resumed +uninterrupted):\n%s", diff)
				}
				requestsAreNumberedOnce(t, rec)
				if err := Verify(rec.path); err != nil {
					t.Error(err)
				}
				for _, visit := range uninterrupted.visited {
					if !slices.Contains(first.visited, visit) && !slices.Contains(second.visited, visit) {
						t.Errorf("%s is missing of %q and %q", visit, first.visited, second.visited)
					}
				}
				if !redact && slices.Contains(second.visited, first.visited[0]) {
					t.Errorf("%s was visited again: %q", first.visited[0], second.visited)
				}
				for _, visit := range second.visited {
					if strings.Contains(visit, "redacted.") {
						t.Errorf("%s is an address that the site does not have", visit)
					}
				}
			})
		}
	}
}

func requestsAreNumberedOnce(t *testing.T, rec *Record) {
	t.Helper()
	seen := map[int]bool{}
	for _, p := range rec.pages {
		for _, q := range p.Requests {
			if q.ID == 0 || seen[q.ID] {
				t.Errorf("request number %d is there twice", q.ID)
			}
			seen[q.ID] = true
		}
	}
}

func TestAFinishedRecordIsNotVisitedAgain(t *testing.T) {
	rec := run(t, nil)
	browser := &shop{fuel: -1}
	again, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: rec.path, Resume: true}, browser)
	if err != nil {
		t.Fatal(err)
	}
	if len(browser.visited) > 0 || len(again.pages) != len(rec.pages) {
		t.Errorf("visited %q", browser.visited)
	}
}

func TestAScanKilledBeforeItsManifestIsSealedByResuming(t *testing.T) {
	rec := run(t, nil)
	for _, name := range []string{manifestFile, harFile} {
		if err := os.Remove(filepath.Join(rec.path, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := Verify(rec.path); err == nil || !strings.Contains(err.Error(), "resume") {
		t.Errorf("Verify = %v, want an error that says to resume", err)
	}
	if _, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: rec.path, Resume: true}, &shop{fuel: -1}); err != nil {
		t.Fatal(err)
	}
	if err := Verify(rec.path); err != nil {
		t.Error(err)
	}
}

// A kill may come before the first line is on the disk. There is nothing to go on with then, and nothing to lose.
func TestAScanKilledBeforeItsFirstLineBeginsAgain(t *testing.T) {
	for _, left := range [][]string{{}, {blobFolder}, {keyFile, lockFile, unfinished + "1"}, {linesFile}} {
		path := t.TempDir()
		for _, name := range left {
			if err := os.WriteFile(filepath.Join(path, name), []byte{0x28, 0xb5}[:len(name)%2], fileMode); err != nil {
				t.Fatal(err)
			}
		}
		if slices.Contains(left, blobFolder) {
			if err := errors.Join(os.Remove(filepath.Join(path, blobFolder)), os.Mkdir(filepath.Join(path, blobFolder), folderMode)); err != nil {
				t.Fatal(err)
			}
		}
		rec, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: path, Resume: true}, &shop{fuel: -1})
		if err != nil {
			t.Fatalf("with %q: %v", left, err)
		}
		if diff := cmp.Diff(told(rec.Observations()), shopPractices); diff != "" {
			t.Errorf("with %q, observations (-got +want):\n%s", left, diff)
		}
		if err := Verify(path); err != nil {
			t.Error(err)
		}
	}
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "notes.txt"), nil, fileMode); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: foreign, Resume: true}, &shop{fuel: -1}); err == nil || !strings.Contains(err.Error(), "no record") {
		t.Errorf("a folder that is no record is resumed: %v", err)
	}
}

func TestTwoScansDoNotWriteOneRecord(t *testing.T) {
	path := unfinishedRecord(t)
	job := Job{Site: "https://shop.example/", Out: path, Resume: true}
	var second error
	job.Progress = func(Step) {
		if second == nil {
			other := job
			other.Progress = nil
			_, second = Run(t.Context(), other, &shop{fuel: -1})
		}
	}
	if _, err := Run(t.Context(), job, &shop{fuel: -1}); err != nil {
		t.Fatal(err)
	}
	if second == nil || !strings.Contains(second.Error(), "is being written by another scan") {
		t.Errorf("the second scan ends with %v, want an error that tells of the first", second)
	}
	if err := Verify(path); err != nil {
		t.Error(err)
	}
}

// A scan that ends while another reads its record, to resume it, has written more than the other knows.
func TestWhatAnotherScanWroteMeanwhileIsNotCutOff(t *testing.T) {
	path := unfinishedRecord(t)
	job := Job{Site: "https://shop.example/", Out: path, Resume: true}
	known, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	mask, err := oldRedactor(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), job, &shop{fuel: -1}); err != nil {
		t.Fatal(err)
	}
	if _, err := reopen(job, known, mask, &veil{}); err == nil || !strings.Contains(err.Error(), "was written by another scan meanwhile") {
		t.Errorf("reopen = %v, want an error that tells of the other scan", err)
	}
	if _, err := create(job, &shop{fuel: -1}, &veil{}); err == nil || !strings.Contains(err.Error(), "was written to by another scan meanwhile") {
		t.Errorf("create = %v, want an error that tells of the other scan", err)
	}
	if err := Verify(path); err != nil {
		t.Error(err)
	}
}

func TestJobsThatCannotBeDone(t *testing.T) {
	taken := run(t, nil).path
	fresh := func() string { return filepath.Join(t.TempDir(), "x.candor") }
	tests := []struct {
		name    string
		job     Job
		browser crawler.Browser
		want    string
	}{
		{"nothing to look at", Job{Out: fresh()}, nil, "neither a site nor packages"},
		{"no browser", Job{Site: "https://shop.example/", Out: fresh()}, nil, "without a browser"},
		{"no folder", Job{Site: "https://shop.example/"}, &shop{}, "no folder"},
		{"not an address", Job{Site: "ftp://shop.example/", Out: fresh()}, &shop{}, "not a web address"},
		{"folder taken", Job{Site: "https://shop.example/", Out: taken}, &shop{}, "is there already"},
		{"nothing to resume", Job{Site: "https://shop.example/", Out: fresh(), Resume: true}, &shop{}, "cannot be opened"},
		{"forms without typing", Job{Site: "https://shop.example/", Out: fresh(), Submit: true, NoTyping: true}, &shop{}, "leave one of the two out"},
		{"other manners", Job{Site: "https://shop.example/", Out: unfinishedRecord(t), Resume: true, Submit: true}, &shop{}, "other manners towards forms"},
		{"another job's record", Job{Site: "https://other.example/", Out: unfinishedRecord(t), Resume: true}, &shop{}, "another job"},
		{"no document", Job{Site: "https://shop.example/broken", Out: fresh()}, &shop{fuel: -1}, "ERR_CONNECTION_RESET"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := exists(tt.job.Out)
			_, err := Run(t.Context(), tt.job, tt.browser)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Run = %v, want an error with %q", err, tt.want)
			}
			if exists(tt.job.Out) != before {
				t.Errorf("the folder is there: %t, before: %t", exists(tt.job.Out), before)
			}
		})
	}
}

// unfinishedRecord is a record of the shop whose browser died after the first page.
func unfinishedRecord(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.candor")
	if _, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: path}, &shop{fuel: 1}); err == nil {
		t.Fatal("the scan was not interrupted")
	}
	return path
}

func TestACancelledScanKeepsWhatItSaw(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	job := Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor"), Progress: func(Step) { cancel() }}
	if _, err := Run(ctx, job, &shop{fuel: -1}); err == nil {
		t.Fatal("Run of a cancelled job returned no error")
	}
	rec, err := Open(job.Out)
	if err != nil {
		t.Fatal(err)
	}
	if len(rec.pages) != 1 || !strings.Contains(fmt.Sprint(rec.Summary().Gaps), "not finished") {
		t.Errorf("%d pages with gaps %v, want 1 and the gap that the scan was not finished", len(rec.pages), rec.gaps)
	}
}

func TestProgressTellsEveryPage(t *testing.T) {
	var got []string
	run(t, func(j *Job) { j.Progress = func(s Step) { got = append(got, s.Text) } })
	want := []string{
		"before consent: https://shop.example/, 1 request, 1 cookie",
		"file: https://shop.example/robots.txt",
		"file: https://shop.example/sitemap.xml",
		"before consent: https://shop.example/signup, 1 request, 1 cookie",
		"not seen: https://shop.example/broken",
		"before consent: https://shop.example/orders?name=Jane+Doe, 1 request, 1 cookie",
		"after acceptance: 1 click in the dialog of https://shop.example/",
	}
	if len(got) < len(want) || !slices.Equal(got[:len(want)], want) {
		t.Errorf("progress = %q, want it to begin with %q", got, want)
	}
}

// Every page counts in its state, at most as many as were asked for, and the code comes last.
func TestProgressTellsHowFarTheWorkHasCome(t *testing.T) {
	var steps []Step
	run(t, func(j *Job) {
		j.MaxPages, j.States = 3, []practice.Condition{practice.BeforeConsent, practice.Accepted}
		j.Progress = func(s Step) { steps = append(steps, s) }
	})
	var far []string
	for _, s := range steps {
		if s.Done > s.Of || s.Stages > s.Planned || s.Planned != 2 {
			t.Errorf("a step beyond the end: %+v", s)
		}
		if line := fmt.Sprintf("%d/%d %s %d/%d %s", s.Stages, s.Planned, s.Stage, s.Done, s.Of, s.What); s.Done > 0 && !slices.Contains(far, line) {
			far = append(far, line)
		}
	}
	if got, want := strings.Join(far[:min(len(far), 3)], "\n"), "1/2 before consent 1/3 pages\n1/2 before consent 2/3 pages\n2/2 after acceptance 1/3 pages"; got != want {
		t.Errorf("progress goes\n%s\nwant it to begin\n%s", strings.Join(far, "\n"), want)
	}
}

func TestTheArchiveHoldsEveryRequest(t *testing.T) {
	rec := run(t, nil)
	text, err := os.ReadFile(filepath.Join(rec.path, harFile))
	if err != nil {
		t.Fatal(err)
	}
	var har archive
	if err := json.Unmarshal(text, &har); err != nil {
		t.Fatal(err)
	}
	if har.Log.Version != "1.2" || len(har.Log.Pages) != len(rec.pages) || len(har.Log.Entries) != rec.lastRequest() {
		t.Errorf("archive %s has %d pages and %d requests, want 1.2, %d and %d", har.Log.Version, len(har.Log.Pages), len(har.Log.Entries), len(rec.pages), rec.lastRequest())
	}
	for _, e := range har.Log.Entries {
		if e.Number == 0 || e.Request.URL == "" || e.Started == "" {
			t.Errorf("entry %+v is incomplete", e)
		}
	}
}

// A resolver that knows some aliases, and fails for what it does not know.
type aliases map[string][]string

func (a aliases) Aliases(_ context.Context, host string) ([]string, error) {
	names, ok := a[host]
	if !ok {
		return nil, errors.New("no answer")
	}
	return names, nil
}

// A host of the site that leads to a tracking vendor is that vendor's in the record's judgement, now and when the record is opened again.
func TestCloakedHostsAreToldAsTheirVendors(t *testing.T) {
	const host = "metrics.shop.example"
	rec := run(t, func(job *Job) { job.Resolver = aliases{host: {"shop.example.sc.omtrdc.net"}} })
	for range 2 {
		var seen []string
		for _, o := range rec.Observations().Seen {
			if o.Practice.Recipient == "Adobe Analytics" && o.Practice.Data == "device.ip_address" {
				seen = append(seen, o.Practice.String())
			}
		}
		if want := []string{"site share device.ip_address to Adobe Analytics for analytics.audience after acceptance"}; !slices.Equal(seen, want) {
			t.Errorf("seen %q, want %q", seen, want)
		}
		if got := rec.Inventory().Aliases; len(got) != 1 || got[0].Host != host {
			t.Errorf("aliases %v, want that of %s", got, host)
		}
		var err error
		if rec, err = Open(rec.path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestHostsWithoutEndAreLookedUpToABound(t *testing.T) {
	job := Job{Site: "https://shop.example/", Out: filepath.Join(t.TempDir(), "shop.candor"), Resolver: aliases{}}
	s, err := begin(job, &shop{fuel: -1}, &veil{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 * maxAliases {
		s.hosts[fmt.Sprintf("h%d.shop.example", i)] = true
	}
	if err := s.aliases(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.out.close(); err != nil {
		t.Fatal(err)
	}
	rec, err := Open(job.Out)
	if err != nil {
		t.Fatal(err)
	}
	lookedUp, told := 0, false
	for _, g := range rec.gaps {
		if strings.HasSuffix(g.Reason, "was not seen: no answer") {
			lookedUp++
		}
		told = told || strings.Contains(g.Reason, "whose 100 more hosts")
	}
	if lookedUp != maxAliases || !told {
		t.Errorf("%d hosts were looked up, and the rest was told: %t; want %d and a gap", lookedUp, told, maxAliases)
	}
}

func TestANameServerThatDoesNotAnswerIsAGap(t *testing.T) {
	rec := run(t, func(job *Job) { job.Resolver = aliases{} })
	if said := fmt.Sprint(rec.Observations().Gaps); !strings.Contains(said, "whose host it is by DNS was not seen: no answer") {
		t.Errorf("gaps %s, want one of the name server", said)
	}
}

// The text of a script is a blob, told by its hash; of a redacted record only the hash stays.
func TestScriptsAreBlobs(t *testing.T) {
	for _, redact := range []bool{false, true} {
		rec := run(t, func(job *Job) { job.Redact = redact })
		hash := ""
		seen := map[string]bool{}
		for _, p := range rec.pages {
			for _, q := range p.Requests {
				if !seen[q.ContentHash] {
					hash += q.ContentHash
					seen[q.ContentHash] = true
				}
			}
		}
		const want = "bf25b19d1e7f49f9290574e32bbb7252" // the beginning of the SHA-256 of the script of the fake shop
		if !strings.HasPrefix(hash, want) {
			t.Errorf("redacted %t: hash %q, want %s...", redact, hash, want)
		}
		_, err := os.Stat(filepath.Join(rec.path, blobFolder, hash))
		if kept := err == nil; kept == redact {
			t.Errorf("redacted %t: the text is kept: %t", redact, kept)
		}
	}
}
