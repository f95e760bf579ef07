package scan

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"go.yaml.in/yaml/v4"
)

// A Login is how visitors of a site sign in.
type Login = crawler.Login

// ReadCookies reads the cookies with which a visitor is signed in: a cookies.txt in the form that curl, wget and Netscape write, or the JSON list
// that browser extensions export. An error names the line, and never a value.
func ReadCookies(path string) ([]crawler.Cookie, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading cookies: %w", err)
	}
	var cookies []crawler.Cookie
	if strings.HasPrefix(strings.TrimSpace(string(text)), "[") {
		cookies, err = jsonCookies(text)
	} else {
		cookies, err = netscapeCookies(string(text))
	}
	if err == nil && len(cookies) == 0 {
		err = errors.New("it holds no cookie: want a cookies.txt, or a JSON list of cookies")
	}
	if err != nil {
		return nil, fmt.Errorf("cookies in %s: %w", path, err)
	}
	return cookies, nil
}

// netscapeCookies reads lines of domain, subdomains too, path, secure, end in seconds since 1970, name and value, with tabs between. curl marks
// cookies that no script can read.
func netscapeCookies(text string) ([]crawler.Cookie, error) {
	var cookies []crawler.Cookie
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, hidden := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "#HttpOnly_")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 7 || f[0] == "" || f[5] == "" {
			return nil, fmt.Errorf("line %d is no cookie: want seven columns with tabs between", number)
		}
		end, err := strconv.ParseFloat(f[4], 64)
		if err != nil {
			return nil, fmt.Errorf("line %d: the fifth column is no time in seconds", number)
		}
		cookies = append(cookies, newCookie(f[0], f[5], f[6], f[2], strings.EqualFold(f[3], "TRUE"), hidden, !strings.EqualFold(f[1], "TRUE"), end))
	}
	return cookies, nil
}

func jsonCookies(text []byte) ([]crawler.Cookie, error) {
	var list []struct {
		Domain, Name, Value, Path  string
		Secure, HTTPOnly, Hostonly bool
		Expires, ExpirationDate    float64
	}
	if err := json.Unmarshal(text, &list); err != nil {
		return nil, errors.New("the JSON is no list of cookies with domain, name and value")
	}
	var cookies []crawler.Cookie
	for i, c := range list {
		if c.Domain == "" || c.Name == "" {
			return nil, fmt.Errorf("cookie %d has no domain or no name", i+1)
		}
		cookies = append(cookies, newCookie(c.Domain, c.Name, c.Value, c.Path, c.Secure, c.HTTPOnly, c.Hostonly || !strings.HasPrefix(c.Domain, "."), max(c.Expires, c.ExpirationDate)))
	}
	return cookies, nil
}

func newCookie(domain, name, value, path string, secure, httpOnly, hostOnly bool, end float64) crawler.Cookie {
	c := crawler.Cookie{
		Name: name, Value: value, Domain: strings.TrimPrefix(domain, "."), Path: path, Secure: secure, HTTPOnly: httpOnly, HostOnly: hostOnly, Session: end <= 0,
	}
	if c.Path == "" {
		c.Path = "/"
	}
	if end > 0 {
		c.Lifetime = time.Until(time.Unix(int64(end), 0))
	}
	return c
}

// ReadSteps reads the steps by which a visitor signs in, a YAML list:
//
//   - goto: https://shop.example/login
//   - fill: "#email"
//     env: SHOP_USER          # the variable of the environment that holds the value; file: names a file instead
//   - fill: "#password"
//     file: password.txt
//   - click: "button[type=submit]"
//   - wait_url: /account      # or wait: with a CSS selector
//
// A value never stands in the file itself.
func ReadSteps(path string) ([]crawler.Step, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the steps of a log-in: %w", err)
	}
	var list []struct {
		Goto    string `yaml:"goto"`
		Fill    string `yaml:"fill"`
		Click   string `yaml:"click"`
		Wait    string `yaml:"wait"`
		WaitURL string `yaml:"wait_url"`
		Env     string `yaml:"env"`
		File    string `yaml:"file"`
	}
	if err := yaml.Load(text, &list, yaml.WithKnownFields()); err != nil {
		return nil, fmt.Errorf("log-in steps in %s: %w", path, err)
	}
	var steps []crawler.Step
	for i, l := range list {
		step := crawler.Step{Goto: l.Goto, Fill: l.Fill, Click: l.Click, Wait: l.Wait, WaitURL: l.WaitURL}
		set := 0
		for _, word := range []string{l.Goto, l.Fill, l.Click, l.Wait, l.WaitURL} {
			if word != "" {
				set++
			}
		}
		if set != 1 || (l.Fill != "") != (l.Env != "" || l.File != "") || l.Env != "" && l.File != "" {
			return nil, fmt.Errorf("log-in steps in %s: step %d wants one of goto, fill, click, wait and wait_url, and with fill either env or file", path, i+1)
		}
		if l.Fill != "" {
			if step.Value, err = secretFrom(l.Env, l.File); err != nil {
				return nil, fmt.Errorf("log-in steps in %s: step %d: %w", path, i+1, err)
			}
		}
		steps = append(steps, step)
	}
	if len(steps) == 0 {
		return nil, fmt.Errorf("log-in steps in %s: there are none", path)
	}
	return steps, nil
}

// secretFrom returns what a variable of the environment, or else a file, holds.
func secretFrom(env, file string) (string, error) {
	if env != "" {
		if value := os.Getenv(env); value != "" {
			return value, nil
		}
		return "", fmt.Errorf("variable %s of the environment is empty: set it to the value", env)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	if value := strings.TrimRight(string(text), "\r\n"); value != "" {
		return value, nil
	}
	return "", fmt.Errorf("file %s is empty", file)
}

// ReadHeader reads "Name: value", where the value may be "env:VARIABLE" or "file:PATH" so that it stands on no command line.
func ReadHeader(text string) (crawler.Header, error) {
	name, value, ok := strings.Cut(text, ":")
	name, value = strings.TrimSpace(name), strings.TrimSpace(value)
	if !ok || name == "" || value == "" || strings.ContainsAny(name, " \t\r\n") || strings.ContainsAny(value, "\r\n") {
		return crawler.Header{}, errors.New(`a header is no "Name: value"`)
	}
	value, err := ReadSecret(value)
	if err != nil {
		return crawler.Header{}, fmt.Errorf("header %s: %w", name, err)
	}
	return crawler.Header{Name: name, Value: value}, nil
}

// ReadSecret returns what "env:VARIABLE" or "file:PATH" names, without the line's end; any other text is the secret itself.
func ReadSecret(text string) (string, error) {
	if env, is := strings.CutPrefix(text, "env:"); is {
		return secretFrom(env, "")
	}
	if file, is := strings.CutPrefix(text, "file:"); is {
		return secretFrom("", file)
	}
	return text, nil
}
