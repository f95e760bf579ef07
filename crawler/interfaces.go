package crawler

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/candor-privacy/candor/practice"
)

//go:embed interfaces.txt
var interfacesText string

// An Interface is one that the browser offers to scripts, and whose use is counted: a row of interfaces.txt.
type Interface struct {
	Name  string   // "Navigator.plugins"
	Kind  string   // get, set, call, static or new
	Group string   // what it tells of a browser or a visitor, such as "plugins"
	Words []string // those of which the first argument must be one; nil when arguments do not matter
	Vary  bool     // its different arguments are counted
}

// Interfaces lists the interfaces whose use is counted.
var Interfaces = sync.OnceValue(func() []Interface {
	list, err := readInterfaces(interfacesText)
	if err != nil {
		panic(err)
	}
	return list
})

func readInterfaces(text string) ([]Interface, error) {
	rows, err := practice.ParseTable("interfaces.txt", text, 4)
	if err != nil {
		return nil, err
	}
	var list []Interface
	for _, row := range rows {
		i := Interface{Name: row.Columns[0], Kind: row.Columns[1], Group: row.Columns[2], Vary: row.Columns[3] == "*"}
		if words := row.Columns[3]; words != "" && !i.Vary {
			i.Words = strings.Split(words, ",")
		}
		switch i.Kind {
		case "get", "set", "call", "static", "new":
		default:
			return nil, fmt.Errorf("interfaces.txt:%d: kind %q is none of get, set, call, static and new", row.Line, i.Kind)
		}
		list = append(list, i)
	}
	return list, nil
}

var interfaceIndex = sync.OnceValue(func() map[string]Interface {
	index := map[string]Interface{}
	for _, i := range Interfaces() {
		index[i.Name] = i
	}
	return index
})

// InterfaceNamed returns the row of an interface. The name may come from a page, or from the record of another version.
func InterfaceNamed(name string) (Interface, bool) {
	i, ok := interfaceIndex()[name]
	return i, ok
}

// InterfaceTable is the text of interfaces.txt, so that a record can say with which it was made.
func InterfaceTable() string { return interfacesText }
