package chrome

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
	html "github.com/candor-privacy/candor/reports"
)

// The report that people read is judged where they read it: in a browser.

// outcomeOfTheDemo is what the sample company's audit found.
func outcomeOfTheDemo(t *testing.T) practice.Outcome {
	t.Helper()
	text, err := os.ReadFile("../../cmd/candor/testdata/demo.json")
	if err != nil {
		t.Fatal(err)
	}
	var o practice.Outcome
	if err := json.Unmarshal(text, &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// shown opens a report of an outcome in a tab.
func shown(t *testing.T, o practice.Outcome, opts html.Options) *attached {
	t.Helper()
	for _, k := range o.Kept {
		opts.Seen = append(opts.Seen, k.Observed...)
	}
	var text bytes.Buffer
	if err := html.Write(&text, "html", o, opts); err != nil {
		t.Fatal(err)
	}
	opened, err := running(t).Open(t.Context(), crawler.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	tab := opened.(*session).current()
	if _, err := cdp.Call(t.Context(), tab, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: cdp.FrameID(tab.id), HTML: text.String()}); err != nil {
		t.Fatal(err)
	}
	return tab
}

func asked(t *testing.T, ctx context.Context, tab *attached, script string) string {
	t.Helper()
	text, err := evaluate(ctx, tab, cdp.FrameID(tab.id), script)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// No serious fault of accessibility, in either colour scheme and language, on a desk and on a telephone.
func TestTheReportCanBeReadByEverybody(t *testing.T) {
	axe, err := os.ReadFile(scripts + "/axe-core/axe.min.js")
	if err != nil {
		t.Skip("the accessibility checker is not here; tools/tables.sh fetches it where there is npm")
	}
	const check = `;(async () => {
		const found = await axe.run(document, {resultTypes: ["violations"]});
		return found.violations.filter(v => v.impact === "serious" || v.impact === "critical")
			.map(v => v.id + ": " + v.help + "\n" + v.nodes.slice(0, 3).map(n => "  " + n.html.slice(0, 200) + "\n  " + n.failureSummary).join("\n")).join("\n");
	})()`
	for _, tt := range []struct {
		language, scheme string
		width            int64
	}{{"en", "light", 1280}, {"en", "dark", 1280}, {"fr", "dark", 390}} {
		t.Run(tt.language+" "+tt.scheme, func(t *testing.T) {
			tab := shown(t, outcomeOfTheDemo(t), html.Options{Language: tt.language})
			scheme := []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: tt.scheme}}
			if _, err := cdp.Call(t.Context(), tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: scheme}); err != nil {
				t.Fatal(err)
			}
			size := emulation.SetDeviceMetricsOverrideParams{Width: tt.width, Height: 900, DeviceScaleFactor: 1}
			if _, err := cdp.Call(t.Context(), tab, emulation.SetDeviceMetricsOverride, size); err != nil {
				t.Fatal(err)
			}
			if wide := asked(t, t.Context(), tab, `String(document.documentElement.scrollWidth > innerWidth)`); wide != "false" {
				t.Errorf("at %d pixels the page has to be scrolled sideways", tt.width)
			}
			if faults := asked(t, t.Context(), tab, string(axe)+check); faults != "" {
				t.Error(faults)
			}
		})
	}
}

