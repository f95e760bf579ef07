package policy

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is a word, a number, a mark or a link of the input. Everything after the readers works on
// tokens, so a quote is always the input's own bytes from one token's start to another's end.
type token struct {
	word  string // lower case, straight apostrophes, no soft hyphens
	fold  string // what the lexicon is looked up by; see fold
	text  string // as written, entities and soft hyphens resolved
	start int    // bytes in the input
	end   int
	class tokenClass
	upper bool // begins with a capital letter
	glued bool // no white space before it
	code  bool // written in a code span: a name of a cookie or a key
}

type tokenClass byte

const (
	wordToken tokenClass = iota
	numberToken
	markToken
	linkToken // a URL, a host name or an e-mail address
)

// A markup says which writing a run of text uses, beyond plain characters.
type markup byte

const (
	plainMarkup    markup = iota
	markdownMarkup        // emphasis marks, code spans and link targets are not words
	htmlMarkup            // character references
)

// maxTokens is how many words and marks of one notice are read: some 3 MB of prose, ten times the longest notices.
const maxTokens = 600000

// tokenBytes is how long a token is on average, with the white space around it.
const tokenBytes = 5

// scan is the tokens of input[from:to]. Once the notice holds more than maxTokens it gives none, and the document is tooLong.
func (d *document) scan(markup markup, code bool, from, to int) []token {
	if d.letters == "" {
		d.letters = string(d.input)
	}
	s := scanner{input: d.letters, markup: markup, code: code, room: maxTokens - d.count, tokens: make([]token, 0, (to-from)/tokenBytes+1)}
	s.scan(from, to)
	d.count += len(s.tokens)
	return s.tokens
}

// A scanner cuts runs of input into tokens.
type scanner struct {
	input  string // of which the texts of tokens are parts
	markup markup
	code   bool
	tokens []token
	plain  int // up to where no link begins
	room   int // how many tokens there may be; 0 for any number
}

// scan appends the tokens of input[from:to].
func (s *scanner) scan(from, to int) {
	glued := false
	for i := from; i < to && (s.room == 0 || len(s.tokens) <= s.room); {
		r, width := s.rune(i, to)
		switch {
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			i, glued = i+width, false
			continue
		case s.markup == markdownMarkup && s.skipMark(&i, to):
			continue
		}
		end := s.link(i, to)
		class := linkToken
		if end == i {
			end, class = s.word(i, to)
		}
		s.add(i, end, class, glued)
		i, glued = end, true
	}
}

// rune is the character at i and the bytes it takes.
func (s *scanner) rune(i, to int) (rune, int) {
	if s.markup == htmlMarkup && s.input[i] == '&' {
		limit := min(to, i+32)
		if semi := strings.IndexByte(s.input[i:limit], ';'); semi > 0 {
			ref := s.input[i : i+semi+1]
			if text := html.UnescapeString(ref); text != ref {
				r, _ := utf8.DecodeRuneInString(text)
				return r, semi + 1
			}
		}
	}
	r, width := utf8.DecodeRuneInString(s.input[i:to])
	return r, width
}

// targetBytes is how long the address of a link of Markdown is at most.
const targetBytes = 2000

// skipMark passes over a mark of Markdown at *i; a link's target becomes a token of its own.
func (s *scanner) skipMark(i *int, to int) bool {
	switch s.input[*i] {
	case '`':
		s.code = !s.code
		*i++
		return true
	case '*', '[', '\\':
		*i++
		return true
	case '<', '>':
		*i++
		return true
	case ']':
		*i++
		if *i < to && s.input[*i] == '(' {
			if n := strings.IndexByte(s.input[*i:min(to, *i+targetBytes)], ')'); n > 0 {
				s.target(s.input[*i+1:*i+n], *i-1)
				*i += n + 1
			}
		}
		return true
	}
	return false
}

// target adds a link's address as a token without width at the given byte, so that it names a vendor but lengthens no quote.
func (s *scanner) target(address string, at int) {
	address, _, _ = strings.Cut(strings.TrimSpace(address), " ")
	if strings.Contains(address, "://") || strings.HasPrefix(address, "mailto:") {
		s.tokens = append(s.tokens, token{word: strings.ToLower(address), fold: "<link>", text: address, start: at, end: at, class: linkToken, glued: true})
	}
}

// word is the end of the word, number or mark that begins at i.
func (s *scanner) word(i, to int) (int, tokenClass) {
	first, width := s.rune(i, to)
	if !wordRune(first) {
		return i + width, markToken
	}
	class := wordToken
	if unicode.IsDigit(first) {
		class = numberToken
	}
	for j := i; ; {
		r, w := rune(0), 0
		if j < to {
			r, w = s.rune(j, to)
		}
		inner := class == numberToken && (r == '.' || r == ',') && digitAt(s.input, j+w, to)
		switch {
		case w > 0 && (wordRune(r) || r == '\u00ad' || inner):
			j += w
		case apostrophe(r) && w > 0 && j > i:
			return s.elide(i, j, w, to), class
		case r == '*' && w > 0 && s.nameLike(i, j):
			return j + w, class
		default:
			return j, class
		}
	}
}

