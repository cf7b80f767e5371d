package collect

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Globs choose files by their paths, with slashes, below a folder or in an archive.
// A pattern without a slash is held against the last part of a path, and one with a
// slash against all of it; "*" stands for any letters but slashes, "?" for one, "[a-z]"
// for one of these, and "**" for any number of folders. What an excluding pattern
// fits is left out, and all that is below it; where there are including ones, only
// what one of them fits counts. nil excludes nothing.
type Globs struct{ include, exclude []string }

// NewGlobs returns the globs of these patterns.
func NewGlobs(include, exclude []string) (*Globs, error) {
	for _, p := range slices.Concat(include, exclude) {
		if _, err := path.Match(p, ""); err != nil || p == "" {
			return nil, fmt.Errorf("%q is no pattern of file names", p)
		}
	}
	return &Globs{include: trimmed(include), exclude: trimmed(exclude)}, nil
}

// trimmed takes from patterns the slash or "./" with which people begin a path, and
// the slash with which they end a folder's.
func trimmed(patterns []string) []string {
	var out []string
	for _, p := range patterns {
		inner := strings.TrimPrefix(strings.TrimPrefix(p, "./"), "/")
		if inner != p && !strings.Contains(strings.TrimSuffix(inner, "/"), "/") {
			inner = "./" + inner // still a path of one part
		}
		out = append(out, strings.TrimSuffix(inner, "/"))
	}
	return out
}

// Including reports whether there are patterns that include.
func (g *Globs) Including() bool { return g != nil && len(g.include) > 0 }

// Includes reports whether one of them fits a path.
func (g *Globs) Includes(name string) bool {
	return g != nil && slices.ContainsFunc(g.include, func(p string) bool { return fits(p, name) })
}

// Excludes reports whether a pattern leaves a path out.
func (g *Globs) Excludes(name string) bool {
	return g != nil && slices.ContainsFunc(g.exclude, func(p string) bool { return fits(p, name) })
}

// Choose returns the choice of files in an archive, where folders above a file are
// not come to one by one.
func (g *Globs) Choose(known func(string) bool) func(string) bool {
	return func(name string) bool {
		for i, c := range name {
			if c == '/' && g.Excludes(name[:i]) {
				return false
			}
		}
		if g.Excludes(name) {
			return false
		}
		if g.Including() {
			return g.Includes(name)
		}
		return known(name)
	}
}

// fits holds a pattern against a path.
func fits(pattern, name string) bool {
	if !strings.Contains(pattern, "/") {
		ok, _ := path.Match(pattern, path.Base(name))
		return ok
	}
	return fitsParts(strings.Split(strings.TrimPrefix(pattern, "./"), "/"), strings.Split(name, "/"))
}

func fitsParts(pattern, name []string) bool {
	if len(pattern) == 0 {
		return len(name) == 0
	}
	if pattern[0] == "**" {
		for i := range len(name) + 1 {
			if fitsParts(pattern[1:], name[i:]) {
				return true
			}
		}
		return false
	}
	if len(name) == 0 {
		return false
	}
	ok, _ := path.Match(pattern[0], name[0])
	return ok && fitsParts(pattern[1:], name[1:])
}
