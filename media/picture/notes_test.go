package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"herald/media"
	"herald/media/picture"
)

// planted are words that a file carries and that nobody may ever see.
var planted = []string{"SERIAL-4711", "54.6872N", "SecretLens", "CommentOfMachine", "PROFILEDATA", "secret-account"}

// entry is a value in an EXIF directory.
type entry struct {
	id   uint16
	text string
}

// exif is a block with one directory of texts and one of a place.
func exif(entries ...entry) []byte {
	slices.SortFunc(entries, func(a, b entry) int { return int(a.id) - int(b.id) })
	order := binary.BigEndian
	out := []byte("MM\x00\x2a\x00\x00\x00\x08")
	out = order.AppendUint16(out, uint16(len(entries)))
	data := len(out) + 12*len(entries) + 4
	var values []byte
	for _, e := range entries {
		text := append([]byte(e.text), 0)
		out = order.AppendUint16(out, e.id)
		out = order.AppendUint16(out, 2)
		out = order.AppendUint32(out, uint32(len(text)))
		if len(text) <= 4 {
			out = append(out, append(text, 0, 0, 0)[:4]...)
			continue
		}
		out = order.AppendUint32(out, uint32(data+len(values)))
		values = append(values, text...)
	}
	return append(append(out, 0, 0, 0, 0), values...)
}

const (
	imageDescription, artist, rights, serial, lens = 0x10e, 0x13b, 0x8298, 0xa431, 0xa434
)

func xmp(credit, creator, rights, description string) []byte {
	return []byte(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:exif="http://ns.adobe.com/exif/1.0/" ` +
		`aux:SerialNumber="SERIAL-4711" aux:Lens="SecretLens" exif:GPSLatitude="54.6872N" photoshop:Credit="` + credit + `">` +
		`<dc:creator><rdf:Seq>` + creator + `</rdf:Seq></dc:creator>` +
		`<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">` + rights + `</rdf:li><rdf:li xml:lang="de">anders</rdf:li></rdf:Alt></dc:rights>` +
		`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">` + description + `</rdf:li></rdf:Alt></dc:description>` +
		`</rdf:Description></rdf:RDF></x:xmpmeta>`)
}

// iptc is the segment of the tags 110, 80, 116 and 120; utf8 says that it says
// which characters it holds.
func iptc(declared bool, tags map[byte]string) []byte {
	var data []byte
	add := func(record, id byte, text string) {
		data = append(data, 0x1c, record, id)
		data = append(binary.BigEndian.AppendUint16(data, uint16(len(text))), text...)
	}
	if declared {
		add(1, 90, "\x1b%G")
	}
	for _, id := range []byte{80, 110, 116, 120} {
		if tags[id] != "" {
			add(2, id, tags[id])
		}
	}
	out := []byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00")
	out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
	return append(out, data...)
}

func app1(exif []byte) []byte { return segment(0xe1, append([]byte("Exif\x00\x00"), exif...)) }

func appXMP(packet []byte) []byte {
	return segment(0xe1, append([]byte("http://ns.adobe.com/xap/1.0/\x00"), packet...))
}

