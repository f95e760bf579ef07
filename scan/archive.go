package scan

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/candor-privacy/candor/crawler"
)

// The HTTP Archive format 1.2, as far as a record fills it (w3c.github.io/web-performance, HAR). Sizes that are
// not known are -1, as the format asks for.
type (
	archive struct {
		Log archiveLog `json:"log"`
	}
	archiveLog struct {
		Version string         `json:"version"`
		Creator archiveTool    `json:"creator"`
		Browser *archiveTool   `json:"browser,omitempty"`
		Pages   []archivePage  `json:"pages"`
		Entries []archiveEntry `json:"entries"`
	}
	archiveTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	archivePage struct {
		Started string         `json:"startedDateTime"`
		ID      string         `json:"id"`
		Title   string         `json:"title"`
		Timings map[string]int `json:"pageTimings"`
	}
	archiveEntry struct {
		Page     string          `json:"pageref"`
		Started  string          `json:"startedDateTime"`
		Time     float64         `json:"time"`
		Request  archiveRequest  `json:"request"`
		Response archiveResponse `json:"response"`
		Cache    struct{}        `json:"cache"`
		Timings  archiveTimings  `json:"timings"`
		Server   string          `json:"serverIPAddress,omitempty"`
		Number   int             `json:"_request"` // as in record.jsonl.zst
		Type     string          `json:"_resourceType"`
		// As Chromium's developer tools write and read them.
		Initiator archiveInitiator `json:"_initiator"`
		Messages  []archiveMessage `json:"_webSocketMessages,omitempty"`
	}
	archiveRequest struct {
		Method      string           `json:"method"`
		URL         string           `json:"url"`
		Version     string           `json:"httpVersion"`
		Cookies     []archivePair    `json:"cookies"`
		Headers     []crawler.Header `json:"headers"`
		Query       []archivePair    `json:"queryString"`
		Body        *archiveBody     `json:"postData,omitempty"`
		HeadersSize int              `json:"headersSize"`
		BodySize    int              `json:"bodySize"`
	}
	archiveResponse struct {
		Status      int              `json:"status"`
		StatusText  string           `json:"statusText"`
		Version     string           `json:"httpVersion"`
		Cookies     []archiveCookie  `json:"cookies"`
		Headers     []crawler.Header `json:"headers"`
		Content     archiveContent   `json:"content"`
		Redirect    string           `json:"redirectURL"`
		HeadersSize int              `json:"headersSize"`
		BodySize    int              `json:"bodySize"`
		Error       string           `json:"_error,omitempty"`
	}
	archivePair struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	archiveCookie struct {
		archivePair
		Path     string `json:"path,omitempty"`
		Domain   string `json:"domain,omitempty"`
		Expires  string `json:"expires,omitempty"`
		HTTPOnly bool   `json:"httpOnly"`
		Secure   bool   `json:"secure"`
		SameSite string `json:"sameSite,omitempty"`
	}
	archiveInitiator struct {
		Type string `json:"type"`
		URL  string `json:"url,omitempty"`
		Line int    `json:"lineNumber,omitempty"`
	}
	archiveMessage struct {
		Type   string  `json:"type"` // send, receive
		Time   float64 `json:"time"` // seconds since 1970: of the connection, since those of the messages are not kept
		Opcode int     `json:"opcode"`
		Data   string  `json:"data"`
	}
	archiveBody struct {
		MIME     string        `json:"mimeType"`
		Params   []archivePair `json:"params"`
		Text     string        `json:"text"`
		Encoding string        `json:"encoding,omitempty"` // "base64" for what is no text
	}
	archiveContent struct {
		Size int    `json:"size"`
		MIME string `json:"mimeType"`
	}
	archiveTimings struct {
		Send    float64 `json:"send"`
		Wait    float64 `json:"wait"`
		Receive float64 `json:"receive"`
	}
)

