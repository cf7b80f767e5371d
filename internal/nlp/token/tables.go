package token

import "strings"

// set makes a set of the words of a list.
func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// abbreviations are the words whose full stop belongs to them wherever they stand.
var abbreviations = set(`
	Mr Mrs Ms Messrs Mx Dr Drs Prof Rev Fr Sr Jr St Ste Mt Ft Hon Pres Gov Govs Sen Sens Rep Reps Supt Amb
	Gen Lt Col Maj Capt Cpt Cmdr Cdr Adm Sgt Cpl Pvt Pfc Spc Brig Det Insp Cst Ald Asst Assoc Dep Mlle Mme
	Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri
	Inc Corp Ltd INC CORP LTD PVT Co Cos Bros Intl Dept Univ Assn Mfg Est
	Ave Blvd Rd Sts Pkwy Hwy Ala Ariz Ark Calif Colo Conn Del Fla Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont
	Neb Nev Okla Ore Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que
	vs etc al approx ca cf eg ie esp incl viz resp est ext fax tel mins hrs yrs lbs oz Attn Ed Eds Vol Fig Figs`)

// shouted are the abbreviations known in capitals too, for texts that have nothing
// else: "GEN. ROE". The others are words there: "MASS.", "ILL.", "SAT."
var shouted = set(`
	MR MRS DR PROF REV FR JR GOV SEN REP GEN LT COL MAJ CAPT CMDR SGT CPL PVT
	JAN FEB AUG SEPT OCT NOV INC CORP LTD BROS VS ETC`)

// titles stand before a name: no sentence ends with one.
var titles = set(`
	MR. MRS. DR. PROF. REV. FR. GOV. SEN. REP. GEN. LT. COL. MAJ. CAPT. CMDR. SGT. CPL. PVT. VS.
	Mr. Mrs. Ms. Messrs. Mx. Dr. Drs. Prof. Rev. Fr. St. Ste. Mt. Ft. Hon. Pres. Gov. Govs. Sen. Sens. Rep. Reps. Supt. Amb.
	Gen. Lt. Col. Maj. Capt. Cpt. Cmdr. Cdr. Adm. Sgt. Cpl. Pvt. Pfc. Spc. Brig. Det. Insp. Cst. vs. e.g. i.e. cf. ca. approx. incl. viz. esp.`)

// starters are words that have a capital at the start of a sentence alone.
var starters = set(`
	He She It They We You The This That These Those There His Her Its Their Our But And In On At For As If When While After Before
	Since Although Though However Some Many Most Both A An What Who Why How By With Under From To I My Your Then Now Here Where So Or Yet
	Also Not Another Each Every Later Earlier Meanwhile Instead During Because According Among Despite Until`)

// leads are words that an address may follow within a sentence.
var leads = set(`- – — at on to see visit via from in is and or with by for the here`)

// farewells end the line above the signature of a letter.
var farewells = set(`
	Regards regards Sincerely sincerely Thanks thanks Cheers Wishes wishes Yours yours Truly truly Faithfully faithfully
	Respectfully Love Best Cordially`)

// hanging are words that another must follow: no sentence ends with one unless a
// full stop says so, and no line either.
var hanging = set(`
	the a an my our your and or nor but of than whose every per via versus vs & because although unless whether if
	The A An My Our Your And Or Of THE A AN MY OUR YOUR AND OR OF AFTER AT FOR FROM BY WITH INTO
	at from with into between among during towards toward against upon despite until while as`)

// numbered are abbreviations before a number alone: "No. 5", but "I said no."
var numbered = set(`No Nos no nos p pp vol ch sec art para fig Art Sec Ch Eq Ex c`)

// dayNames are words of their own too: "Sat. 5 May", "There he sat."
var dayNames = set(`Sat Sun`)

// afterIts are words before which "its" is a misspelt "it's", and afterYour those
// before which "your" is "you're": nothing is possessed by whom the words belong to.
var (
	afterIts = set(`a an the not been going just so very really too my your because always about all also like now probably
		definitely gonna getting called in on at to for from by with between as if that this what when where why how no nothing
		anyone everyone we you he she they me us them`)
	afterYour = set(`a an the not in on at from to going gonna so too gone`)
)

// prefixes keep the word behind their hyphen: "anti-ship", "re-elected". Any other
// hyphen is a token of its own.
var prefixes = set(`
	anti arch co counter cross de e em ex inter intra macro mega meta micro mid mini mis multi neo non over post pre pro pseudo psycho
	quasi re semi socio sub super trans ultra un under uni vice`)

// units are cut off the number they are written against.
var units = set(`
	k m b bn mn mm cm km kg mg g gb mb tb kb ft in lb lbs oz hz khz mhz ghz kw mw gw kwh mwh mph kph kmh am pm x yr yrs hrs hr min mins sec
	bcf mcf mmbtu cfm psi p bbl f c hh`)

// alone are the clitics that may stand by themselves after an apostrophe.
var alone = set(`s re ve ll d m em til cause bout n t`)

// fusions are words written as one, with the places of the cuts.
var fusions = cuts(`
	can|not gon|na wan|na got|ta out|ta lem|me gim|me
	do|nt wo|nt ca|nt did|nt does|nt could|nt would|nt should|nt is|nt are|nt was|nt were|nt has|nt have|nt had|nt ar|nt ai|nt
	must|nt need|nt i|m i|ve let|s that|s there|s here|s what|s who|s he|s she|s else|s it|ll you|ll they|ll they|re you|re
	they|ve you|ve we|ve who|ve could|ve would|ve should|ve might|ve must|ve y|all u|r du|n|no`)

// cuts reads a list of words with their cuts marked.
func cuts(list string) map[string][]int {
	m := make(map[string][]int)
	for _, w := range strings.Fields(list) {
		parts := strings.Split(w, "|")
		whole, at := strings.Join(parts, ""), 0
		for _, p := range parts[:len(parts)-1] {
			at += len(p)
			m[whole] = append(m[whole], at)
		}
	}
	return m
}

// suffixes end the names of files and of hosts: a word with a full stop inside that
// ends in one is a single token.
var suffixes = set(`
	com org net edu gov mil int info biz io co uk us ca au de fr ru ua eu tv me il in ir iq cn jp
	doc docx xls xlsx ppt pptx pdf txt csv htm html url jpg jpeg gif png zip exe mp3 mp4 asp php unix`)

// emoticons are the faces that treebanks keep as one token.
var emoticons = strings.Fields(emoticonList)

var faces = set(emoticonList)

// The longest face, and what any of them begins with.
const (
	longestFace = 5
	faceStarts  = ":;=^->(<oOxX)"
)

const emoticonList = `
	:-) :) ;-) ;) :-( :( :-D :D ;D :-P :P :-p :p ;P ;p =) =D =( =] :] :[ :-/ :/ :-| :| :-O :O :o :* :-* :'( :') ^_^ ^^ -_- >:( >:) (: ): (; <3 o_O O_o xD XD
	:-)) :)) :))) ;)) :((`
