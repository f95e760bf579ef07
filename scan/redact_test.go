package scan

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

func TestARedactedPageHoldsNothingOfMessagesNamesAndStores(t *testing.T) {
	const secret = "a1b2c3d4e5f6"
	by := crawler.Initiator{Type: "script", Stack: []crawler.Call{{URL: "https://shop.example/app.js?u=" + secret, Named: "https://lib.example/?u=" + secret}}}
	seen := &crawler.Page{
		FinalURL: "https://shop.example/",
		Requests: []crawler.Request{{URL: "wss://chat.example/", Type: "websocket", Initiator: by, Body: []byte(`{"id":"` + secret + `"}`), Received: []byte("hello " + secret + "\n" + secret)}},
		Storage:  []crawler.StorageItem{{Area: "cache", Key: "pages", Value: "https://shop.example/?id=" + secret, Partition: "https://shop.example", Initiator: by}},
	}
	page := (&redactor{key: []byte("a key")}).page(seen)
	text, err := json.Marshal([]any{page.Requests, page.Storage, string(page.Requests[0].Body), string(page.Requests[0].Received)})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(text), secret) {
		t.Errorf("the redacted page holds the value: %s", text)
	}
	if page.Storage[0].Partition != "https://shop.example" || len(page.Requests[0].Received) == 0 {
		t.Errorf("the redacted page tells of partition %q and %d bytes received, want the site and a mask", page.Storage[0].Partition, len(page.Requests[0].Received))
	}
}
