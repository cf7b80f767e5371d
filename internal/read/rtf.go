package read

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/quadrille-kg/quadrille/internal/text"
)

func isRTF(data string) bool { return strings.HasPrefix(data, `{\rtf`) }

// richText reads RTF (Microsoft's Rich Text Format specification 1.9.1): its
// paragraphs with a blank line between, rows of a table a line each. Headers,
// footers, notes, pictures and deleted text leave nothing. Title, author and date
// are those of its information group.
func richText(src string) (text.Document, error) {
	if !isRTF(src) {
		return text.Document{}, errors.New(`it does not begin with {\rtf`)
	}
	r := &rtfReader{src: src, pages: map[int]int{}, state: rtfState{skip: 1}}
	r.page = 1252
	for r.pos < len(r.src) {
		if err := r.step(); err != nil {
			return text.Document{}, err
		}
	}
	if len(r.stack) > 0 {
		return text.Document{}, &CutError{errors.New("it is damaged: it ends in the middle")}
	}
	r.flush()
	doc := text.Document{Title: tidy(r.info["title"]), Author: fileAuthor(r.info["author"]), Date: Stamp(r.date), Text: r.p.text()}
	if doc.Title == "" {
		doc.Title = headline(doc.Text)
	}
	return doc, nil
}

// rtfState is what a group changes and its end restores.
type rtfState struct {
	dest   string // "" for the body, the name of a destination that is gathered, or dropped
	skip   int    // how many characters stand for one that is not understood: \uc
	font   int
	hidden bool // hidden or deleted text
}

// dropped is the destination of what is not read.
const dropped = "-"

// deepestGroup is far more than any program nests.
const deepestGroup = 10000

type rtfReader struct {
	src   string
	pos   int
	state rtfState
	stack []rtfState
	p     paragraphs
	bytes []byte // characters of a code page that wait to be decoded together
	units []uint16
	owed  int         // characters to pass over after \u
	page  int         // the document's code page
	pages map[int]int // the code pages of fonts
	info  map[string]string
	date  string
	star  bool // the next word begins a destination that may be passed over
}

// step reads one group mark, control word or character.
func (r *rtfReader) step() error {
	c := r.src[r.pos]
	r.pos++
	switch c {
	case '{':
		if len(r.stack) >= deepestGroup {
			return errors.New("its groups are nested too deeply")
		}
		r.flush()
		r.stack = append(r.stack, r.state)
		r.owed = 0
	case '}':
		r.flush()
		if len(r.stack) == 0 {
			return errors.New("it is damaged: a group ends that has not begun")
		}
		r.state = r.stack[len(r.stack)-1]
		r.stack = r.stack[:len(r.stack)-1]
		r.owed = 0
		if len(r.stack) == 0 {
			r.pos = len(r.src) // what comes after is no part of it
		}
	case '\\':
		return r.control()
	case '\r', '\n', 0:
	default:
		r.char(c)
	}
	return nil
}

// char takes a character in the code page that holds.
func (r *rtfReader) char(c byte) {
	if r.owed > 0 {
		r.owed--
		return
	}
	r.flushUnits()
	r.bytes = append(r.bytes, c)
}

// control reads what begins with a backslash.
func (r *rtfReader) control() error {
	if r.pos >= len(r.src) {
		return &CutError{errors.New("it is damaged: it ends in the middle")}
	}
	c := r.src[r.pos]
	if !asciiLetter(c) {
		r.pos++
		r.symbol(c)
		return nil
	}
	start := r.pos
	for r.pos < len(r.src) && asciiLetter(r.src[r.pos]) {
		r.pos++
	}
	word := r.src[start:r.pos]
	start = r.pos
	if r.pos < len(r.src) && r.src[r.pos] == '-' {
		r.pos++
	}
	for r.pos < len(r.src) && '0' <= r.src[r.pos] && r.src[r.pos] <= '9' && r.pos-start < 11 {
		r.pos++
	}
	number, err := strconv.Atoi(r.src[start:r.pos])
	has := err == nil
	if r.pos < len(r.src) && r.src[r.pos] == ' ' {
		r.pos++
	}
	r.word(word, number, has)
	return nil
}

func asciiLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func (r *rtfReader) symbol(c byte) {
	switch c {
	case '\'':
		if r.pos+2 <= len(r.src) {
			if n, err := strconv.ParseUint(r.src[r.pos:r.pos+2], 16, 8); err == nil {
				r.char(byte(n))
			}
			r.pos += 2
		}
	case '*':
		r.star = true
	case '~':
		r.put(" ")
	case '_':
		r.put("-")
	case '-': // where a word may be parted
	case '\r', '\n':
		r.paragraph()
	case '\\', '{', '}':
		r.char(c)
	}
}

