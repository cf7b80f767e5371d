package cli

import (
	"bytes"
	"context"
	"path/filepath"
	"strings"
	"testing"
)

// Files that rdflib writes are imported: the claims are those of the graph that it was
// given, whichever form it writes.
func TestClientImportOfRDFLib(t *testing.T) {
	python := client(t, "python3", "-c", "import rdflib")
	const program = `
import sys, rdflib
g = rdflib.ConjunctiveGraph()
g.parse(sys.argv[1], format="nquads")
g.serialize(sys.argv[2], format=sys.argv[3])`
	run := func(args ...string) string {
		var out, errs bytes.Buffer
		if code := Run(context.Background(), &Env{Args: args, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs}); code != Done {
			t.Fatalf("%v: code %d: %s", args, code, errs.String())
		}
		return out.String()
	}
	quads, dir := exported(t, "nquads", "--document", "crocus.txt"), t.TempDir()
	want := ""
	for _, form := range [][2]string{{"nquads", ".nq"}, {"trig", ".trig"}, {"turtle", ".ttl"}, {"json-ld", ".jsonld"}} {
		file, kg := filepath.Join(dir, "theirs"+form[1]), filepath.Join(dir, form[0]+".kg")
		check(t, python, "-c", program, quads, file, form[0])
		said := run("import", "-g", kg, file)
		facts, _, _ := strings.Cut(said, " in ")
		if want == "" {
			want = facts
		}
		if facts != want || facts == "0 facts" {
			t.Errorf("%s: %s, want %s", form[0], facts, want)
		}
		if claims := run("claims", "-g", kg, "--relation", "hostile-to", "--format", "jsonl"); !strings.Contains(claims, `"name":"IS-K"`) || !strings.Contains(claims, `"extractor":"import"`) {
			t.Errorf("%s: what IS-K is hostile to did not come back:\n%s", form[0], claims)
		}
	}
}
