package mail

import (
	"log/slog"
	"net/http"
	"unicode/utf8"
)

// A Letter is what somebody wrote in the contact form.
type Letter struct {
	Name    string
	Email   string
	Message string
}

// Letters answers the contact form.
type Letters struct {
	Post *Post
	Log  *slog.Logger
}

// Receive passes a letter on to the counter.
func (l *Letters) Receive(w http.ResponseWriter, r *http.Request) {
	letter := Letter{
		Name:    r.FormValue("name"),
		Email:   r.FormValue("email"),
		Message: r.FormValue("message"),
	}
	if err := l.Post.Forward(r.Context(), letter); err != nil {
		l.Log.Error("letter not forwarded", "error", err)
		http.Error(w, "we could not take your letter; please try again later", http.StatusBadGateway)
		return
	}
	l.Log.Info("letter forwarded", "length", utf8.RuneCountInString(letter.Message))
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}
