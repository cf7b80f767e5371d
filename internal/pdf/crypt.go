package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"errors"
)

// crypt decrypts the strings and streams of a file that anybody may open: its user
// password is empty, as it is where only printing or changing is forbidden
// (ISO 32000-1, 7.6, and ISO 32000-2 for 256 bits). A nil one leaves all as it is.
type crypt struct {
	key              []byte
	strings, streams method
}

type method int

const (
	methodNone method = iota
	methodRC4
	methodAES    // 128 bits, a key for each object
	methodAES256 // one key for all
)

var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// newCrypt finds the key for the empty password, or returns ErrPassword.
func (f *file) newCrypt(enc dict) (*crypt, error) {
	number := func(key name) int {
		n, _ := f.resolve(enc[key]).(float64)
		return int(n)
	}
	text := func(key name) []byte {
		s, _ := f.resolve(enc[key]).(str)
		return []byte(s)
	}
	if f.resolve(enc["Filter"]) != name("Standard") {
		return nil, errors.New("it is encrypted in a way that is not known here")
	}
	c := &crypt{strings: methodRC4, streams: methodRC4}
	v, r := number("V"), number("R")
	if v >= 4 {
		c.strings, c.streams = f.methodOf(enc, "StrF"), f.methodOf(enc, "StmF")
	}
	if r >= 5 {
		return c, c.key256(text("U"), text("UE"), r)
	}
	bits := number("Length")
	switch {
	case v == 1 || bits < 40 || bits > 128:
		bits = 40
		if v >= 4 {
			bits = 128
		}
	case v >= 4:
		bits = 128
	}
	size := bits / 8
	ids, _ := f.resolve(f.trailer["ID"]).(array)
	var id []byte
	if len(ids) > 0 {
		s, _ := f.resolve(ids[0]).(str)
		id = []byte(s)
	}
	o := text("O")
	p := uint32(int64(number("P")))
	h := md5.New()
	h.Write(padding)
	h.Write(o[:min(len(o), 32)])
	h.Write([]byte{byte(p), byte(p >> 8), byte(p >> 16), byte(p >> 24)})
	h.Write(id)
	if r >= 4 && f.resolve(enc["EncryptMetadata"]) == false {
		h.Write([]byte{0xff, 0xff, 0xff, 0xff})
	}
	key := h.Sum(nil)
	if r >= 3 {
		for range 50 {
			sum := md5.Sum(key[:size])
			key = sum[:]
		}
	}
	c.key = key[:size]
	u := text("U")
	if len(u) < 16 || !bytes.Equal(u[:16], c.user(r, id)[:16]) {
		return nil, ErrPassword
	}
	return c, nil
}

// user returns what the file's U is if the key is right.
func (c *crypt) user(r int, id []byte) []byte {
	if r == 2 {
		return rc4With(c.key, padding)
	}
	h := md5.New()
	h.Write(padding)
	h.Write(id)
	out := rc4With(c.key, h.Sum(nil))
	for i := 1; i <= 19; i++ {
		key := make([]byte, len(c.key))
		for j := range key {
			key[j] = c.key[j] ^ byte(i)
		}
		out = rc4With(key, out)
	}
	return out
}

// methodOf returns the method of a crypt filter.
func (f *file) methodOf(enc dict, key name) method {
	which, _ := f.resolve(enc[key]).(name)
	filters, _ := f.resolve(enc["CF"]).(dict)
	filter, _ := f.resolve(filters[which]).(dict)
	switch f.resolve(filter["CFM"]) {
	case name("V2"):
		return methodRC4
	case name("AESV2"):
		return methodAES
	case name("AESV3"):
		return methodAES256
	}
	return methodNone
}

// key256 finds the key of 256 bits (ISO 32000-2, 7.6.4.3.3).
func (c *crypt) key256(u, ue []byte, r int) error {
	if len(u) < 48 || len(ue) < 32 {
		return errors.New("it is damaged: its encryption dictionary is too short")
	}
	if !bytes.Equal(hash256(u[32:40], r), u[:32]) {
		return ErrPassword
	}
	block, err := aes.NewCipher(hash256(u[40:48], r))
	if err != nil {
		return err
	}
	c.key = make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, 16)).CryptBlocks(c.key, ue[:32])
	return nil
}

// hash256 is the hash of the empty password with a salt: algorithm 2.B, or plain
// SHA-256 in the first files of this kind.
func hash256(salt []byte, r int) []byte {
	sum := sha256.Sum256(salt)
	k := sum[:]
	if r < 6 {
		return k
	}
	for i := 0; ; i++ {
		k1 := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		e := make([]byte, len(k1))
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, k1)
		mod := 0
		for _, b := range e[:16] {
			mod += int(b)
		}
		switch mod % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		default:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return k[:32]
		}
	}
}

func rc4With(key, data []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return data
	}
	out := make([]byte, len(data))
	c.XORKeyStream(out, data)
	return out
}

// object decrypts the strings in an object of a number.
func (c *crypt) object(v any, n int) any {
	if c == nil || c.strings == methodNone {
		return v
	}
	switch v := v.(type) {
	case str:
		return str(c.bytes([]byte(v), n, c.strings))
	case array:
		for i := range v {
			v[i] = c.object(v[i], n)
		}
	case dict:
		for k := range v {
			v[k] = c.object(v[k], n)
		}
	}
	return v
}

// stream decrypts the bytes of a stream.
func (c *crypt) stream(raw string, n int, d dict) string {
	if c == nil || c.streams == methodNone {
		return raw
	}
	return string(c.bytes([]byte(raw), n, c.streams))
}

func (c *crypt) bytes(data []byte, n int, m method) []byte {
	key := c.key
	if m != methodAES256 {
		h := md5.New()
		h.Write(key)
		h.Write([]byte{byte(n), byte(n >> 8), byte(n >> 16), 0, 0})
		if m == methodAES {
			h.Write([]byte("sAlT"))
		}
		key = h.Sum(nil)[:min(16, len(key)+5)]
	}
	if m == methodRC4 {
		return rc4With(key, data)
	}
	if len(data) < 32 || len(data)%16 != 0 {
		data = data[:len(data)/16*16]
		if len(data) < 32 {
			return nil
		}
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(data)-16)
	cipher.NewCBCDecrypter(block, data[:16]).CryptBlocks(out, data[16:])
	if pad := int(out[len(out)-1]); pad <= 16 && pad <= len(out) {
		out = out[:len(out)-pad]
	}
	return out
}
