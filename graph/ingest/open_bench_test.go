package ingest

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var benchDocuments = flag.Int("documents", 200, "how many documents the workspace of the benchmark has; 1800 make a million quads")

// BenchmarkOpen opens a workspace of many documents for reading, as every command does
// that looks, and reports the memory that this takes of the system. (The pages of the
// index that are looked at stay the system's own.)
func BenchmarkOpen(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "kg")
	w := must(Create(dir, options(2)))
	r := rand.New(rand.NewPCG(1, 1))
	name := func() string {
		return "N" + strconv.Itoa(int(math.Pow(20_000, r.Float64())))
	}
	var in []Input
	for i := range *benchDocuments {
		var text strings.Builder
		for range 25 {
			fmt.Fprintf(&text, "%s attacked the hill of %s\n", name(), name())
		}
		in = append(in, input("article-"+strconv.Itoa(i), text.String()))
	}
	if _, err := w.Add(b.Context(), in, nil); err != nil {
		b.Fatal(err)
	}
	st := must(w.Store().Stats())
	w.Close()
	before := resident(b)
	opt := options(1)
	opt.ReadOnly = true
	b.ResetTimer()
	for b.Loop() {
		w := must(Open(dir, opt))
		if w.Store() == nil {
			b.Fatal("no index")
		}
		w.Close()
	}
	b.ReportMetric(float64(st.Quads), "quads")
	b.ReportMetric(max(0, resident(b)-before)/1e6, "MB")
}

// resident returns the bytes of memory that this process has, without mapped files.
func resident(b *testing.B) float64 {
	b.Helper()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0 // elsewhere than on Linux
	}
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); f[0] == "RssAnon:" {
			kb, err := strconv.Atoi(f[1])
			if err != nil {
				b.Fatal(err)
			}
			return float64(kb) * 1024
		}
	}
	return 0
}
