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
	_ "embed" // for the texts
)

//go:generate go test -run TestGenerated -update

// Seed is the address at which a crawl of the site starts.
const Seed = "https://www.larkspur.example/"

//go:embed site
var site embed.FS

//go:embed service.txtar
var service []byte

// Truth is truth.txt: a practice.ParseTable of six columns, described at its top.
//
//go:embed truth.txt
var Truth string

//go:embed privacy.md
var notice []byte

//go:embed privacy.fr.md
var noticeFR []byte

//go:embed candor-policy.yaml
var declared []byte
