package contacts

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

func TestWhatIsImportedCanBeForgotten(t *testing.T) {
	i := &Imports{Store: &Memory{}, Log: slog.New(slog.DiscardHandler)}
	w := httptest.NewRecorder()
	i.Upload(w, httptest.NewRequest(http.MethodPost, "/contacts", strings.NewReader("ada@tides.example,Byrne,Ada,,email\nnobody,Nobody,,,\n")))
	if w.Code != http.StatusNoContent || i.Store.Len() != 1 {
		t.Fatalf("status %d, %d contacts, want one", w.Code, i.Store.Len())
	}
	r := httptest.NewRequest(http.MethodPost, "/contacts/forget", strings.NewReader(url.Values{"email": {"Ada@tides.example"}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	i.Forget(httptest.NewRecorder(), r)
	if i.Store.Len() != 0 {
		t.Errorf("%d contacts, want none", i.Store.Len())
	}
}
