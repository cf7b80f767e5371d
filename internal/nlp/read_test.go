package nlp

import (
	"bytes"
	"encoding/json"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/text"
	"github.com/quadrille-kg/quadrille/internal/text/texttest"
	"github.com/quadrille-kg/quadrille/schema"
)

// small is a size of sections by which a few paragraphs are a long text.
const small = 30

func extractor(t testing.TB) *rule.Extractor {
	t.Helper()
	s, err := schema.Load("conflict")
	if err != nil {
		t.Fatal(err)
	}
	return rule.New(s)
}

// readInSections reads a text in sections of that size, and returns how many they
// were.
func readInSections(t testing.TB, words string, size int) (*text.Document, int) {
	t.Helper()
	doc := &text.Document{Text: words, Date: "2024-03-26"}
	x, n := extractor(t), 0
	analyser(t).read(doc, func(sec *text.Document) {
		x.Extract(sec)
		n++
	}, size)
	return doc, n
}

// dull is a paragraph that names nobody and is longer than what a section is shown
// of the one before.
var dull = strings.Repeat("The weather was mild. ", tailSentences+1) + "\n\n"

// TestNamesJoinAcrossSections parts two mentions by more than a section, and says
// which entity both are to be of.
func TestNamesJoinAcrossSections(t *testing.T) {
	for _, test := range []struct {
		first, then string
		word, as    string
	}{
		{"President Anna Petrova visited Kabul.", "Anna Petrova left again.", "Anna Petrova", "Anna Petrova"},
		{"President Anna Petrova visited Kabul.", "Petrova left again.", "Petrova", "Anna Petrova"},
		{"President Anna Petrova visited Kabul.", "Petrova left. She was tired.", "She", "Anna Petrova"},
		{"The Northern Front (NF), a militant group, attacked Kabul.", "The NF attacked Grozny.", "NF", "Northern Front"},
		{"Russia attacked Ukraine.", "The Russian army left.", "Russian", "Russia"},
		{"Russia attacked Ukraine.", "The president of Russia resigned.", "Russia", "Russia"},
	} {
		doc, sections := readInSections(t, test.first+"\n\n"+dull+test.then+"\n", small)
		if sections < 3 {
			t.Fatalf("%d sections", sections)
		}
		var ids []int
		for _, e := range doc.Entities {
			if e.Name == test.as || slices.Contains(e.Aliases, test.as) {
				ids = append(ids, doc.Mentions[e.Mentions[0]].Entity)
			}
		}
		last := slices.IndexFunc(doc.Mentions, func(m text.Mention) bool {
			return m.Text == test.word && m.Sentence > tailSentences
		})
		switch {
		case len(ids) != 1:
			t.Errorf("%q … %q: %d entities are called %q", test.first, test.then, len(ids), test.as)
		case last < 0 || doc.Mentions[last].Entity != ids[0]:
			t.Errorf("%q … %q: %q is not %q", test.first, test.then, test.word, test.as)
		}
	}
}

// TestNamesakesStayApartAcrossSections: a section is shown both, and joins neither.
func TestNamesakesStayApartAcrossSections(t *testing.T) {
	doc, _ := readInSections(t, "Boris Johnson spoke in London.\n\n"+dull+"Ann Johnson, a nurse, lives in Paris.\n", small)
	var names []string
	for _, e := range doc.Entities {
		if strings.Contains(e.Name, "Johnson") {
			names = append(names, e.Name)
		}
	}
	if want := []string{"Boris Johnson", "Ann Johnson"}; !slices.Equal(names, want) {
		t.Errorf("the Johnsons are %q, want %q", names, want)
	}
}

// TestPronounsReachIntoTheSectionBefore: a chain goes on over the cut.
func TestPronounsReachIntoTheSectionBefore(t *testing.T) {
	first := strings.Repeat("The weather was mild. ", 8) + "President Anna Petrova visited Kabul."
	doc, sections := readInSections(t, first+"\n\n"+"She left again.\n", small)
	m := doc.Mentions[len(doc.Mentions)-1]
	if sections != 2 || m.Text != "She" || doc.Entities[m.Entity].Name != "Anna Petrova" {
		t.Errorf("in %d sections, %q is %q", sections, m.Text, doc.Entities[m.Entity].Name)
	}
}

