package ledger

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/quadrille-kg/quadrille/internal/text"
)

// both runs a test over a workspace on disk and one in memory.
func both(t *testing.T, test func(t *testing.T, l *Ledger)) {
	t.Run("disk", func(t *testing.T) {
		l, err := Create(filepath.Join(t.TempDir(), "kg"), Settings{})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		test(t, l)
	})
	t.Run("memory", func(t *testing.T) {
		l, err := Memory(Settings{})
		if err != nil {
			t.Fatal(err)
		}
		test(t, l)
	})
}

func id(first string) string { return first + strings.Repeat("0", 64-len(first)) }

func doc(first, words string) *text.Document {
	return &text.Document{
		ID: id(first), Title: "<News> & more", Text: words,
		Sources:   []text.Source{{Name: "a.txt", Origin: "texts/a.txt"}},
		Sentences: []text.Sentence{{Span: text.Span{Start: 0, End: len([]rune(words))}}},
		Mentions:  []text.Mention{{End: 1, Span: text.Span{Start: 0, End: 4}, Text: "IS-K", Kind: text.Name, Type: "ArmedGroup"}},
		Entities:  []text.Entity{{Name: "IS-K", Type: "ArmedGroup", Mentions: []int{0}}},
		Claims:    []text.Claim{{Object: -1, Speaker: -1, Place: -1, Open: "fight", Status: text.Asserted, Confidence: 0.91, Extractor: "rule", Span: text.Span{End: 4}}},
	}
}

func TestDocumentsComeBack(t *testing.T) {
	both(t, func(t *testing.T, l *Ledger) {
		want := doc("ab", "IS-K fights – “东京” <b>\u2028.")
		head, err := l.Put(&Record{Reader: "r1", Document: want})
		if err != nil {
			t.Fatal(err)
		}
		got, err := l.Get(want.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&Record{Reader: "r1", Document: want, Header: head}, got); diff != "" {
			t.Error(diff)
		}
		if _, err := l.Put(&Record{Reader: "r1", Document: doc("0f", "Another.")}); err != nil {
			t.Fatal(err)
		}
		if got := headers(t, l); len(got) != 2 || got[0].ID != id("0f") || got[1] != head {
			t.Errorf("headers = %v, want 0f… and %v", got, head)
		}
		if err := l.Remove(want.ID, id("cc")); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Get(want.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("after removal: %v", err)
		}
	})
}

func headers(t *testing.T, l *Ledger) (out []Header) {
	t.Helper()
	stamp, err := l.Stamp()
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range slices.Sorted(maps.Keys(stamp.Folders)) {
		for h, err := range l.Headers(context.Background(), folder) {
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, h)
		}
	}
	return out
}

func TestPutRefuses(t *testing.T) {
	both(t, func(t *testing.T, l *Ledger) {
		if _, err := l.Put(&Record{Document: doc("ab", "bad \xff byte")}); err == nil {
			t.Error("invalid UTF-8 was taken")
		}
		if _, err := l.Put(&Record{Document: &text.Document{ID: "../../etc/passwd"}}); err == nil {
			t.Error("a path was taken for an ID")
		}
	})
}

func TestStampFollowsTheTruth(t *testing.T) {
	both(t, func(t *testing.T, l *Ledger) {
		last := Stamp{}
		step := func(what string, err error, folders ...string) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
			s, err := l.Stamp()
			if err != nil {
				t.Fatal(err)
			}
			if s.Equal(last) {
				t.Errorf("%s left the stamp as it was before", what)
			}
			if got := s.Changed(last); !slices.Equal(got, folders) {
				t.Errorf("%s changed the folders %v, want %v", what, got, folders)
			}
			if again, _ := l.Stamp(); !again.Equal(s) {
				t.Error("the stamp changed by itself")
			}
			last = s
			time.Sleep(5 * time.Millisecond) // a file system's clock may be no finer
		}
		step("nothing", nil)
		_, err := l.Put(&Record{Document: doc("ab", "One.")})
		step("put", err, "ab")
		_, err = l.Put(&Record{Document: doc("cd", "Two.")})
		step("second put", err, "cd")
		_, err = l.Put(&Record{Document: doc("ab1", "Three.")})
		step("third put", err, "ab")
		step("removal", l.Remove(id("ab")), "ab")
		step("decision", l.Decide(Decision{Do: Merge, Names: []string{"A", "B"}}))
	})
}

