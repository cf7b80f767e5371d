package read

import (
	"strings"
	"testing"

	"golang.org/x/net/html/charset"
)

// in writes a text in an encoding.
func in(t *testing.T, name, s string) string {
	t.Helper()
	enc, _ := charset.Lookup(name)
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestTheServersWordForAnEncoding(t *testing.T) {
	const cyrillic, polish, japanese = "Путин и Москва", "Łódź, Kraków", "東京とモスクワ"
	for _, c := range []struct{ told, data, want string }{
		{"windows-1251", in(t, "windows-1251", cyrillic), cyrillic},
		{"CP1251", in(t, "windows-1251", cyrillic), cyrillic},
		{"koi8-r", in(t, "koi8-r", cyrillic), cyrillic},
		{"iso-8859-2", in(t, "iso-8859-2", polish), polish},
		{"shift_jis", in(t, "shift_jis", japanese), japanese},
		{"iso-2022-jp", in(t, "iso-2022-jp", japanese), japanese},
		{"utf-16be", in(t, "utf-16be", polish), polish},
		{"utf-16", "Lodz", "Lodz"},                   // it is not
		{"iso-8859-1", polish, polish},               // valid UTF-8 is that
		{"windows-1251", "\xef\xbb\xbfLodz", "Lodz"}, // a mark goes before all
		{"utf-8", in(t, "windows-1252", "Köln"), "Köln"},
		{"nonsense", polish, polish},
		{"", polish, polish},
	} {
		d, err := Reader("a.txt", strings.NewReader(c.data), &Options{Charset: c.told, AnyLanguage: true})
		if err != nil || d.Text != c.want {
			t.Errorf("%q as %s: got %q, %v, want %q", c.data, c.told, d.Text, err, c.want)
		}
	}
	page := "<html><head><meta charset=koi8-r></head><body><p>" + in(t, "windows-1251", cyrillic) + "</p></body></html>"
	d, err := Reader("a.html", strings.NewReader(page), &Options{Charset: "windows-1251", AnyLanguage: true})
	if err != nil || d.Text != cyrillic {
		t.Errorf("a page that says otherwise: %q, %v", d.Text, err)
	}
}

func TestEncodingsAreDoubtedByTheBeginning(t *testing.T) {
	if Encoding("latin1", strings.Repeat("a", 10)+"é"[:1]) == nil {
		t.Error("a letter that is cut was taken for UTF-8")
	}
	if Encoding("latin1", "é"+strings.Repeat("a", 10)+"é"[:1]) != nil {
		t.Error("UTF-8 whose last letter is cut was not seen")
	}
}
