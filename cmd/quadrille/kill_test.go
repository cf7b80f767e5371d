package main

import (
	"bufio"
	"bytes"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/graph/ingest"
)

var kills = flag.Int("kills", 4, "how often a build is killed")

// A build that is killed at any moment loses nothing that it said was done: the
// workspace opens, every document that was told is there, and finishing the
// build gives the graph of one that was left alone.
func TestFaultKilledProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: builds are killed and begun again")
	}
	dir := t.TempDir()
	program := filepath.Join(dir, "quadrille")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const documents = 100
	inputs := manyTexts(t, filepath.Join(dir, "texts"), documents)
	undisturbed := filepath.Join(dir, "undisturbed.kg")
	begin := time.Now()
	finish(t, program, undisturbed, inputs)
	whole := time.Since(begin)

	random := rand.New(rand.NewPCG(1, 2))
	workspace := filepath.Join(dir, "killed.kg")
	told := map[string]bool{}
	for range *kills {
		after := time.Duration(random.Int64N(int64(whole)))
		for _, file := range killed(t, program, workspace, inputs, after) {
			told[file] = true
		}
		there := sources(t, workspace)
		for file := range told {
			if !there[file] {
				t.Fatalf("killed after %v: %s was said to be done, and is not there", after, file)
			}
		}
		if len(there) == documents { // begin again, so that every kill meets a build at work
			if err := os.RemoveAll(workspace); err != nil {
				t.Fatal(err)
			}
			clear(told)
		}
	}
	finish(t, program, workspace, inputs)
	if got, want := quads(t, program, workspace), quads(t, program, undisturbed); !bytes.Equal(got, want) {
		t.Errorf("the finished graph has %d bytes of quads, and differs from the undisturbed one of %d", len(got), len(want))
	}
}

// manyTexts writes short texts that speak of each other's people and places.
func manyTexts(t *testing.T, dir string, n int) string {
	t.Helper()
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	countries := []string{"France", "Spain", "Germany", "Poland", "Ukraine", "Norway", "Kenya", "Chad"}
	verbs := []string{"supports", "criticized", "attacked", "condemned", "warned", "sanctioned"}
	for i := range n {
		a, b := countries[i%len(countries)], countries[(i*3+1)%len(countries)]
		words := fmt.Sprintf("%s %s %s in %d. General Anna Nowak %d visited %s, and the minister said that %s had threatened %s.\n",
			a, verbs[i%len(verbs)], b, 1950+i, i, b, b, a)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(words), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// killed starts a build, kills it after a while, and returns the files that it
// said were done.
func killed(t *testing.T, program, workspace, inputs string, after time.Duration) (done []string) {
	t.Helper()
	c := exec.Command(program, "build", "-v", "-g", workspace, inputs)
	said, err := c.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { c.Process.Kill() })
	defer timer.Stop()
	for lines := bufio.NewScanner(said); lines.Scan(); {
		status, file, _ := strings.Cut(lines.Text(), " ")
		if status == string(ingest.Added) || status == string(ingest.Unchanged) {
			done = append(done, filepath.Base(file))
		}
	}
	_ = c.Wait() // it was killed, or it was quicker than that
	return done
}

// sources opens a workspace, if the build got so far as to make it, and returns
// what it holds.
func sources(t *testing.T, workspace string) map[string]bool {
	t.Helper()
	there := map[string]bool{}
	if _, err := os.Stat(filepath.Join(workspace, "quadrille.yaml")); err != nil {
		return there
	}
	ws, err := ingest.Open(workspace, &ingest.Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	defer ws.Close()
	docs, err := ws.Documents()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		for _, s := range d.Sources {
			there[s.Name] = true
		}
	}
	if _, err := ws.Graph(context.Background()); err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	return there
}

func finish(t *testing.T, program, workspace, inputs string) {
	t.Helper()
	if out, err := exec.Command(program, "build", "-g", workspace, inputs).CombinedOutput(); err != nil {
		t.Fatalf("finishing the build: %v\n%s", err, out)
	}
}

func quads(t *testing.T, program, workspace string) []byte {
	t.Helper()
	out, err := exec.Command(program, "export", "-g", workspace, "-f", "nquads").Output()
	if err != nil {
		t.Fatalf("exporting: %v", err)
	}
	return out
}
