package store_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/graph/store"
	"github.com/quadrille-kg/quadrille/graph/store/storetest"
)

// crashPath tells the test binary to be the process that is killed.
const crashPath = "QUADRILLE_STORE_CRASH"

// TestFaultKilledWriter kills a process that is loading, at moments drawn by chance. What it
// had reported as done is there afterwards, whole, and nothing is half there.
func TestFaultKilledWriter(t *testing.T) {
	if path := os.Getenv(crashPath); path != "" {
		load(t, path)
		return
	}
	for _, bulk := range []string{"", "bulk"} {
		for i := range 3 {
			t.Run(fmt.Sprint(bulk, i), func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "index"+bulk)
				done := killed(t, path, time.Duration(rand.IntN(150))*time.Millisecond)
				s := open(t, path, nil)
				defer s.Close()
				if err := s.Check(context.Background()); err != nil {
					t.Fatal(err)
				}
				there := wholeDocuments(t, s)
				if there < done || there > done+1 {
					t.Errorf("%d documents are there and %d were reported", there, done)
				}
			})
		}
	}
}

// load writes documents, one a batch, and says so after each, until it is killed.
func load(t *testing.T, path string) {
	s := open(t, path, &store.Options{Bulk: filepath.Base(path) == "indexbulk"})
	n := 0
	for d := range storetest.Documents(1<<30, 1) {
		n++
		apply(t, s, d.Quads, nil, store.Entry{Bucket: "state", Key: "documents", Value: []byte(strconv.Itoa(n))})
		fmt.Println("done")
	}
}

// killed runs load, kills it some time after its first report, and returns the
// number of its reports.
func killed(t *testing.T, path string, after time.Duration) (done int) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestFaultKilledWriter$")
	cmd.Env = append(os.Environ(), crashPath+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); done++ {
		if done == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
	}
	cmd.Wait() // it was killed
	return done
}

// wholeDocuments counts the documents that are there, each of which must be
// whole, and compares them with the metadata.
func wholeDocuments(t *testing.T, s *store.Store) (there int) {
	for d := range storetest.Documents(1<<30, 1) {
		n := 0
		for _, err := range s.Label(d.IRI) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n == 0 {
			break
		}
		if n != labelled(d) {
			t.Errorf("document %d has %d quads of %d", there, n, labelled(d))
		}
		there++
	}
	if v, err := s.Meta("state", "documents"); err != nil || string(v) != strconv.Itoa(there) {
		t.Errorf("the metadata says %q %v, and %d documents are there", v, err, there)
	}
	return there
}
