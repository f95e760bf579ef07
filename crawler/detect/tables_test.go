package detect

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

// unlisted are vendors of cookies that have no line in the vendor table yet: their cookies have a name for the reader, and no owner or class.
var unlisted = map[string]bool{"Awin": true, "CookieYes": true, "DataDome": true, "Imperva": true, "Lotame": true, "consentmanager": true}

func TestTracerTablesSpeakTheVocabulary(t *testing.T) {
	for file, text := range map[string]string{"cookies.txt": cookiesText, "storage.txt": storageText} {
		seen := map[string]int{}
		for _, row := range practice.MustTable(file, text, 5) {
			name, where, vendor, purpose, lifetime := row.Columns[0], row.Columns[1], row.Columns[2], row.Columns[3], row.Columns[4]
			if first := seen[name+" "+where]; first != 0 {
				t.Errorf("%s:%d: %s is already on line %d", file, row.Line, name, first)
			}
			seen[name+" "+where] = row.Line
			if _, known := practice.LookupTerm(purpose, practice.PurposeTerm); purpose != "" && !known {
				t.Errorf("%s:%d: purpose %q is not in terms.txt", file, row.Line, purpose)
			}
			if _, known := practice.VendorByName(vendor); vendor != "" && !known && !unlisted[vendor] {
				t.Errorf("%s:%d: vendor %q is not in the vendor table", file, row.Line, vendor)
			}
			if _, ok := practice.Period(lifetime).Days(); lifetime != "" && !ok {
				t.Errorf("%s:%d: lifetime %q is no period", file, row.Line, lifetime)
			}
			if strings.HasPrefix(name, "*") && where != "first" {
				t.Errorf("%s:%d: %s guesses from a word, so it must be for the site's own cookies", file, row.Line, name)
			}
		}
	}
}

func TestTracerTablesNameTheirSources(t *testing.T) {
	for file, text := range map[string]string{"cookies.txt": cookiesText, "storage.txt": storageText, "purposes.txt": purposesText, "params.txt": paramsText, "recorders.txt": recordersText} {
		for block := range strings.SplitSeq(text, "\n\n") {
			facts := 0
			for line := range strings.Lines(block) {
				if !strings.HasPrefix(line, "#") {
					facts++
				}
			}
			if facts > 0 && !strings.Contains(block, "Source: ") {
				first, _, _ := strings.Cut(block, "\n")
				t.Errorf("%s: the block that begins %q names no source", file, first)
			}
		}
	}
}

func TestTablesHoldsEveryTable(t *testing.T) {
	files, err := filepath.Glob("*.txt")
	if err != nil {
		t.Fatal(err)
	}
	tables := Tables()
	for _, file := range files {
		if tables[file] == "" {
			t.Errorf("Tables lacks %s", file)
		}
	}
	if len(tables) != len(files) {
		t.Errorf("Tables has %d tables, the folder %d", len(tables), len(files))
	}
}

func TestCookieTableIsWideEnough(t *testing.T) {
	vendors := map[string]bool{}
	rows := practice.MustTable("cookies.txt", cookiesText, 5)
	for _, row := range rows {
		vendors[row.Columns[2]] = true
	}
	if len(rows) < 400 || len(vendors) < 81 { // the empty vendor, of software, is no vendor
		t.Errorf("cookies.txt has %d names of %d vendors, want at least 400 of 80", len(rows), len(vendors)-1)
	}
}

func TestOtherTablesSpeakTheVocabulary(t *testing.T) {
	term := func(file string, line int, key string, kind practice.TermKind) {
		t.Helper()
		if _, known := practice.LookupTerm(key, kind); !known {
			t.Errorf("%s:%d: %s %q is not in terms.txt", file, line, kind, key)
		}
	}
	hosts := map[string]bool{}
	for _, row := range practice.MustTable("purposes.txt", purposesText, 2) {
		term("purposes.txt", row.Line, row.Columns[1], practice.PurposeTerm)
		if hosts[row.Columns[0]] {
			t.Errorf("purposes.txt:%d: %s is in the table twice", row.Line, row.Columns[0])
		}
		hosts[row.Columns[0]] = true
	}
	for _, row := range practice.MustTable("classes.txt", classesText, 2) {
		term("classes.txt", row.Line, row.Columns[0], practice.RecipientTerm)
		term("classes.txt", row.Line, row.Columns[1], practice.PurposeTerm)
	}
	params := map[string]bool{}
	for _, row := range practice.MustTable("params.txt", paramsText, 3) {
		term("params.txt", row.Line, row.Columns[2], practice.DataTerm)
		if key := row.Columns[0] + " " + row.Columns[1]; params[key] {
			t.Errorf("params.txt:%d: %s is in the table twice", row.Line, key)
		} else {
			params[key] = true
		}
	}
	for _, row := range practice.MustTable("recorders.txt", recordersText, 5) {
		term("recorders.txt", row.Line, row.Columns[3], practice.PurposeTerm)
		if part := row.Columns[1]; part != "script" && part != "upload" && part != "host" {
			t.Errorf("recorders.txt:%d: part %q is none of script, upload and host", row.Line, part)
		}
		if _, known := practice.VendorByName(row.Columns[2]); !known {
			t.Errorf("recorders.txt:%d: vendor %q is not in the vendor table", row.Line, row.Columns[2])
		}
	}
	for _, row := range practice.MustTable("autocomplete.txt", autocompleteText, 2) {
		term("autocomplete.txt", row.Line, row.Columns[1], practice.DataTerm)
	}
}
