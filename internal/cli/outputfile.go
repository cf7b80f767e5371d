package cli

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/collect"
)

// notInput makes sure that a file that a flag has written is none of what is read: it
// would be empty before anybody has read it. list is the file with more paths, "" or "-"
// for none that can be looked at. A file of a folder that is read is refused where it
// holds anything but what such a flag wrote before.
func notInput(flag, name string, paths []string, list string) error {
	out, err := os.Stat(name)
	if name == "" || name == "-" || err != nil || !out.Mode().IsRegular() {
		return nil
	}
	if list != "" && list != "-" {
		paths = append(slices.Clone(paths), list)
		if f, err := os.Open(list); err == nil { // who reads it tells what is wrong with it
			for p := range collect.List(f) {
				paths = append(paths, p)
			}
			f.Close()
		}
	}
	for _, path := range paths {
		in, err := os.Stat(path)
		switch {
		case err != nil:
		case os.SameFile(in, out):
			return misuse("--%s %s is one of the inputs, and would be overwritten", flag, name).hinted("give another file")
		case in.IsDir() && isBelow(path, name) && !ours(name):
			return misuse("--%s %s is in %s, which is read, and would be overwritten", flag, name, path).hinted("give another file")
		}
	}
	return nil
}

// isBelow reports whether a file is in a folder or below.
func isBelow(dir, name string) bool {
	for _, p := range []*string{&dir, &name} {
		real, err := filepath.EvalSymlinks(*p)
		if err == nil {
			real, err = filepath.Abs(real)
		}
		if err != nil {
			return false
		}
		*p = real
	}
	rel, err := filepath.Rel(dir, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// ours reports whether a file is empty, or begins as reports and contributions do.
func ours(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return false
		}
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(r, head)
	return n == 0 && err == io.EOF || bytes.HasPrefix(head[:n], []byte(`{"input":`)) || bytes.HasPrefix(head[:n], []byte(`{"format":`))
}
