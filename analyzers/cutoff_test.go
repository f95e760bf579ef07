package analyzers

import (
	"fmt"
	"strings"
	"testing"
)

// Ten functions that each call the next a hundred times hand an age over in a hundred to the tenth ways.
func TestAnAgeThatIsHandedOverInManyWaysIsFound(t *testing.T) {
	const functions, calls = 10, 100
	var code strings.Builder
	code.WriteString("-- go.mod --\nmodule attic.example\n\ngo 1.26\n-- attic.go --\npackage attic\n\nimport (\n\t\"database/sql\"\n\t\"time\"\n)\n\n")
	code.WriteString("func Clean(db *sql.DB) { step0(db, time.Now().AddDate(0, -2, 0)) }\n")
	for i := range functions {
		fmt.Fprintf(&code, "\nfunc step%d(db *sql.DB, before time.Time) {\n%s}\n", i, strings.Repeat(fmt.Sprintf("\tstep%d(db, before)\n", i+1), calls))
	}
	fmt.Fprintf(&code, "\nfunc step%d(db *sql.DB, before time.Time) { db.Exec(\"DELETE FROM letters WHERE sent < ?\", before) }\n", functions)
	res, err := Run(t.Context(), module(t, code.String()), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range res.Observations {
		if o.Name == "letters" && o.Period == "P2M" {
			return
		}
	}
	t.Errorf("%v; want that letters are kept for two months", res.Observations)
}
