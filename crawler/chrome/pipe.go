package chrome

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"sync"

	"github.com/candor-privacy/candor/crawler"
	"github.com/chromedp/cdproto/cdp/jsonv2"
	"github.com/chromedp/cdproto/target"
)

// A pipe speaks the DevTools protocol with one browser: JSON messages that end in a zero byte.
//
// Events are handed to the sink in the goroutine that reads, in the order of the browser, and answers in the same order.
// So the sink must not wait for an answer. Writing never blocks: what is to be sent is queued without limit, and its amount
// follows from what the browser reports. Together no page can bring the reader to a stop, however many events it causes.
type pipe struct {
	most int // bytes of a message that is read
	r    io.ReadCloser
	w    io.WriteCloser
	sink func(event)

	mu      sync.Mutex
	last    int64                // id of the last command
	waiting map[int64]unanswered // each is called by the reader
	queue   [][]byte
	queued  *sync.Cond
	err     error // set once when the browser is gone; nothing is sent or answered after it
	done    chan struct{}
}

// An event is something that the browser reports about a session; the browser's own session is "".
type event struct {
	session target.SessionID
	method  string
	params  jsonv2.Value
}

type answer struct {
	result jsonv2.Value
	err    error
}

// message is what travels in both directions.
type message struct {
	ID        int64            `json:"id,omitzero"`
	SessionID target.SessionID `json:"sessionId,omitzero"`
	Method    string           `json:"method,omitzero"`
	Params    jsonv2.Value     `json:"params,omitzero"`
	Result    jsonv2.Value     `json:"result,omitzero"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error,omitzero"`
}

// lenient accepts the lone surrogates that pages put into strings.
var lenient = jsonv2.AllowInvalidUTF8(true)

func newPipe(r io.ReadCloser, w io.WriteCloser, most int, sink func(event)) *pipe {
	p := &pipe{most: most, r: r, w: w, sink: sink, waiting: map[int64]unanswered{}, done: make(chan struct{})}
	p.queued = sync.NewCond(&p.mu)
	go p.read()
	go p.write()
	return p
}

// maxMessage bounds one message of the browser. The largest that we ask for are documents (read.js) and scripts; a page can make them, and
// messages of its own to a server, as large as it likes.
const maxMessage = 64 << 20

// ignored are the events of which a page can cause any number and which say nothing that is recorded.
var ignored = [][]byte{
	[]byte(`{"method":"Runtime.consoleAPICalled"`),
	[]byte(`{"method":"Runtime.exceptionThrown"`),
	[]byte(`{"method":"Runtime.executionContext`),
}

func (p *pipe) read() {
	in := bufio.NewReaderSize(p.r, 1<<16)
	for {
		line, whole, err := readMessage(in, p.most)
		if err != nil {
			p.fail(fmt.Errorf("reading from browser: %w", err))
			return
		}
		if isIgnored(line) {
			continue
		}
		if !whole {
			p.leaveOut(line)
			continue
		}
		var m message
		if err := jsonv2.Unmarshal(line, &m, lenient); err != nil {
			p.fail(fmt.Errorf("reading from browser: %w", err))
			return
		}
		if m.Method != "" {
			p.sink(event{m.SessionID, m.Method, m.Params})
		} else {
			p.deliver(m, nil)
		}
	}
}

// messageEnds is how much is kept of each end of a message that is too long: the beginning names its kind, the end its session.
const messageEnds = 256

// readMessage reads up to a zero byte. Of a message of more than most bytes it returns the two ends alone.
func readMessage(in *bufio.Reader, most int) (line []byte, whole bool, err error) {
	whole = true
	for {
		part, err := in.ReadSlice(0)
		line = append(line, part...)
		if len(line) > max(most, 2*messageEnds) {
			whole = false
			line = slices.Concat(line[:messageEnds], line[len(line)-messageEnds:])
		}
		switch {
		case err == nil:
			return bytes.TrimSuffix(line, []byte{0}), whole, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, false, err
		}
	}
}

var (
	answerID    = regexp.MustCompile(`^\{"id":([0-9]+)`)
	sessionName = regexp.MustCompile(`"sessionId":"([0-9A-F]+)"\}$`)
	errTooMuch  = fmt.Errorf("it is longer than the %d bytes that are read", maxMessage)
)

// tooMuch is the event that stands for one that is too long.
const tooMuch = "Candor.tooMuch"

