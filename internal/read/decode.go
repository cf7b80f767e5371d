package read

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode turns the bytes of a source into text: UTF-8, or UTF-16 with its byte
// order mark; "\r\n" and "\r" become "\n". Bytes that are not UTF-8 are read as
// windows-1252, one by one, which is right both for a text in that encoding and for
// one in UTF-8 into which a few such bytes have strayed. Otherwise the text stays
// as it is.
//
// Where the bytes are no text, kind says what they look like.
func decode(data string) (src, kind string) {
	if k := magic(data); k != "" {
		return "", k
	}
	switch {
	case strings.HasPrefix(data, "\xef\xbb\xbf"):
		data = data[3:]
	case strings.HasPrefix(data, "\xff\xfe"):
		data = fromUTF16(data[2:], binary.LittleEndian)
	case strings.HasPrefix(data, "\xfe\xff"):
		data = fromUTF16(data[2:], binary.BigEndian)
	}
	if binaryBytes(data) {
		return "", "binary data"
	}
	if !utf8.ValidString(data) {
		var ok bool
		if data, ok = fromWindows(data); !ok {
			return "", "text in an encoding other than UTF-8"
		}
	}
	if strings.Contains(data, "\r") {
		data = strings.ReplaceAll(strings.ReplaceAll(data, "\r\n", "\n"), "\r", "\n")
	}
	return data, ""
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
	{"%PDF-", "a PDF document"},
	{"{\\rtf", "an RTF document"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"},
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
		// data alone. A PDF counts always.
		if strings.HasPrefix(data, s.head) && (s.head[0] == '%' || s.head[0] == '{' || !utf8.ValidString(data[:min(len(data), sniffed)]) || binaryBytes(data)) {
			return s.kind
		}
	}
	if strings.HasPrefix(data, "PK\x03\x04") {
		return zipKind(data)
	}
	head := strings.ToLower(strings.TrimSpace(data[:min(len(data), 256)]))
	if strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") {
		return "a web page (HTML)"
	}
	return ""
}

// zipKind tells apart what comes in a ZIP archive, by the names at its beginning
// and end.
func zipKind(data string) string {
	seen := func(s string) bool {
		return strings.Contains(data[:min(len(data), sniffed)], s) || strings.Contains(data[max(0, len(data)-sniffed):], s)
	}
	switch {
	case seen("word/document.xml"):
		return "a Word document (DOCX)"
	case seen("xl/workbook.xml"):
		return "an Excel workbook (XLSX)"
	case seen("ppt/presentation.xml"):
		return "a PowerPoint presentation (PPTX)"
	case seen("application/epub+zip"):
		return "an EPUB book"
	case seen("application/vnd.oasis.opendocument"):
		return "an OpenDocument file"
	}
	return "a ZIP archive"
}
