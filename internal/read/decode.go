package read

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"
)

// decode turns the bytes of a source into text; "\r\n" and "\r" become "\n".
//
// A byte order mark says what they are, and so does a text that is valid UTF-8.
// Where few bytes are not UTF-8, these are read as windows-1252, one by one, which
// is right both for a text in that encoding and for one in UTF-8 into which a few
// such bytes have strayed. Where many are not, the encoding is guessed from what
// bytes are frequent. Otherwise the text stays as it is.
//
// Where the bytes are no text, kind says what they look like.
func decode(data string) (src, kind string) {
	switch {
	case strings.HasPrefix(data, "\xef\xbb\xbf"):
		data = data[3:]
	case strings.HasPrefix(data, "\xff\xfe"):
		data = fromUTF16(data[2:], binary.LittleEndian)
	case strings.HasPrefix(data, "\xfe\xff"):
		data = fromUTF16(data[2:], binary.BigEndian)
	default:
		if order := unmarkedUTF16(data); order != nil {
			data = fromUTF16(data, order)
		} else if strings.Contains(data[:min(len(data), sniffed)], "\x1b$B") {
			data = decodeAs(data, "iso-2022-jp")
		}
	}
	if binaryBytes(data) {
		return "", "binary data"
	}
	if !utf8.ValidString(data) {
		var ok bool
		if data, ok = fromBytes(data); !ok {
			return "", "text in an encoding that could not be found out"
		}
	}
	return unixLines(data), ""
}

func unixLines(s string) string {
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return s
}

// fromBytes reads a text that is not UTF-8. It reports whether that could be done.
func fromBytes(data string) (string, bool) {
	if s, few := fromWindows(data); few {
		return s, true
	}
	guesses, err := chardet.NewTextDetector().DetectAll([]byte(data[:min(len(data), sniffed)]))
	if err != nil {
		return "", false
	}
	// It guesses in parallel, so that equally good guesses come in any order.
	slices.SortFunc(guesses, func(a, b chardet.Result) int {
		return cmp.Or(b.Confidence-a.Confidence, strings.Compare(a.Charset, b.Charset))
	})
	s := decodeAs(data, guesses[0].Charset)
	return s, s != "" && strings.Count(s, "\ufffd")*100 <= len(s)
}

// decodeAs reads data in an encoding by its name on the web, "" where there is
// none of that name.
func decodeAs(data, name string) string {
	enc, _ := charset.Lookup(name)
	if enc == nil {
		return ""
	}
	s, err := enc.NewDecoder().String(data)
	if err != nil {
		return ""
	}
	return s
}

// unmarkedUTF16 returns the byte order of a text in UTF-16 that has lost its mark:
// most of its letters are ASCII, so that every other byte is zero. nil otherwise.
func unmarkedUTF16(data string) binary.ByteOrder {
	head := data[:min(len(data), sniffed)&^1]
	if len(head) < 8 {
		return nil
	}
	var zeros [2]int
	for i := range len(head) {
		if head[i] == 0 {
			zeros[i%2]++
		}
	}
	most, few := len(head)/2*6/10, len(head)/2/50
	switch {
	case zeros[1] >= most && zeros[0] <= few:
		return binary.LittleEndian
	case zeros[0] >= most && zeros[1] <= few:
		return binary.BigEndian
	}
	return nil
}

func fromUTF16(data string, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16([]byte(data[2*i : 2*i+2]))
	}
	return string(utf16.Decode(units))
}

// mostStray is the part of a text that may be bytes outside UTF-8: in western
// languages at most one letter in ten has an accent. In a Russian text in a
// Cyrillic encoding most are. A few are allowed however short the text is.
const (
	mostStray = 0.15
	fewStray  = 4
)

// fromWindows reads every byte that is no part of UTF-8 as windows-1252. It reports
// whether few enough of them were.
func fromWindows(data string) (string, bool) {
	var out strings.Builder
	out.Grow(len(data) + len(data)/8)
	stray := 0
	for len(data) > 0 {
		r, n := utf8.DecodeRuneInString(data)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(data[0])
			stray++
		}
		out.WriteRune(r)
		data = data[n:]
	}
	return out.String(), stray <= fewStray || float64(stray) <= mostStray*float64(out.Len())
}

// sniffed is how much of a source is looked at to tell text from other things.
const sniffed = 1 << 16

// binaryBytes reports whether data is no text in any encoding that is read here:
// there is a zero byte in it, or one byte in a hundred is a control character that
// no text has.
func binaryBytes(data string) bool {
	if strings.IndexByte(data, 0) >= 0 {
		return true
	}
	head := data[:min(len(data), sniffed)]
	controls := 0
	for i := range len(head) {
		if c := head[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' {
			controls++
		}
	}
	return controls*100 > len(head)
}

// signatures are the first bytes of files that people might offer.
var signatures = []struct{ head, kind string }{
	{compound, "an old Microsoft Office document"},
	{"\x1f\x8b", "a gzip archive"},
	{"BZh", "a bzip2 archive"},
	{"\xfd7zXZ\x00", "an xz archive"},
	{"\x28\xb5\x2f\xfd", "a Zstandard archive"},
	{"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"\x89PNG\r\n\x1a\n", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF87a", "a GIF image"},
	{"GIF89a", "a GIF image"},
	{"RIFF", "a RIFF file (sound, video or WebP)"},
	{"OggS", "an Ogg file (sound or video)"},
	{"ID3", "an MP3 file"},
	{"\x7fELF", "a program (ELF)"},
	{"\xcf\xfa\xed\xfe", "a program (Mach-O)"},
	{"SQLite format 3\x00", "an SQLite database"},
}

// magic returns what data looks like by its first bytes, "" for text.
func magic(data string) string {
	for _, s := range signatures {
		// Signatures in plain letters might open a text: they count in binary
		// data alone.
		if strings.HasPrefix(data, s.head) && (!utf8.ValidString(data[:min(len(data), sniffed)]) || binaryBytes(data)) {
			if s.head == compound && strings.Contains(data, utf16Of("EncryptedPackage")) {
				return "a Microsoft Office document with a password"
			}
			return s.kind
		}
	}
	if strings.HasPrefix(data, zipHead) {
		return zipKind(data)
	}
	return ""
}

// compound opens the files of old Microsoft Office, and new ones with a password.
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// utf16Of returns s, which is ASCII, in UTF-16 with the low byte first.
func utf16Of(s string) string {
	var out strings.Builder
	for i := range len(s) {
		out.WriteByte(s[i])
		out.WriteByte(0)
	}
	return out.String()
}

// zipHead opens a ZIP archive.
const zipHead = "PK\x03\x04"

// zipArchive is what is said of an archive that does not show what is in it.
const zipArchive = "a ZIP archive"

// zipKind tells apart what comes in a ZIP archive and is not read.
func zipKind(data string) string {
	switch {
	case zipHas(data, "xl/workbook.xml"):
		return "an Excel workbook (XLSX)"
	case zipHas(data, "ppt/presentation.xml"):
		return "a PowerPoint presentation (PPTX)"
	case zipHas(data, "application/vnd.oasis.opendocument"):
		return "an OpenDocument file other than a text"
	}
	return zipArchive
}

// zipHas reports whether data is a ZIP archive with s, the name of a part or a
// media type, at its beginning or in the list of parts at its end.
func zipHas(data, s string) bool {
	return strings.HasPrefix(data, zipHead) &&
		(strings.Contains(data[:min(len(data), sniffed)], s) || strings.Contains(data[max(0, len(data)-sniffed):], s))
}
