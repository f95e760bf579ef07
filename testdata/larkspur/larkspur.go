// Package larkspur is the sample company on which Candor is shown and tested: Larkspur Books, a fictional
// bookshop on larkspur.example. It holds the shop's site with the third parties it loads, its Go service and its privacy notice.
// Everything here is written for Candor, the stand-ins for other companies' scripts included.
//
// truth.txt says where the company's words and deeds differ, and which promises it keeps.
// Serve answers for all its hosts on one loopback port; Extract writes the notice and the service for an audit.
// Nothing here ever talks to another machine.
package larkspur

import (
	"embed"
	"fmt"
	"io/fs"

	"github.com/candor-privacy/candor/testdata/company"
)

//go:generate go test -run TestGenerated -update

// Seed is the address at which a crawl of the site starts.
const Seed = "https://www.larkspur.example/"

//go:embed site
var site embed.FS

//go:embed answers.txt
var answers string

//go:embed service.txtar
var service []byte

// Truth is truth.txt, for company.ParseTruth.
//
//go:embed truth.txt
var Truth string

//go:embed privacy.md
var notice []byte

//go:embed privacy.fr.md
var noticeFR []byte

//go:embed candor-policy.yaml
var declared []byte

// Serve answers for all hosts of the shop. The caller closes the server.
func Serve() (*company.Server, error) {
	files, err := fs.Sub(site, "site")
	if err != nil {
		return nil, fmt.Errorf("larkspur: opening the site: %w", err)
	}
	said, err := company.ParseAnswers("answers.txt", answers)
	if err != nil {
		return nil, fmt.Errorf("larkspur: %w", err)
	}
	return company.Company{Name: "Larkspur Books", Site: Seed, Files: files, Answers: said}.Serve()
}
