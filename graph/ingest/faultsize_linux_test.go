package ingest

import (
	"archive/zip"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/quadrille-kg/quadrille/internal/collect"
	"github.com/quadrille-kg/quadrille/internal/read"
)

const gigabyte = 1 << 30

// alphas gives the same words over and over.
type alphas struct{}

func (alphas) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "Alpha "[i%6]
	}
	return len(p), nil
}

func aGigabyte() io.Reader { return io.LimitReader(alphas{}, gigabyte) }

// tooLarge are sources of a gigabyte or more. Each makes files in a folder, or standard
// input, and says what is built.
var tooLarge = []struct {
	name  string
	make  func(t *testing.T) (path string, stdin io.Reader)
	form  string
	added int // what is read all the same
}{
	{"a file", func(t *testing.T) (string, io.Reader) {
		name := filepath.Join(quickDir(t), "a.txt")
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(name, gigabyte); err != nil {
			t.Fatal(err)
		}
		return name, nil
	}, "", 0},
	{"standard input", func(*testing.T) (string, io.Reader) { return "-", aGigabyte() }, "", 0},
	{"a device without end", func(*testing.T) (string, io.Reader) { return "/dev/zero", nil }, "", 0},
	{"a line of JSON", func(*testing.T) (string, io.Reader) {
		return "-", io.MultiReader(strings.NewReader(`{"text":"`), aGigabyte(), strings.NewReader("\"}\n{\"text\":\"Alpha fled\"}\n"))
	}, "jsonl", 1},
	{"an item of JSON", func(*testing.T) (string, io.Reader) {
		return "-", io.MultiReader(strings.NewReader(`[{"text":"Alpha fled"},{"text":"`), aGigabyte())
	}, "json", 1},
	{"a row of a table", func(*testing.T) (string, io.Reader) {
		return "-", io.MultiReader(strings.NewReader("text,id\n\""), aGigabyte(), strings.NewReader("\",1\nAlpha fled,2\n"))
	}, "csv", 1},
	{"a message", func(*testing.T) (string, io.Reader) {
		return "-", io.MultiReader(strings.NewReader("From a@b.c Tue Mar 26 10:00:00 2024\nSubject: a\n\n"), aGigabyte(), strings.NewReader("\n\nFrom a@b.c Tue Mar 26 10:00:00 2024\nSubject: b\n\nAlpha fled\n"))
	}, "mbox", 1},
	{"a packed file", func(t *testing.T) (string, io.Reader) {
		return packedFile(t, "a.txt.gz", func(w io.Writer) io.WriteCloser { return must(gzip.NewWriterLevel(w, gzip.BestSpeed)) }, wordsThatPack(220<<20))
	}, "", 0},
	{"a packed file that is a bomb", func(t *testing.T) (string, io.Reader) {
		return packedFile(t, "a.txt.gz", func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, io.LimitReader(alphas{}, 300<<20))
	}, "", 0},
	{"a file of an archive", func(t *testing.T) (string, io.Reader) {
		return packedFile(t, "a.zip", func(w io.Writer) io.WriteCloser {
			z := zip.NewWriter(w)
			z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
			f := must(z.Create("a.txt"))
			return struct {
				io.Writer
				io.Closer
			}{f, z}
		}, wordsThatPack(220<<20))
	}, "", 0},
}

// packedFile writes a packed file.
func packedFile(t *testing.T, name string, pack func(io.Writer) io.WriteCloser, content io.Reader) (string, io.Reader) {
	t.Helper()
	name = filepath.Join(quickDir(t), name)
	f := must(os.Create(name))
	defer f.Close()
	w := pack(f)
	if _, err := io.Copy(w, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return name, nil
}

// wordsThatPack gives so many bytes of words that pack to a part of themselves, as words do.
func wordsThatPack(n int64) io.Reader {
	var block strings.Builder // larger than what packing looks back on
	numbers := rand.New(rand.NewPCG(1, 2))
	for block.Len() < 1<<20 {
		fmt.Fprintf(&block, "Alpha attacked Beta in Gamma and %06d ", numbers.IntN(1e6))
	}
	readers := make([]io.Reader, n>>20+1)
	for i := range readers {
		readers[i] = strings.NewReader(block.String())
	}
	return io.LimitReader(io.MultiReader(readers...), n)
}

// What is larger than anybody writes is refused, by a message that says so, in little
// memory, and what stands beside it is read. Nobody's machine grinds to a halt.
func TestFaultTooLarge(t *testing.T) {
	if which := os.Getenv(ownProcess); which != "" {
		for _, c := range tooLarge {
			if c.name == which {
				path, stdin := c.make(t)
				refuse(t, path, stdin, c.form, c.added)
			}
		}
		return
	}
	if testing.Short() {
		t.Skip("-short: gigabytes are read")
	}
	t.Parallel()
	const mostMemory, mostTime = 700 << 20, 2 * time.Minute
	for _, c := range tooLarge {
		begin := time.Now()
		child := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		child.Env = append(os.Environ(), ownProcess+"="+c.name)
		out, err := child.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", c.name, err, out)
			continue
		}
		memory, took := child.ProcessState.SysUsage().(*syscall.Rusage).Maxrss<<10, time.Since(begin)
		if memory > mostMemory || took > mostTime {
			t.Errorf("%s took %d MB and %v", c.name, memory>>20, took)
		}
		t.Logf("%s: %d MB, %v", c.name, memory>>20, took.Round(time.Millisecond))
	}
}

// refuse builds a source of which all is refused but so many documents.
func refuse(t *testing.T, path string, stdin io.Reader, form string, added int) {
	t.Helper()
	w := must(Memory(options(1)))
	defer w.Close()
	var why error
	r, err := w.Build(context.Background(), []string{path}, &BuildOptions{From: form, Stdin: stdin, Progress: func(p Progress) {
		if p.Last.Err != nil {
			why = p.Last.Err
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	var large *read.TooLargeError
	var bomb *collect.BombError
	var row *collect.RowError
	if r.Failed != 1 || r.Added != added || !errors.As(why, &large) && !errors.As(why, &bomb) && !errors.As(why, &row) {
		t.Errorf("%d added, %d failed: %v", r.Added, r.Failed, why)
	}
}
