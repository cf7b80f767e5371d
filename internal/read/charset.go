package read

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

// Encoding returns the encoding of a text that begins with head, as a server tells it
// with the text: "windows-1251". nil where there is none of that name, or where the
// text shows better than its server knows what it is in: by a byte order mark, or by
// letters beyond ASCII that are all valid UTF-8, which those of another encoding are
// not by chance.
func Encoding(told, head string) encoding.Encoding {
	enc, name := charset.Lookup(told)
	if enc == nil || name == "utf-8" || name == "replacement" || marked(head) {
		return nil
	}
	if strings.HasPrefix(name, "utf-16") {
		if strings.IndexByte(head, 0) < 0 {
			return nil
		}
		return enc
	}
	whole := head
	for i := 0; i < utf8.UTFMax-1 && len(whole) > 0 && !utf8.ValidString(whole); i++ { // the last letter may be cut
		whole = whole[:len(whole)-1]
	}
	if utf8.ValidString(whole) && strings.ContainsFunc(whole, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return nil
	}
	return enc
}

// marked reports whether a text begins with a byte order mark.
func marked(s string) bool {
	return strings.HasPrefix(s, "\xef\xbb\xbf") || strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff")
}

// told decodes a text in the encoding that its server tells, where that gives a text.
func (o *Options) told(data string) string {
	if o == nil || o.Charset == "" {
		return data
	}
	enc := Encoding(o.Charset, data)
	if enc == nil {
		return data
	}
	s, err := enc.NewDecoder().String(data)
	if err != nil || strings.Count(s, "\ufffd")*100 > len(s) {
		return data
	}
	return s
}
