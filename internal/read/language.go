package read

import (
	_ "embed"
	"strings"
	"unicode"
)

// languageWords has a line for each language that is told by its words: its code,
// its name in English, and its most frequent small words.
//
//go:embed languages.txt
var languageWords string

// language is a language in Latin letters.
type language struct {
	code, name string
}

var (
	// languages are those of languages.txt, English first.
	languages []language
	// smallWords says for each word in which of languages it is frequent.
	smallWords = map[string][]int{}
)

func init() {
	for line := range strings.Lines(languageWords) {
		fields := strings.Fields(line)
		if len(fields) < 3 || strings.HasPrefix(line, "#") {
			continue
		}
		n := len(languages)
		languages = append(languages, language{code: fields[0], name: strings.TrimSuffix(fields[1], ":")})
		for _, w := range fields[2:] {
			smallWords[w] = append(smallWords[w], n)
		}
	}
}

// scripts are told by their letters alone. Marks are the letters by which one
// language is told from the others that are written with them, which comes first
// in the list; the last of a script's lines has none.
var scripts = []struct {
	table      *unicode.RangeTable
	code, name string
	marks      string
}{
	{unicode.Hiragana, "ja", "Japanese", ""},
	{unicode.Katakana, "ja", "Japanese", ""},
	{unicode.Hangul, "ko", "Korean", ""},
	{unicode.Han, "zh", "Chinese", ""},
	{unicode.Cyrillic, "uk", "Ukrainian", "їєґ"},
	{unicode.Cyrillic, "be", "Belarusian", "ў"},
	{unicode.Cyrillic, "sr", "Serbian", "ђћџљњј"},
	{unicode.Cyrillic, "kk", "Kazakh", "қңғұ"},
	{unicode.Cyrillic, "ru", "Russian", "ыэ"},
	{unicode.Cyrillic, "bg", "Bulgarian", "ъ"},
	{unicode.Cyrillic, "ru", "Russian", ""},
	{unicode.Arabic, "ur", "Urdu", "ٹڈڑے"},
	{unicode.Arabic, "ps", "Pashto", "ټډړښځ"},
	{unicode.Arabic, "fa", "Persian", "پچژگ"},
	{unicode.Arabic, "ar", "Arabic", ""},
	{unicode.Hebrew, "he", "Hebrew", ""},
	{unicode.Greek, "el", "Greek", ""},
	{unicode.Devanagari, "hi", "Hindi", ""},
	{unicode.Bengali, "bn", "Bengali", ""},
	{unicode.Tamil, "ta", "Tamil", ""},
	{unicode.Thai, "th", "Thai", ""},
	{unicode.Georgian, "ka", "Georgian", ""},
	{unicode.Armenian, "hy", "Armenian", ""},
	{unicode.Ethiopic, "am", "Amharic", ""},
	{unicode.Khmer, "km", "Khmer", ""},
	{unicode.Myanmar, "my", "Burmese", ""},
}

// languageName returns the English name of a language.
func languageName(code string) string {
	for _, l := range languages {
		if l.code == code {
			return l.name
		}
	}
	for _, s := range scripts {
		if s.code == code {
			return s.name
		}
	}
	return code
}

const (
	// looked is how much of a text is looked at, in bytes, from its beginning and
	// from its middle: a preface may be in another language than the text.
	looked = 1 << 16
	// fewestWords is how many different small words must speak. A line with the name
	// of a foreign newspaper in it proves nothing.
	fewestWords = 4
	// leastShare is the least part of a text's words that are small words of its
	// language: in running text it is a third.
	leastShare = 0.12
)

// foreign returns the code of the language of a text that is surely not in
// English, and "" for one in English and where nothing is sure: a list of names is
// in no language.
func foreign(s string) string {
	if len(s) > 4*looked {
		s = s[:looked] + " " + s[len(s)/2:len(s)/2+looked]
	}
	if code := byScript(s); code != "" {
		return code
	}
	hits := make([]int, len(languages))
	kinds := make([]int, len(languages)) // how many different words
	seen := map[string]bool{}
	words := 0
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }) {
		words++
		w = strings.ToLower(w)
		for _, n := range smallWords[w] {
			hits[n]++
			if !seen[w] {
				kinds[n]++
			}
		}
		seen[w] = true
	}
	best := 1
	for n := 2; n < len(hits); n++ {
		if hits[n] > hits[best] {
			best = n
		}
	}
	if kinds[best] < fewestWords || float64(hits[best]) < leastShare*float64(words) || hits[best] < 2*hits[0] {
		return ""
	}
	return languages[best].code
}

// byScript returns the language of a text most of which is not in Latin letters.
func byScript(s string) string {
	letters, latin := 0, 0
	counts := make([]int, len(scripts))
	marks := make([]int, len(scripts))
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		letters++
		if unicode.Is(unicode.Latin, r) {
			latin++
			continue
		}
		for i := range scripts {
			if unicode.Is(scripts[i].table, r) {
				counts[i]++
				if strings.ContainsRune(scripts[i].marks, unicode.ToLower(r)) {
					marks[i]++
				}
			}
		}
	}
	if letters == 0 || latin*2 >= letters {
		return ""
	}
	// Japanese is written with Chinese letters for the most part, so its own count
	// before theirs; otherwise the most frequent script is the text's.
	if (counts[0]+counts[1])*10 > letters {
		return "ja"
	}
	most := 0
	for i := range counts {
		if counts[i] > counts[most] {
			most = i
		}
	}
	if counts[most]*2 < letters-latin {
		return ""
	}
	for i := most; i < len(scripts) && scripts[i].table == scripts[most].table; i++ {
		if scripts[i].marks == "" || marks[i]*200 > counts[i] {
			return scripts[i].code
		}
	}
	return scripts[most].code
}
