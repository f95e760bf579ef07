package chrome

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"

	"github.com/candor-privacy/candor/crawler"
)

// Between the answer that a tab was made and the event that it is there a browser can die. Whoever waits learns it at once, and that it was the browser:
// for a file that does not answer in time the crawl goes on without it.
func TestABrowserThatDiesWhileItOpensATabIsGone(t *testing.T) {
	opened := map[string]func(*session, context.Context) error{
		"for a visit": func(s *session, ctx context.Context) error { _, err := s.open(ctx); return err },
		"for a file":  func(s *session, ctx context.Context) error { _, err := s.fresh(ctx); return err },
	}
	for name, open := range opened {
		t.Run(name, func(t *testing.T) {
			fromBrowser, tellUs := io.Pipe()
			hearUs, toBrowser := io.Pipe()
			b := &Browser{targets: &targets{attached: map[target.SessionID]*attached{}}}
			b.pipe = newPipe(fromBrowser, toBrowser, 1000, func(event) {})
			go func() {
				_, _ = bufio.NewReader(hearUs).ReadBytes(0) // the command to make a tab
				fmt.Fprint(tellUs, "{\"id\":1,\"result\":{\"targetId\":\"T\"}}\x00")
				tellUs.Close()
			}()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			if err := open(&session{browser: b}, ctx); !errors.Is(err, crawler.ErrGone) {
				t.Errorf("the error is %v, want crawler.ErrGone", err)
			}
		})
	}
}
