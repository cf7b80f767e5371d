package ledger

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// files is where a ledger's files live. Names are slash-separated, below the
// workspace. The two kinds, disk and memory, pass the same test.
type files interface {
	read(name string) ([]byte, error)
	open(name string) (io.ReadSeekCloser, error)
	write(name string, data []byte) error
	// stage makes a content durable under no name yet; commit names it.
	stage(content) (staged, error)
	commit(names []string, parts []staged) error
	discard(staged)
	remove(names ...string) error
	// list returns the names in a folder, sorted; none where there is no folder.
	list(dir string) ([]string, error)
	clean() error
	// folders returns a number for each folder of documents that changes with
	// every change in it.
	folders() (map[string]int64, error)
}

// content is what is to be in a file. write hands it on bit by bit, but for the
// first room bytes, which it returns, since only then it knows them.
type content struct {
	room  int
	write func(io.Writer) (head []byte, err error)
}

// whole is content that is at hand.
func whole(data []byte) content {
	return content{write: func(w io.Writer) ([]byte, error) {
		_, err := w.Write(data)
		return nil, err
	}}
}

// staged is data on its way to a name: a temporary file, or the data itself.
type staged struct {
	temp string
	data []byte
}

// tempDir holds files being written.
const tempDir = ".tmp"

// disk is a folder on disk.
type disk string

func (d disk) path(name string) string { return filepath.Join(string(d), filepath.FromSlash(name)) }

// makeRoot makes the folder and its parents.
func (d disk) makeRoot() error { return os.MkdirAll(d.path(documentsDir), 0o777) }

func (d disk) read(name string) ([]byte, error) { return os.ReadFile(d.path(name)) }

func (d disk) open(name string) (io.ReadSeekCloser, error) { return os.Open(d.path(name)) }

func (d disk) write(name string, data []byte) error {
	part, err := d.stage(whole(data))
	if err != nil {
		return err
	}
	return d.commit([]string{name}, []staged{part})
}

// serial tells this process's temporary files apart.
var serial atomic.Uint64

func (d disk) stage(c content) (staged, error) {
	temp := fmt.Sprintf("%s/%d-%d", tempDir, os.Getpid(), serial.Add(1))
	f, err := os.OpenFile(d.path(temp), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrNotExist) {
		if err = os.MkdirAll(d.path(tempDir), 0o777); err != nil {
			return staged{}, err
		}
		f, err = os.OpenFile(d.path(temp), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	}
	if err != nil {
		return staged{}, err
	}
	if err = c.writeTo(f); err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(d.path(temp))
		return staged{}, err
	}
	return staged{temp: temp}, nil
}

// writeTo writes the content to an empty file.
func (c *content) writeTo(f *os.File) error {
	if _, err := f.Seek(int64(c.room), io.SeekStart); err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<16)
	head, err := c.write(b)
	if err == nil {
		err = b.Flush()
	}
	if err == nil && len(head) > 0 {
		_, err = f.WriteAt(head, 0)
	}
	return err
}

func (d disk) commit(names []string, parts []staged) error {
	for i, name := range names {
		from, to := d.path(parts[i].temp), d.path(name)
		err := os.Rename(from, to)
		if errors.Is(err, fs.ErrNotExist) {
			if err = os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
				return err
			}
			err = os.Rename(from, to)
		}
		if err != nil {
			os.Remove(from)
			return err
		}
	}
	return d.flush(names)
}

func (d disk) remove(names ...string) error {
	for _, name := range names {
		if err := os.Remove(d.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return d.flush(names)
}

// discard removes a staged file. Should that fail, the next opening does it.
func (d disk) discard(s staged) { _ = os.Remove(d.path(s.temp)) }

// flush makes the folders that hold these names durable, each once, with the
// folders above them, which may be new.
func (d disk) flush(names []string) error {
	if runtime.GOOS == "windows" {
		return nil // a folder cannot be flushed there
	}
	done := map[string]bool{}
	for _, name := range names {
		for dir := filepath.Dir(filepath.FromSlash(name)); !done[dir]; dir = filepath.Dir(dir) {
			done[dir] = true
			if err := flushDir(filepath.Join(string(d), dir)); err != nil {
				return err
			}
		}
	}
	return nil
}

func flushDir(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

func (d disk) list(dir string) ([]string, error) {
	f, err := os.Open(d.path(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	defer f.Close()
	names, err := f.Readdirnames(-1)
	slices.Sort(names)
	return names, err
}

func (d disk) clean() error { return os.RemoveAll(d.path(tempDir)) }

// folders returns the modification times, which change with every file renamed
// into a folder or removed from it.
func (d disk) folders() (map[string]int64, error) {
	dirs, err := d.list(documentsDir)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	for _, dir := range dirs {
		info, err := os.Stat(d.path(documentsDir + "/" + dir))
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			out[dir] = info.ModTime().UnixNano()
		}
	}
	return out, nil
}

// memory keeps files in a map.
type memory struct {
	mu      sync.RWMutex
	content map[string][]byte
	changes map[string]int64
}

func newMemory() *memory { return &memory{content: map[string][]byte{}, changes: map[string]int64{}} }

func (m *memory) read(name string) ([]byte, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	data, ok := m.content[name]
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return data, nil
}

func (m *memory) open(name string) (io.ReadSeekCloser, error) {
	data, err := m.read(name)
	return struct {
		io.ReadSeeker
		io.Closer
	}{bytes.NewReader(data), io.NopCloser(nil)}, err
}

func (m *memory) write(name string, data []byte) error {
	return m.commit([]string{name}, []staged{{data: data}})
}

func (m *memory) stage(c content) (staged, error) {
	var b bytes.Buffer
	b.Write(make([]byte, c.room))
	head, err := c.write(&b)
	copy(b.Bytes(), head)
	return staged{data: b.Bytes()}, err
}

func (m *memory) commit(names []string, parts []staged) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, name := range names {
		m.content[name] = parts[i].data
		m.changed(name)
	}
	return nil
}

func (m *memory) discard(staged) {}

func (m *memory) remove(names ...string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, name := range names {
		delete(m.content, name)
		m.changed(name)
	}
	return nil
}

func (m *memory) list(dir string) ([]string, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	var names []string
	for name := range m.content {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok {
			first, _, _ := strings.Cut(rest, "/")
			names = append(names, first)
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

func (m *memory) clean() error { return nil }

// changed counts a change in the folder of a document.
func (m *memory) changed(name string) {
	if rest, ok := strings.CutPrefix(name, documentsDir+"/"); ok {
		dir, _, _ := strings.Cut(rest, "/")
		m.changes[dir]++
	}
}

func (m *memory) folders() (map[string]int64, error) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return maps.Clone(m.changes), nil
}
