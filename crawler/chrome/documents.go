package chrome

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
)

// documents returns the targets that show documents: the tab first, then frames and popups in a steady order.
func (s *session) documents(tab *attached) []*attached {
	all := s.browser.targets.of(s, func(a *attached) bool { return a.isDocument() })
	slices.SortFunc(all, func(a, b *attached) int {
		return cmp.Compare(a.order, b.order)
	})
	if i := slices.Index(all, tab); i > 0 {
		all = slices.Insert(slices.Delete(all, i, i+1), 0, tab)
	}
	return all
}

// A shownFrame is one document: a frame and the target that it belongs to.
type shownFrame struct {
	target *attached
	frame  *cdp.Frame
}

// framesOf lists the documents of targets, in their order. A target that does not answer, as one that is just going away, has none.
func framesOf(ctx context.Context, targets []*attached) []shownFrame {
	trees := make([]*page.FrameTree, len(targets))
	sideBySide(len(targets), func(i int) {
		if got, err := cdp.Call(ctx, targets[i], page.GetFrameTree, cdp.Empty{}); err == nil {
			trees[i] = got.FrameTree
		}
	})
	var all []shownFrame
	for i, tree := range trees {
		if tree == nil {
			continue
		}
		for _, frame := range flatten(tree) {
			all = append(all, shownFrame{targets[i], frame})
		}
	}
	return all
}

func flatten(t *page.FrameTree) []*cdp.Frame {
	all := []*cdp.Frame{t.Frame}
	for _, child := range t.ChildFrames {
		all = append(all, flatten(child)...)
	}
	return all
}

// inAll runs a script in every document of the targets. A document that does not answer has nothing to say.
func inAll(ctx context.Context, targets []*attached, script string) {
	all := framesOf(ctx, targets)
	sideBySide(len(all), func(i int) { _, _ = evaluate(ctx, all[i].target, all[i].frame.ID, script) })
}

// atOnce is how many documents are asked side by side.
const atOnce = 32

// sideBySide does something for each of n numbers, so that what one waits for the others do not.
func sideBySide(n int, do func(int)) {
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for i := range n {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			do(i)
		})
	}
	all.Wait()
}
