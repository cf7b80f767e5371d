package cli

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The tests here hand our files to the programs that others read them with.
// Where such a program is missing, its test is skipped; .ci/run installs them
// and sets QUADRILLE_CLIENTS=required, so that there a missing one fails, and off where
// it runs all other tests.

// client finds a program with which the check runs, or skips the test. A
// distribution's own is tried after the first on the path.
func client(t *testing.T, name string, check ...string) string {
	t.Helper()
	if os.Getenv("QUADRILLE_CLIENTS") == "off" {
		t.Skip("QUADRILLE_CLIENTS is off")
	}
	var err error
	for _, path := range []string{name, "/usr/bin/" + name} {
		if err = exec.Command(path, check...).Run(); err == nil {
			return path
		}
	}
	what := strings.Join(append([]string{name}, check...), " ")
	if os.Getenv("QUADRILLE_CLIENTS") == "required" {
		t.Fatalf("%s is needed here: %v", what, err)
	}
	t.Skipf("%s is not installed", what)
	return ""
}

// exported writes the graph of two samples in a format and returns the file.
func exported(t *testing.T, format string, flags ...string) string {
	t.Helper()
	file, _ := exportedSaying(t, format, flags...)
	return file
}

// exportedSaying also returns what was said of it.
func exportedSaying(t *testing.T, format string, flags ...string) (file, said string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "graph."+format)
	args := append([]string{
		"export", "-f", format, "-o", file,
		"--from", "../../testdata/documents/crocus.txt", "--from", "../../testdata/documents/sudan.md", "--from", hostile(t),
	}, flags...)
	var errs bytes.Buffer
	if code := Run(context.Background(), &Env{Args: args, Stdin: strings.NewReader(""), Stdout: &errs, Stderr: &errs}); code != Done {
		t.Fatalf("export: code %d: %s", code, errs.String())
	}
	return file, errs.String()
}

// hostile is a document with what breaks files that are written carelessly.
func hostile(t *testing.T) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), `odd "name" & <b>.txt`)
	words := "The group <script>alert(\"1\")</script> & Söhne attacked the town of O\\'Brien \"Q\" in 2021. " +
		"France supports the “Ünïted 日本 Front” \u202e. Anna \\u0000 Nowak met {Peter} | Smith; Peter Smith criticized France.\n"
	if err := os.WriteFile(file, []byte(words), 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// check runs a client and returns what it printed.
func check(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// lines counts the statements of an N-Quads file.
func lines(t *testing.T, file string) int {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Count(data, []byte("\n"))
}

func TestClientDot(t *testing.T) {
	dot := client(t, "dot", "-V")
	file := exported(t, "dot", "--inferred")
	svg := filepath.Join(t.TempDir(), "graph.svg")
	if said := check(t, dot, "-Tsvg", "-o", svg, file); strings.Contains(said, "syntax error") {
		t.Errorf("dot said: %s", said)
	}
	data, err := os.ReadFile(svg)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(data, []byte("Taliban")) || bytes.Contains(data, []byte("<script")) {
		t.Errorf("dot's picture has no Taliban, or has a script:\n%.500s", data)
	}
}

func TestClientRapper(t *testing.T) {
	rapper := client(t, "rapper", "--version")
	file := exported(t, "nquads", "--inferred")
	said := check(t, rapper, "-i", "nquads", "-c", file)
	found := regexp.MustCompile(`returned (\d+) triples`).FindStringSubmatch(said)
	if found == nil || strings.Contains(said, "Error") {
		t.Fatalf("rapper said: %s", said)
	}
	if want := number(lines(t, file)); strings.ReplaceAll(want, ",", "") != found[1] {
		t.Errorf("rapper read %s statements of %s", found[1], want)
	}
}

func TestClientRDFLib(t *testing.T) {
	python := client(t, "python3", "-c", "import rdflib")
	file := exported(t, "nquads", "--inferred")
	const program = `
import sys, rdflib
g = rdflib.ConjunctiveGraph()
g.parse(sys.argv[1], format="nquads")
print(len(set(g.quads((None, None, None, None)))))`
	said := strings.TrimSpace(check(t, python, "-c", program, file))
	if want := strings.ReplaceAll(number(lines(t, file)), ",", ""); said != want {
		t.Errorf("rdflib read %s quads of %s", said, want)
	}
}

// jsonld.js expands the JSON-LD, and its quads are those of the N-Quads file.
func TestClientJSONLD(t *testing.T) {
	node := client(t, "node", "-e", `require("jsonld")`)
	file, quads := exported(t, "jsonld", "--inferred"), exported(t, "nquads", "--inferred")
	const program = `
const jsonld = require("jsonld"), fs = require("fs")
const load = async () => { throw new Error("nothing is to be fetched") }
const main = async () => {
  const doc = JSON.parse(fs.readFileSync(process.argv[1], "utf8"))
  const expanded = await jsonld.expand(doc, { documentLoader: load, safe: true })
  if (expanded.length === 0) throw new Error("it expands to nothing")
  const ours = await jsonld.canonize(doc, { documentLoader: load, format: "application/n-quads" })
  const theirs = await jsonld.canonize(fs.readFileSync(process.argv[2], "utf8"),
    { inputFormat: "application/n-quads", format: "application/n-quads" })
  if (ours !== theirs) {
    const a = new Set(ours.split("\n")), b = new Set(theirs.split("\n"))
    throw new Error("only in JSON-LD: " + [...a].filter(x => !b.has(x)).slice(0, 3).join("\n") +
      "\nonly in N-Quads: " + [...b].filter(x => !a.has(x)).slice(0, 3).join("\n"))
  }
  console.log(theirs.split("\n").length - 1)
}
main().catch(e => { console.error(e.message); process.exit(1) })`
	said := strings.TrimSpace(check(t, node, "-e", program, file, quads))
	if want := strings.ReplaceAll(number(lines(t, quads)), ",", ""); said != want {
		t.Errorf("jsonld.js read %s quads of %s", said, want)
	}
}
