package payment

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

// stripe answers in place of the network.
type stripe func(*http.Request) string

func (s stripe) RoundTrip(r *http.Request) (*http.Response, error) {
	body := io.NopCloser(strings.NewReader(s(r)))
	return &http.Response{StatusCode: http.StatusOK, Status: "200 OK", Header: http.Header{}, Body: body, Request: r}, nil
}

func TestOpenReturnsThePaymentPage(t *testing.T) {
	const page = "https://checkout.stripe.com/c/pay/cs_1"
	var amount string
	client := &http.Client{Transport: stripe(func(r *http.Request) string {
		amount = r.FormValue("line_items[0][price_data][unit_amount]")
		return `{"url": "` + page + `"}`
	})}
	got, err := New(client, "sk_test").Open(t.Context(), 7, 2270, "ada@reader.example")
	if err != nil || got != page {
		t.Errorf("Open = %q, %v, want %q", got, err, page)
	}
	if amount != "2270" {
		t.Errorf("amount sent is %q, want 2270", amount)
	}
}
