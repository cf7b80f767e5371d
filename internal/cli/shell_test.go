package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestShell types at the query shell.
func TestShell(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "note.txt")
	if err := os.WriteFile(file, []byte("France supports Ukraine. Russia opposes Ukraine.\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	state := filepath.Join(dir, "state")
	typed := strings.Join([]string{
		"?who supports Ukr\t",              // completed to the name
		"SELECT ?s {",                      // goes on in the next line
		" ?s rel:opposes id:ukraine }",     //
		"?who suports Ukraine",             // a mistake does not end it
		".format csv",                      //
		"?who supports ?whom; count",       //
		".lang klingon",                    //
		".lang gizmo",                      //
		`g.V("<id:france>").all()`,         //
		".quit",                            //
		"?who opposes Ukraine never asked", //
	}, "\r") + "\r"
	raws, restored := 0, 0
	var out, errs bytes.Buffer
	code := Run(context.Background(), &Env{
		Args: []string{"query", "--from", file, "--schema", "conflict"}, Stdin: strings.NewReader(typed), Stdout: &out, Stderr: &errs, Columns: 80,
		Getenv: func(k string) string { return map[string]string{stateVar: state, termVar: "dumb"}[k] },
		Raw:    func() (func(), error) { raws++; return func() { restored++ }, nil },
	})
	if code != Done {
		t.Fatalf("exit code %d: %s", code, errs.String())
	}
	for _, want := range []string{"?who supports Ukraine ", "France", "id:russia", "COUNT\r\n1\r\n", "<id:france>"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the output lacks %q:\n%s", want, out.String())
		}
	}
	for _, want := range []string{"did you mean supports?", `there is no language "klingon"`, "sparql, "} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("the talk lacks %q:\n%s", want, errs.String())
		}
	}
	if raws == 0 || raws != restored {
		t.Errorf("the terminal was made raw %d times and restored %d times", raws, restored)
	}
	kept, err := os.ReadFile(filepath.Join(state, "quadrille", "history"))
	if err != nil || !strings.HasPrefix(string(kept), "?who supports Ukraine\nSELECT ?s {\n") {
		t.Errorf("the history holds %q, %v", kept, err)
	}
	env := &Env{Getenv: func(k string) string { return map[string]string{homeVar: dir}[k] }}
	if got := env.stateDir(); got != filepath.Join(dir, ".local", "state", "quadrille") {
		t.Errorf("the state folder is %s", got)
	}
}

func TestComplete(t *testing.T) {
	shown := ""
	c := &completer{
		candidates: []string{"id:ukraine", "Islamic State", "Islamic State-Khorasan", "rel:supports", "supports", "Ukraine"},
		show:       func(s string) { shown += s },
	}
	for _, test := range []struct{ line, want string }{
		{"?who supports u", "?who supports Ukraine "},
		{"?who sup", "?who supports "},
		{"is", "Islamic State"},
		{"Islamic State-", "Islamic State-Khorasan "},
		{"SELECT ?x { ?x rel:s", "SELECT ?x { ?x rel:supports "},
		{"?a attacked|su", "?a attacked|supports "},
		{"nothing of that kind", "nothing of that kind"},
		{"", ""},
	} {
		got, pos, ok := c.complete(test.line, len(test.line), '\t')
		if !ok || got != test.want || pos != len(test.want) {
			t.Errorf("%q becomes %q with the cursor at %d, want %q", test.line, got, pos, test.want)
		}
	}
	shown = ""
	c.complete("Islamic State", len("Islamic State"), '\t')
	if shown != "Islamic State   Islamic State-Khorasan\n" {
		t.Errorf("what could follow is shown as %q", shown)
	}
	if _, _, ok := c.complete("u", 1, 'x'); ok {
		t.Error("a letter is completed")
	}
}

func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"=HYPERLINK(1)": "'=HYPERLINK(1)", "+1": "+1", "-0.5": "-0.5", "-x": "'-x", "@cmd": "'@cmd", "Kabul": "Kabul", "": "",
	} {
		if got := harmless(cell); got != want {
			t.Errorf("%q becomes %q, want %q", cell, got, want)
		}
	}
}
