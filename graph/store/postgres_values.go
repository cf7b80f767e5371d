package store

import (
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/pquads"
)

// A hash is a value's name in Cayley's tables: the SHA-1 of what N-Quads write.
type hash = graph.ValueHash

// hashOf returns a value's hash, Cayley's own but for one kind: of a time with
// fractions of a second Cayley hashes the second, so that several would be one. These
// have a hash of their own, by which they are found in quads as any other is.
func hashOf(v quad.Value) hash {
	if v == nil {
		return hash{}
	}
	if t, ok := v.(quad.Time); ok && time.Time(t).Nanosecond() != 0 {
		return sha1.Sum([]byte("~" + time.Time(t).UTC().Format(time.RFC3339Nano)))
	}
	return graph.HashOf(v)
}

// settled returns a value as every kind of store gives it back (values.go).
func settled(v quad.Value) (quad.Value, error) {
	switch v.(type) {
	case quad.IRI, quad.BNode, quad.String, quad.LangString, quad.Int, quad.Bool:
		return v, nil
	}
	enc, err := appendValue(nil, v)
	if err != nil {
		return nil, err
	}
	return parseValue(enc)
}

// appendRow appends a value's row of nodes, without its refs, as COPY takes it. What
// the columns cannot hold as it is (a zero byte, bytes that are no UTF-8, a text with
// what Cayley writes for a zero byte, fractions of a second) goes into the column
// "value" in Cayley's own binary form, which Cayley reads as well.
func appendRow(dst []byte, h hash, v quad.Value) ([]byte, error) {
	dst = appendHash(dst, h)
	none := func(n int) {
		for range n {
			dst = append(dst, "\t\\N"...)
		}
	}
	text := func(s string) { dst = appendText(append(dst, '\t'), s) }
	switch v := v.(type) {
	case quad.IRI:
		if plain(string(v)) {
			none(1)
			text(string(v))
			none(2)
			text("t")
			none(5)
			return dst, nil
		}
	case quad.BNode:
		if plain(string(v)) {
			none(1)
			text(string(v))
			none(3)
			text("t")
			none(4)
			return dst, nil
		}
	case quad.String:
		if plainText(string(v)) {
			none(1)
			text(string(v))
			none(8)
			return dst, nil
		}
	case quad.TypedString:
		if plainText(string(v.Value)) && plain(string(v.Type)) {
			none(1)
			text(string(v.Value))
			text(string(v.Type))
			none(7)
			return dst, nil
		}
	case quad.LangString:
		if plainText(string(v.Value)) && plain(v.Lang) {
			none(1)
			text(string(v.Value))
			none(1)
			text(v.Lang)
			none(6)
			return dst, nil
		}
	case quad.Int:
		none(6)
		text(strconv.FormatInt(int64(v), 10))
		none(3)
		return dst, nil
	case quad.Bool:
		none(7)
		text(strconv.FormatBool(bool(v)))
		none(2)
		return dst, nil
	case quad.Float:
		none(8)
		text(strconv.FormatFloat(float64(v), 'g', -1, 64))
		none(1)
		return dst, nil
	case quad.Time:
		if t := time.Time(v).UTC(); t.Nanosecond() == 0 && t.Year() > 0 && t.Year() < 10_000 {
			none(9)
			text(t.Format(time.RFC3339))
			return dst, nil
		}
	}
	odd, err := oddValue(v)
	if err != nil {
		return dst, err
	}
	dst = appendHex(append(dst, '\t'), odd)
	none(9)
	return dst, nil
}

// oddValue returns Cayley's binary form of a value. Its texts are of UTF-8; what is not
// goes into it as bytes, of which Cayley guesses by quotes and brackets what they are.
func oddValue(v quad.Value) ([]byte, error) {
	if b, err := pquads.MarshalValue(v); err == nil {
		return b, nil
	}
	raw := ""
	switch v := v.(type) {
	case quad.IRI:
		raw = "<" + string(v) + ">"
	case quad.BNode:
		raw = "_:" + string(v)
	case quad.String:
		raw = string(v)
	case quad.TypedString:
		raw = `"` + string(v.Value) + `"^^<` + string(v.Type) + ">"
	case quad.LangString:
		raw = `"` + string(v.Value) + `"@` + v.Lang
	}
	if quad.StringToValue(raw) != v {
		return nil, fmt.Errorf("the value %.80q is no UTF-8, and PostgreSQL cannot hold it", v.String())
	}
	return append(binary.AppendUvarint([]byte{0x0a}, uint64(len(raw))), raw...), nil // field 1 of pquads.Value
}

