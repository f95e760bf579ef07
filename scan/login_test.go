package scan

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"pgregory.net/rapid"
)

// betray writes the secrets of the log-in into everything that a page shows and sends.
func (s *shop) betray(p *crawler.Page) {
	if s.login == nil {
		return
	}
	all := strings.Join(append(s.login.Secrets(), "session-after-log-in"), " ")
	inURL := "https://shop.example/?q=" + url.QueryEscape(all) + "&b=" + base64.URLEncoding.EncodeToString([]byte("user:"+all))
	quoted, _ := json.Marshal(all)
	p.Title, p.FinalURL = all, inURL
	p.HTML = []byte("<p>" + all + "</p>" + base64.StdEncoding.EncodeToString([]byte(all)))
	p.Links = append(p.Links, crawler.Link{URL: "mailto:" + url.PathEscape(all), Text: all})
	p.Gaps = append(p.Gaps, practice.Gap{Source: inURL, Reason: all})
	p.Storage = append(p.Storage, crawler.StorageItem{Area: "local", Key: all, Value: string(quoted)})
	p.Cookies = append(p.Cookies, crawler.Cookie{Name: "session", Value: all})
	body := []byte(`{"all":` + string(quoted) + `,"twice":"` + url.QueryEscape(url.QueryEscape(all)) + `"}`)
	p.Requests = append(p.Requests,
		crawler.Request{ID: 91, URL: inURL, Body: body, Headers: []crawler.Header{{Name: "Cookie", Value: all}, {Name: "X-Token", Value: all}}},
		crawler.Request{ID: 92, URL: "https://shop.example/big", Body: append(bytes.Repeat([]byte("x"), largeBody), body...), Content: []byte("const s = " + string(quoted))},
	)
}

var memberLogin = crawler.Login{
	Cookies: []crawler.Cookie{{Name: "sid", Value: "cookie-value-8823", Domain: "shop.example", Path: "/"}},
	Headers: []crawler.Header{{Name: "X-Token", Value: "Bearer t0ken/with+signs&more="}},
	Steps:   []crawler.Step{{Goto: "https://shop.example/login"}, {Fill: "#password", Value: `pass "word" é<1>`}},
}

func TestSecretsOfTheLogInNeverEnterARecord(t *testing.T) {
	for _, redact := range []bool{false, true} {
		var said []string
		rec := run(t, func(j *Job) {
			j.Login, j.Redact = memberLogin, redact
			j.Progress = func(step Step) { said = append(said, step.Text) }
		})
		texts := everything(t, rec)
		texts["progress"] = strings.Join(said, "\n")
		inventory, err := json.Marshal(rec.Inventory())
		if err != nil {
			t.Fatal(err)
		}
		texts["inventory"] = string(inventory)
		for _, secret := range append(memberLogin.Secrets(), "session-after-log-in") {
			for _, form := range formsForTest(secret) {
				for name, text := range texts {
					if strings.Contains(text, form) {
						t.Errorf("redacted %t: %s holds %q of secret %q", redact, name, form, secret)
					}
				}
			}
		}
		if !strings.Contains(texts["record.jsonl.zst"], `"log_in":["1 cookie","header X-Token","goto https://shop.example/login","fill #password"]`) {
			t.Errorf("redacted %t: the record does not say how the visitor signed in", redact)
		}
	}
}

// formsForTest writes a value as sites do, without the code that hides it.
func formsForTest(value string) []string {
	quoted, _ := json.Marshal(value)
	once := url.QueryEscape(value)
	forms := []string{value, once, url.QueryEscape(once), url.PathEscape(value), string(quoted[1 : len(quoted)-1]), hex.EncodeToString([]byte(value))}
	for before := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte("abc"[:before] + value + "xyz"))
		forms = append(forms, text[4:len(text)-8])
	}
	return forms
}

func TestAResumedScanHidesSecretsToo(t *testing.T) {
	out := filepath.Join(t.TempDir(), "shop.candor")
	if _, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: out, Login: memberLogin}, &shop{fuel: 2}); err == nil {
		t.Fatal("the browser did not end")
	}
	if _, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: out, Login: memberLogin, Resume: true}, &shop{fuel: -1}); err != nil {
		t.Fatal(err)
	}
	rec, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	other := unfinishedRecord(t)
	if _, err := Run(t.Context(), Job{Site: "https://shop.example/", Out: other, Login: memberLogin, Resume: true}, &shop{fuel: -1}); err == nil || !strings.Contains(err.Error(), "another log-in") {
		t.Errorf("a scan without a log-in is resumed with one: %v", err)
	}
	for name, text := range everything(t, rec) {
		if strings.Contains(text, "cookie-value-8823") || strings.Contains(text, "session-after-log-in") {
			t.Errorf("%s holds a secret", name)
		}
	}
}

