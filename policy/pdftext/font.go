package pdftext

import (
	"encoding/hex"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
	"golang.org/x/net/html/charset"
)

// A face tells what the codes of a font show, and how wide. The library knows the names and tables of simple fonts; the characters of
// composite ones (/ToUnicode together with /Differences, widths of CID fonts) are read here, since it leaves them out.
type face struct {
	wide    bool           // codes of two bytes
	letters map[int]string // by code
	widths  map[int]float64
	width   float64 // of a code that is not in widths, in thousandths of the size
	bold    bool
	ranged  int // letters that ranges have named so far; see maxRanged
}

// boldName is how names of fonts tell heavy letters.
var boldName = regexp.MustCompile(`(?i)bold|black|heavy|demi|-bd|semibld`)

func readFont(font pdf.Font) *face {
	f := &face{letters: map[int]string{}, widths: map[int]float64{}, width: 500, wide: font.V.Key("Subtype").Name() == "Type0"}
	descriptor := font.V.Key("FontDescriptor")
	if f.wide {
		inner := font.V.Key("DescendantFonts").Index(0)
		descriptor = inner.Key("FontDescriptor")
		f.wideWidths(inner)
	} else {
		first := font.FirstChar()
		for i, w := range font.Widths()[:min(len(font.Widths()), 256)] {
			f.widths[first+i] = w
		}
		if missing := descriptor.Key("MissingWidth"); !missing.IsNull() {
			f.width = missing.Float64()
		}
		f.simple(font)
	}
	f.bold = boldName.MatchString(font.BaseFont()) || descriptor.Key("FontWeight").Float64() >= 600 || descriptor.Key("Flags").Int64()&(1<<18) != 0
	if m := font.V.Key("ToUnicode"); m.Kind() == pdf.Stream {
		f.charMap(string(inflate(m)))
	}
	return f
}

// simple gives the letters of a font of one byte by its encoding.
func (f *face) simple(font pdf.Font) {
	encoding := font.V.Key("Encoding")
	if encoding.Kind() == pdf.Null && font.V.Key("ToUnicode").Kind() == pdf.Stream {
		return
	}
	encoder := font.Encoder()
	western, _ := charset.Lookup("windows-1252")
	for code := range 256 {
		text := encoder.Decode(string([]byte{byte(code)}))
		if encoding.Kind() == pdf.Dict && text == string(rune(code)) { // a code that /Differences do not name
			text, _ = western.NewDecoder().String(string([]byte{byte(code)}))
		}
		f.letters[code] = text
	}
}

// wideWidths reads the widths of a composite font: "first [w w ...]" and "first last w".
func (f *face) wideWidths(inner pdf.Value) {
	f.width = 1000
	if w := inner.Key("DW"); !w.IsNull() {
		f.width = w.Float64()
	}
	list := inner.Key("W")
	for i := 0; i+1 < list.Len(); {
		first := list.Index(i).Int64()
		if each := list.Index(i + 1); each.Kind() == pdf.Array {
			for j := range min(each.Len(), maxCode+1) {
				f.setWidth(first+int64(j), each.Index(j).Float64())
			}
			i += 2
			continue
		}
		last, w := list.Index(i+1).Int64(), list.Index(i+2).Float64()
		for code := max(first, 0); code <= min(last, maxCode) && f.ranged < maxRanged; code++ {
			f.ranged++
			f.setWidth(code, w)
		}
		i += 3
	}
}

// maxCode is the highest code of a font's letters; maxRanged is how many letters the ranges of one font may name in all: they can overlap.
const (
	maxCode   = 1<<16 - 1
	maxRanged = 1 << 18
)

func (f *face) setWidth(code int64, width float64) {
	if code >= 0 && code <= maxCode {
		f.widths[int(code)] = width
	}
}

// charMapToken is one token of a table of characters: a string, a bracket or a keyword.
var charMapToken = regexp.MustCompile(`<[0-9A-Fa-f\s]*>|\[|\]|[a-z]+`)

// charMap reads a table of characters, /ToUnicode: "<code> <text>" between beginbfchar and endbfchar, "<first> <last> <text>" or
// "<first> <last> [<text> ...]" between beginbfrange and endbfrange.
func (f *face) charMap(text string) {
	var args []string
	section := ""
	for _, at := range charMapToken.FindAllStringIndex(text, -1) {
		token := text[at[0]:at[1]]
		switch {
		case strings.HasPrefix(token, "begin") || strings.HasPrefix(token, "end"):
			section, args = token, nil
			continue
		case section == "beginbfchar" && token[0] == '<':
			if args = append(args, token); len(args) == 2 {
				f.letters[codeOf(args[0])] = textOf(args[1])
				args = nil
			}
		case section == "beginbfrange" && (token[0] == '<' || token[0] == '[' || token[0] == ']'):
			args = append(args, token)
			if f.charRange(args) {
				args = nil
			}
		}
	}
}

// charRange reads a range when its tokens are whole.
func (f *face) charRange(args []string) bool {
	if len(args) < 3 || args[2] == "[" && args[len(args)-1] != "]" {
		return false
	}
	first, last := codeOf(args[0]), codeOf(args[1])
	if args[2] == "[" {
		for i, text := range args[3 : len(args)-1] {
			f.letters[first+i] = textOf(text)
		}
		return true
	}
	letters := []rune(textOf(args[2]))
	for code := max(first, 0); code <= min(last, maxCode) && len(letters) > 0 && f.ranged < maxRanged; code++ {
		f.ranged++
		f.letters[code] = string(letters)
		letters[len(letters)-1]++
	}
	return true
}

func hexBytes(token string) []byte {
	b, _ := hex.DecodeString(strings.Join(strings.Fields(strings.Trim(token, "<>")), ""))
	return b
}

func codeOf(token string) int {
	n := 0
	for _, c := range hexBytes(token) {
		n = n<<8&0xffffff | int(c)
	}
	return n
}

// textOf is text that is written in UTF-16.
func textOf(token string) string {
	b := hexBytes(token)
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

// inflate is what a stream holds; more than maxStream bytes are too long.
func inflate(stream pdf.Value) []byte {
	r := stream.Reader()
	defer func() { _ = r.Close() }()
	data, err := io.ReadAll(io.LimitReader(r, maxStream+1))
	if err != nil && len(data) == 0 {
		panic(broken)
	}
	if len(data) > maxStream {
		panic(tooLong)
	}
	return data
}
