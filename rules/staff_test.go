package rules

import (
	"slices"
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestCodeOfStaffIsToldByItsPath(t *testing.T) {
	for file, want := range map[string]bool{
		"internal/admin/users.go":       true,
		"handlers/admin.go":             true,
		"web/admin_users.go":            true,
		"services/back-office/form.go":  true,
		"cmd/backoffice/main.go":        true,
		"internal/Admin/Users.go":       true,
		"internal/signup/form.go":       false,
		"internal/badminton/booking.go": false, // a word within a word
		"internal/administer/doses.go":  false,
		"admission/tickets.go":          false,
		"":                              false,
	} {
		if got := ofStaff(file); got != want {
			t.Errorf("ofStaff(%q) = %v, want %v", file, got, want)
		}
	}
}

func TestWordsOfStaffAreSortedAndPlain(t *testing.T) {
	var words []string
	for _, row := range practice.MustTable("staff.txt", staffText, 1) {
		words = append(words, row.Columns[0])
	}
	if !slices.IsSorted(words) || len(words) == 0 {
		t.Errorf("staff.txt: %v, want it sorted", words)
	}
}
