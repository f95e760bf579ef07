package main

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	"github.com/candor-privacy/candor/project"
	"github.com/candor-privacy/candor/scan"
	"github.com/candor-privacy/candor/testdata/larkspur"
)

// A new user's file tells what the site showed, and is one that candor audit reads.
func TestInitAsksTheSite(t *testing.T) {
	needBrowser(t)
	server, err := larkspur.Serve()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	t.Chdir(t.TempDir())
	var out, progress bytes.Buffer
	args := []string{"init", server.URL(), "--no-sandbox", "--ignore-certificate-errors", "--host-rules", server.HostRules(), "--page-timeout", "3m"}
	if code := run(context.Background(), args, newApp(&out, &progress)); code != 0 {
		t.Fatalf("exit %d\n%s", code, progress.String())
	}
	text := readFile(t, project.File)
	for _, line := range []string{
		"\nsite: " + server.URL() + "\n", "\npolicy: auto\n",
		"#   found: https://www.larkspur.example/privacy (privacy)\n", "#   after refusal: offered by the dialog (",
	} {
		if !strings.Contains(string(text), line) {
			t.Errorf("%s does not say %q:\n%s", project.File, line, text)
		}
	}
	if _, err := project.Parse(text); err != nil {
		t.Error(err)
	}
	if left, err := filepath.Glob("*.candor"); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}

// Where nothing answers, the file is written all the same, and it is said what it lacks.
func TestInitWritesItsFileWithoutABrowser(t *testing.T) {
	t.Chdir(t.TempDir())
	var out, progress bytes.Buffer
	if code := run(context.Background(), []string{"init", "https://shop.example", "--browser", "no-such-browser"}, newApp(&out, &progress)); code != 0 {
		t.Fatalf("exit %d\n%s", code, progress.String())
	}
	if text := string(readFile(t, project.File)); !strings.Contains(text, "\nsite: https://shop.example\n") || !strings.Contains(progress.String(), "written without a look at the site: ") {
		t.Errorf("%s\n%s", text, progress.String())
	}
}

func TestRemarksSayWhatASiteShowed(t *testing.T) {
	inventory := scan.Inventory{
		Notices: []scan.Notice{
			{Kind: "privacy", URL: "https://shop.example/p", FinalURL: "https://shop.example/privacy", Read: true},
			{Kind: "cookies", URL: "https://group.example/cookies", Unread: "it is on another host"},
		},
		Consent: []crawler.Choice{
			{Page: "https://shop.example/", State: practice.Accepted, Platform: "OneTrust", Offered: true, Clicks: 1},
			{Page: "https://shop.example/", State: practice.Refused, Platform: "OneTrust"},
			{Page: "https://shop.example/", State: practice.Withdrawn},
		},
		States: map[string]scan.StateInventory{"before": {Hosts: []scan.HostInventory{
			{Host: "shop.example", FirstParty: true}, {Host: "www.google-analytics.com", Owner: "Google Analytics"}, {Host: "cdn.shop-files.example", Owner: "shop-files.example"},
		}}},
	}
	got := fmt.Sprint(remarksOn(inventory))
	want := "map[first-party:[nobody knows whose this is; name it here if it is yours: cdn.shop-files.example] " +
		"foreign-notices:[found, and not read: https://group.example/cookies (it is on another host)] " +
		"policy:[found: https://shop.example/privacy (privacy)] " +
		"states:[after acceptance: offered by the dialog (OneTrust), 1 click after refusal: the dialog (OneTrust) does not offer it " +
		"after withdrawal: there is no consent dialog on https://shop.example/]]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