// TestSectionsAreSound reads a generated text in small sections: everything is where
// it says, in the text as a whole, and the claims of late sections are found.
func TestSectionsAreSound(t *testing.T) {
	words := texttest.Long(20_000)
	doc, sections := readInSections(t, words, 400)
	whole := &text.Document{Text: words, Date: doc.Date}
	analyser(t).Analyse(whole)
	extractor(t).Extract(whole)
	if sections < 8 || len(doc.Sentences) != len(whole.Sentences) || len(doc.Claims) < len(whole.Claims)*9/10 {
		t.Fatalf("%d sections, %d of %d sentences, %d of %d claims", sections, len(doc.Sentences), len(whole.Sentences), len(doc.Claims), len(whole.Claims))
	}
	index := text.NewIndex(words)
	for i := range doc.Sentences {
		s, w := &doc.Sentences[i], &whole.Sentences[i]
		if s.Span != w.Span || s.Heading != w.Heading || s.Tokens != nil || s.Times != nil {
			t.Fatalf("sentence %d is %+v, want %+v", i, s, w)
		}
	}
	for i, m := range doc.Mentions {
		if index.Slice(m.Span) != m.Text || !doc.Sentences[m.Sentence].Span.Contains(m.Span) || !slices.Contains(doc.Entities[m.Entity].Mentions, i) || m.Type != doc.Entities[m.Entity].Type {
			t.Fatalf("mention %d is unsound: %+v", i, m)
		}
	}
	for i, e := range doc.Entities {
		if e.Name == "" || len(e.Mentions) == 0 || !slices.IsSorted(e.Mentions) || !slices.IsSorted(e.Aliases) || slices.Contains(e.Aliases, e.Name) {
			t.Fatalf("entity %d is unsound: %+v", i, e)
		}
	}
	for i, c := range doc.Claims {
		if !doc.Sentences[c.Sentence].Span.Contains(c.Span) || doc.Mentions[c.Subject].Sentence > c.Sentence {
			t.Fatalf("claim %d is unsound: %+v", i, c)
		}
		if i > 0 && c.Sentence < doc.Claims[i-1].Sentence {
			t.Fatalf("claim %d comes before that of the sentence before", i)
		}
	}
}

// TestOneSectionIsReadWhole: to cut texts changes nothing for those that need not
// be cut.
func TestOneSectionIsReadWhole(t *testing.T) {
	for _, words := range []string{"", "\n\n", "A.", story, "\n\n  " + story, texttest.Long(5000)} {
		got, sections := readInSections(t, words, sectionTokens)
		want := &text.Document{Text: words, Date: got.Date}
		analyser(t).Analyse(want)
		extractor(t).Extract(want)
		if sections != 1 || asJSON(t, got) != asJSON(t, want) {
			t.Errorf("in %d sections, %.40q is read otherwise", sections, words)
		}
	}
}

// TestSectionsAreReadTheSameOnAnyCores reads one text on one core and on several.
func TestSectionsAreReadTheSameOnAnyCores(t *testing.T) {
	words := texttest.Long(10_000)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var first string
	for _, cores := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(cores)
		doc, _ := readInSections(t, words, 300)
		if got := asJSON(t, doc); first == "" {
			first = got
		} else if got != first {
			t.Errorf("on %d cores the text is read otherwise", cores)
		}
	}
}

// TestTreesComeAsFromAnnotate: sentence by sentence, of a text of one section.
func TestTreesComeAsFromAnnotate(t *testing.T) {
	for _, words := range []string{"", "\n\n", "A.", story, "\n\n  " + story, texttest.Long(5000)} {
		doc := &text.Document{Text: words}
		var got []text.Sentence
		for sent := range analyser(t).Trees(doc) {
			got = append(got, *sent)
		}
		if doc.Sentences != nil {
			t.Errorf("%.40q: the document was changed", words)
		}
		analyser(t).Annotate(doc)
		if !slices.EqualFunc(got, doc.Sentences, func(a, b text.Sentence) bool { return reflect.DeepEqual(a, b) }) {
			t.Errorf("%.40q is annotated otherwise", words)
		}
	}
}