// word obeys a control word.
func (r *rtfReader) word(word string, n int, has bool) {
	star := r.star
	r.star = false
	if s, ok := rtfChars[word]; ok {
		r.put(s)
		return
	}
	switch word {
	case "u":
		r.flushBytes()
		r.units = append(r.units, uint16(n))
		r.owed = r.state.skip
		return
	case "bin":
		r.pos = min(len(r.src), r.pos+max(0, n))
		return
	}
	r.flush()
	switch word {
	case "par", "sect", "page":
		r.paragraph()
	case "cell", "nestcell":
		if r.p.rows > 0 {
			r.p.end("")
			r.p.beginCell()
		}
	case "row":
		if r.p.rows > 0 {
			r.p.endRow()
		}
	case "intbl":
		// In a row whose definition comes after its cells, or that has the one of the
		// row before.
		r.beginRow()
	case "ansicpg":
		r.page = n
	case "mac":
		r.page = 10000
	case "uc":
		r.state.skip = max(0, n)
	case "f":
		r.state.font = n
	case "fcharset":
		if page := charsetPages[n]; page != 0 {
			r.pages[r.state.font] = page
		}
	case "v", "deleted":
		r.state.hidden = !has || n != 0
	case "plain":
		r.state.hidden = false
	case "upr":
		// The same text twice: in a code page, and in Unicode after it.
	case "title", "author":
		if r.state.dest == "info" {
			r.state.dest = word
		}
	case "creatim":
		r.state.dest = word
	case "yr", "mo", "dy":
		r.created(word, n)
	default:
		switch {
		case word == "info":
			r.state.dest = "info"
		case word == "fonttbl":
			r.state.dest = "fonttbl"
		case dropWords[word] || star && word != "shptxt" && word != "ud":
			r.state.dest = dropped
		}
	}
}

// created takes a part of the date of creation: year, month, day, in that order.
func (r *rtfReader) created(word string, n int) {
	if r.state.dest != "creatim" {
		return
	}
	switch {
	case word == "yr":
		r.info = put(r.info, "yr", fmt.Sprintf("%04d", n))
	case word == "mo":
		r.info = put(r.info, "mo", fmt.Sprintf("%02d", n))
	default:
		r.date = isoDate(fmt.Sprintf("%s-%s-%02d", r.info["yr"], r.info["mo"], n))
	}
}

func put(m map[string]string, k, v string) map[string]string {
	if m == nil {
		m = map[string]string{}
	}
	m[k] = v
	return m
}

func (r *rtfReader) beginRow() {
	if r.p.rows == 0 && r.state.dest == "" {
		r.p.end("")
		r.p.beginRow()
		r.p.beginCell()
	}
}

// paragraph ends one.
func (r *rtfReader) paragraph() {
	r.flush()
	if r.state.dest == "" {
		r.p.end("")
	}
}

// put writes text to where it belongs.
func (r *rtfReader) put(s string) {
	r.flush()
	r.write(s)
}

func (r *rtfReader) write(s string) {
	switch {
	case r.state.hidden:
	case r.state.dest == "":
		r.p.cur.WriteString(s)
	case r.state.dest == "title" || r.state.dest == "author":
		r.info = put(r.info, r.state.dest, r.info[r.state.dest]+s)
	}
}

// flush decodes what waits.
func (r *rtfReader) flush() {
	r.flushBytes()
	r.flushUnits()
}

func (r *rtfReader) flushUnits() {
	if len(r.units) > 0 {
		r.write(string(utf16.Decode(r.units)))
		r.units = r.units[:0]
	}
}

func (r *rtfReader) flushBytes() {
	if len(r.bytes) == 0 {
		return
	}
	s := string(r.bytes)
	r.bytes = r.bytes[:0]
	if r.state.dest == dropped || r.state.dest == "fonttbl" {
		return
	}
	for i := range len(s) {
		if s[i] >= 0x80 {
			page := r.page
			if p := r.pages[r.state.font]; p != 0 {
				page = p
			}
			s = decodeAs(s, pageName(page))
			break
		}
	}
	r.write(s)
}

// pageName returns the name that a code page has on the web.
func pageName(page int) string {
	switch page {
	case 932:
		return "shift_jis"
	case 936:
		return "gbk"
	case 949:
		return "euc-kr"
	case 950:
		return "big5"
	case 10000:
		return "macintosh"
	case 866:
		return "ibm866"
	case 65001:
		return "utf-8"
	case 874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258:
		return fmt.Sprintf("windows-%d", page)
	}
	return "windows-1252"
}

// charsetPages are the code pages of the fonts' character sets.
var charsetPages = map[int]int{
	77: 10000, 128: 932, 129: 949, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250,
}

// rtfChars are the control words that stand for characters.
var rtfChars = map[string]string{
	"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
	"bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}

// dropWords begin groups that are none of the text.
var dropWords = set(`colortbl stylesheet pict object header headerl headerr headerf footer footerl footerr footerf footnote annotation
	xe tc txe rxe listtable listoverridetable revtbl rsidtbl generator themedata datastore fldinst bkmkstart bkmkend nonshppict comment
	filetbl operator keywords subject category manager company hlinkbase doccomm latentstyles`)
