package reports

import (
	"testing"

	"github.com/candor-privacy/candor/practice"
)

func TestStatementsThatAreAboutNoActAreToldInPlainWords(t *testing.T) {
	store := practice.Practice{Actor: practice.FirstParty, Action: practice.Store, Data: practice.Personal}
	for _, tt := range []struct {
		kind     practice.Kind
		observed []practice.Observation
		want     string
	}{
		{practice.KindStoreLocation, nil, "where data are kept: personal"},
		{practice.KindRight, nil, "what people may ask for, and how: personal"},
		{practice.KindShare, nil, "first_party store personal"},
		{practice.KindStoreLocation, []practice.Observation{{}}, "first_party store personal"},
	} {
		d := practice.Discrepancy{Practice: store, Declared: []practice.Declaration{{Kind: tt.kind}}, Observed: tt.observed}
		if got := matter(d); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.kind, got, tt.want)
		}
	}
}
