package lemma

import "strings"

// What treebanks are too small to show: verbs and nouns of news whose forms do not
// follow the endings. Learn takes them in beside what it counts, where they have
// not been seen.

// irregular verbs: base, past, participle; one word where past and participle are
// the same.
const irregular = `
	arise arose arisen, awake awoke awoken, bear bore borne, beat beat beaten, begin began begun, bend bent, bet bet, bid bid,
	bind bound, bite bit bitten, bleed bled, blow blew blown, break broke broken, breed bred, bring brought, broadcast broadcast,
	build built, burst burst, buy bought, cast cast, catch caught, choose chose chosen, cling clung, creep crept, cut cut, deal dealt,
	dig dug, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen, feed fed, feel felt, fight fought,
	find found, flee fled, fling flung, fly flew flown, forbid forbade forbidden, forecast forecast, forego forewent foregone,
	foresee foresaw foreseen, forget forgot forgotten, forgive forgave forgiven, forgo forwent forgone, forsake forsook forsaken,
	freeze froze frozen, get got gotten, give gave given, go went gone, grind ground, grow grew grown, hang hung, have had, hear heard,
	hide hid hidden, hit hit, hold held, hurt hurt, keep kept, kneel knelt, know knew known, lay laid, lead led, leave left, lend lent,
	let let, lie lay lain, light lit, lose lost, make made, mean meant, meet met, mislead misled, mistake mistook mistaken,
	misunderstand misunderstood, offset offset, outdo outdid outdone, outgrow outgrew outgrown, overcome overcame overcome,
	override overrode overridden, overrun overran overrun, oversee oversaw overseen, overtake overtook overtaken,
	overthrow overthrew overthrown, partake partook partaken, pay paid, put put, quit quit, read read, rebuild rebuilt, redo redid redone,
	repay repaid, rethink rethought, rewrite rewrote rewritten, rid rid, ride rode ridden, ring rang rung, rise rose risen, run ran run,
	say said, see saw seen, seek sought, sell sold, send sent, set set, shake shook shaken, shed shed, shine shone, shoot shot,
	show showed shown, shrink shrank shrunk, shut shut, sing sang sung, sink sank sunk, sit sat, slay slew slain, sleep slept,
	slide slid, sling slung, slit slit, smite smote smitten, speak spoke spoken, speed sped, spend spent, spin spun, spit spat,
	split split, spread spread, spring sprang sprung, stand stood, steal stole stolen, stick stuck, sting stung, stink stank stunk,
	strike struck stricken, string strung, strive strove striven, swear swore sworn, sweep swept, swell swelled swollen, swim swam swum,
	swing swung, take took taken, teach taught, tear tore torn, tell told, think thought, throw threw thrown, thrust thrust,
	tread trod trodden, undercut undercut, undergo underwent undergone, understand understood, undertake undertook undertaken,
	undo undid undone, unwind unwound, uphold upheld, upset upset, wake woke woken, wear wore worn, weave wove woven, weep wept,
	win won, wind wound, withdraw withdrew withdrawn, withhold withheld, withstand withstood, wring wrung, write wrote written`

// mute verbs end in an e that -ed and -ing swallow.
const mute = `
	accede accuse ache acquire adhere admire adore advise age aggrieve allege announce apologise appease arouse assure atone bake bathe behave
	believe besiege blame bribe bulldoze cage capture care carve cease censure challenge change charge chase cite clothe coerce commence
	compare compete compile complete concede conceive conclude condone confine confuse conspire convene converge convince cope curse dare
	deceive declare deface define defuse delete denounce deplore deprive derive describe deserve desire dethrone devise die dispense dispose
	dispute dissolve divorce dodge double dredge edge embrace emerge endorse endure enforce engage enhance enrage ensue ensure entice envisage
	erase erode escape evade evolve exchange excuse execute exhume expose extradite fade feature fine fire forge fuse gaze grieve handle
	hassle hire hope hustle hype ignite ignore impede impose improve incite induce infuse injure inquire inspire interfere intervene intrude
	invade invite invoke issue joke jostle judge like lodge lure manage merge mobilise move muzzle name negotiate notice oblige obscure
	observe ooze oppose overrule owe parade participate pause persecute persevere pierce pile pillage place pledge plunge poke pose praise
	precede prescribe preserve presume probe produce profile promise promote propose prosecute provoke prune purge pursue quake race rage
	raise range rape ravage raze rebuke telephone recede receive recycle refuse relieve relocate remove renege renounce repose rescue reserve resolve
	resume retire retrieve revenge reverse revive revoke ridicule rouse route rule sabotage salvage savage save scale scare schedule scrape
	secede secure seduce seize serve settle shame shape share shave shelve shove siege silence singe size slice smuggle snipe solve source
	spare squeeze stage starve stifle store strafe stroke struggle subdue subside sue suppose surge surmise survive tackle target taste tease
	time tire torture trace trade trouble tumble tune undermine unite untie urge use value vandalise venture verge voice vote wage waive wane
	whistle wipe wire`

