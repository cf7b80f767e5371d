package read

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Walk hands on the files that can be read at or below root, in the order of their
// names. A root that is a file is handed on whatever its name. In folders only
// files with an extension of Formats count; hidden files and folders are passed
// over, and so are workspaces (*.kg). A link to a file is followed and a link to a
// folder is not, so that no walk runs in a circle or comes to a file twice.
//
// What cannot be looked at is handed on with its error, and the walk goes on.
func Walk(root string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		info, err := os.Stat(root)
		switch {
		case err != nil:
			yield(root, err)
		case info.IsDir():
			walkFolder(root, yield)
		default:
			yield(root, nil)
		}
	}
}

// walkFolder walks one folder. It reports whether more is wanted.
func walkFolder(dir string, yield func(string, error) bool) bool {
	entries, err := os.ReadDir(dir) // sorted
	if err != nil {
		return yield(dir, err)
	}
	for _, e := range entries {
		if !walkEntry(filepath.Join(dir, e.Name()), e, yield) {
			return false
		}
	}
	return true
}

func walkEntry(name string, e fs.DirEntry, yield func(string, error) bool) bool {
	_, known := formatOf(e.Name())
	switch {
	case strings.HasPrefix(e.Name(), "."):
		return true
	case e.IsDir():
		return strings.HasSuffix(e.Name(), ".kg") || walkFolder(name, yield)
	case !known:
		return true
	}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && e.Type()&fs.ModeSymlink == 0:
		return true // gone since the folder was read
	case err != nil:
		return yield(name, err)
	case info.Mode().IsRegular():
		return yield(name, nil)
	}
	return true
}
