package pdf

import (
	"bytes"
	"compress/flate"
	"encoding/ascii85"
	"io"
	"strings"
)

// decode returns the bytes of a stream with its filters undone (7.4), "" for
// pictures. What is damaged at its end is given up to there, and counted.
func (f *file) decode(s *stream) string {
	if s.cut {
		f.faults++
	}
	filters := f.list(s.dict["Filter"], s.dict["F"])
	params := f.list(s.dict["DecodeParms"], s.dict["DP"])
	data := s.raw
	for i, v := range filters {
		kind, _ := f.resolve(v).(name)
		var parms dict
		if i < len(params) {
			parms, _ = f.resolve(params[i]).(dict)
		}
		switch kind {
		case "FlateDecode", "Fl":
			data = f.predicted(f.inflate(data), parms)
		case "LZWDecode", "LZW":
			data = f.predicted(f.lzw(data, parms), parms)
		case "ASCII85Decode", "A85":
			data = f.ascii85(data)
		case "ASCIIHexDecode", "AHx":
			l := &lexer{s: data}
			data = string(l.hex())
		case "RunLengthDecode", "RL":
			data = f.runLengths(data)
		case "Crypt":
		default:
			return ""
		}
		if f.err != nil {
			return ""
		}
	}
	if len(filters) == 0 {
		f.take(len(data))
	}
	return data
}

// list returns the first that is there of two objects as a list.
func (f *file) list(a, b any) array {
	for _, v := range [...]any{f.resolve(a), f.resolve(b)} {
		switch v := v.(type) {
		case array:
			return v
		case nil:
		case str, float64: // F of a stream may also name a file
		default:
			return array{v}
		}
	}
	return nil
}

// take counts what was unpacked, and reports whether it was too much.
func (f *file) take(n int) bool {
	if f.left -= int64(n); f.left < 0 {
		f.limit("unpacks to more than %d MB", mostUnpacked>>20)
	}
	return f.err != nil
}

func (f *file) inflate(data string) string {
	body := data
	if len(body) >= 2 && body[0]&0x0f == 8 && (int(body[0])<<8|int(body[1]))%31 == 0 {
		body = body[2:]
	}
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(flate.NewReader(strings.NewReader(body)), f.left+1))
	if f.take(int(n)); err != nil {
		f.faults++
	}
	return out.String()
}

func (f *file) ascii85(data string) string {
	data = strings.TrimSpace(data)
	data = strings.TrimPrefix(data, "<~")
	if i := strings.Index(data, "~"); i >= 0 {
		data = data[:i]
	}
	var out bytes.Buffer
	n, _ := io.Copy(&out, io.LimitReader(ascii85.NewDecoder(strings.NewReader(data)), f.left+1))
	f.take(int(n))
	return out.String()
}

func (f *file) runLengths(data string) string {
	var out strings.Builder
	for i := 0; i < len(data) && data[i] != 128; {
		n := int(data[i])
		i++
		before := out.Len()
		if n < 128 {
			to := min(len(data), i+n+1)
			out.WriteString(data[i:to])
			i = to
		} else if i < len(data) {
			out.WriteString(strings.Repeat(data[i:i+1], 257-n))
			i++
		}
		if f.take(out.Len() - before) {
			return ""
		}
	}
	return out.String()
}

// lzw undoes LZW with codes of 9 to 12 bits (7.4.4).
func (f *file) lzw(data string, parms dict) string {
	early := 1
	if n, ok := f.resolve(parms["EarlyChange"]).(float64); ok {
		early = int(n)
	}
	const clearCode, endCode = 256, 257
	var out []byte
	var table [4096]string
	next, width, last := 258, 9, ""
	bits, have := 0, 0
	for i := 0; i < len(data); {
		for have < width && i < len(data) {
			bits = bits<<8 | int(data[i])
			have += 8
			i++
		}
		if have < width {
			break
		}
		code := bits >> (have - width)
		have -= width
		bits &= 1<<have - 1
		if code == endCode {
			break
		}
		if code == clearCode {
			next, width, last = 258, 9, ""
			continue
		}
		var s string
		switch {
		case code < 256:
			s = string([]byte{byte(code)})
		case code < next:
			s = table[code]
		case code == next && last != "":
			s = last + last[:1]
		default:
			return string(out)
		}
		if last != "" && next < len(table) {
			// A string is at most as long as the table, so that what the table
			// holds is bounded.
			table[next] = last + s[:1]
			next++
		}
		last = s
		if next+early >= 1<<width && width < 12 {
			width++
		}
		out = append(out, s...)
		if f.take(len(s)) {
			return ""
		}
	}
	return string(out)
}

// predicted undoes the predictors of PNG and TIFF (7.4.4.4).
func (f *file) predicted(data string, parms dict) string {
	number := func(key name, def int) int {
		if n, ok := f.resolve(parms[key]).(float64); ok && n >= 1 && n < 1<<20 {
			return int(n)
		}
		return def
	}
	predictor := number("Predictor", 1)
	if predictor < 10 { // TIFF's is for pictures
		return data
	}
	per := max(1, number("Colors", 1)*number("BitsPerComponent", 8)/8)
	row := (number("Colors", 1)*number("BitsPerComponent", 8)*number("Columns", 1) + 7) / 8
	out := make([]byte, 0, len(data))
	before := make([]byte, row)
	for len(data) > 1 {
		kind := data[0]
		line := []byte(data[1:min(len(data), row+1)])
		data = data[1+len(line):]
		for i := range line {
			left, up, corner := byte(0), before[i], byte(0)
			if i >= per {
				left, corner = line[i-per], before[i-per]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += up
			case 3:
				line[i] += byte((int(left) + int(up)) / 2)
			case 4:
				line[i] += paeth(left, up, corner)
			}
		}
		copy(before, line)
		out = append(out, line...)
	}
	return string(out)
}

func paeth(a, b, c byte) byte {
	p := int(a) + int(b) - int(c)
	distance := func(x byte) int { return max(p-int(x), int(x)-p) }
	switch pa, pb, pc := distance(a), distance(b), distance(c); {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}
