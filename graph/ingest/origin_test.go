package ingest

import (
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

func TestOriginsAreToldFromTheWorkspace(t *testing.T) {
	for _, c := range []struct{ origin, root, dir, want string }{
		{"a.txt", "/data", "/data/my.kg", "../a.txt"},
		{"a.txt", "/data", "/data", "a.txt"},
		{"a.txt", "/data", "/", "data/a.txt"},
		{"a.txt", "/", "/data/my.kg", "../../a.txt"},
		{"a.txt", "/data", "", "/data/a.txt"},
		{"../a.txt", "/data/x", "/data/my.kg", "../a.txt"},
		{"../../../a.txt", "/data", "/data/my.kg", "../../a.txt"},
		{"my.kg/in/a.txt", "/data", "/data/my.kg", "in/a.txt"},
		{"/other/a.txt", "/data", "/data/my.kg", "../../other/a.txt"},
		{"posts.csv#17", "/data", "/data/my.kg", "../posts.csv#17"},
		{"posts.csv#../x//y/", "/data", "/data/my.kg", "../posts.csv#../x//y/"},
		{"posts.csv#https://example.org/", "/data", "/data/my.kg", "../posts.csv#https://example.org/"},
		{"https://example.org/a", "/data", "/data/my.kg", "https://example.org/a"},
		{"https://example.org/posts.csv#17", "/data", "/data/my.kg", "https://example.org/posts.csv#17"},
		{"", "/data", "/data/my.kg", ""},
	} {
		if got := settled(c.origin, c.root, c.dir); got != c.want {
			t.Errorf("%q from %s in %s is %q, want %q", c.origin, c.root, c.dir, got, c.want)
		}
	}
}

// Whatever the path, the workspace and the folder of both commands: an origin that was
// kept as it was given and told later is the one that a build gives.
func TestOriginsOfBothHalvesAreThoseOfABuild(t *testing.T) {
	t.Chdir(t.TempDir())
	here := must(filepath.Abs("."))
	rapid.Check(t, func(t *rapid.T) {
		steps := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "..", ".", "c d", "e#f", "", filepath.ToSlash(here)}), 1, 6)
		path := filepath.Join(filepath.FromSlash(joined(steps.Draw(t, "path"))), "posts.csv")
		dir := filepath.Join(here, filepath.FromSlash(joined(steps.Draw(t, "workspace"))))
		row := rapid.SampledFrom([]string{"", "#17", "#../x", "#a//b/", "#https://example.org/x#y"}).Draw(t, "row")
		given := must((&ExtractOptions{}).origins())(path)
		if got, want := settled(given+row, filepath.ToSlash(here), filepath.ToSlash(dir)), originFrom(dir, path)+row; got != want {
			t.Fatalf("%s, kept as %s, is %s in %s, and %s by a build", path, given+row, got, dir, want)
		}
		root := must((&ExtractOptions{Root: dir}).origins())(path)
		if got, want := settled(root+row, filepath.ToSlash(dir), filepath.ToSlash(here)), originFrom(here, path)+row; got != want {
			t.Fatalf("%s, from %s %s, is %s, and %s by a build", path, dir, root+row, got, want)
		}
	})
}

func joined(steps []string) string {
	path := ""
	for i, s := range steps {
		if i > 0 && len(s) > 1 && s[0] == '/' {
			continue // whole paths stand first
		}
		if i > 0 {
			path += "/"
		}
		path += s
	}
	return path
}
