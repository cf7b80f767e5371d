// Package pdftest writes small PDF files for tests.
package pdftest

import (
	"bytes"
	"compress/zlib"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Text is a run of text: its place in points from the lower left corner, and its
// size.
type Text struct {
	X, Y, Size float64
	S          string // in windows-1252
}

// Doc is a file to be written.
type Doc struct {
	Pages    [][]Text
	Raw      string            // operators that go before each page's text
	Info     map[string]string // the information dictionary
	Metadata string            // an XMP packet
	Font     string            // the font's dictionary; "" is Helvetica
	Extra    []string          // further objects, from number 100 on
	Packed   bool              // objects in an object stream, contents compressed
	Lock     string            // "rc4", "aes128" or "aes256": encrypted so with Password; "" is not

	Password string // may be empty: then anybody can read it
}

// Bytes returns the file.
func (d *Doc) Bytes() string {
	w := &writer{doc: d}
	w.out.WriteString("%PDF-1.5\n")
	if d.Lock != "" {
		w.lock()
	}
	font := d.Font
	if font == "" {
		font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
	}
	var kids []string
	for i := range d.Pages {
		kids = append(kids, fmt.Sprintf("%d 0 R", 10+2*i))
	}
	catalog := "/Type /Catalog /Pages 2 0 R"
	if d.Metadata != "" {
		catalog += " /Metadata 5 0 R"
		w.stream(5, " /Type /Metadata /Subtype /XML", d.Metadata)
	}
	w.object(1, "<< "+catalog+" >>")
	w.object(2, fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> >>", len(kids), strings.Join(kids, " ")))
	w.object(3, font)
	info := "<<"
	for _, k := range slices.Sorted(maps.Keys(d.Info)) {
		info += fmt.Sprintf(" /%s %s", k, w.literal(4, d.Info[k]))
	}
	w.object(4, info+" >>")
	for i, page := range d.Pages {
		w.object(10+2*i, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>", 11+2*i))
		w.stream(11+2*i, "", d.Raw+contents(page))
	}
	for i, s := range d.Extra {
		w.object(100+i, s)
	}
	w.pack()
	lock := ""
	switch d.Lock {
	case "rc4":
		lock = "/V 2 /R 3 /Length 128"
	case "aes128":
		lock = "/V 4 /R 4 /Length 128 /StmF /StdCF /StrF /StdCF /CF << /StdCF << /CFM /AESV2 >> >>"
	case "aes256":
		lock = fmt.Sprintf("/V 5 /R 5 /Length 256 /StmF /StdCF /StrF /StdCF /CF << /StdCF << /CFM /AESV3 >> >> /UE <%x>", w.ue)
	}
	if lock != "" {
		lock = fmt.Sprintf(" /Encrypt << /Filter /Standard %s /P -4 /O <%x> /U <%x> >> /ID [<%x> <%x>]", lock, w.o, w.u, id, id)
	}
	fmt.Fprintf(&w.out, "trailer\n<< /Size 200 /Root 1 0 R /Info 4 0 R%s >>\nstartxref\n0\n%%%%EOF\n", lock)
	return w.out.String()
}

func contents(page []Text) string {
	var out strings.Builder
	for _, t := range page {
		s := strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(t.S)
		fmt.Fprintf(&out, "BT /F1 %g Tf %g %g Td (%s) Tj ET\n", t.Size, t.X, t.Y, s)
	}
	return out.String()
}

type writer struct {
	doc           *Doc
	out           bytes.Buffer
	packed        []string // the objects for the object stream
	numbers       []int
	key, o, u, ue []byte
}

func (w *writer) object(n int, s string) {
	if w.doc.Packed {
		w.packed = append(w.packed, s)
		w.numbers = append(w.numbers, n)
		return
	}
	fmt.Fprintf(&w.out, "%d 0 obj\n%s\nendobj\n", n, s)
}

func (w *writer) stream(n int, dict, data string) {
	if w.doc.Packed {
		data, dict = Deflate(data), dict+" /Filter /FlateDecode"
	}
	data = w.crypt(n, data)
	fmt.Fprintf(&w.out, "%d 0 obj\n<< /Length %d%s >>\nstream\n%s\nendstream\nendobj\n", n, len(data), dict, data)
}

func (w *writer) pack() {
	if len(w.packed) == 0 {
		return
	}
	var head, body strings.Builder
	for i, s := range w.packed {
		fmt.Fprintf(&head, "%d %d ", w.numbers[i], body.Len())
		body.WriteString(s + " ")
	}
	w.stream(99, fmt.Sprintf(" /Type /ObjStm /N %d /First %d", len(w.packed), head.Len()), head.String()+body.String())
}

// Deflate compresses as FlateDecode undoes it.
func Deflate(s string) string {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write([]byte(s))
	z.Close()
	return out.String()
}

func (w *writer) literal(n int, s string) string {
	if w.doc.Packed { // the stream is encrypted as a whole
		return fmt.Sprintf("<%x>", s)
	}
	return fmt.Sprintf("<%x>", w.crypt(n, s))
}

var (
	padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")
	id      = []byte("0123456789abcdef")
)

// lock makes the key of the password (ISO 32000-1, 7.6.3.3 and 7.6.3.4).
func (w *writer) lock() {
	if w.doc.Lock == "aes256" {
		w.lock256()
		return
	}
	w.o = bytes.Repeat([]byte{7}, 32)
	pass := append([]byte(w.doc.Password), padding...)[:32]
	h := md5.New()
	h.Write(pass)
	h.Write(w.o)
	h.Write([]byte{0xfc, 0xff, 0xff, 0xff})
	h.Write(id)
	key := h.Sum(nil)
	for range 50 {
		sum := md5.Sum(key)
		key = sum[:]
	}
	w.key = key
	sum := md5.Sum(append(bytes.Clone(padding), id...))
	u := with(key, sum[:])
	for i := 1; i <= 19; i++ {
		k := bytes.Clone(key)
		for j := range k {
			k[j] ^= byte(i)
		}
		u = with(k, u)
	}
	w.u = append(u, make([]byte, 16)...)
}

// lock256 makes up a key, and locks it with the password (Adobe's supplement to
// ISO 32000, extension level 3).
func (w *writer) lock256() {
	w.key = bytes.Repeat([]byte("key!"), 8)
	check := sha256.Sum256([]byte(w.doc.Password + "checkslt"))
	w.u = append(check[:], "checkslt"+"key salt"...)
	key := sha256.Sum256([]byte(w.doc.Password + "key salt"))
	w.ue = cbc(key[:], make([]byte, 16), w.key)
}

func (w *writer) crypt(n int, s string) string {
	if w.key == nil {
		return s
	}
	tail := []byte{byte(n), byte(n >> 8), byte(n >> 16), 0, 0}
	switch w.doc.Lock {
	case "rc4":
		sum := md5.Sum(append(bytes.Clone(w.key), tail...))
		return string(with(sum[:], []byte(s)))
	case "aes128":
		sum := md5.Sum(append(append(bytes.Clone(w.key), tail...), "sAlT"...))
		return padded(sum[:], s)
	}
	return padded(w.key, s)
}

// padded encrypts with AES: a vector, and what is padded to whole blocks.
func padded(key []byte, s string) string {
	pad := 16 - len(s)%16
	return string(id) + string(cbc(key, id, append([]byte(s), bytes.Repeat([]byte{byte(pad)}, pad)...)))
}

func cbc(key, iv, data []byte) []byte {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(data))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, data)
	return out
}

func with(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}