// plain verbs take their endings as they are, though they look as if a letter had
// been doubled or swallowed.
const plain = `
	bomb comb succumb entomb climb thumb honour honor humour rumour labour harbour favour endeavour armour vapour colour visit edit
	limit profit benefit target budget market blanket rocket veto echo embargo torpedo sanction shell
	smell spell yell quell dwell swell
	shelter slaughter murder hinder bolster muster foster`

// plurals that the endings would get wrong: plural, singular.
const plurals = `
	heroes hero, vetoes veto, embargoes embargo, cargoes cargo, tornadoes tornado, volcanoes volcano, potatoes potato, tomatoes tomato,
	echoes echo, torpedoes torpedo, mosquitoes mosquito, criteria criterion, phenomena phenomenon, analyses analysis, crises crisis,
	theses thesis, hypotheses hypothesis, diagnoses diagnosis, oases oasis, indices index, matrices matrix,
	appendices appendix, alumni alumnus, syllabi syllabus, bacteria bacterium, strata stratum, memoranda memorandum, referenda referendum,
	curricula curriculum, thieves thief, wives wife, knives knife, lives life, wolves wolf, halves half, shelves shelf, leaves leaf,
	calves calf, loaves loaf, selves self, elves elf, scarves scarf, hooves hoof, men man, women woman, gunmen gunman, policemen policeman,
	policewomen policewoman, congressmen congressman, servicemen serviceman, spokesmen spokesman, spokeswomen spokeswoman,
	lawmen lawman, fishermen fisherman, clergymen clergyman, businessmen businessman, businesswomen businesswoman, statesmen statesman,
	airmen airman, seamen seaman, tribesmen tribesman, frontmen frontman, chairmen chairman, foremen foreman, henchmen henchman,
	riflemen rifleman, militiamen militiaman, countrymen countryman, children child, grandchildren grandchild, schoolchildren schoolchild,
	feet foot, teeth tooth, geese goose, mice mouse, oxen ox, caches cache, aches ache, avalanches avalanche, niches niche,
	series series, species species, headquarters headquarters, barracks barracks, crossroads crossroads, means means, gallows gallows,
	aircraft aircraft, spacecraft spacecraft, offspring offspring, hostages hostage, sieges siege, movies movie, ties tie,
	calories calorie, rookies rookie, zombies zombie, cookies cookie, selfies selfie, genies genie, lies lie, pies pie`

// known hands every word of the lists above to add, with its tag.
func known(add func(form, lemma, upos, xpos string)) {
	for entry := range strings.SplitSeq(irregular, ",") {
		w := strings.Fields(entry)
		add(w[1], w[0], "VERB", "VBD")
		add(w[len(w)-1], w[0], "VERB", "VBN")
	}
	for _, w := range strings.Fields(mute) {
		stem := w[:len(w)-1]
		add(w+"d", w, "VERB", "VBD")
		add(w+"d", w, "VERB", "VBN")
		if strings.HasSuffix(stem, "i") { // die, dying
			add(stem[:len(stem)-1]+"ying", w, "VERB", "VBG")
		} else {
			add(stem+"ing", w, "VERB", "VBG")
		}
	}
	for _, w := range strings.Fields(plain) {
		add(w+"ed", w, "VERB", "VBD")
		add(w+"ed", w, "VERB", "VBN")
		add(w+"ing", w, "VERB", "VBG")
	}
	for entry := range strings.SplitSeq(plurals, ",") {
		w := strings.Fields(entry)
		add(w[0], w[1], "NOUN", "NNS")
	}
}
