// Package company serves the made-up companies of testdata on loopback: a site with all the third parties that it loads.
//
// A company is a folder of files, one folder a host, and a table of answers for what is more than a file of its own. Nothing here ever
// talks to another machine.
package company

import (
	"fmt"
	"io/fs"
	"strconv"

	"github.com/candor-privacy/candor/practice"
)

// A Company is what one server answers for.
type Company struct {
	Name    string   // as its certificate says
	Site    string   // the address at which a crawl starts
	Files   fs.FS    // a folder for each host
	Answers []Answer // beside the files
	Scripts fs.FS    // npm packages, for answers whose file begins with "npm:"; nil where there are none
}

// An Answer is what a host says to one path. Every other path is the file of that name in the host's folder, "/" its index.html,
// and a name without an ending has ".html".
type Answer struct {
	Host, Path string
	Status     int    // 3xx goes where File says
	File       string // in the host's folder, in an npm package ("npm:klaro/dist/klaro.js"), the address of a redirect, or "" for an empty body
	Cookie     string // a Set-Cookie line whose %s is an identifier, or ""; several answers to one path set several
}

// ParseAnswers reads a table of answers: host, path, status, file ("-" for none), cookie. Errors name file and line.
func ParseAnswers(file, text string) ([]Answer, error) {
	rows, err := practice.ParseTable(file, text, 5)
	if err != nil {
		return nil, err
	}
	answers := make([]Answer, len(rows))
	for i, r := range rows {
		c := r.Columns
		status, err := strconv.Atoi(c[2])
		if err != nil || status < 200 || status > 599 {
			return nil, fmt.Errorf("%s:%d: %q is no status: want a number such as 200", file, r.Line, c[2])
		}
		answers[i] = Answer{Host: c[0], Path: c[1], Status: status, File: c[3], Cookie: c[4]}
	}
	return answers, nil
}