// TestTreesOfALongText: they are the same on any number of cores, their words are
// those of the text, and who stops early holds no core.
func TestTreesOfALongText(t *testing.T) {
	doc := &text.Document{Text: texttest.Long(10_000)}
	index := text.NewIndex(doc.Text)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var first []text.Sentence
	for _, cores := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(cores)
		a := *analyser(t)
		a.spare = make(chan struct{}, cores-1)
		var got []text.Sentence
		for sent := range a.trees(doc, 300) {
			for _, tok := range sent.Tokens {
				if words := index.Slice(tok.Span); words != tok.Form || tok.Deprel == "" {
					t.Fatalf("%q stands at the words %q, with the label %q", tok.Form, words, tok.Deprel)
				}
			}
			got = append(got, *sent)
		}
		if first == nil {
			first = got
		}
		if !reflect.DeepEqual(got, first) {
			t.Errorf("on %d cores the trees are others", cores)
		}
		for range a.trees(doc, 300) {
			break
		}
		if len(a.spare) != 0 {
			t.Errorf("%d cores are still held", len(a.spare))
		}
	}
}

// TestFaultInASectionIsTheReaders: a panic in an extractor or a step of the
// analysis reaches the caller, who can deal with it.
func TestFaultInASectionIsTheReaders(t *testing.T) {
	a := analyser(t)
	reads := func(a *Analyser, extract func(*text.Document)) (fault any) {
		defer func() { fault = recover() }()
		a.read(&text.Document{Text: dull + dull + dull}, extract, small)
		return nil
	}
	if got := reads(a, func(*text.Document) { panic("extract") }); got != "extract" {
		t.Errorf("the extractor's panic is %v", got)
	}
	broken := *a
	broken.mentions = nil
	if reads(&broken, func(*text.Document) {}) == nil {
		t.Error("the analysis did not panic")
	}
	if len(a.spare) != 0 {
		t.Errorf("%d cores are still held", len(a.spare))
	}
}

// TestLongTextTakesConstantMemory reads two megabytes on one core, and looks at the
// heap after every section: what is there beside all that was read so far is no more
// than it was after the second. The work for the second half is that for the first.
func TestLongTextTakesConstantMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("reads two megabytes")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	doc := &text.Document{Text: texttest.Long(2_000_000), Date: "2024-03-26"}
	a, x := analyser(t), extractor(t)
	var work []uint64
	var scratch int
	a.Read(doc, func(sec *text.Document) {
		x.Extract(sec)
		now := heap()
		kept := len(doc.Sentences)*int(unsafe.Sizeof(text.Sentence{})) + len(doc.Mentions)*int(unsafe.Sizeof(text.Mention{})+unsafe.Sizeof(text.Entity{})) +
			len(doc.Claims)*int(unsafe.Sizeof(text.Claim{})+unsafe.Sizeof(text.Time{}))
		beside := int(now.HeapAlloc) - kept
		if len(work) == 1 {
			scratch = beside
		}
		// The scratch of the parser grows to its longest batch, the names to all.
		if len(work) > 1 && beside > scratch+16<<20 {
			t.Errorf("section %d: %d MB beside the %d MB that were read, after the second it was %d", len(work), beside>>20, kept>>20, scratch>>20)
		}
		work = append(work, now.TotalAlloc)
	})
	n := len(work)
	if n < 8 {
		t.Fatalf("%d sections", n)
	}
	half := n / 2
	first, second := float64(work[half]-work[1])/float64(half-1), float64(work[n-2]-work[half])/float64(n-2-half)
	if second > 1.15*first {
		t.Errorf("a section of the second half allocates %.1f MB, one of the first %.1f", second/(1<<20), first/(1<<20))
	}
	t.Logf("%d sections, %.1f and %.1f MB of allocations for each", n, first/(1<<20), second/(1<<20))
}

// heap returns what is on the heap once the garbage is gone.
func heap() (m runtime.MemStats) {
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m
}

func asJSON(t testing.TB, doc *text.Document) string {
	t.Helper()
	data, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return string(bytes.ReplaceAll(data, []byte("},{"), []byte("},\n{")))
}
