package text

import "testing"

func TestIndexSlicesByCodePoint(t *testing.T) {
	const s = "Russia’s war – “it” is near Łódź, and 東京 is far; the quick brown fox jumps over the lazy dog."
	x := NewIndex(s)
	runes := []rune(s)
	if x.Len() != len(runes) {
		t.Fatalf("Len = %d, want %d", x.Len(), len(runes))
	}
	for from := 0; from <= len(runes); from++ {
		for to := from; to <= len(runes); to++ {
			if got, want := x.Slice(Span{from, to}), string(runes[from:to]); got != want {
				t.Fatalf("Slice(%d, %d) = %q, want %q", from, to, got, want)
			}
		}
	}
}

func TestSpan(t *testing.T) {
	a, b, c := Span{0, 5}, Span{4, 9}, Span{5, 6}
	if !a.Overlaps(b) || a.Overlaps(c) || !b.Contains(c) || a.Cover(c) != (Span{0, 6}) {
		t.Error("spans compare wrongly")
	}
}
