package pdf

import (
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"
)

// longestMetadata is the most bytes of metadata that are looked at. Some programs keep
// pictures and the history of the file there, but after what it is.
const longestMetadata = 1 << 20

// metadata takes what the file's metadata stream says of it (ISO 32000-2, 14.3.2; XMP,
// ISO 16684-1) where its information dictionary says nothing: newer files have no other.
func (f *file) metadata(doc *Document) {
	root, _ := f.resolve(f.trailer["Root"]).(dict)
	s, ok := f.resolve(root["Metadata"]).(*stream)
	if !ok {
		return
	}
	data := f.decode(s)
	data = data[:min(len(data), longestMetadata)]
	if !utf8.ValidString(data) && len(data) < longestMetadata {
		return
	}
	x := readXMP(data)
	if doc.Title == "" {
		doc.Title = first(x["dc:title"])
	}
	if doc.Author == "" {
		doc.Author = strings.Join(x["dc:creator"], ", ")
	}
	if doc.Created == "" {
		doc.Created = first(x["xmp:CreateDate"])
	}
	for _, url := range append(x["prism:url"], x["dc:identifier"]...) {
		if doc.URL == "" && (strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://")) {
			doc.URL = url
		}
	}
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// wanted are the properties that are read, by the prefixes that all programs write.
var wanted = map[string]bool{"dc:title": true, "dc:creator": true, "dc:identifier": true, "xmp:CreateDate": true, "prism:url": true}

// readXMP returns the values of properties: those of a list, or else the one that there
// is. What is cut off or damaged keeps what was read of it.
func readXMP(data string) map[string][]string {
	out := map[string][]string{}
	d := xml.NewDecoder(strings.NewReader(data))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var words strings.Builder
	property := ""
	take := func() {
		if s := strings.Join(strings.Fields(words.String()), " "); s != "" && property != "" && len(out[property]) < 100 {
			out[property] = append(out[property], s)
		}
		words.Reset()
	}
	for {
		t, err := d.RawToken()
		if err != nil {
			return out
		}
		switch t := t.(type) {
		case xml.StartElement:
			words.Reset()
			if name := t.Name.Space + ":" + t.Name.Local; wanted[name] {
				property = name
			}
			for _, a := range t.Attr {
				if name := a.Name.Space + ":" + a.Name.Local; wanted[name] && a.Value != "" {
					out[name] = append(out[name], a.Value)
				}
			}
		case xml.CharData:
			words.Write(t)
		case xml.EndElement:
			take()
			if t.Name.Space+":"+t.Name.Local == property {
				property = ""
			}
		}
	}
}