func notes(t *testing.T, k media.Kind, body []byte) media.Notes {
	t.Helper()
	n, err := picture.ReadNotes(context.Background(), k, bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTheWordsOfAPictureAreRead(t *testing.T) {
	photo := encode(t, media.JPEG, quarters(40, 30))
	fromEXIF := app1(exif(entry{imageDescription, "Turgus"}, entry{artist, "Ona Exif"}, entry{rights, "© Exif"}))
	fromIPTC := segment(0xed, iptc(true, map[byte]string{80: "Ona Įkurta", 110: "Iptc / Savivaldybė", 116: "© Iptc", 120: "Aikštė"}))
	fromXMP := appXMP(xmp("Xmp &amp; Co", "<rdf:li>Ana</rdf:li><rdf:li>Béla</rdf:li>", "© Xmp", "Skveras"))
	cases := map[string]struct {
		body []byte
		want media.Notes
	}{
		"nothing":   {photo, media.Notes{}},
		"EXIF":      {intoJPEG(photo, fromEXIF), media.Notes{Credit: "Ona Exif", Copyright: "© Exif", Description: "Turgus"}},
		"IPTC wins": {intoJPEG(photo, fromEXIF, fromIPTC), media.Notes{Credit: "Iptc / Savivaldybė", Copyright: "© Iptc", Description: "Aikštė"}},
		"XMP wins":  {intoJPEG(photo, fromEXIF, fromIPTC, fromXMP), media.Notes{Credit: "Xmp & Co", Copyright: "© Xmp", Description: "Skveras"}},
		// Where the default language is empty the next one is taken.
		"creators":           {intoJPEG(photo, appXMP(xmp("", "<rdf:li>Ana</rdf:li><rdf:li>Béla</rdf:li>", "", ""))), media.Notes{Credit: "Ana, Béla", Copyright: "anders"}},
		"UTF-8 not declared": {intoJPEG(photo, segment(0xed, iptc(false, map[byte]string{110: "Žemaitė"}))), media.Notes{Credit: "Žemaitė"}},
		"Latin-1":            {intoJPEG(photo, segment(0xed, iptc(false, map[byte]string{110: "Andr\xe9"}))), media.Notes{Credit: "André"}},
		"damaged XMP":        {intoJPEG(photo, appXMP([]byte("<x:xmpmeta><rdf")), fromEXIF), media.Notes{Credit: "Ona Exif", Copyright: "© Exif", Description: "Turgus"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := notes(t, media.JPEG, c.body); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("read %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestTheWordsOfOtherKindsAreRead(t *testing.T) {
	packet := xmp("Spauda", "", "© Miestas", "")
	drawing := encode(t, media.PNG, quarters(40, 30))
	text := func(compressed string, body []byte) []byte {
		return chunk("iTXt", append([]byte("XML:com.adobe.xmp\x00"+compressed+"\x00\x00"), body...))
	}
	want := fmt.Sprint(media.Notes{Credit: "Spauda", Copyright: "© Miestas"})
	for name, body := range map[string][]byte{
		"plain":       intoPNG(drawing, chunk("tEXt", []byte("Comment\x00no")), text("\x00\x00", packet)),
		"compressed":  intoPNG(drawing, text("\x01\x00", deflate(t, packet))),
		"behind data": append(append(bytes.Clone(drawing[:len(drawing)-12]), text("\x00\x00", packet)...), drawing[len(drawing)-12:]...),
	} {
		if got := notes(t, media.PNG, body); fmt.Sprint(got) != want {
			t.Errorf("PNG %s: read %+v", name, got)
		}
	}
	if got := notes(t, media.PNG, intoPNG(drawing, chunk("eXIf", exif(entry{artist, "Ona"})))); got.Credit != "Ona" {
		t.Errorf("PNG with EXIF: read %+v", got)
	}
	still := encode(t, media.WebP, quarters(40, 30))[12:]
	head := append([]byte{1<<2 | 1<<3, 0, 0, 0}, append(three(39), three(29)...)...)
	webp := riff(riffChunk("VP8X", head), still, riffChunk("EXIF", exif(entry{imageDescription, "Tiltas"})), riffChunk("XMP ", packet))
	// A chunk of an odd length has a byte behind it that belongs to nobody.
	if len(exif(entry{imageDescription, "Tiltas"}))%2 == 0 {
		t.Fatal("no chunk is odd")
	}
	if got := notes(t, media.WebP, webp); fmt.Sprint(got) != fmt.Sprint(media.Notes{Credit: "Spauda", Copyright: "© Miestas", Description: "Tiltas"}) {
		t.Errorf("WebP: read %+v", got)
	}
	for _, k := range []media.Kind{media.GIF, media.PDF, ""} {
		if got := notes(t, k, drawing); fmt.Sprint(got) != fmt.Sprint(media.Notes{}) {
			t.Errorf("%q: read %+v", k, got)
		}
	}
}

func TestWordsAreCleaned(t *testing.T) {
	photo := encode(t, media.JPEG, quarters(40, 30))
	for name, c := range map[string]struct{ in, want string }{
		"control":    {"a\x07b\x1b[31mc", "ab[31mc"},
		"lines":      {"  a\r\n\tb  ", "a b"},
		"bidi":       {"abc\u202egpj.exe\u2066x\u200e\u061c", "abcgpj.exex"},
		"hidden":     {"a\u200bb\ufeffc\U000e0041d\ue000e", "abcde"},
		"composed":   {"Z\u030cemaite\u0307", "Žemaitė"},
		"no UTF-8":   {"a\xff\xfeb", "a\uFFFDb"},
		"markup":     {"<script>x</script>", "<script>x</script>"},
		"only space": {" \u00a0\u2028 ", ""},
		"long":       {strings.Repeat("ą", 1500), strings.Repeat("ą", 1000)},
	} {
		t.Run(name, func(t *testing.T) {
			got := notes(t, media.JPEG, intoJPEG(photo, segment(0xed, iptc(true, map[byte]string{120: c.in})))).Description
			if got != c.want {
				t.Errorf("%q became %q, want %q", c.in, got, c.want)
			}
			if !utf8.ValidString(got) || utf8.RuneCountInString(got) > 1000 {
				t.Errorf("%q is not clean", got)
			}
		})
	}
}

// laden gives a picture of each kind with everything that a machine may write.
func laden(t testing.TB) map[media.Kind][]byte {
	block := exif(entry{artist, "Ona"}, entry{serial, planted[0]}, entry{0x9286, planted[5]}, entry{lens, planted[2]}, entry{0x1, planted[1]})
	packet := xmp("", "", "", planted[5])
	profile := append([]byte("ICC_PROFILE\x00\x01\x01"), planted[4]...)
	text := append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), packet...)
	photo, drawing := encode(t, media.JPEG, quarters(90, 60)), encode(t, media.PNG, quarters(90, 60))
	head := append([]byte{1<<2 | 1<<3, 0, 0, 0}, append(three(89), three(59)...)...)
	moving := encode(t, media.GIF, quarters(90, 60))
	comment := append([]byte{0x21, 0xfe, byte(len(planted[3]))}, planted[3]+"\x00"...)
	at := 13 + 3<<(moving[10]&7+1)
	return map[media.Kind][]byte{
		media.JPEG: append(intoJPEG(photo, app1(block), appXMP(packet), segment(0xe2, profile), segment(0xed, iptc(true, map[byte]string{120: planted[5]})),
			segment(0xfe, []byte(planted[3]))), planted[3]...),
		media.PNG: append(intoPNG(drawing, chunk("eXIf", block), chunk("iTXt", text), chunk("tEXt", []byte("Comment\x00"+planted[3])),
			chunk("zzZz", []byte(planted[4]))), planted[3]...),
		media.WebP: riff(riffChunk("VP8X", head), riffChunk("ICCP", profile), encode(t, media.WebP, quarters(90, 60))[12:],
			riffChunk("EXIF", block), riffChunk("XMP ", packet)),
		media.GIF: append(bytes.Clone(moving[:at]), append(comment, moving[at:]...)...),
	}
}

func TestNothingOfTheFileSurvivesInWhatIsPainted(t *testing.T) {
	for k, body := range laden(t) {
		carried := 0
		for _, word := range planted {
			carried += bytes.Count(body, []byte(word))
		}
		if carried == 0 {
			t.Fatalf("%s carries nothing", k)
		}
		a := asset(k, body, 90, 60)
		want := append(variants(a, wide, small, card), media.Variant{Kind: media.PictureKinds(k)[1]})
		for name, file := range paint(t, a, body, want...) {
			for _, word := range append([]string{"Exif", "ICC_PROFILE", "iCCP", "ICCP", "EXIF", "xmp", "XMP ", "tEXt", "iTXt", "eXIf", "Photoshop"}, planted...) {
				if bytes.Contains(file, []byte(word)) {
					t.Errorf("%s of a %s holds %q", name, k, word)
				}
			}
		}
	}
}

func TestNothingButThreeWordsIsRead(t *testing.T) {
	for k, body := range laden(t) {
		got := notes(t, k, body)
		for _, word := range planted[:5] {
			if strings.Contains(fmt.Sprintf("%+v", got), word) {
				t.Errorf("the notes of a %s hold %q: %+v", k, word, got)
			}
		}
		if got.Name != "" || len(got.Alt)+len(got.Caption) > 0 {
			t.Errorf("the notes of a %s hold more: %+v", k, got)
		}
	}
}

func TestReadingWordsEndsWithTheRequest(t *testing.T) {
	body := intoJPEG(encode(t, media.JPEG, quarters(40, 30)), app1(exif(entry{artist, "Ona"})))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := picture.ReadNotes(ctx, media.JPEG, bytes.NewReader(body), int64(len(body))); !errors.Is(err, context.Canceled) {
		t.Errorf("it gave %v", err)
	}
}
