package read

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// mostUnpacked is the most that a document unpacks to, in bytes. The text of the
// longest novels is some five million.
const mostUnpacked = 100 << 20

// container is a document that is a ZIP archive of parts: DOCX, ODT, EPUB.
type container struct {
	zip  *zip.Reader
	left int64 // how much more may be unpacked
}

func openContainer(data string) (*container, error) {
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		err = errors.New("it is damaged: it is no whole ZIP archive, as such files are")
		if strings.HasPrefix(data, zipHead) {
			err = &CutError{err}
		}
		return nil, err
	}
	return &container{zip: z, left: mostUnpacked}, nil
}

// part returns a part of the container, and whether there is one of that name.
func (c *container) part(name string) (data string, ok bool, err error) {
	for _, f := range c.zip.File {
		if f.Name != name {
			continue
		}
		if f.Flags&1 != 0 {
			return "", true, errors.New("it has a password")
		}
		r, err := f.Open()
		if err != nil {
			return "", true, fmt.Errorf("it is damaged: its part %s: %w", name, err)
		}
		defer r.Close()
		var out strings.Builder
		n, err := io.Copy(&out, io.LimitReader(r, c.left+1))
		if err != nil {
			return "", true, fmt.Errorf("it is damaged: its part %s: %w", name, err)
		}
		if c.left -= n; c.left < 0 {
			return "", true, fmt.Errorf("it unpacks to more than %s", size(mostUnpacked))
		}
		return out.String(), true, nil
	}
	return "", false, nil
}

// need returns a part without which there is no document.
func (c *container) need(name string) (string, error) {
	data, ok, err := c.part(name)
	if err == nil && !ok {
		err = fmt.Errorf("it is damaged: its part %s is missing", path.Base(name))
	}
	return data, err
}

// longestTag bounds the memory for the attributes of an element, in bytes.
const longestTag = 1 << 20

// eachTag reads XML and calls open and shut for each element and words for the text
// between. Where open returns false the element is passed over with all that is in
// it. Entities other than XML's own five are an error, so that nothing expands.
func eachTag(data string, open func(xml.StartElement) bool, shut func(xml.EndElement), words func(string)) error {
	for rest := data; ; {
		_, after, ok := strings.Cut(rest, "<")
		if !ok {
			break
		}
		i := strings.IndexByte(after, '>')
		if i > longestTag {
			return fmt.Errorf("it is damaged: it has a tag of %s", size(int64(i)))
		}
		rest = after[max(0, i):]
	}
	d := xml.NewDecoder(strings.NewReader(data))
	d.CharsetReader = func(name string, in io.Reader) (io.Reader, error) {
		raw, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		return strings.NewReader(decodeAs(string(raw), name)), nil
	}
	within := 0 // elements
	for {
		t, err := d.RawToken()
		switch {
		case err == io.EOF && within > 0:
			return &CutError{errors.New("it is damaged: it ends in the middle")}
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("it is damaged: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if open(t) {
				within++
				continue
			}
			for depth := 1; depth > 0; {
				t, err := d.RawToken()
				if err != nil {
					return fmt.Errorf("it is damaged: %w", err)
				}
				switch t.(type) {
				case xml.StartElement:
					depth++
				case xml.EndElement:
					depth--
				}
			}
		case xml.EndElement:
			within--
			shut(t)
		case xml.CharData:
			words(string(t))
		}
	}
}

// xmlAttr returns an attribute's value by its local name.
func xmlAttr(t xml.StartElement, local string) string {
	for _, a := range t.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// properties reads the text of the elements that are named so, the first of each,
// of a part like docProps/core.xml.
func properties(data string) (map[string]string, error) {
	out := map[string]string{}
	name := ""
	var cur strings.Builder
	err := eachTag(data, func(t xml.StartElement) bool {
		name = t.Name.Local
		cur.Reset()
		return true
	}, func(t xml.EndElement) {
		if s := strings.Join(strings.Fields(cur.String()), " "); t.Name.Local == name && out[name] == "" {
			out[name] = s
		}
		name = ""
	}, func(s string) { cur.WriteString(s) })
	return out, err
}
