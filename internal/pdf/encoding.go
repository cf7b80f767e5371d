package pdf

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// The encodings of fonts (ISO 32000-1, Annex D).
var (
	winAnsi  = tableOf(charmap.Windows1252)
	macRoman = tableOf(charmap.Macintosh)
	standard = standardEncoding()
)

func tableOf(c *charmap.Charmap) (t [256]string) {
	for i := range t {
		if r := c.DecodeByte(byte(i)); r >= ' ' && r != '\ufffd' {
			t[i] = string(r)
		}
	}
	return t
}

// standardEncoding is Adobe's: ASCII but for two quotation marks, and other letters
// above.
func standardEncoding() (t [256]string) {
	for i := ' '; i < 127; i++ {
		t[i] = string(i)
	}
	t['\''], t['`'] = "’", "‘"
	for i, s := range strings.Fields("¡ ¢ £ ⁄ ¥ ƒ § ¤ ' “ « ‹ › fi fl") {
		t[0xa1+i] = s
	}
	for code, s := range map[int]string{
		0xb1: "–", 0xb2: "†", 0xb3: "‡", 0xb4: "·", 0xb6: "¶", 0xb7: "•", 0xb8: "‚", 0xb9: "„", 0xba: "”", 0xbb: "»", 0xbc: "…", 0xbd: "‰",
		0xbf: "¿", 0xd0: "—", 0xe1: "Æ", 0xe8: "Ł", 0xe9: "Ø", 0xea: "Œ", 0xf1: "æ", 0xf5: "ı", 0xf8: "ł", 0xf9: "ø", 0xfa: "œ", 0xfb: "ß",
	} {
		t[code] = s
	}
	return t
}

func encodingOf(n name) [256]string {
	switch n {
	case "MacRomanEncoding":
		return macRoman
	case "StandardEncoding":
		return standard
	}
	return winAnsi
}

// composed joins letters and the marks behind them.
func composed(s string) string { return norm.NFC.String(s) }

// glyphMarks are the marks in names of letters, as combining characters.
var glyphMarks = map[string]string{
	"acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303", "ring": "\u030a",
	"caron": "\u030c", "cedilla": "\u0327", "breve": "\u0306", "macron": "\u0304", "ogonek": "\u0328", "dotaccent": "\u0307",
	"hungarumlaut": "\u030b", "commaaccent": "\u0326",
}

// glyphNames are the names of what is no letter of ASCII.
var glyphNames = map[string]string{
	"space": " ", "nbspace": " ", "exclam": "!", "quotedbl": `"`, "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&",
	"quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",", "hyphen": "-", "minus": "−",
	"period": ".", "slash": "/", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
	"eight": "8", "nine": "9", "colon": ":", "semicolon": ";", "less": "<", "equal": "=", "greater": ">", "question": "?", "at": "@",
	"bracketleft": "[", "backslash": `\`, "bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{",
	"bar": "|", "braceright": "}", "asciitilde": "~", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“", "quotedblright": "”",
	"quotesinglbase": "‚", "quotedblbase": "„", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
	"endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "dagger": "†", "daggerdbl": "‡", "perthousand": "‰", "trademark": "™",
	"copyright": "©", "registered": "®", "degree": "°", "section": "§", "paragraph": "¶", "periodcentered": "·", "fraction": "⁄",
	"fi": "fi", "fl": "fl", "ff": "ff", "ffi": "ffi", "ffl": "ffl", "germandbls": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
	"oslash": "ø", "Oslash": "Ø", "lslash": "ł", "Lslash": "Ł", "dcroat": "đ", "Dcroat": "Đ", "eth": "ð", "Eth": "Ð", "thorn": "þ",
	"Thorn": "Þ", "dotlessi": "ı", "exclamdown": "¡", "questiondown": "¿", "cent": "¢", "sterling": "£", "yen": "¥", "Euro": "€",
	"euro": "€", "currency": "¤", "florin": "ƒ", "multiply": "×", "divide": "÷", "plusminus": "±", "mu": "µ", "onehalf": "½",
	"onequarter": "¼", "threequarters": "¾", "onesuperior": "¹", "twosuperior": "²", "threesuperior": "³", "ordfeminine": "ª",
	"ordmasculine": "º", "softhyphen": "\u00ad", "sfthyphen": "\u00ad",
}

// helvetica are the widths of Helvetica's characters from the space to the tilde.
var helvetica = [...]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278,
	584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944,
	667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
	278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}