// elide decides where a word with an apostrophe at j ends: after it in French elisions (d'utilisation), before it in an
// English genitive (visitor's), and behind the rest in a contraction with not (don't).
func (s *scanner) elide(i, j, width, to int) int {
	head := foldAccents(strings.ToLower(s.input[i:j]))
	rest := j + width
	next, _ := utf8.DecodeRuneInString(s.input[min(rest, to):to])
	if !unicode.IsLetter(next) {
		return j
	}
	if len(head) == 1 || strings.HasSuffix(head, "qu") {
		return rest
	}
	if strings.HasSuffix(head, "n") && next == 't' && !letterAt(s.input, rest+1, to) {
		return rest + 1
	}
	return j
}

// nameLike reports whether input[i:j] looks like the name of a cookie, so that a star behind it belongs to it.
func (s *scanner) nameLike(i, j int) bool {
	return s.code || strings.ContainsAny(s.input[i:j], "_")
}

// linkBytes is how long a link is at most; a longer run without white space is no address, and is not looked through at every word of it.
const linkBytes = 800

// link is the end of the URL, host name or e-mail address at i, or i.
func (s *scanner) link(i, to int) int {
	if i < s.plain || i > 0 && wordByte(s.input[i-1]) {
		return i
	}
	j, dots, at := i, 0, 0
	for j < to {
		c := s.input[j]
		if c <= ' ' || c >= utf8.RuneSelf || strings.IndexByte("\"'<>()[]{}|*`;,", c) >= 0 || (s.markup == htmlMarkup && c == '&') {
			break
		}
		if c == '.' && j > i && j+1 < to && wordByte(s.input[j+1]) {
			dots++
		}
		if c == '@' {
			at++
		}
		j++
	}
	if j-i > linkBytes {
		s.plain = j
		return i
	}
	for j > i && strings.IndexByte(".:!?/-#", s.input[j-1]) >= 0 && !strings.HasSuffix(s.input[i:j], "://") {
		j--
	}
	text := s.input[i:j]
	if strings.HasPrefix(text, "http://") || strings.HasPrefix(text, "https://") || at == 1 && dots > 0 || dots > 0 && hostLike(text) {
		return j
	}
	return i
}

// hostLike reports whether text is a host name with an optional path: labels of letters, a last one of two or more lower-case letters.
func hostLike(text string) bool {
	host, _, _ := strings.Cut(text, "/")
	labels := strings.Split(host, ".")
	top := labels[len(labels)-1]
	if len(top) < 2 || top != strings.ToLower(top) || len(labels[0]) < 2 {
		return false
	}
	for _, label := range labels {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") != "" {
			return false
		}
	}
	return strings.Trim(top, "abcdefghijklmnopqrstuvwxyz") == ""
}

func (s *scanner) add(start, end int, class tokenClass, glued bool) {
	text := s.input[start:end]
	if s.markup == htmlMarkup {
		text = html.UnescapeString(text)
	}
	if !ascii(text) {
		text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\u00ad", "")
	}
	if s.markup == markdownMarkup && len(text) > 2 && text[0] == '_' && text[len(text)-1] == '_' {
		text = strings.Trim(text, "_") // _emphasis_
	}
	word := plainMarks(strings.ToLower(text))
	first, _ := utf8.DecodeRuneInString(text)
	t := token{word: word, text: text, start: start, end: end, class: class, glued: glued, code: s.code, upper: unicode.IsUpper(first)}
	switch class {
	case linkToken:
		t.fold = "<link>"
	case numberToken:
		t.fold = word
	default:
		t.fold = fold(strings.TrimSuffix(word, "'")) // an elided "d'" is looked up as "d"
	}
	s.tokens = append(s.tokens, t)
}

// tokenize is the tokens of a piece of text of ours, such as a phrase of the lexicon.
func tokenize(text string) []token {
	s := scanner{input: text}
	s.scan(0, len(text))
	return s.tokens
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || unicode.IsMark(r)
}

func wordByte(c byte) bool {
	return c >= utf8.RuneSelf || c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
}
func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

func digitAt(input string, i, to int) bool { return i < to && input[i] >= '0' && input[i] <= '9' }

func letterAt(input string, i, to int) bool {
	r, _ := utf8.DecodeRuneInString(input[min(i, to):to])
	return unicode.IsLetter(r)
}
