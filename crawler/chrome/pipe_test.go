package chrome

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// A page decides how large a message is. What is too large is told, and what follows is read.
func TestAMessageThatIsTooLongIsToldAndTheNextIsRead(t *testing.T) {
	fromBrowser, browser := io.Pipe()
	_, toBrowser := io.Pipe()
	events := make(chan string, 10)
	p := newPipe(fromBrowser, toBrowser, 1000, func(e event) { events <- fmt.Sprintf("%s of %s", e.method, e.session) })
	defer p.fail(io.EOF)
	answers := make(chan error, 2)
	for range 2 {
		p.send("S", "Page.read", struct{}{}, func(a answer) { answers <- a.err })
	}
	long := strings.Repeat("x", 200_000)
	go func() {
		fmt.Fprintf(browser, "{\"method\":\"Network.webSocketFrameSent\",\"params\":{\"payload\":%q},\"sessionId\":\"0A1B\"}\x00", long)
		fmt.Fprintf(browser, "{\"method\":\"Runtime.consoleAPICalled\",\"params\":{\"text\":%q},\"sessionId\":\"0A1B\"}\x00", long) // says nothing, however long
		fmt.Fprintf(browser, "{\"id\":1,\"result\":{\"text\":%q},\"sessionId\":\"0A1B\"}\x00", long)
		fmt.Fprintf(browser, "{\"id\":2,\"result\":{},\"sessionId\":\"0A1B\"}\x00")
		fmt.Fprintf(browser, "{\"method\":\"Page.loadEventFired\",\"params\":{},\"sessionId\":\"0A1B\"}\x00")
	}()
	if err := <-answers; err != errTooMuch {
		t.Errorf("the long answer gives %v, want %v", err, errTooMuch)
	}
	if err := <-answers; err != nil {
		t.Errorf("the answer after it gives %v", err)
	}
	for _, want := range []string{tooMuch + " of 0A1B", "Page.loadEventFired of 0A1B"} {
		if got := <-events; got != want {
			t.Errorf("event %q, want %q", got, want)
		}
	}
}
