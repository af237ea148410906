package reading

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"herald/media"
)

// samples are sentences of each language, with the encodings that are guessed from
// them.
var samples = map[string]struct {
	text string
	in   []encoding.Encoding
}{
	"lt":      {"Taryba įpareigoja užtikrinti, kad ąžuolų ūksmėje nebūtų šiukšlių.", []encoding.Encoding{charmap.Windows1257}},
	"sl":      {"Občinski svet določa, da so žive meje ob cestah največ meter visoke.", []encoding.Encoding{charmap.Windows1250}},
	"sr-Latn": {"Skupština opštine utvrđuje da se đubre i ostaci ljubičica odlažu u džakove.", []encoding.Encoding{charmap.Windows1250}},
	"sr":      {"Скупштина општине утврђује да се ђубре и остаци љубичица одлажу у џакове.", []encoding.Encoding{charmap.Windows1251}},
	"bg":      {"Общинският съвет определя, че ъгловите парцели се облагат.", []encoding.Encoding{charmap.Windows1251}},
	"ka":      {"საკრებულო ადგენს, რომ მოქალაქეებმა ნაგავი უნდა გაიტანონ.", nil},
	"en":      {"The council decides that hedges are cut.", []encoding.Encoding{charmap.Windows1250, charmap.Windows1257}},
}

// TestEncodings reads every sample in every encoding that files come in.
func TestEncodings(t *testing.T) {
	for name, s := range samples {
		in := append([]encoding.Encoding{encoding.Nop, unicode.UTF8BOM,
			unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), unicode.UTF16(unicode.BigEndian, unicode.UseBOM)}, s.in...)
		for _, e := range in {
			raw, err := e.NewEncoder().Bytes([]byte("Nr;Text\n1;" + s.text + "\n"))
			if err != nil {
				t.Fatal(err)
			}
			got, err := readPlain(media.CSV, bytes.NewReader(raw), DefaultLimits())
			if want := "Nr;Text\n1;" + s.text; err != nil || got.Body != want || got.Cut {
				t.Errorf("%s as %v: %q, %v", name, e, got.Body, err)
			}
		}
	}
}

// TestCaptionsWithoutTimes reads the words of captions alone.
func TestCaptionsWithoutTimes(t *testing.T) {
	const vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe mayor opens the bridge.\n\n00:03.000 --> 00:04.000\nIt rains.\n"
	got, err := readPlain(media.VTT, strings.NewReader(vtt), DefaultLimits())
	if want := "The mayor opens the bridge.\n\nIt rains."; err != nil || got.Body != want {
		t.Errorf("%q, %v", got.Body, err)
	}
}

// TestLongTextIsCut keeps the beginning and says that there is more, also where a
// letter of the last was cut in two.
func TestLongTextIsCut(t *testing.T) {
	l := DefaultLimits()
	for _, letter := range []string{"a", "ž", "ს"} {
		got, err := readPlain(media.CSV, strings.NewReader(strings.Repeat(letter+letter+" ", 3<<20)), l)
		if err != nil || !got.Cut || int64(len(got.Body)) > l.Text || int64(len(got.Body)) < l.Text*9/10 || !strings.HasPrefix(got.Body, letter+letter+" ") {
			t.Errorf("%s: %d bytes, cut %v, %v", letter, len(got.Body), got.Cut, err)
		}
	}
}
