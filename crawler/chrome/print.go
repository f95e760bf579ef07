package chrome

import (
	"context"
	"errors"
	"fmt"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

// A4, in inches, with room for the number of the page.
const (
	paperWidth, paperHeight = 8.27, 11.69
	paperMargin             = 0.6
)

// footer numbers the pages. Chromium gives it no style of the document.
const footer = `<p style="font: 8px sans-serif; width: 100%; margin: 0 1.5cm; display: flex; justify-content: space-between"><span class="title"></span>` +
	`<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></p>`

// Print lays a page of our own out on A4 and returns the PDF, tagged for screen readers and with an outline. The page has to be self-contained:
// nothing is loaded for it. It must not come from a scanned site.
func (b *Browser) Print(ctx context.Context, html []byte) ([]byte, error) {
	opened, err := b.Open(ctx, crawler.Visitor{})
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	s, ok := opened.(*session)
	if !ok || s.current() == nil {
		return nil, errors.New("printing: the tab is gone")
	}
	pdf, err := onPaper(ctx, s.current(), html)
	if err != nil {
		return nil, fmt.Errorf("printing: %w", err)
	}
	return pdf, nil
}

func onPaper(ctx context.Context, tab *attached, html []byte) ([]byte, error) {
	if _, err := cdp.Call(ctx, tab, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: cdp.FrameID(tab.id), HTML: string(html)}); err != nil {
		return nil, err
	}
	yes, margin := true, paperMargin
	printed, err := cdp.Call(ctx, tab, page.PrintToPDF, page.PrintToPDFParams{
		PaperWidth: paperWidth, PaperHeight: paperHeight,
		MarginTop: &margin, MarginBottom: &margin, MarginLeft: &margin, MarginRight: &margin,
		DisplayHeaderFooter: &yes, HeaderTemplate: "<span></span>", FooterTemplate: footer,
		PrintBackground: &yes, GenerateTaggedPDF: &yes, GenerateDocumentOutline: &yes,
	})
	if err != nil {
		return nil, err
	}
	return printed.Data, nil
}
