package store

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"

	"github.com/cayleygraph/quad"
)

// A value is written as a kind and its bytes, nothing escaped:
//
//	"text            quad.String
//	<iri             quad.IRI
//	@ n lang text    quad.LangString; n is the length of lang, a uvarint
//	^ n type text    quad.TypedString, and the native kinds below
//	_name            quad.BNode
//	~time            quad.Time with fractions of a second, which a typed string would lose
//
// Cayley's native values (Int, Float, Bool, Time) are typed strings whose type
// has a short name ("xsd:integer"): Int(5) and TypedString{"5", "xsd:integer"}
// are one value, as they are in every N-Quads file. What has exactly the form
// of a native value comes back native, so that Cayley's comparisons work on it;
// any other typed string comes back as it was put in.
const (
	kindString = '"'
	kindIRI    = '<'
	kindLang   = '@'
	kindTyped  = '^'
	kindBNode  = '_'
	kindTime   = '~'
)

// appendValue appends the written form of v.
func appendValue(dst []byte, v quad.Value) ([]byte, error) {
	switch v := v.(type) {
	case quad.IRI:
		return append(append(dst, kindIRI), v...), nil
	case quad.BNode:
		return append(append(dst, kindBNode), v...), nil
	case quad.String:
		return append(append(dst, kindString), v...), nil
	case quad.LangString:
		return appendPair(dst, kindLang, v.Lang, string(v.Value)), nil
	case quad.TypedString:
		return appendPair(dst, kindTyped, string(v.Type), string(v.Value)), nil
	case quad.Time:
		if t := time.Time(v).UTC(); t.Nanosecond() != 0 && t.Year() >= 0 && t.Year() < 10_000 {
			return t.AppendFormat(append(dst, kindTime), time.RFC3339Nano), nil
		}
	}
	if v, ok := v.(quad.TypedStringer); ok {
		ts := v.TypedString()
		return appendPair(dst, kindTyped, string(ts.Type), string(ts.Value)), nil
	}
	return dst, fmt.Errorf("a value of type %T cannot be stored", v)
}

func appendPair(dst []byte, kind byte, tag, text string) []byte {
	dst = binary.AppendUvarint(append(dst, kind), uint64(len(tag)))
	return append(append(dst, tag...), text...)
}

// parseValue reads what appendValue wrote.
func parseValue(enc []byte) (quad.Value, error) {
	if len(enc) == 0 {
		return nil, fmt.Errorf("%w: a value without a kind", ErrDamaged)
	}
	kind, rest := enc[0], enc[1:]
	switch kind {
	case kindIRI:
		return quad.IRI(rest), nil
	case kindBNode:
		return quad.BNode(rest), nil
	case kindString:
		return quad.String(rest), nil
	case kindTime:
		t, err := time.Parse(time.RFC3339Nano, string(rest))
		if err != nil {
			return nil, fmt.Errorf("%w: %v", ErrDamaged, err)
		}
		return quad.Time(t), nil
	case kindLang, kindTyped:
		n, w := binary.Uvarint(rest)
		if w <= 0 || n > uint64(len(rest)-w) {
			return nil, fmt.Errorf("%w: a value ends early", ErrDamaged)
		}
		tag, text := string(rest[w:w+int(n)]), quad.String(rest[w+int(n):])
		if kind == kindLang {
			return quad.LangString{Value: text, Lang: tag}, nil
		}
		return native(quad.TypedString{Value: text, Type: quad.IRI(tag)}), nil
	}
	return nil, fmt.Errorf("%w: a value of unknown kind %q", ErrDamaged, kind)
}

// native returns the native value that is written exactly as ts, or ts.
func native(ts quad.TypedString) quad.Value {
	if len(ts.Type) < 4 || ts.Type[:4] != "xsd:" {
		return ts
	}
	v, err := ts.ParseValue()
	if err != nil {
		return ts
	}
	if t, ok := v.(quad.TypedStringer); ok && t.TypedString() == ts {
		return v
	}
	return ts
}

// maxTerm bounds the keys of the dictionary. A longer value's key is its
// beginning and its SHA-256, so that the order of keys still depends on the
// values alone.
const maxTerm = 256

// appendTerm appends the dictionary key of a written value. Keys of whole values
// are shorter than maxTerm, shortened ones have just that length.
func appendTerm(dst, enc []byte) []byte {
	if len(enc) < maxTerm {
		return append(dst, enc...)
	}
	sum := sha256.Sum256(enc)
	return append(append(dst, enc[:maxTerm-len(sum)]...), sum[:]...)
}

// A record is what the store knows of one value: how many quads have it as
// subject, predicate, object and label, and its written form. In the file it is
//
//	crc32c of key and rest, little-endian, 4 bytes; four uvarints; enc
type record struct {
	counts [4]uint64
	enc    []byte
}

func (r *record) dead() bool { return r.counts == [4]uint64{} }

func (r *record) encode(key []byte) []byte {
	v := make([]byte, 4, 16+len(r.enc))
	for _, n := range r.counts {
		v = binary.AppendUvarint(v, n)
	}
	v = append(v, r.enc...)
	binary.LittleEndian.PutUint32(v, checksum(key, v[4:]))
	return v
}

// parseRecord reads a record; its enc is part of value.
func parseRecord(key, value []byte) (r record, err error) {
	if len(value) < 4 || binary.LittleEndian.Uint32(value) != checksum(key, value[4:]) {
		return r, fmt.Errorf("%w: value %x has a wrong checksum", ErrDamaged, key)
	}
	p := value[4:]
	for i := range r.counts {
		n, w := binary.Uvarint(p)
		if w <= 0 {
			return r, fmt.Errorf("%w: value %x ends early", ErrDamaged, key)
		}
		r.counts[i], p = n, p[w:]
	}
	r.enc = p
	return r, nil
}
