package ingest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// A workspace where nobody may write is read all the same, and is not opened for writing:
// from memory where its index is missing or of other documents, and from the index where
// the documents are those that it is of, whatever became of their folders.
func TestFaultReadOnlyWorkspace(t *testing.T) {
	if os.Getenv(ownProcess) == "" {
		attr := &syscall.SysProcAttr{}
		if os.Geteuid() == 0 { // who may write anywhere
			attr.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
		}
		inOwnProcess(t, attr)
		return
	}
	if os.Geteuid() == 0 {
		t.Fatal("this process may write anywhere")
	}
	for _, test := range []struct {
		name string
		make func(t *testing.T, dir string) // of the workspace, before nobody may write there
		said string                         // "" for nothing
		same bool                           // whether the graph is the same
	}{
		{"as it was", func(*testing.T, string) {}, "", true},
		{"without an index", func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, ledger.IndexDir, indexFile)); err != nil {
				t.Fatal(err)
			}
		}, "reading all documents", true},
		{"copied", touchFolders, "compared", true},
		{"copied, and a document damaged", func(t *testing.T, dir string) {
			name := documentsIn(t, dir)[0]
			data := must(os.ReadFile(name))
			data[len(data)-10]++
			if err := os.WriteFile(name, data, 0o666); err != nil {
				t.Fatal(err)
			}
			touchFolders(t, dir)
		}, "its checksum does not match", false},
		{"copied but for a document", func(t *testing.T, dir string) {
			if err := os.Remove(documentsIn(t, dir)[0]); err != nil {
				t.Fatal(err)
			}
			touchFolders(t, dir)
		}, "reading all documents", false},
		{"copied with another's decisions", func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "decisions.yaml"), []byte("- rename: Alpha\n  to: Omega\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			touchFolders(t, dir)
		}, "reading all documents", false},
	} {
		dir, want := small(t)
		test.make(t, dir)
		forbid(t, dir)
		w, said := noticed(t, dir, true)
		if same := dump(t, w) == want; same != test.same {
			t.Errorf("%s: that the graph is the same is %v", test.name, same)
		}
		if !strings.Contains(said, test.said) || test.said == "" && said != "" {
			t.Errorf("%s: said %q, want %q", test.name, said, test.said)
		}
		w.Close()
		if _, err := Open(dir, options(1)); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: opened for writing: %v", test.name, err)
		}
	}
}

// documentsIn returns the files of a workspace's documents, sorted.
func documentsIn(t *testing.T, dir string) []string {
	t.Helper()
	files := must(filepath.Glob(filepath.Join(dir, "documents", "*", "*.json")))
	if len(files) == 0 {
		t.Fatal("there are no documents")
	}
	return files
}

// touchFolders gives the folders of documents other times, as copying does.
func touchFolders(t *testing.T, dir string) {
	t.Helper()
	for _, folder := range must(filepath.Glob(filepath.Join(dir, "documents", "*"))) {
		if err := os.Chtimes(folder, time.Time{}, time.Now().Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
}

// A folder, or a file, that one may not read is named, and the rest goes on.
func TestFaultUnreadable(t *testing.T) {
	if os.Getenv(ownProcess) == "" {
		attr := &syscall.SysProcAttr{}
		if os.Geteuid() == 0 {
			attr.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
		}
		inOwnProcess(t, attr)
		return
	}
	dir := quickDir(t)
	write(t, dir, "a.txt", "Alpha fled", "secret.txt", "Beta fled", "closed/b.txt", "Gamma fled")
	for _, name := range []string{"secret.txt", "closed"} {
		name = filepath.Join(dir, name)
		if err := os.Chmod(name, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(name, 0o700) })
	}
	w := memory(t)
	if got, want := build(t, w, dir, nil, "."), "a.txt added, closed failed, secret.txt failed"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// forbid takes away every leave to write below a folder.
func forbid(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		mode := fs.FileMode(0o444)
		if d.IsDir() {
			mode = 0o555
			t.Cleanup(func() { os.Chmod(path, 0o755) })
		}
		return os.Chmod(path, mode)
	})
	if err != nil {
		t.Fatal(err)
	}
}
