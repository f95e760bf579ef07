package chrome

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/runtime"
)

//go:embed probe.js
var probeScript string

// probe returns the script that runs in every document and worker before its own. Its way out is a function of the name of the binding,
// and an event of that name asks it to tell what it has not told yet. The window is that of its pages.
func probe(binding string, window Viewport) string {
	watch := strings.Replace(watchScript, "const table = TABLE", "const table = "+watchedTable(), 1)
	fill := strings.NewReplacer("BINDING", binding, "WIDTH", strconv.Itoa(window.Width), "HEIGHT", strconv.Itoa(window.Height))
	return fill.Replace(strings.Replace(probeScript, "(WATCH)", "("+watch+")", 1))
}

// A write is what the probe tells of one call. Its text comes from the page's world.
type write struct {
	Kind        string          `json:"kind"` // document.cookie, cookieStore.set, cookieStore.delete, storage, loads
	URL         string          `json:"url"`  // of the document
	Milli       float64         `json:"time"` // since the epoch
	Stack       string          `json:"stack"`
	Names       map[string]bool `json:"names"` // that scripts in the stack give themselves
	Name        string          `json:"name"`
	Value       string          `json:"value"`
	Visible     string          `json:"visible"` // document.cookie after it was set
	Domain      string          `json:"domain"`
	Path        string          `json:"path"`
	SameSite    string          `json:"sameSite"`
	Expires     float64         `json:"expires"` // milliseconds since the epoch
	Partitioned bool            `json:"partitioned"`
	Area        string          `json:"area"`
	Origin      string          `json:"origin"`

	time time.Time // when it was told
}

// heard records a message of the probe, of either kind. It runs in the reader.
func (r *recording) heard(a *attached, ev runtime.EventBindingCalled) {
	if strings.HasPrefix(ev.Payload, usesMessage) {
		r.used(a, ev.ExecutionContextID, ev.Payload)
	} else {
		r.probed(ev.Payload)
	}
}

// probed records a message about a write.
func (r *recording) probed(payload string) {
	w := write{time: time.Now()}
	if jsonv2.Unmarshal([]byte(payload), &w, lenient) != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if w.Kind == "loads" {
		r.noteLoad(w)
		return
	}
	if r.take(someWrites, len(r.writes), r.limits.writes, len(payload)) {
		r.writes = append(r.writes, w)
	}
}

// initiator is the script that called.
func (w write) initiator() crawler.Initiator {
	i := crawler.Initiator{Type: "script", Stack: parseStack(w.Stack)}
	for n := range i.Stack {
		if c := &i.Stack[n]; w.Names[c.URL] {
			c.URL, c.Named = "", c.URL
		}
	}
	at := i.Place()
	i.URL, i.Line = at.URL, at.Line
	return i
}

// writer is the script that called, as far back as one that came over the network.
func (r *recording) writer(w write) crawler.Initiator {
	i := w.initiator()
	i.Stack = r.traced(i.Stack, &hop{request: crawler.Request{FrameURL: w.URL}})
	at := i.Place()
	i.URL, i.Line = at.URL, at.Line
	return i
}

// written returns the cookie that the call sets, none if it was about something else. kept is what the jar holds in the end:
// a script is not told whether its cookie was kept, so one that it cannot read back and that is not there is refused.
func (r *recording) written(w write, kept map[cookieKey]bool) []crawler.Cookie {
	at := time.UnixMilli(int64(w.Milli)).UTC()
	host, path := hostAndPath(w.URL)
	var c crawler.Cookie
	switch w.Kind {
	case "document.cookie":
		var ok bool
		if c, ok = parseCookie(w.Value, host, path, at); !ok {
			return nil
		}
	case "cookieStore.set", "cookieStore.delete":
		c = crawler.Cookie{Name: w.Name, Value: w.Value, Domain: host, HostOnly: true, Path: "/", Secure: true, SameSite: "Strict", Session: w.Expires == 0, Time: at}
		if w.Domain != "" {
			c.Domain, c.HostOnly = strings.TrimPrefix(w.Domain, "."), false
		}
		if w.Path != "" {
			c.Path = w.Path
		}
		if w.SameSite != "" {
			c.SameSite = sameSite(w.SameSite)
		}
		if w.Expires != 0 {
			c.Lifetime = lifetime((w.Expires - w.Milli) / 1000)
		}
		if w.Kind == "cookieStore.delete" {
			c.Session, c.Lifetime = false, -1
		}
		if w.Partitioned {
			c.Partition = partitioned
		}
	default:
		return nil
	}
	if c.Partition != "" {
		c.Partition = partitionOf(c, kept)
	}
	c.SetBy, c.FrameURL, c.Initiator = "script", w.URL, r.writer(w)
	if c.Lifetime >= 0 && !kept[keyOf(c)] && w.Kind == "document.cookie" && !readable(w.Visible, c.Name) {
		c.Refused = []string{"NotKept"}
	}
	return []crawler.Cookie{c}
}

// readable says whether document.cookie, as read right after, shows a cookie of this name.
func readable(visible, name string) bool {
	for pair := range strings.SplitSeq(visible, ";") {
		if key, _, _ := strings.Cut(strings.TrimSpace(pair), "="); key == name {
			return true
		}
	}
	return false
}

// partitionOf returns the top-level site under which the jar holds the partitioned cookie c; "" if it holds none.
func partitionOf(c crawler.Cookie, kept map[cookieKey]bool) string {
	var sites []string
	for key := range kept {
		if key.name == c.Name && key.domain == c.Domain && key.path == c.Path {
			sites = append(sites, key.partition)
		}
	}
	return slices.Max(append(sites, ""))
}
