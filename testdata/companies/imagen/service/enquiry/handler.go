// Package enquiry takes what people ask in the contact form.
package enquiry

import (
	"context"
	"log/slog"
	"net/http"
	"strings"

	"imagen.example/service/crm"
	"imagen.example/service/enrich"
)

// What an enquiry needs of the rest.
type (
	// Knowledge tells what somebody does.
	Knowledge interface {
		Position(ctx context.Context, email string) (enrich.Position, error)
	}
	// Letters thank whoever enquires.
	Letters interface {
		Thank(ctx context.Context, firstName, email, interest string) error
	}
)

// Handler answers the contact form.
type Handler struct {
	Book      crm.Book
	Knowledge Knowledge
	Letters   Letters
	Log       *slog.Logger
}

// Ask turns an enquiry into a lead.
func (h *Handler) Ask(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	lead := crm.Lead{
		FirstName: strings.TrimSpace(r.FormValue("first_name")),
		LastName:  strings.TrimSpace(r.FormValue("last_name")),
		Email:     strings.TrimSpace(r.FormValue("email")),
		Employer:  strings.TrimSpace(r.FormValue("employer")),
		Interest:  r.FormValue("product"),
	}
	if lead.Email == "" {
		http.Error(w, "please tell us where we can write to", http.StatusBadRequest)
		return
	}
	if position, err := h.Knowledge.Position(ctx, lead.Email); err != nil {
		h.Log.Warn("nothing is known of the enquirer", "domain", domain(lead.Email), "error", err)
	} else {
		lead.JobTitle = position.JobTitle
	}
	if err := h.Book.Add(ctx, lead); err != nil {
		h.Log.Error("enquiry not taken", "error", err)
		http.Error(w, "we could not take your enquiry; please ring us", http.StatusBadGateway)
		return
	}
	if err := h.Letters.Thank(ctx, lead.FirstName, lead.Email, lead.Interest); err != nil {
		h.Log.Warn("enquirer not thanked", "error", err)
	}
	h.Log.Info("enquiry taken", "email", lead.Email, "interest", lead.Interest)
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}

// domain is the part of an address that tells the company and not the person.
func domain(email string) string {
	_, host, _ := strings.Cut(email, "@")
	return host
}