func TestAnErrorTellsNoSecret(t *testing.T) {
	login := memberLogin
	out := filepath.Join(t.TempDir(), "shop.candor")
	_, err := Run(t.Context(), Job{Site: "https://shop.example/?key=cookie-value-8823", Out: out, Login: login}, &shop{fuel: 0})
	if err == nil || strings.Contains(err.Error(), "cookie-value") || !errors.Is(err, crawler.ErrGone) {
		t.Errorf("error %v, want that the browser is gone, without the secret", err)
	}
}

// Whatever the secret and whatever stands around it, no common form of it is left.
func TestNoFormOfASecretIsLeft(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringN(8, 40, 60).Draw(t, "secret")
		before := rapid.StringN(0, 7, -1).Draw(t, "before")
		s := &veil{}
		s.add([]string{secret})
		quoted, _ := json.Marshal(before + secret)
		for _, text := range []string{
			before + secret, before + url.QueryEscape(secret), string(quoted), url.QueryEscape(string(quoted)),
			base64.StdEncoding.EncodeToString([]byte(before + secret)), base64.URLEncoding.EncodeToString([]byte(before + secret + "end")),
		} {
			if got := string(s.hide([]byte(text))); got == text {
				t.Fatalf("%q is left as it is", text)
			}
		}
	})
}

func TestCookieFilesAreRead(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"netscape", "# Netscape HTTP Cookie File\n.shop.example\tTRUE\t/\tTRUE\t0\tsid\tv1\n#HttpOnly_shop.example\tFALSE\t/a\tFALSE\t4102444800\tkey\tv2\r\n", "sid=v1 shop.example / host=false http=false session=true; key=v2 shop.example /a host=true http=true session=false"},
		{"json", `[{"domain":".shop.example","name":"sid","value":"v1","path":"/","secure":true,"httpOnly":true,"expirationDate":4102444800}]`, "sid=v1 shop.example / host=false http=true session=false"},
		{"too few columns", "shop.example\tTRUE\t/\n", "error: line 1 is no cookie"},
		{"no time", "shop.example\tTRUE\t/\tTRUE\tnever\tsid\tsecret\n", "error: line 1: the fifth column"},
		{"nothing", "# none\n", "error: it holds no cookie"},
		{"other JSON", `[1]`, "error: the JSON is no list"},
	} {
		path := filepath.Join(t.TempDir(), "cookies")
		if err := os.WriteFile(path, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		cookies, err := ReadCookies(path)
		var got []string
		for _, c := range cookies {
			got = append(got, c.Name+"="+c.Value+" "+c.Domain+" "+c.Path+" host="+word(c.HostOnly)+" http="+word(c.HTTPOnly)+" session="+word(c.Session))
		}
		if want, wrong := strings.CutPrefix(tt.want, "error: "); wrong {
			if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: error %v, want %q", tt.name, err, want)
			}
		} else if err != nil || strings.Join(got, "; ") != want {
			t.Errorf("%s: %q, error %v; want %q", tt.name, got, err, want)
		}
	}
}

func word(b bool) string {
	if b {
		return "true"
	}
	return "false"
}

func TestStepsAreReadWithTheirValues(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("SHOP_USER", "jane@mail.example")
	secret, steps := filepath.Join(folder, "password"), filepath.Join(folder, "steps.yaml")
	write := func(path, text string) {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(secret, "correct horse\n")
	write(steps, "- goto: https://shop.example/login\n- {fill: '#mail', env: SHOP_USER}\n- {fill: '#word', file: "+secret+"}\n- click: '#go'\n- wait_url: /account\n- wait: .me\n")
	got, err := ReadSteps(steps)
	if err != nil || len(got) != 6 || got[1].Value != "jane@mail.example" || got[2].Value != "correct horse" || got[4].WaitURL != "/account" {
		t.Fatalf("read %d steps, error %v", len(got), err)
	}
	for _, bad := range []string{"", "- {fill: '#a'}", "- {fill: '#a', env: X, file: y}", "- {goto: a, click: b}", "- {click: b, env: X}", "- {fill: '#a', env: NOT_SET_HERE}", "- {fill: '#a', value: x}", "- 1", "{"} {
		write(steps, bad)
		if got, err := ReadSteps(steps); err == nil || !strings.Contains(err.Error(), steps) {
			t.Errorf("%q: %d steps, error %v; want one that names the file", bad, len(got), err)
		}
	}
}

func TestHeadersAreReadFromWhereTheyAreSecret(t *testing.T) {
	t.Setenv("TOKEN", "Bearer 1234")
	if h, err := ReadHeader("Authorization: env:TOKEN"); err != nil || h.Name != "Authorization" || h.Value != "Bearer 1234" {
		t.Errorf("read %v, error %v", h, err)
	}
	if h, err := ReadHeader("X-Stage: yes"); err != nil || h.Value != "yes" {
		t.Errorf("read %v, error %v", h, err)
	}
	for _, bad := range []string{"", "X", "X:", ": y", "X Y: z", "X: env:NOT_SET_HERE", "X: file:/not/there"} {
		if h, err := ReadHeader(bad); err == nil {
			t.Errorf("%q is read as %v", bad, h)
		}
	}
}