func TestFaultDamageIsNamed(t *testing.T) {
	l, err := Create(t.TempDir(), Settings{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	whole := doc("ab", "IS-K fights.")
	if _, err := l.Put(&Record{Reader: "r", Document: whole}); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(l.Dir(), filepath.FromSlash(name(whole.ID)))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cutAt := range len(good) {
		var damage *DamagedError
		if _, err := decode(whole.ID, bytes.NewReader(good[:cutAt])); !errors.As(err, &damage) {
			t.Fatalf("cut at %d: %v", cutAt, err)
		}
	}
	for i := range good {
		bad := append([]byte(nil), good...)
		bad[i] ^= 4
		got, err := decode(whole.ID, bytes.NewReader(bad))
		var damage *DamagedError
		var newer *FormatError
		if err == nil && got.Reader != "r" {
			continue // the reader's name is the one part that no sum covers
		}
		if !errors.As(err, &damage) && !errors.As(err, &newer) {
			t.Fatalf("byte %d (%q) flipped: %v", i, good[i], err)
		}
	}
	newer := strings.Replace(string(good), `"format":1`, `"format":7`, 1)
	if err := os.WriteFile(path, []byte(newer), 0o666); err != nil {
		t.Fatal(err)
	}
	var format *FormatError
	if _, err := l.Get(whole.ID); !errors.As(err, &format) || format.Found != 7 {
		t.Errorf("newer document: %v", err)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(dir, nil); !errors.Is(err, ErrNoWorkspace) {
		t.Errorf("empty folder: %v", err)
	}
	l, err := Create(dir, Settings{Base: "https://example.org/kg#", Schema: "my schema.yaml"})
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	if _, err := Create(dir, Settings{}); !errors.Is(err, ErrExists) {
		t.Errorf("second Create: %v", err)
	}
	litter := filepath.Join(dir, tempDir, "1-1")
	if err := os.MkdirAll(filepath.Dir(litter), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(litter, []byte("half"), 0o666); err != nil {
		t.Fatal(err)
	}
	l, err = Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if want := (Settings{Schema: "my schema.yaml", Base: "https://example.org/kg#", Backend: "bolt"}); l.Settings() != want {
		t.Errorf("settings = %+v, want %+v", l.Settings(), want)
	}
	if _, err := os.Stat(litter); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a killed writer's file is still there: %v", err)
	}
}

func TestSettingsMistakes(t *testing.T) {
	for _, test := range []struct{ yaml, want string }{
		{"format: 3\nfuture: true\n", "q was made by a newer Quadrille (format 3, this one reads 1)"},
		{"format: 1\nshema: general\n", `q:2:1: unknown key "shema": did you mean "schema"?`},
		{"format: 1\nbase: example\n", `q:2:7: base "example" is no absolute IRI`},
		{"format: 1\nbase: https://example.org\n", `q:2:7: base "https://example.org" must end in / or #`},
		{"format: one\n", "q:1:9: expected a whole number"},
		{"schema: general\n", `q:1:7: there must be a "format: 1"`},
		{"- format\n", `q:1:1: expected keys and values, as in "format: 1"`},
		{"", `q: expected keys and values, as in "format: 1"`},
		{"format: 1\nschema: [a\n", "q:2:9: sequence end token ']' not found"},
		{"format: 1\nformat: 1\n", `q:2:1: mapping key "format" already defined at [1:1]`},
		{"format: 1\n<<<<<<< HEAD\n", "q:2:1: a merge conflict of git is still to be resolved here"},
		{"format: 1\nbackend: sqlite\n", `q:2:10: unknown backend "sqlite": there are bolt and postgres://USER@HOST/DATABASE`},
	} {
		_, err := parseSettings([]byte(test.yaml), "q")
		if err == nil || err.Error() != test.want {
			t.Errorf("%q:\n got %v\nwant %s", test.yaml, err, test.want)
		}
	}
}

// TestMain holds a workspace open, when the test asks for a second process.
func TestMain(m *testing.M) {
	if dir := os.Getenv("LEDGER_TEST_HOLD"); dir != "" {
		l, err := Open(dir, nil)
		if err != nil {
			os.Exit(1)
		}
		os.Stdout.WriteString("held\n")
		time.Sleep(time.Minute)
		l.Close()
	}
	os.Exit(m.Run())
}

func TestFaultSecondProcess(t *testing.T) {
	dir := t.TempDir()
	l, err := Create(dir, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), "LEDGER_TEST_HOLD="+dir)
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 5)); err != nil {
		t.Fatal(err)
	}
	for _, opt := range []*Options{nil, {ReadOnly: true}} {
		var held *LockedError
		if _, err := Open(dir, opt); !errors.As(err, &held) || held.PID != child.Process.Pid {
			t.Errorf("Open(%+v) = %v, want it held by %d", opt, err, child.Process.Pid)
		}
	}
	child.Process.Kill()
	child.Wait()
	a, err := Open(dir, &Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("after kill -9: %v", err)
	}
	b, err := Open(dir, &Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("a second reader: %v", err)
	}
	if err := b.Decide(Decision{Do: Merge, Names: []string{"A", "B"}}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a reader decided: %v", err)
	}
	a.Close()
	b.Close()
}
