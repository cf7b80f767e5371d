package ingest

import (
	"path/filepath"
	"regexp"
	"strings"

	"github.com/quadrille-kg/quadrille/internal/fetch"
)

// originFrom returns a path as sources have it, relative to a folder, "" for none.
func originFrom(dir, path string) string {
	if strings.Contains(path, "://") {
		return fetch.Clean(path)
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if dir != "" {
		if from, err := filepath.Abs(dir); err == nil {
			if rel, err := filepath.Rel(from, abs); err == nil {
				abs = rel
			}
		}
	}
	return filepath.ToSlash(abs)
}

var isURL = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)

// settled returns an origin of a contribution, which is told from the folder root, as
// sources of a workspace in dir have it: as originFrom does for the path. But behind
// the path there may be a "#" with what tells a row from others, "posts.csv#../x",
// and a path may have a "#" of its own: so nothing is cleaned here, for the path is
// clean already. All three have slashes; root and dir are absolute, dir is "" for none.
func settled(origin, root, dir string) string {
	if origin == "" || isURL.MatchString(origin) {
		return origin
	}
	if !filepath.IsAbs(filepath.FromSlash(origin)) {
		for strings.HasPrefix(origin, "../") {
			origin, root = origin[len("../"):], parent(root)
		}
		origin = strings.TrimSuffix(root, "/") + "/" + origin
	}
	if dir == "" {
		return origin
	}
	from, to := strings.Split(strings.TrimSuffix(dir, "/"), "/"), strings.Split(origin, "/")
	if from[0] != to[0] {
		return origin // on another drive
	}
	same := 0
	for same < len(from) && same < len(to)-1 && from[same] == to[same] {
		same++
	}
	return strings.Repeat("../", len(from)-same) + strings.Join(to[same:], "/")
}

// parent returns the folder that a folder lies in.
func parent(dir string) string { return filepath.ToSlash(filepath.Dir(filepath.FromSlash(dir))) }
