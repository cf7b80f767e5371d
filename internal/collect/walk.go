package collect

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// File is a file that a walk came to.
type File struct {
	Name string
	Size int64 // 0 for what is no ordinary file
	Err  error // why it cannot be looked at
	// Passed says why it is not to be read, "" where it is.
	Passed string
}

// Walk hands on the files that can be read at or below root, in the order of their
// names. A root that is a file is handed on whatever its name. In folders those
// count that globs choose, by their path from root, and where globs include none those that known
// knows; the others are handed on as passed over. Hidden files and folders,
// workspaces (*.kg) and what is no ordinary file are left out. A link to a file
// is followed and a link to a folder is not, so that no walk runs in a circle or
// comes to a file twice.
//
// What cannot be looked at is handed on with its error, and the walk goes on; what is
// gone since its folder was listed, with ErrGone.
func Walk(root string, globs *Globs, known func(name string) bool) iter.Seq[File] {
	return func(yield func(File) bool) {
		info, err := os.Stat(root)
		switch {
		case err != nil:
			yield(File{Name: root, Err: err})
		case info.IsDir():
			w := &walk{root: root, globs: globs, known: known, yield: yield}
			w.folder("")
		case info.Mode().IsRegular():
			yield(File{Name: root, Size: info.Size()})
		default:
			yield(File{Name: root})
		}
	}
}

// walk is one walk under way.
type walk struct {
	root  string
	globs *Globs
	known func(string) bool
	yield func(File) bool
}

// folder walks one folder, whose path below the root is given with slashes. It
// reports whether more is wanted.
func (w *walk) folder(below string) bool {
	dir := filepath.Join(w.root, filepath.FromSlash(below))
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return w.yield(File{Name: dir, Err: Gone(err)})
	}
	for _, e := range entries {
		if !w.entry(join(below, "/", e.Name()), e) {
			return false
		}
	}
	return true
}

func (w *walk) entry(below string, e fs.DirEntry) bool {
	name := filepath.Join(w.root, filepath.FromSlash(below))
	switch {
	case strings.HasPrefix(e.Name(), "."):
		return true
	case w.globs.Excludes(below):
		return w.yield(File{Name: name, Passed: "excluded"})
	case e.IsDir():
		return strings.HasSuffix(e.Name(), ".kg") || w.folder(below)
	case w.globs.Including() && !w.globs.Includes(below):
		return w.yield(File{Name: name, Passed: "not included"})
	case !w.globs.Including() && !w.known(e.Name()):
		return w.yield(File{Name: name, Passed: "its name is of no form that is read"})
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && e.Type()&fs.ModeSymlink == 0:
		return w.yield(File{Name: name, Err: ErrGone})
	case err != nil:
		return w.yield(File{Name: name, Err: err})
	case info.Mode().IsRegular():
		return w.yield(File{Name: name, Size: info.Size()})
	}
	return w.yield(File{Name: name, Passed: "it is no ordinary file"})
}

// Order compares two files in the order in which a walk comes to them: one folder after
// the other, each by its names.
func Order(a, b string) int {
	const between = string(filepath.Separator)
	return slices.Compare(strings.Split(a, between), strings.Split(b, between))
}
