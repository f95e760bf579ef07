package practice

import (
	"slices"
	"strings"
	"testing"
)

func TestParseTable(t *testing.T) {
	const text = "# a comment\n" +
		"one two  three\t\tfour  # beside\n" +
		"\n" +
		"a#b  -\n" +
		"last\t \tx   \r\n"
	rows, err := ParseTable("t.txt", text, 3)
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{Line: 2, Columns: []string{"one two", "three", "four"}, Comment: "beside"},
		{Line: 4, Columns: []string{"a#b", "", ""}},
		{Line: 5, Columns: []string{"last", "x", ""}},
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i, row := range rows {
		if row.Line != want[i].Line || row.Comment != want[i].Comment || !slices.Equal(row.Columns, want[i].Columns) {
			t.Errorf("row %d is %+v, want %+v", i, row, want[i])
		}
	}
	if _, err := ParseTable("t.txt", "ok\na  b  c  d\n", 3); err == nil || !strings.Contains(err.Error(), "t.txt:2: 4 columns, want at most 3") {
		t.Errorf("too many columns: error %v, want one with file and line", err)
	}
}
