package enquiry

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"imagen.example/service/crm"
	"imagen.example/service/enrich"
)

type book struct{ leads []crm.Lead }

func (b *book) Add(_ context.Context, lead crm.Lead) error {
	b.leads = append(b.leads, lead)
	return nil
}

type knowledge struct{}

func (knowledge) Position(context.Context, string) (enrich.Position, error) {
	return enrich.Position{JobTitle: "Archivist"}, nil
}

type letters struct{ thanked int }

func (l *letters) Thank(context.Context, string, string, string) error {
	l.thanked++
	return nil
}

func TestWhoeverEnquiresBecomesALead(t *testing.T) {
	b, l := &book{}, &letters{}
	h := &Handler{Book: b, Knowledge: knowledge{}, Letters: l, Log: slog.New(slog.DiscardHandler)}
	form := url.Values{"first_name": {"Ines"}, "last_name": {"Ward"}, "email": {" ines@museum.example "}, "product": {"library"}}
	r := httptest.NewRequest(http.MethodPost, "/contact/enquiry", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.Ask(w, r)
	if w.Code != http.StatusSeeOther || len(b.leads) != 1 || l.thanked != 1 {
		t.Fatalf("status %d, %d leads, %d thanked; want 303, one lead, thanked once", w.Code, len(b.leads), l.thanked)
	}
	if lead := b.leads[0]; lead.Email != "ines@museum.example" || lead.JobTitle != "Archivist" {
		t.Errorf("lead %+v, want the trimmed address, and the job title that is known", lead)
	}
}
