package nlp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/quadrille-kg/quadrille/internal/extract/rule"
	"github.com/quadrille-kg/quadrille/internal/text"
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
	words := longText(20_000)
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
	for _, words := range []string{"", "\n\n", "A.", story, "\n\n  " + story, longText(5000)} {
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
	words := longText(10_000)
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
	doc := &text.Document{Text: longText(2_000_000), Date: "2024-03-26"}
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

// longText generates a text of some thousand people and bodies, in paragraphs; the
// same for the same size.
func longText(size int) string {
	var (
		given     = strings.Fields("James Mary Robert Linda John Susan Michael Karen David Helen Paul Emily Peter Anna")
		onset     = strings.Fields("Bar Kel Mor Tan Vel Dor Hal Lin Mar Nor Per Ros Sel Tor Ul Var Wes Yar")
		coda      = strings.Fields("den ford ham ley low man nick ridge son ston well wick worth berg dale field")
		cities    = strings.Fields("Kabul Paris Berlin Cairo Baghdad Damascus Tehran London Madrid Rome Vienna")
		countries = strings.Fields("Russia France Germany Egypt Iraq Syria Iran Britain Japan Spain Italy Norway")
		bodies    = strings.Fields("Front Group Movement Council Agency Company Bank Party Union Institute")
	)
	r := rand.New(rand.NewPCG(1, 2))
	of := func(list []string) string { return list[r.IntN(len(list))] }
	surname := func() string { return of(onset) + of(coda) }
	var b strings.Builder
	for b.Len() < size {
		name, org, city, one, two := surname(), surname()+" "+of(bodies), of(cities), of(countries), of(countries)
		fmt.Fprintf(&b, "%s %s, the leader of the %s, met %s %s in %s on Friday. ", of(given), name, org, of(given), surname(), city)
		fmt.Fprintf(&b, "%s said that he had accused %s of attacking the village – and that %s would not withdraw its troops. ", name, one, two)
		switch r.IntN(3) {
		case 0:
			fmt.Fprintf(&b, "The group attacked the harbour of %s in 2019, killing %d people, and it later claimed that the police had fired first. ", city, r.IntN(90)+2)
		case 1:
			fmt.Fprintf(&b, "They had worked for the company for %d years, but the report denied that she was ever paid. ", r.IntN(20)+2)
		case 2:
			fmt.Fprintf(&b, "An analyst of the %s told reporters that the talks between %s and %s had failed. ", org, one, two)
		}
		fmt.Fprintf(&b, "The attack was condemned by the government of %s.\n\n", one)
	}
	return b.String()
}
