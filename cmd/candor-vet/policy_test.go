package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// shop shares an address with a company that its policy names, and with one that it does not.
const shop = `
-- go.mod --
module shop.example

go 1.26
-- candor-policy.yaml --
version: 1
controller: {name: Harrow Tea, address: "3 Quay", country: FR, contact: privacy@harrow.example}
declarations:
  - id: letters
    practice: share
    data: [contact.email]
    purposes: [marketing.direct]
    recipients: ["vendor:mailchimp"]
-- letters/letters.go --
package letters

import (
	"log"
	"net/http"
	"net/url"
)

func Send(email string) {
	http.Get("https://api.mailchimp.com/3.0/ping?email=" + url.QueryEscape(email))
	http.Get("https://api.sendgrid.com/v3/ping?email=" + url.QueryEscape(email))
	log.Print(email)
}
`

func TestAPolicySilencesWhatItAllows(t *testing.T) {
	if testing.Short() {
		t.Skip("builds candor and candor-vet")
	}
	bin, dir := t.TempDir(), t.TempDir()
	if out, err := exec.Command("go", "build", "-o", bin, "../candor", ".").CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	for _, f := range txtar.Parse([]byte(shop)).Files {
		write(t, filepath.Join(dir, f.Name), string(f.Data))
	}
	vet := filepath.Join(bin, "candor-vet")
	if runtime.GOOS == "windows" {
		vet += ".exe"
	}
	want := func(said string, mailchimp, sendgrid, log bool) {
		t.Helper()
		for word, want := range map[string]bool{"is shared with Mailchimp": mailchimp, "is shared with SendGrid": sendgrid, "is written to a log": log} {
			if got := strings.Contains(strings.ReplaceAll(said, "Twilio ", ""), word); got != want {
				t.Errorf("%q is told: %v, want %v, in\n%s", word, got, want, said)
			}
		}
	}
	want(run(dir, "go", "vet", "-vettool="+vet, "./..."), true, true, true)
	want(run(dir, "go", "vet", "-vettool="+vet, "-policy=candor-policy.yaml", "./..."), false, true, true)
	want(run(dir, vet, "-policy", "candor-policy.yaml", "./..."), false, true, true)

	policy := filepath.Join(dir, "candor-policy.yaml")
	text, err := os.ReadFile(policy)
	if err != nil {
		t.Fatal(err)
	}
	write(t, policy, strings.Replace(string(text), "vendor:mailchimp", "vendor:stripe", 1))
	want(run(dir, "go", "vet", "-vettool="+vet, "-policy=candor-policy.yaml", "./..."), true, true, true) // what the go command kept is out of date

	write(t, policy, "version: 1\nunknown: true\n")
	if said := run(dir, vet, "-policy", "candor-policy.yaml", "./..."); !strings.Contains(said, "candor-policy.yaml:2") {
		t.Errorf("a policy with a mistake in line 2 is refused with\n%s", said)
	}
	if said := run(dir, vet, "-policy", "none.yaml", "./..."); !strings.Contains(said, "-policy none.yaml: no such file") {
		t.Errorf("a policy that is not there is refused with\n%s", said)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run returns what a command says; the commands here end in 1 when they find something.
func run(dir, name string, args ...string) string {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	out, _ := cmd.CombinedOutput()
	return string(out)
}
