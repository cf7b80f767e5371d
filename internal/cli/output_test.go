package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"github.com/quadrille-kg/quadrille/graph"
	"github.com/quadrille-kg/quadrille/graph/ingest"
	"github.com/quadrille-kg/quadrille/internal/ledger"
	"github.com/quadrille-kg/quadrille/schema"
)

// A name of ten thousand letters neither fills the screen nor is suggested.
func TestNamesWithoutEndAreCut(t *testing.T) {
	endless := strings.Repeat("x", 10000)
	g := grid{columns: []column{{head: "ENTITY"}, {head: "TYPE"}}}
	g.add(endless, "Person")
	var out bytes.Buffer
	if err := g.write(&out, 80, false); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out.String(), "\n"); n > 20 || !strings.Contains(out.String(), "…") {
		t.Errorf("the table has %d lines", n)
	}
	out.Reset()
	s := &summary{global: &global{env: &Env{}}, report: &ingest.Report{}, stats: &ingest.Stats{Busiest: []ingest.Busy{{Entity: graph.Entity{Name: endless}, Mentions: 2}, {Entity: graph.Entity{Name: "IS-K"}, Mentions: 1}}}}
	s.write(&Env{Stdout: &out})
	if got := out.String(); len(got) > 1000 || !strings.Contains(got, "quadrille show IS-K\n") {
		t.Errorf("the summary has %d bytes: %.500s", len(got), got)
	}
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{plural(1, "claim"), "1 claim"},
		{plural(0, "claim"), "0 claims"},
		{plural(2, "entity"), "2 entities"},
		{plural(1204, "word"), "1,204 words"},
		{number(1234567), "1,234,567"},
		{number(1000), "1,000"},
		{number(-12345), "-12,345"},
		{size(512), "512 bytes"},
		{size(3 << 20), "3.0 MB"},
		{strings.Join(tally([]string{"it", "IS-K", "IS-K", "the group"}), ", "), "IS-K 2, it 1, the group 1"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestQuoteArg(t *testing.T) {
	for in, want := range map[string]string{
		"IS-K": "IS-K", "Vladimir Putin": "'Vladimir Putin'", "O'Neill": `'O'\''Neill'`,
		"": "''", "$HOME": "'$HOME'", "Côte": "Côte", "a;b": "'a;b'",
	} {
		if got := quoteArg(in); got != want {
			t.Errorf("quoteArg(%q) = %s, want %s", in, got, want)
		}
	}
}

// What a document says must not reach the terminal's own controls.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"IS-K":                   "IS-K",
		"a\x1b]0;title\x07b":     "a ]0;title b",
		"two\nlines\tand tabs":   "two lines and tabs",
		"left\u202eright":        "left right",
		"\u0085next\u2028line":   " next line",
		"日本 “quoted” – Zürich 😀": "日本 “quoted” – Zürich 😀",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// A table keeps to the terminal's width, whatever is in it.
func TestTablesFit(t *testing.T) {
	g := grid{columns: []column{{head: "SUBJECT"}, {head: "RELATION"}, {head: "OBJECT"}, {head: "N", right: true, least: 2}}}
	g.add("IS-K", "opposes", "Taliban", "2")
	g.add("日本の長い長い長い長い長い名前", "claimed-responsibility-for", strings.Repeat("a long name ", 12), "1204")
	g.add("Averyveryverylongnamewithoutanyspacesinitatallwhichhastobreak", "x", "", "1")
	for _, width := range []int{40, 60, 80, 120, 200} {
		var b bytes.Buffer
		if err := g.write(&b, width, false); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(b.String(), "\n") {
			if w := wide(line); w > width {
				t.Errorf("width %d: a line takes %d: %q", width, w, line)
			}
			if strings.HasSuffix(line, " ") {
				t.Errorf("width %d: blanks at the end of %q", width, line)
			}
		}
		if !strings.Contains(b.String(), "IS-K") || !strings.Contains(b.String(), "1204") {
			t.Errorf("width %d: something is lost:\n%s", width, b.String())
		}
	}
}

func TestErrorsAndTheirCodes(t *testing.T) {
	mistakes := schema.Errors{{File: "mine.yaml", Line: 3, Column: 7, Msg: `unknown type "Plce"`, Hint: `did you mean "Place"?`}}
	for _, c := range []struct {
		err  error
		code int
		want string
	}{
		{nil, Done, ""},
		{fmt.Errorf("writing claims: %w", syscall.EPIPE), Done, ""},
		{misuse("no such flag").hinted("see help"), Misused, "quadrille: error: no such flag\nquadrille: hint: see help\n"},
		{&fs.PathError{Op: "open", Path: "a.txt", Err: syscall.ENOENT}, Failed, "quadrille: error: a.txt: no such file or directory\n"},
		{fmt.Errorf("%w in x.kg", ledger.ErrNoWorkspace), Failed, "quadrille: error: no workspace in x.kg\nquadrille: hint: \"quadrille build FILE...\" makes one; --graph names another\n"},
		{fmt.Errorf("%w: 3 inputs done", context.Canceled), Interrupted, "quadrille: error: stopped: 3 inputs done\n"},
		{fmt.Errorf("saving: %w", syscall.ENOSPC), Failed, "quadrille: error: saving: no space left on device\nquadrille: hint: the disk is full; what was reported as done is safe: make room and run the same command again\n"},
		{mistakes, Failed, "quadrille: error: mine.yaml:3:7: unknown type \"Plce\"\nquadrille: hint: did you mean \"Place\"?\n"},
		{errors.Join(mistakes, errors.New("and more")), Failed, "quadrille: error: mine.yaml:3:7: unknown type \"Plce\"; did you mean \"Place\"?\nand more\n"},
	} {
		var b bytes.Buffer
		env := &Env{Stderr: &b}
		if code := env.report(c.err); code != c.code || b.String() != c.want {
			t.Errorf("report(%v) = %d, %q; want %d, %q", c.err, code, b.String(), c.code, c.want)
		}
	}
}

// A bug ends in a sentence, not in a stack trace.
func TestPanicsAreTold(t *testing.T) {
	var out, errs bytes.Buffer
	code := Run(context.Background(), &Env{Args: []string{"version"}, Stdout: panicky{}, Stderr: &errs})
	if code != Failed || !strings.Contains(errs.String(), "this is a bug in quadrille") || strings.Contains(errs.String(), "goroutine") {
		t.Errorf("code %d, %q, %q", code, out.String(), errs.String())
	}
	if n := strings.Count(errs.String(), "\n"); n != 1 {
		t.Errorf("%d lines, want 1: %q", n, errs.String())
	}
}

type panicky struct{}

func (panicky) Write([]byte) (int, error) { panic("out of paper") }

// Colour is for terminals, and only where nobody objects.
func TestColour(t *testing.T) {
	for _, c := range []struct {
		columns       int
		noColor, term string
		want          bool
	}{
		{80, "", "xterm", true},
		{80, "1", "xterm", false},
		{80, "", "dumb", false},
		{0, "", "xterm", false},
	} {
		env := &Env{Columns: c.columns, Getenv: func(key string) string {
			return map[string]string{"NO_COLOR": c.noColor, "TERM": c.term}[key]
		}}
		if got := env.colour(); got != c.want {
			t.Errorf("%+v: colour is %v", c, got)
		}
	}
}