// writeArchive writes all requests of a record as an HTTP archive.
func writeArchive(path string, r *Record) error {
	log := archiveLog{Version: "1.2", Creator: archiveTool{"candor", r.job.Tool}, Pages: []archivePage{}, Entries: []archiveEntry{}}
	if b := r.job.Browser; b != nil {
		name, version, _ := strings.Cut(b.Product, "/")
		log.Browser = &archiveTool{name, version}
	}
	for i, p := range r.pages {
		id := fmt.Sprintf("page_%d", i+1)
		log.Pages = append(log.Pages, archivePage{
			Started: stamp(p.Start), ID: id, Title: fmt.Sprintf("%s, %s", p.URL, p.State), Timings: map[string]int{},
		})
		for _, q := range p.Requests {
			log.Entries = append(log.Entries, entryOf(id, &q, p.Cookies))
		}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(archive{log}); err != nil {
		return fmt.Errorf("writing the HTTP archive: %w", err)
	}
	if err := writeFile(path, b.Bytes()); err != nil {
		return unwritten("writing the HTTP archive", err)
	}
	return nil
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

func entryOf(page string, q *crawler.Request, cookies []crawler.Cookie) archiveEntry {
	by := q.Initiator.Place()
	return archiveEntry{
		Page:    page,
		Started: stamp(q.Time),
		Request: archiveRequest{
			Method: q.Method, URL: q.URL, Version: "unknown", Cookies: cookiePairs(crawler.HeaderNamed(q.Headers, "cookie")), Headers: notNil(q.Headers),
			Query: queryPairs(q.URL), Body: bodyOf(q), HeadersSize: -1, BodySize: len(q.Body),
		},
		Response: archiveResponse{
			Status: q.Status, Version: "unknown", Cookies: setBy(q.ID, cookies), Headers: notNil(q.ResponseHeaders),
			Content: archiveContent{Size: -1, MIME: q.MIME}, Redirect: crawler.HeaderNamed(q.ResponseHeaders, "location"),
			HeadersSize: -1, BodySize: -1, Error: q.Error,
		},
		Timings: archiveTimings{}, // not measured: the format asks for 0 here, not for -1
		Server:  serverOf(q.RemoteAddr),
		Number:  q.ID,
		Type:    q.Type,

		Initiator: archiveInitiator{q.Initiator.Type, by.URL, by.Line},
		Messages:  messagesOf(q),
	}
}

// setBy lists the cookies that the answer to a request sets.
func setBy(request int, cookies []crawler.Cookie) []archiveCookie {
	set := []archiveCookie{}
	for _, c := range cookies {
		if c.Request != request || request == 0 {
			continue
		}
		a := archiveCookie{archivePair: archivePair{c.Name, c.Value}, Path: c.Path, Domain: c.Domain, HTTPOnly: c.HTTPOnly, Secure: c.Secure, SameSite: c.SameSite}
		if end := c.Time.Add(c.Lifetime); !c.Session && end.Year() < 10000 { // ISO 8601 has four digits for a year
			a.Expires = stamp(end)
		}
		set = append(set, a)
	}
	return set
}

// messagesOf lists what went through a WebSocket.
func messagesOf(q *crawler.Request) []archiveMessage {
	if q.Type != "websocket" {
		return nil
	}
	var all []archiveMessage
	for _, way := range []struct {
		name string
		text []byte
	}{{"send", q.Body}, {"receive", q.Received}} {
		for line := range strings.Lines(string(way.text)) {
			all = append(all, archiveMessage{way.name, float64(q.Time.UnixMilli()) / 1000, 1, strings.TrimSuffix(line, "\n")})
		}
	}
	return all
}

func notNil(headers []crawler.Header) []crawler.Header {
	return append([]crawler.Header{}, headers...)
}

func cookiePairs(header string) []archivePair {
	pairs := []archivePair{}
	for part := range strings.SplitSeq(header, ";") {
		if name, value, found := strings.Cut(strings.TrimSpace(part), "="); found {
			pairs = append(pairs, archivePair{name, value})
		}
	}
	return pairs
}

func queryPairs(raw string) []archivePair {
	pairs := []archivePair{}
	u, err := url.Parse(raw)
	if err != nil {
		return pairs
	}
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		if name, value, _ := strings.Cut(part, "="); name != "" {
			pairs = append(pairs, archivePair{unescaped(name), unescaped(value)})
		}
	}
	return pairs
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

func bodyOf(q *crawler.Request) *archiveBody {
	if len(q.Body) == 0 {
		return nil
	}
	body := &archiveBody{MIME: crawler.HeaderNamed(q.Headers, "content-type"), Params: []archivePair{}, Text: string(q.Body)}
	if !utf8.Valid(q.Body) {
		body.Text, body.Encoding = base64.StdEncoding.EncodeToString(q.Body), "base64"
	}
	return body
}

// serverOf is the address without its port, as the format wants it.
func serverOf(addr string) string {
	if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		addr = addr[:i]
	}
	return strings.Trim(addr, "[]")
}
