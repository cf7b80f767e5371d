package ingest

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/ledger"
)

// A workspace where nobody may write is read all the same, from memory where its index
// is missing, and is not opened for writing.
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
	for _, missing := range []bool{false, true} {
		dir, want := small(t)
		if missing {
			if err := os.Remove(filepath.Join(dir, ledger.IndexDir, indexFile)); err != nil {
				t.Fatal(err)
			}
		}
		forbid(t, dir)
		w, said := noticed(t, dir, true)
		if dump(t, w) != want || missing != strings.Contains(said, "cannot be written") {
			t.Errorf("missing %v: said %q", missing, said)
		}
		w.Close()
		if _, err := Open(dir, options(1)); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("opened for writing: %v", err)
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