// leaveOut tells of a message that is too long, by its ends: whoever waits for it gets an error, its session an event.
func (p *pipe) leaveOut(ends []byte) {
	if id := answerID.FindSubmatch(ends); id != nil {
		number, _ := strconv.ParseInt(string(id[1]), 10, 64) // of digits
		p.deliver(message{ID: number}, errTooMuch)
		return
	}
	if of := sessionName.FindSubmatch(ends); of != nil {
		p.sink(event{session: target.SessionID(of[1]), method: tooMuch})
	}
}

func isIgnored(line []byte) bool {
	for _, prefix := range ignored {
		if bytes.HasPrefix(line, prefix) {
			return true
		}
	}
	return false
}

// deliver hands an answer to whoever waits for it, or why it cannot be read.
func (p *pipe) deliver(m message, unread error) {
	p.mu.Lock()
	then := p.waiting[m.ID].then
	delete(p.waiting, m.ID)
	p.mu.Unlock()
	if then == nil {
		return
	}
	a := answer{result: m.Result, err: unread}
	if m.Error != nil {
		a.err = errors.New(m.Error.Message)
	}
	then(a)
}

func (p *pipe) write() {
	for {
		p.mu.Lock()
		for len(p.queue) == 0 && p.err == nil {
			p.queued.Wait()
		}
		if p.err != nil {
			p.mu.Unlock()
			return
		}
		batch := p.queue
		p.queue = nil
		p.mu.Unlock()
		for _, line := range batch {
			if _, err := p.w.Write(line); err != nil {
				p.fail(fmt.Errorf("writing to browser: %w", err))
				return
			}
		}
	}
}

// fail ends the pipe: everybody who waits gets the error.
func (p *pipe) fail(err error) {
	p.mu.Lock()
	if p.err != nil {
		p.mu.Unlock()
		return
	}
	p.err = fmt.Errorf("%w: %w", crawler.ErrGone, err)
	waiting := p.waiting
	p.waiting = map[int64]unanswered{}
	p.queued.Broadcast()
	close(p.done)
	p.mu.Unlock()
	p.r.Close()
	p.w.Close()
	for _, a := range waiting {
		a.then(answer{err: p.err})
	}
}

// ended is the error with which the pipe has ended; nil while it is open.
func (p *pipe) ended() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err
}

// An unanswered is a command whose answer somebody waits for.
type unanswered struct {
	session target.SessionID
	then    func(answer)
}

// forget gives up the answers of targets that are gone. Those that ended while they were asked never answer.
func (p *pipe) forget(gone map[target.SessionID]bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	maps.DeleteFunc(p.waiting, func(_ int64, a unanswered) bool { return gone[a.session] })
}

// send queues a command. then, which may be nil, is called once with the answer, by the reader.
func (p *pipe) send(session target.SessionID, method string, params any, then func(answer)) {
	raw, err := jsonv2.Marshal(params, lenient)
	if err != nil {
		raw = jsonv2.Value("{}") // parameters are our own structs, which always marshal
	}
	p.mu.Lock()
	if p.err != nil {
		p.mu.Unlock()
		if then != nil {
			then(answer{err: p.err})
		}
		return
	}
	defer p.mu.Unlock()
	p.last++
	line, _ := jsonv2.Marshal(message{ID: p.last, SessionID: session, Method: method, Params: raw}, lenient)
	if then != nil {
		p.waiting[p.last] = unanswered{session, then}
	}
	p.queue = append(p.queue, append(line, 0))
	p.queued.Signal()
}

// call sends a command and waits for its answer.
func (p *pipe) call(ctx context.Context, session target.SessionID, method string, params, result any) error {
	answers := make(chan answer, 1)
	p.send(session, method, params, func(a answer) { answers <- a })
	select {
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	case a := <-answers:
		if a.err != nil {
			return fmt.Errorf("%s: %w", method, a.err)
		}
		if result == nil {
			return nil
		}
		if err := jsonv2.Unmarshal(a.result, result, lenient); err != nil {
			return fmt.Errorf("%s: %w", method, err)
		}
		return nil
	}
}

// A channel is one session of the protocol; it makes the typed commands of cdproto work on a pipe.
type channel struct {
	pipe *pipe
	id   target.SessionID
}

// Call sends a command and waits for its answer; it implements cdp.Session.
func (c channel) Call(ctx context.Context, method string, params, result any) error {
	return c.pipe.call(ctx, c.id, method, params, result)
}

// Subscribe implements cdp.Session. Events go to the pipe's sink instead, so it delivers none.
func (c channel) Subscribe(string) (<-chan jsonv2.Value, func()) {
	none := make(chan jsonv2.Value)
	close(none)
	return none, func() {}
}

// send queues a command without waiting for its answer.
func (c channel) send(method string, params any) { c.pipe.send(c.id, method, params, nil) }
