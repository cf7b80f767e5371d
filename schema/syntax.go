package schema

import "strings"

// yamlText is a file's text as the YAML parser is to see it. A trigger may be
// written on its line without braces,
//
//   - verb: [fight, clash], with: object
//
// which reads well and is no YAML: braces are put around it here, and places
// after them given as they are in the file.
type yamlText struct {
	src    string
	braced map[int]int // line to the column of the brace put in
}

func newYAMLText(src string) *yamlText {
	t := &yamlText{braced: map[int]int{}}
	var b strings.Builder
	line := 1
	for len(src) > 0 {
		body := strings.TrimLeft(src, " ")
		indent := len(src) - len(body)
		if begin, end := bareTrigger(body); end > 0 {
			b.WriteString(src[:indent+begin] + "{" + body[begin:end] + "}")
			t.braced[line] = indent + begin + 1
			line += strings.Count(body[:end], "\n")
			src = body[end:]
		}
		next := strings.IndexByte(src, '\n') + 1
		if next == 0 {
			next = len(src)
		}
		b.WriteString(src[:next])
		src = src[next:]
		line++
	}
	t.src = b.String()
	return t
}

// place undoes the shift of the brace put in.
func (t *yamlText) place(file string, line, col int) place {
	if at, ok := t.braced[line]; ok && col > at {
		col--
	}
	return place{file, line, col}
}

// bareTrigger returns where the text of a trigger without braces begins and
// ends in s, which starts at a line's first letter; an end of 0 if there is none.
// Its brackets may span lines.
func bareTrigger(s string) (begin, end int) {
	if !strings.HasPrefix(s, "- ") {
		return 0, 0
	}
	for begin = 2; begin < len(s) && s[begin] == ' '; begin++ {
	}
	key, _, ok := strings.Cut(s[begin:min(len(s), begin+60)], ":")
	if !ok || !isTriggerKey(key) {
		return 0, 0
	}
	depth, several := 0, false
	for end = begin; end < len(s); end++ {
		switch c := s[end]; {
		case c == '"' || c == '\'' && (s[end-1] == ' ' || s[end-1] == '['):
			n := strings.IndexByte(s[end+1:], c)
			if n < 0 {
				return 0, 0
			}
			end += n + 1
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case depth == 0 && c == ',':
			several = true
		case depth == 0 && (c == '\n' || c == '#' && s[end-1] == ' '):
			return begin, wrapEnd(s, begin, end, several)
		}
	}
	return begin, wrapEnd(s, begin, end, several && depth == 0)
}

func wrapEnd(s string, begin, end int, several bool) int {
	if !several {
		return 0
	}
	return begin + len(strings.TrimRight(s[begin:end], " \r"))
}

// syntaxHint guesses what upset the YAML parser from the line it stopped at.
func syntaxHint(src string, at place, msg string) string {
	lines := strings.Split(src, "\n")
	line := ""
	if at.line >= 1 && at.line <= len(lines) {
		line = strings.TrimSpace(lines[at.line-1])
	}
	switch {
	case strings.Contains(msg, "quot"):
		return "close the quotation mark"
	case strings.Count(line, "[") > strings.Count(line, "]"):
		return "close the bracket ["
	case strings.Count(line, "{") > strings.Count(line, "}"):
		return "close the brace {"
	case strings.Contains(msg, "must be specified"):
		return "close the bracket or brace that is open above, or put a comma between its items"
	case line != "" && !strings.Contains(line, ":") && line[0] != '-':
		return "put a colon and a space between a key and its value"
	case strings.Count(line, ": ") > 1 && strings.Contains(line, ", "):
		return "put braces around an entry of several keys on one line"
	case strings.Count(line, ": ") > 1:
		return `put a text that holds ": " in quotation marks`
	}
	return "look at its indentation: entries of one kind stand under each other, and what belongs to one stands two spaces further in"
}