// The parts of the report keep their places on a desk and on a telephone, whatever fonts a machine has: what is compared is how boxes lie to each
// other, not pixels, which differ from machine to machine by more than a fault would change. Colours are the accessibility checker's matter.
func TestThePartsOfTheReportLieAsTheyShould(t *testing.T) {
	const faults = `(() => {
		const out = [], name = e => e.tagName + "." + e.className + "#" + e.id;
		const box = e => e.getBoundingClientRect(), shown = e => box(e).width > 0 && box(e).height > 0;
		const all = (within, selector) => [...within.querySelectorAll(selector)].filter(shown);
		const inScroll = e => e.closest(".scroll") && !e.matches(".scroll");
		for (const e of all(document.body, "*:not(.skip)")) {
			if (!inScroll(e) && (box(e).right > innerWidth + 1 || box(e).left < -1)) out.push(name(e) + " is wider than the window");
			if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth && !inScroll(e) && !e.matches(".scroll, select, input, option") && getComputedStyle(e).display !== "inline") out.push(name(e) + " holds more than it shows");
		}
		const below = (within, selector) => all(within, selector).forEach((e, i, list) => { if (i && box(e).top < box(list[i-1]).bottom - 1) out.push(name(e) + " overlaps " + name(list[i-1])); });
		below(document, "body > header, main > section");
		below(document, "article.card");
		for (const card of all(document, "article.card")) below(card, ":scope > *");
		const apart = (a, b) => a.right <= b.left + 1 || b.right <= a.left + 1 || a.bottom <= b.top + 1 || b.bottom <= a.top + 1;
		for (const group of [".sides", ".totals", ".badges", ".filter fieldset"]) for (const g of all(document, group)) {
			const parts = [...g.children].filter(shown);
			parts.forEach((a, i) => parts.slice(i + 1).forEach(b => { if (!apart(box(a), box(b))) out.push(name(a) + " overlaps " + name(b)); }));
		}
		return out.slice(0, 10).join("\n");
	})()`
	const columns = `(() => {
		const across = e => new Set([...e.children].map(c => Math.round(c.getBoundingClientRect().left))).size;
		return "sides " + Math.max(...[...document.querySelectorAll(".sides")].map(across)) + ", todo " + across(document.querySelector(".todo")) +
			", totals first " + (document.querySelector(".totals").getBoundingClientRect().bottom <= innerHeight);
	})()`
	o := outcomeOfTheDemo(t)
	o.Accepted = []practice.Acceptance{{Rule: o.Discrepancies[0].Rule, Practice: o.Discrepancies[0].Practice, Reason: "until the relaunch", By: "Ada Finch", Source: "candor.yaml", Line: 12, Matches: []string{o.Discrepancies[0].ID}}}
	around := func(practice.Quote) (string, string) { return "What stands before it.", "What stands behind it." }
	for _, tt := range []struct {
		language      string
		width, height int64
		columns       string
	}{{"en", 1280, 900, "sides 3, todo 2, totals first true"}, {"fr", 1280, 900, "sides 3, todo 2, totals first true"}, {"en", 390, 844, "sides 1, todo 1, totals first true"}, {"fr", 320, 844, "sides 1, todo 1, totals first true"}} {
		t.Run(fmt.Sprint(tt.language, " ", tt.width), func(t *testing.T) {
			tab := shown(t, o, html.Options{Language: tt.language, Text: around})
			size := emulation.SetDeviceMetricsOverrideParams{Width: tt.width, Height: tt.height, DeviceScaleFactor: 1}
			if _, err := cdp.Call(t.Context(), tab, emulation.SetDeviceMetricsOverride, size); err != nil {
				t.Fatal(err)
			}
			if got := asked(t, t.Context(), tab, faults); got != "" {
				t.Error(got)
			}
			if got := asked(t, t.Context(), tab, columns); got != tt.columns {
				t.Errorf("the parts lie as %q, want %q", got, tt.columns)
			}
		})
	}
}

// The filter leaves what fits, says how many are left, and leaves everything again.
func TestTheFilterOfTheReportLeavesWhatFits(t *testing.T) {
	tab := shown(t, outcomeOfTheDemo(t), html.Options{})
	const choose = `(() => {
		const form = document.querySelector("form.filter"), set = (name, value) => { form.elements[name].value = value; form.dispatchEvent(new Event("input")); };
		const left = () => [...document.querySelectorAll(".card")].filter(c => !c.hidden).length + ": " + form.querySelector("[role=status]").textContent;
		const out = [left()];
		set("severity", "high"); out.push(left());
		set("place", "code"); out.push(left());
		set("search", "no such words"); out.push(left());
		set("search", ""); set("place", ""); set("severity", ""); set("recipient", "Hotjar"); out.push(left());
		return out.join("\n");
	})()`
	const want = "18: 18 of 18 shown\n8: 8 of 18 shown\n4: 4 of 18 shown\n0: No discrepancy is left by this filter.\n1: 1 of 18 shown"
	if got := asked(t, t.Context(), tab, choose); got != want {
		t.Errorf("the filter leaves\n%s\nwant\n%s", got, want)
	}
}

// What a site calls itself shows as it is, and neither runs nor loads nor links anything.
func TestHostileWordsInAReportAreInert(t *testing.T) {
	const hostile = `"><img src=x onerror="document.title='ran'"><script>document.title='ran'</script><style>*{display:none}</style><a href="javascript:document.title='ran'">x</a>{{.Title}}<!--`
	o := outcomeOfTheDemo(t)
	benign := asked(t, t.Context(), shown(t, o, html.Options{}), countElements)
	o.Company = hostile
	for i := range o.Discrepancies {
		d := &o.Discrepancies[i]
		d.Message, d.Why = hostile, hostile
		for j := range d.Declared {
			d.Declared[j].Text, d.Declared[j].Section, d.Declared[j].Link = hostile, hostile, "javascript:document.title='ran'"
		}
		for j := range d.Observed {
			d.Observed[j].Name = hostile
			for k := range d.Observed[j].Evidence {
				d.Observed[j].Evidence[k].Source, d.Observed[j].Evidence[k].Detail = hostile, hostile
			}
		}
	}
	tab := shown(t, o, html.Options{})
	if got := asked(t, t.Context(), tab, countElements); got != benign {
		t.Errorf("the page holds %s elements that run, load or style, want the %s that it holds of itself", got, benign)
	}
	if title := asked(t, t.Context(), tab, "document.title"); !strings.HasPrefix(title, `Privacy audit of "><img`) {
		t.Errorf("the title is %q", title)
	}
	if links := asked(t, t.Context(), tab, `String([...document.links].filter(a => !a.getAttribute("href").startsWith("#") && a.protocol !== "https:").length)`); links != "0" {
		t.Errorf("%s links lead somewhere else than to the web or into the page", links)
	}
}

// countElements counts what could run, load or style.
const countElements = `["script", "style", "img", "iframe", "object", "link", "meta"].map(n => n + " " + document.getElementsByTagName(n).length).join(", ")`
