package reading

import (
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	xunicode "golang.org/x/text/encoding/unicode"

	"herald/media"
)

// readPlain reads a file that is text already.
func readPlain(k media.Kind, f io.Reader, l Limits) (Text, error) {
	// A letter has up to four bytes, and half of them at most go in Tidy.
	raw, err := io.ReadAll(io.LimitReader(f, 2*l.Text+1))
	if err != nil {
		return Text{}, err
	}
	more := int64(len(raw)) > 2*l.Text
	text := decode(raw)
	if k == media.VTT {
		text = spoken(text)
	}
	out := bounded(text, l)
	out.Cut = out.Cut || more
	return out, nil
}

// old are the encodings that files of before UTF-8 have in the languages of Herald,
// for Bulgarian and Serbian, for Slovene and Serbian, for Lithuanian.
var old = []*charmap.Charmap{charmap.Windows1251, charmap.Windows1250, charmap.Windows1257}

// decode gives what raw says: in UTF-8, in UTF-16 where it begins with the mark of
// that, else in the old encoding whose letters make most sense.
func decode(raw []byte) string {
	for _, mark := range []struct {
		begins string
		order  xunicode.Endianness
	}{{"\xff\xfe", xunicode.LittleEndian}, {"\xfe\xff", xunicode.BigEndian}} {
		if bytes.HasPrefix(raw, []byte(mark.begins)) {
			return decoded(xunicode.UTF16(mark.order, xunicode.UseBOM), raw)
		}
	}
	// The last letter may have been cut.
	if valid(raw) {
		return strings.TrimPrefix(strings.ToValidUTF8(string(raw), ""), "\ufeff")
	}
	best, most := "", 0
	for i, e := range old {
		text := decoded(e, raw)
		if sense := sensible(text); i == 0 || sense > most {
			best, most = text, sense
		}
	}
	return best
}

func valid(raw []byte) bool {
	for cut := 0; cut < utf8.UTFMax && cut <= len(raw); cut++ {
		if utf8.Valid(raw[:len(raw)-cut]) {
			return true
		}
	}
	return false
}

func decoded(e encoding.Encoding, raw []byte) string {
	text, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return ""
	}
	return string(text)
}

// accented are the letters beyond ASCII of the Latin alphabets of Herald's languages.
const accented = "ąčęėįšųūžćđëç"

// sensible is how much sense text makes as one of an old encoding: a letter that the
// languages have counts for it. A letter that they do not have, one of another script
// than the letter before it and a capital after a small letter count against it, since
// only a wrong encoding makes them.
func sensible(text string) (points int) {
	before := ' '
	for _, r := range text {
		mixed := unicode.IsLetter(before) && unicode.IsLetter(r) && unicode.Is(unicode.Cyrillic, before) != unicode.Is(unicode.Cyrillic, r)
		switch {
		case mixed, unicode.IsLower(before) && unicode.IsUpper(r):
			points -= 2
		case r < utf8.RuneSelf:
		case strings.ContainsRune(accented, unicode.ToLower(r)), strings.ContainsRune("„“”–’№«»", r):
			points += 2
		case unicode.Is(unicode.Cyrillic, r):
			points++
		default:
			points -= 2
		}
		before = r
	}
	return points
}

// spoken gives the words of captions without their times.
func spoken(text string) string {
	var lines []string
	for line := range strings.SplitSeq(strings.TrimPrefix(text, "WEBVTT"), "\n") {
		if !strings.Contains(line, "-->") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
