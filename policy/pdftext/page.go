package pdftext

import (
	"context"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// A Span is text that stands on one line of a page without a gap, in one size; it ends where the page sets the next text elsewhere.
type Span struct {
	X, Y, End, Size float64 // in points, from its first letter's left foot to where its last one ends; Y grows upwards
	Order           int     // its place among the spans of its page, as they are shown
	Bold            bool
	Text            string // without line breaks or white space at its end
}

// A writer writes what the operators of a page show; see ISO 32000-1, 9.4.
type writer struct {
	ctx     context.Context
	spans   []Span
	letters int // of the document
	unknown int // codes that stand for no letter
	depth   int // of forms that are shown by forms
	state   state
	saved   []state
	open    strings.Builder // text of the last span
	moved   bool            // since the last letter the place of the next one was set anew
}

// A state is what q saves and Q restores, and the place of the next letter.
type state struct {
	page, line, text           matrix // of the page, the text line, the next letter
	font                       *face
	size, rise, leading        float64
	letterSpace, wordSpace, by float64 // by is the horizontal scale
}

// A matrix maps (x, y) to (ax + cy + e, bx + dy + f).
type matrix struct{ a, b, c, d, e, f float64 }

func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d, m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

func moved(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }

// page gathers the spans of a page in the order in which they are shown.
func (w *writer) page(p pdf.Page) {
	w.spans, w.saved, w.depth = nil, nil, 0
	w.state = state{page: moved(0, 0), by: 1}
	w.show(p.V.Key("Contents"), p.Resources())
	w.closeSpan()
}

// formDepth is how deep a form may lie in forms.
const formDepth = 8

// show follows the operators of a page or a form.
func (w *writer) show(content, resources pdf.Value) {
	switch content.Kind() {
	case pdf.Stream:
		inflate(content)
	case pdf.Array:
		for i := range content.Len() {
			inflate(content.Index(i))
		}
	default:
		return
	}
	fonts := map[string]*face{}
	pdf.Interpret(content, func(stack *pdf.Stack, op string) {
		if w.ctx.Err() != nil || w.letters > maxLetters {
			panic(tooLong)
		}
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		switch {
		case op == "Tf" && len(args) == 2:
			name := args[0].Name()
			if fonts[name] == nil {
				fonts[name] = readFont(pdf.Font{V: resources.Key("Font").Key(name)})
			}
			w.state.font, w.state.size = fonts[name], args[1].Float64()
		case op == "Do" && len(args) == 1:
			w.form(resources.Key("XObject").Key(args[0].Name()), resources)
		default:
			w.operate(op, args)
		}
	})
}

// form shows a form; an image says nothing.
func (w *writer) form(form, resources pdf.Value) {
	if form.Key("Subtype").Name() != "Form" || w.depth >= formDepth {
		return
	}
	saved, stack := w.state, w.saved
	if m := form.Key("Matrix"); m.Len() == 6 {
		w.state.page = matrixOf(m.Index).then(w.state.page)
	}
	if own := form.Key("Resources"); !own.IsNull() {
		resources = own
	}
	w.depth++
	w.show(form, resources)
	w.depth--
	w.state, w.saved = saved, stack
}

func matrixOf(at func(int) pdf.Value) matrix {
	return matrix{at(0).Float64(), at(1).Float64(), at(2).Float64(), at(3).Float64(), at(4).Float64(), at(5).Float64()}
}

// operands is how many operands each operator needs that is followed.
var operands = map[string]int{"cm": 6, "Tm": 6, "Td": 2, "TD": 2, "TL": 1, "Tc": 1, "Tw": 1, "Tz": 1, "Ts": 1, "Tj": 1, "TJ": 1, "'": 1, "\"": 3}

// operate follows one operator: it changes the state, or shows text.
func (w *writer) operate(op string, args []pdf.Value) {
	if len(args) < operands[op] {
		return
	}
	switch op {
	case "q":
		w.saved = append(w.saved, w.state)
	case "Q":
		if n := len(w.saved); n > 0 {
			w.state, w.saved = w.saved[n-1], w.saved[:n-1]
		}
	case "Tj", "'", "\"", "TJ":
		w.showText(op, args)
	default:
		w.moved = w.moved || placing[op]
		w.state.set(op, args)
	}
}

// placing are the operators that set the next letter anywhere on the page.
var placing = map[string]bool{"BT": true, "Tm": true, "Td": true, "TD": true, "T*": true}

// showText follows the operators that show text; some go to the next line before.
func (w *writer) showText(op string, args []pdf.Value) {
	s := &w.state
	switch op {
	case "'":
		s.nextLine(0, -s.leading)
	case "\"":
		s.wordSpace, s.letterSpace = args[0].Float64(), args[1].Float64()
		s.nextLine(0, -s.leading)
	case "TJ":
		for i := range args[0].Len() {
			if piece := args[0].Index(i); piece.Kind() == pdf.String {
				w.text(piece.RawString())
			} else {
				s.advance(-piece.Float64() / 1000 * s.size * s.by)
			}
		}
		return
	}
	w.text(args[operands[op]-1].RawString())
}

// set follows the operators that say where and how text is shown.
func (s *state) set(op string, args []pdf.Value) {
	number := func(i int) float64 { return args[i].Float64() }
	switch op {
	case "cm":
		s.page = matrixOf(func(i int) pdf.Value { return args[i] }).then(s.page)
	case "BT":
		s.line, s.text = moved(0, 0), moved(0, 0)
	case "Tm":
		s.line = matrixOf(func(i int) pdf.Value { return args[i] })
		s.text = s.line
	case "Td":
		s.nextLine(number(0), number(1))
	case "TD":
		s.leading = -number(1)
		s.nextLine(number(0), number(1))
	case "T*":
		s.nextLine(0, -s.leading)
	case "TL":
		s.leading = number(0)
	case "Tc":
		s.letterSpace = number(0)
	case "Tw":
		s.wordSpace = number(0)
	case "Tz":
		s.by = number(0) / 100
	case "Ts":
		s.rise = number(0)
	}
}

func (s *state) nextLine(x, y float64) {
	s.line = moved(x, y).then(s.line)
	s.text = s.line
}

func (s *state) advance(x float64) { s.text = moved(x, 0).then(s.text) }

// text shows the letters that the codes stand for.
func (w *writer) text(codes string) {
	s := &w.state
	if s.font == nil {
		return
	}
	step := 1
	if s.font.wide {
		step = 2
	}
	for i := 0; i+step <= len(codes); i += step {
		code := int(codes[i])
		if step == 2 {
			code = code<<8 | int(codes[i+1])
		}
		width, ok := s.font.widths[code]
		if !ok {
			width = s.font.width
		}
		at := matrix{s.size * s.by, 0, 0, s.size, 0, s.rise}.then(s.text).then(s.page)
		move := (width/1000*s.size + s.letterSpace) * s.by
		if step == 1 && code == ' ' {
			move += s.wordSpace * s.by
		}
		w.letter(s.font.letters[code], at, width/1000*math.Hypot(at.a, at.b), s.font.bold)
		s.advance(move)
	}
}

// plainLetters are the letters that stand for one another: ligatures, bullets of symbol fonts.
var plainLetters = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st", "\uf0b7", "•", "\uf0a7", "•", "\uf02d", "–", "\x00", "")

// The gaps between letters, in parts of their size: from which on there is a space, and from which on another span, as in a table.
const (
	SpaceGap = 0.18
	SpanGap  = 0.75
)

// letter adds a letter to the last span, or begins another.
func (w *writer) letter(text string, at matrix, width float64, bold bool) {
	text = plainLetters.Replace(strings.ToValidUTF8(text, ""))
	r, _ := utf8.DecodeRuneInString(text)
	if text == "" || r == utf8.RuneError || unicode.IsControl(r) {
		w.unknown++
		return
	}
	if math.Abs(at.b) > math.Abs(at.a) || math.IsNaN(at.e+at.f) || math.IsInf(at.e+at.f, 0) {
		return // text that runs up or down, such as a watermark
	}
	size, moved := math.Hypot(at.c, at.d), w.moved
	w.moved = moved && unicode.IsSpace(r)
	if !unicode.IsSpace(r) {
		w.letters++
	}
	if n := len(w.spans); n > 0 {
		last := &w.spans[n-1]
		gap := (at.e - last.End) / max(size, last.Size, 1)
		level := math.Abs(at.f-last.Y) < 0.1*size && math.Abs(size-last.Size) < 0.1*size
		if level && gap > -0.4 && gap < SpanGap && (last.Bold == bold && !(moved && gap > SpaceGap) || unicode.IsSpace(r)) {
			if gap > SpaceGap && !unicode.IsSpace(r) && !strings.HasSuffix(w.open.String(), " ") {
				w.open.WriteByte(' ')
			}
			w.open.WriteString(text)
			if !unicode.IsSpace(r) {
				last.End = at.e + width
			}
			return
		}
	}
	if unicode.IsSpace(r) {
		return
	}
	w.closeSpan()
	w.spans = append(w.spans, Span{X: at.e, Y: at.f, End: at.e + width, Size: size, Order: len(w.spans), Bold: bold})
	w.open.WriteString(text)
}

// closeSpan gives the last span its text.
func (w *writer) closeSpan() {
	if n := len(w.spans); n > 0 {
		w.spans[n-1].Text = strings.TrimRight(w.open.String(), " ")
		w.open.Reset()
	}
}
