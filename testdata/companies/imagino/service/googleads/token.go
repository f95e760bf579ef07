// Package googleads keeps audiences of Google Ads in step with segments, on behalf of the users who connect their accounts.
package googleads

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/google"
)

// scope is the only one that we ask for.
const scope = "https://www.googleapis.com/auth/adwords"

// A Grant is what a user lets us do in an account of Google Ads.
type Grant struct {
	Account string
	Token   *oauth2.Token
}

// Links keeps the grants of users.
type Links struct {
	Config oauth2.Config
	Log    *slog.Logger

	mu     sync.Mutex
	grants map[string]Grant // by workspace
}

// NewLinks returns the links of an application that is registered with Google.
func NewLinks(id, secret, redirect string, log *slog.Logger) *Links {
	return &Links{
		Config: oauth2.Config{ClientID: id, ClientSecret: secret, RedirectURL: redirect, Scopes: []string{scope}, Endpoint: google.Endpoint},
		Log:    log,
		grants: map[string]Grant{},
	}
}

// Connect answers the user whom Google sends back.
func (l *Links) Connect(w http.ResponseWriter, r *http.Request) {
	token, err := l.Config.Exchange(r.Context(), r.FormValue("code"))
	if err != nil {
		l.Log.Error("google refused the code", "error", err)
		http.Error(w, "Google did not accept the connection", http.StatusBadGateway)
		return
	}
	workspace := r.PathValue("workspace")
	l.mu.Lock()
	l.grants[workspace] = Grant{Account: r.FormValue("account"), Token: token}
	l.mu.Unlock()
	l.Log.Debug("google ads connected", "workspace", workspace, "refresh_token", token.RefreshToken)
	http.Redirect(w, r, "/settings/google-ads", http.StatusSeeOther)
}

// client returns a client that acts for a workspace, and the account that it may act on.
func (l *Links) client(ctx context.Context, workspace string) (*http.Client, string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	g, ok := l.grants[workspace]
	if !ok {
		return nil, "", fmt.Errorf("googleads: workspace %s has no account", workspace)
	}
	return l.Config.Client(ctx, g.Token), g.Account, nil
}
