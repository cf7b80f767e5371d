package ledger

import (
	"bytes"
	"errors"
	"testing"
)

// Whatever is in a document file, it is read as it was written or named as
// damaged, and what was read is written the same again.
func FuzzDocument(f *testing.F) {
	_, data, err := encode(&Record{Reader: "r", Document: doc("ab", "IS-K fights – “东京” <b>.")})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add([]byte(`{"format":2}`))
	f.Add([]byte("{\"format\":1,\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decode(id("ab"), bytes.NewReader(data))
		var damage *DamagedError
		var newer *FormatError
		if err != nil {
			if !errors.As(err, &damage) && !errors.As(err, &newer) {
				t.Fatalf("an error of no type: %v", err)
			}
			return
		}
		h, again, err := encode(r)
		if err != nil {
			return // the text is no UTF-8, which JSON lets pass
		}
		if got, err := decode(id("ab"), bytes.NewReader(again)); err != nil || got.Header.Checksum != h.Checksum {
			t.Fatalf("read, written and read again: %v", err)
		}
	})
}

// encode returns the file of a document.
func encode(r *Record) (Header, []byte, error) {
	l, err := Memory(Settings{})
	if err != nil {
		return Header{}, nil, err
	}
	s, err := l.Stage(r)
	if err != nil {
		return Header{}, nil, err
	}
	return s.Header, s.part.data, nil
}

// Whatever a person writes, it is read, or answered with its place; and what can
// be read can be added to and undone.
func FuzzDecisions(f *testing.F) {
	for _, s := range []string{
		"", "# none\n", "[]\n", "- merge: [A, B]\n", "- merge: [A, \"B: c\"]\n  because: so\n",
		"- merge:\n    - A\n    - B\n# end\n", "[{merge: [X, Y]}]", "- {merge: [A, B]}\n", "-\n  merge: [A, B]\n", "--- \n- merge: [A, B]\n",
		"- merge: [A, B", "- merge: &a [A, B]\n- merge: *a\n", "\t- merge: [A, B]", "- merge: |\n   A\n", "...", "? a\n: b", "- ? merge\n  : [A, B]\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before, _, err := parseDecisions(data, "d")
		if err != nil {
			var mistake *SyntaxError
			if !errors.As(err, &mistake) {
				t.Fatalf("an error of no type: %v", err)
			}
			return
		}
		l, err := Memory(Settings{})
		if err != nil {
			t.Fatal(err)
		}
		if err := l.files.write(decisionsFile, bytes.Clone(data)); err != nil {
			t.Fatal(err)
		}
		if err := l.Decide(Decision{Do: Merge, Names: []string{"one", "two"}}); err != nil {
			return // it says that it cannot, and leaves the file alone
		}
		after, err := l.Decisions()
		if err != nil || len(after) != len(before)+1 || after[len(before)].Names[1] != "two" {
			t.Fatalf("after a decision: %v, %v", after, err)
		}
		if _, err := l.Undo(0); err != nil {
			t.Fatal(err)
		}
		if undone, err := l.Decisions(); err != nil || len(undone) != len(before) {
			t.Fatalf("after undoing: %v, %v", undone, err)
		}
	})
}

func FuzzSettings(f *testing.F) {
	f.Add([]byte("format: 1\nschema: conflict\nbase: https://example.org/\n"))
	f.Add([]byte("format: 9\n"))
	f.Add([]byte("format: [1]\nbase: &x y\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := parseSettings(data, "q")
		var mistake *SyntaxError
		var newer *FormatError
		if err != nil {
			if !errors.As(err, &mistake) && !errors.As(err, &newer) {
				t.Fatalf("an error of no type: %v", err)
			}
			return
		}
		if again, err := parseSettings([]byte(s.yaml()), "q"); err != nil || again != s {
			t.Fatalf("written and read again: %+v, %v; want %+v", again, err, s)
		}
	})
}