func plain(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// plainText reports whether a text can be in a column and comes back through Cayley,
// for which \x00 is a zero byte.
func plainText(s string) bool { return plain(s) && !strings.Contains(s, `\x00`) }

// appendHash appends a hash as COPY takes it; \N for none.
func appendHash(dst []byte, h hash) []byte {
	if !h.Valid() {
		return append(dst, `\N`...)
	}
	return hex.AppendEncode(append(dst, `\\x`...), h[:])
}

func appendHex(dst, b []byte) []byte { return hex.AppendEncode(append(dst, `\\x`...), b) }

// appendText appends a text as COPY takes it.
func appendText(dst []byte, s string) []byte {
	for i := range len(s) {
		switch c := s[i]; c {
		case '\\':
			dst = append(dst, `\\`...)
		case '\n':
			dst = append(dst, `\n`...)
		case '\r':
			dst = append(dst, `\r`...)
		case '\t':
			dst = append(dst, `\t`...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// written is an expression that writes a node as one text, for a column of text costs
// less on its way here than ten of all kinds: a kind, and what parseWritten reads.
func written(node string) string {
	return strings.ReplaceAll(`CASE
		WHEN n.iri THEN '<' || n.value_string
		WHEN n.bnode THEN '_' || n.value_string
		WHEN n.language IS NOT NULL THEN '@' || octet_length(n.language) || ' ' || n.language || n.value_string
		WHEN n.datatype IS NOT NULL THEN '^' || octet_length(n.datatype) || ' ' || n.datatype || n.value_string
		WHEN n.value_string IS NOT NULL THEN '"' || n.value_string
		WHEN n.value_int IS NOT NULL THEN 'i' || n.value_int
		WHEN n.value_bool IS NOT NULL THEN 'b' || n.value_bool
		WHEN n.value_float IS NOT NULL THEN 'f' || n.value_float
		WHEN n.value_time IS NOT NULL THEN 't' || to_char(n.value_time AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
		WHEN n.value IS NOT NULL THEN 'v' || encode(n.value, 'hex')
		END`, "n.", node+".")
}

// parseWritten returns the value of what written wrote.
func parseWritten(s string) (quad.Value, error) {
	v, err := parseNode(s)
	if err != nil {
		return nil, fmt.Errorf("%w: a value %.40q: %v", ErrDamaged, s, err)
	}
	return v, nil
}

func parseNode(s string) (quad.Value, error) {
	if s == "" {
		return nil, fmt.Errorf("nothing is there")
	}
	kind, s := s[0], s[1:]
	switch kind {
	case '<':
		return quad.IRI(s), nil
	case '_':
		return quad.BNode(s), nil
	case '"':
		return quad.String(zeros(s)), nil
	case '@', '^':
		length, rest, _ := strings.Cut(s, " ")
		n, err := strconv.Atoi(length)
		if err != nil || n > len(rest) {
			return nil, fmt.Errorf("no length")
		}
		text := quad.String(zeros(rest[n:]))
		if kind == '@' {
			return quad.LangString{Value: text, Lang: rest[:n]}, nil
		}
		return native(quad.TypedString{Value: text, Type: quad.IRI(rest[:n])}), nil
	case 'i':
		n, err := strconv.ParseInt(s, 10, 64)
		return quad.Int(n), err
	case 'b':
		b, err := strconv.ParseBool(s)
		return quad.Bool(b), err
	case 'f':
		f, err := strconv.ParseFloat(s, 64)
		return quad.Float(f), err
	case 't':
		t, err := time.Parse(time.RFC3339Nano, s)
		return quad.Time(t), err
	case 'v':
		b, err := hex.DecodeString(s)
		if err != nil {
			return nil, err
		}
		v, err := pquads.UnmarshalValue(b)
		if v == nil && err == nil {
			err = fmt.Errorf("nothing is there")
		}
		if t, ok := v.(quad.Time); ok {
			v = quad.Time(time.Time(t).UTC())
		}
		return v, err
	}
	return nil, fmt.Errorf("unknown kind")
}

// zeros undoes Cayley's writing of zero bytes, in what it has written itself.
func zeros(s string) string {
	if strings.Contains(s, `\x00`) {
		return strings.ReplaceAll(s, `\x00`, "\x00")
	}
	return s
}
