package read_test

import (
	"bufio"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/quadrille-kg/quadrille/internal/read"
)

func TestLanguage(t *testing.T) {
	for code, s := range map[string]string{
		"":   "The minister said in Berlin on Monday that the government would not renew the contract.",
		"de": "Der Minister hat am Montag in Berlin gesagt, dass die Regierung den Vertrag mit der Firma nicht verlängern wird.",
		"fr": "Le ministre a déclaré lundi à Paris que le gouvernement ne renouvellera pas le contrat avec la société.",
		"es": "El ministro dijo el lunes en Madrid que el gobierno no renovará el contrato con la empresa, según fuentes de la casa.",
		"pt": "O ministro disse na segunda-feira em Lisboa que o governo não vai renovar o contrato com a empresa, mas não explicou os motivos.",
		"it": "Il ministro ha detto lunedì a Roma che il governo non rinnoverà il contratto con la società, come è stato detto da una fonte.",
		"nl": "De minister zei maandag in Den Haag dat de regering het contract met het bedrijf niet zal verlengen, maar gaf daarvoor geen reden.",
		"sv": "Ministern sade på måndagen i Stockholm att regeringen inte kommer att förlänga avtalet med företaget, men gav inte något skäl för det.",
		"pl": "Minister powiedział w poniedziałek w Warszawie, że rząd nie przedłuży umowy z firmą, ale nie podał przyczyny i nie odpowiedział na pytania.",
		"cs": "Ministr v pondělí v Praze řekl, že vláda smlouvu s firmou neprodlouží, ale důvod neuvedl a na otázky se nedalo čekat.",
		"hu": "A miniszter hétfőn Budapesten azt mondta, hogy a kormány nem hosszabbítja meg a szerződést, és az okot sem közölte.",
		"tr": "Bakan pazartesi günü Ankara'da hükümetin şirketle olan sözleşmeyi yenilemeyeceğini ve bu karar için bir neden olmadığını söyledi, ancak daha fazla bilgi vermedi.",
		"id": "Menteri itu mengatakan di Jakarta pada hari Senin bahwa pemerintah tidak akan memperpanjang kontrak dengan perusahaan tersebut.",
		"ru": "Министр заявил в понедельник, что правительство не будет продлевать этот договор.",
		"uk": "Міністр заявив у понеділок, що уряд не продовжуватиме договір із цією фірмою.",
		"ar": "قال الوزير يوم الاثنين إن الحكومة لن تجدد العقد مع الشركة.",
		"fa": "وزیر روز دوشنبه گفت که دولت قرارداد را با این شرکت تمدید نخواهد کرد و گزارش پیش رو است.",
		"zh": "部长星期一表示,政府不会与该公司续签合同。",
		"ja": "大臣は月曜日、政府は同社との契約を更新しないと述べた。",
		"ko": "장관은 월요일 정부가 계약을 갱신하지 않을 것이라고 말했다.",
		"el": "Ο υπουργός δήλωσε τη Δευτέρα ότι η κυβέρνηση δεν θα ανανεώσει τη σύμβαση.",
		"he": "השר אמר ביום שני כי הממשלה לא תחדש את החוזה.",
	} {
		_, err := read.Reader("a.txt", strings.NewReader(s), nil)
		var foreign *read.LanguageError
		switch {
		case code == "" && err != nil:
			t.Errorf("English: %v", err)
		case code != "" && (!errors.As(err, &foreign) || foreign.Language != code):
			t.Errorf("%s: error %v", code, err)
		}
		if doc, err := read.Reader("a.txt", strings.NewReader(s), &read.Options{AnyLanguage: true}); err != nil || doc.Language != code {
			t.Errorf("%s read anyway: language %q, error %v", code, doc.Language, err)
		}
	}
}

