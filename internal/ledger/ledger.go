// Package ledger keeps a workspace's truth on disk: its settings, the documents
// that were read, each with what was read from it, and what a person decided.
// Everything else in a workspace is derived from these and may be deleted.
//
//	mygraph/
//	  quadrille.yaml               settings (settings.go)
//	  documents/ab/<sha256>.json   one file a document (document.go)
//	  decisions.yaml               what a person decided, hand-editable (decisions.go)
//	  index/                       derived; not this package's
//	  lock, .tmp/                  who holds it (lock.go); files being written
//
// Files are written whole: to a temporary file, flushed, renamed, and the folder
// flushed. A process killed at any moment leaves each file as it was or as it
// was meant to be. Begin at Open.
package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// IndexDir is the folder, below the workspace, left to whoever derives an index.
const IndexDir = "index"

// Ledger is an open workspace. Reading, and staging documents, may be done from
// several goroutines at once; everything else by one.
type Ledger struct {
	dir      string // "" in memory
	files    files
	lock     *lock
	settings Settings
	readOnly bool
}

// Options say how a workspace is opened. The zero value opens it for writing.
type Options struct {
	// ReadOnly shares the workspace with other readers and changes nothing in it.
	ReadOnly bool
}

// Open opens the workspace in dir. It fails with ErrNoWorkspace where there is
// none, a *FormatError where a newer Quadrille made it, a *SyntaxError where its
// settings are wrong, and a *LockedError where another process is building it.
func Open(dir string, opt *Options) (*Ledger, error) {
	if opt == nil {
		opt = &Options{}
	}
	l := &Ledger{dir: dir, files: disk(dir), readOnly: opt.ReadOnly}
	data, err := l.files.read(settingsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w in %s", ErrNoWorkspace, dir)
	} else if err != nil {
		return nil, fmt.Errorf("opening workspace: %w", err)
	}
	if l.settings, err = parseSettings(data, filepath.Join(dir, settingsFile)); err != nil {
		return nil, err
	}
	return l, l.begin()
}

// Create makes a workspace in dir, with its parents, and opens it for writing.
// It fails with ErrExists where there is one already.
func Create(dir string, s Settings) (*Ledger, error) {
	s = s.withDefaults()
	if err := s.check(); err != nil {
		return nil, err
	}
	d := disk(dir)
	if _, err := d.read(settingsFile); err == nil {
		return nil, fmt.Errorf("%w in %s", ErrExists, dir)
	}
	if err := d.makeRoot(); err != nil {
		return nil, fmt.Errorf("making workspace: %w", err)
	}
	l := &Ledger{dir: dir, files: d, settings: s}
	if err := l.begin(); err != nil {
		return nil, err
	}
	// The settings come last: with them the folder becomes a workspace.
	for _, f := range []struct{ name, data string }{
		{".gitignore", "/" + IndexDir + "/\n/" + lockFile + "\n/" + tempDir + "/\n"},
		{settingsFile, s.yaml()},
	} {
		if err := l.files.write(f.name, []byte(f.data)); err != nil {
			l.Close()
			return nil, fmt.Errorf("making workspace: %w", err)
		}
	}
	return l, nil
}

// Memory returns a workspace that leaves nothing on disk.
func Memory(s Settings) (*Ledger, error) {
	s = s.withDefaults()
	if err := s.check(); err != nil {
		return nil, err
	}
	return &Ledger{files: newMemory(), settings: s}, nil
}

// begin takes the lock, and clears what a killed writer left half written.
func (l *Ledger) begin() error {
	if l.readOnly && l.settings.Served() {
		return nil // documents are replaced whole, and the index is not here
	}
	var err error
	if l.lock, err = acquire(l.dir, l.readOnly); err != nil {
		return err
	}
	if l.readOnly {
		return nil
	}
	if err := l.files.clean(); err != nil {
		l.Close()
		return fmt.Errorf("opening workspace: %w", err)
	}
	return nil
}

// Close gives the workspace up. A second call does nothing.
func (l *Ledger) Close() error {
	if l.lock == nil {
		return nil
	}
	err := l.lock.release()
	l.lock = nil
	return err
}

// Dir returns the workspace's folder, or "" for one in memory.
func (l *Ledger) Dir() string { return l.dir }

// Settings returns the workspace's settings.
func (l *Ledger) Settings() Settings { return l.settings }

// ReadOnly reports whether the workspace was opened for reading alone.
func (l *Ledger) ReadOnly() bool { return l.readOnly }

// Stamp tells one state of the truth from another.
type Stamp struct {
	// Words is a hash of settings and decisions.
	Words string
	// Folders has a number for each folder of documents, which changes whenever a
	// file in it comes, goes or is replaced. A file edited in place, without a
	// rename, does not change it.
	Folders map[string]int64
}

// Equal reports whether nothing changed between two stamps.
func (s Stamp) Equal(o Stamp) bool { return s.Words == o.Words && maps.Equal(s.Folders, o.Folders) }

// Changed returns the folders of which two stamps differ, sorted.
func (s Stamp) Changed(o Stamp) []string {
	var out []string
	for dir, n := range s.Folders {
		if m, ok := o.Folders[dir]; !ok || m != n {
			out = append(out, dir)
		}
	}
	for dir := range o.Folders {
		if _, ok := s.Folders[dir]; !ok {
			out = append(out, dir)
		}
	}
	slices.Sort(out)
	return out
}

// HasFolder reports whether there is a place for documents. Who has only the settings of
// a workspace whose index a server keeps has none.
func (l *Ledger) HasFolder() bool {
	if l.dir == "" {
		return true
	}
	info, err := os.Stat(filepath.Join(l.dir, documentsDir))
	return err == nil && info.IsDir()
}

// Has reports whether there is a document of this ID.
func (l *Ledger) Has(id string) bool {
	f, err := l.files.open(name(id))
	if err != nil {
		return false
	}
	f.Close()
	return true
}

// IDs returns the IDs of all documents, sorted, without opening any.
func (l *Ledger) IDs() (ids []string, err error) {
	folders, err := l.files.folders()
	if err != nil {
		return nil, fmt.Errorf("listing documents: %w", err)
	}
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		names, err := l.files.list(documentsDir + "/" + folder)
		if err != nil {
			return nil, fmt.Errorf("listing documents: %w", err)
		}
		for _, file := range names {
			if id, ok := strings.CutSuffix(file, ".json"); ok && IsID(id) && Folder(id) == folder {
				ids = append(ids, id)
			}
		}
	}
	return ids, nil
}

// Folder returns the folder, as a Stamp names it, that a document is in.
func Folder(id string) string { return id[:2] }

// Stamp returns the stamp of the truth as it is. It costs a few hundred system
// calls, however many documents there are.
func (l *Ledger) Stamp() (Stamp, error) {
	h := sha256.New()
	for _, name := range []string{settingsFile, decisionsFile} {
		data, err := l.files.read(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return Stamp{}, err
		}
		fmt.Fprintf(h, "%s %d\n%s\n", name, len(data), data)
	}
	folders, err := l.files.folders()
	return Stamp{Words: hex.EncodeToString(h.Sum(nil)), Folders: folders}, err
}
