package detect

import (
	"testing"

	"github.com/candor-privacy/candor/crawler"
)

// A script that a maker serves from where its recordings go is the maker's, even if the browser had it already and requested nothing.
func TestAScriptFromAPlaceForUploadsIsItsMakers(t *testing.T) {
	scope, err := crawler.NewScope("https://shop.example/")
	if err != nil {
		t.Fatal(err)
	}
	script := crawler.Call{URL: "https://mc.yandex.ru/webvisor/1.js", Line: 1}
	page := &crawler.Page{URL: "https://shop.example/", Uses: []crawler.Use{
		{Interface: "MutationObserver.observe", Script: script, Count: 1, Words: []string{"attributes", "characterData", "childList"}},
		{Interface: "EventTarget.addEventListener", Script: script, Count: 2, Words: []string{"input", "mousemove"}},
	}}
	list := (&Site{Scope: scope, Pages: []*crawler.Page{page}}).Recorders(page)
	if len(list) != 1 || list[0].Vendor != "Yandex Metrica" || !list[0].Watches || list[0].Script != script.URL {
		t.Errorf("recorders %+v, want the maker's, which watches", list)
	}
}