// TestEnglishEnough reads texts that are English, or of which nobody can tell.
func TestEnglishEnough(t *testing.T) {
	for _, s := range []string{
		"Alpha attacked Beta", "Anna de la Cruz", "De Gaulle", "La Repubblica, El País and Der Spiegel",
		"Members of the Ministère de la Défense et des Anciens Combattants were at the meeting in Paris.",
		"Xi Jinping (习近平) leads China (中国).", "C'est la vie, as they say.", "Die Hard is on.", "12 34 56",
		"Juan Pablo Montoya, José Luis Rodríguez, María de los Ángeles",
	} {
		if _, err := read.Reader("a.txt", strings.NewReader(s), nil); err != nil {
			t.Errorf("%q: %v", s, err)
		}
	}
}

// TestEnglishCorpus counts how many sentences of a corpus of English are called
// foreign.
func TestEnglishCorpus(t *testing.T) {
	const name = "../../../shared/data/ud-ewt/en_ewt-ud-dev.conllu"
	f, err := os.Open(name)
	if err != nil {
		t.Skip("no corpus beside the repository:", err)
	}
	defer f.Close()
	all, wrong := 0, 0
	for in := bufio.NewScanner(f); in.Scan(); {
		s, ok := strings.CutPrefix(in.Text(), "# text = ")
		if !ok {
			continue
		}
		all++
		var foreign *read.LanguageError
		if _, err := read.Reader("a.txt", strings.NewReader(s), nil); errors.As(err, &foreign) {
			wrong++
		}
	}
	t.Logf("%d of %d English sentences are called foreign", wrong, all)
	if all < 1000 || wrong*1000 > all {
		t.Errorf("%d of %d are called foreign, want at most one in a thousand", wrong, all)
	}
}

// TestForeignEncodings reads texts in encodings that nothing tells but their bytes,
// and pages that tell theirs.
func TestForeignEncodings(t *testing.T) {
	russian := "\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xe7\xe0\xff\xe2\xe8\xeb \xe2 \xef\xee\xed\xe5\xe4\xe5\xeb\xfc\xed\xe8\xea, \xf7\xf2\xee \xef\xf0\xe0\xe2\xe8\xf2\xe5\xeb\xfc\xf1\xf2\xe2\xee \xed\xe5 \xe1\xf3\xe4\xe5\xf2 \xef\xf0\xee\xe4\xeb\xe5\xe2\xe0\xf2\xfc \xfd\xf2\xee\xf2 \xe4\xee\xe3\xee\xe2\xee\xf0."
	page := func(charset, body string) string {
		return `<html><head><meta charset="` + charset + `"></head><body><p>` + body + `</p></body></html>`
	}
	for _, c := range [][3]string{
		{"a.txt", russian, "Министр заявил в понедельник, что правительство не будет продлевать этот договор."},                                // windows-1251
		{"a.txt", "\x82\xbb\x82\xcc\x91\xe5\x90b\x82\xcd\x8c\x8e\x97j\x93\xfa\x82\xc9\x8f\xd8\x8c\xbe\x82\xb5\x82\xbd\x81B", "その大臣は月曜日に証言した。"}, // Shift JIS
		{"a.txt", "\x1b$B$=$NBg?C\x1b(B", "その大臣"},                         // ISO-2022-JP
		{"a.txt", "H\x00e\x00 \x00l\x00e\x00f\x00t\x00.\x00", "He left."}, // UTF-16 without its mark
		{"a.txt", "\x00H\x00e\x00 \x00l\x00e\x00f\x00t\x00.", "He left."},
		{"a.html", page("iso-8859-2", "Lech Wa\xb3\xeasa left Gda\xf1sk."), "Lech Wałęsa left Gdańsk."},
		{"a.html", page("koi8-r", "\xed\xcf\xd3\xcb\xd7\xc1 said no."), "Москва said no."},
		{"a.html", page("iso-8859-1", "Wałęsa left, he said."), "Wałęsa left, he said."}, // it is UTF-8 all the same
		{"a.html", page("utf-8", "caf\xe9 owners left."), "café owners left."},           // and this is not
	} {
		doc, err := read.Reader(c[0], strings.NewReader(c[1]), &read.Options{AnyLanguage: true})
		if err != nil || doc.Text != c[2] {
			t.Errorf("%q is read as %q, error %v; want %q", c[1], doc.Text, err, c[2])
		}
	}
}
