package reading

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"strings"
	"testing"

	"herald/media"
)

// pdfOf writes a PDF of objects, numbered from 1, of which the first is the catalogue.
func pdfOf(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, table)
	return b.Bytes()
}

func stream(dict string, body []byte) string {
	return fmt.Sprintf("<</Length %d%s>>\nstream\n%s\nendstream", len(body), dict, body)
}

// onePage is a PDF of one page with content.
func onePage(content string, more ...string) []byte {
	return pdfOf("", append([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 4 0 R>>>>>>",
		content, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}, more...)...)
}

// bomb is length bytes of one letter, packed.
func bomb(t testing.TB, length int64) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := io.CopyN(z, endless{}, length); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type endless struct{}

// Read implements io.Reader.
func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = "q "[i%2]
	}
	return len(p), nil
}

// hostilePDFs are files that were made to harm whoever reads them.
func hostilePDFs(t testing.TB) map[string][]byte {
	hello := stream("", []byte("BT /F 12 Tf 50 700 Td (Readable words) Tj ET"))
	whole := onePage(hello)
	many := make([]string, 20_000)
	for i := range many {
		many[i] = "3 0 R"
	}
	return map[string][]byte{
		"whole":                    whole,
		"cut short":                whole[:len(whole)/2],
		"without a table":          bytes.Replace(whole, []byte("xref"), []byte("xxxx"), 1),
		"a tree that is a ring":    pdfOf("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
		"a parent that is a child": pdfOf("", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Parent 3 0 R/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
		"two thousand million pages": pdfOf("", "<</Type/Catalog/Pages 2 0 R>>",
			"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", "<</Type/Page/Parent 2 0 R>>"),
		"one page twenty thousand times": pdfOf("", "<</Type/Catalog/Pages 2 0 R>>",
			"<</Type/Pages/Kids["+strings.Join(many, " ")+"]/Count 20000>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>", hello, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"),
		"a huge table":              bytes.Replace(whole, []byte("/Size 6"), []byte("/Size 2147483647"), 1),
		"a table that names itself": bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Prev 9"), 1),
		"an object that is itself":  pdfOf("", "1 0 R"),
		"a length that is itself":   onePage("<</Length 4 0 R>>\nstream\nBT ET\nendstream"),
		"a form within itself":      onePage(stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>", []byte("/X Do /X Do"))),
		"deep brackets":             onePage(stream("", []byte(strings.Repeat("[", 1<<20)))),
		"deep dictionaries":         pdfOf("", strings.Repeat("<</A", 1<<18)),
		"a bomb":                    onePage(stream("/Filter/FlateDecode", bomb(t, 1<<30))),
		"a bomb in a bomb":          onePage(stream("/Filter[/FlateDecode/FlateDecode]", bomb(t, 64<<20))),
		"many letters":              onePage(stream("", []byte("BT /F 1 Tf "+strings.Repeat("(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ) Tj ", 1<<16)+"ET"))),
		"a program":                 pdfOf("", "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(while(true){})>>>>", "<</Type/Pages/Kids[]/Count 0>>"),
		"under a password": pdfOf("/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<"+strings.Repeat("41", 32)+">/U<"+strings.Repeat("42", 32)+">>>/ID[<00><00>]",
			"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"),
		"an unknown lock": pdfOf("/Encrypt<</Filter/Nobody>>", "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"),
	}
}

// hostilePapers are the same of a word processor.
func hostilePapers(t testing.TB) map[string][]byte {
	paper := func(body io.Reader, length int64) []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		part := func(name string, r io.Reader) {
			w, err := z.Create(name)
			if err == nil {
				_, err = io.Copy(w, r)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		part("[Content_Types].xml", strings.NewReader(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`))
		part("_rels/.rels", strings.NewReader(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`))
		part("word/document.xml", io.LimitReader(body, length))
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	const begin = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	return map[string][]byte{
		"a bomb":        paper(io.MultiReader(strings.NewReader(begin+"<w:p><w:r><w:t>"), endless{}), 1<<30),
		"deep elements": paper(strings.NewReader(begin+strings.Repeat("<w:p>", 1<<20)), 1<<30),
		"entities": paper(strings.NewReader(`<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`+
			begin+"<w:p><w:r><w:t>&b;&b;</w:t></w:r></w:p></w:body></w:document>"), 1<<30),
		"no end": paper(strings.NewReader(begin+"<w:p><w:r><w:t>words"), 1<<30),
	}
}

// TestHostileFiles reads what was made to harm. Each costs its own text alone: the
// answer is a text or why there is none, never that it should be tried again, and this
// process stays small.
func TestHostileFiles(t *testing.T) {
	r := reader(t, "child")
	for kind, files := range map[media.Kind]map[string][]byte{media.PDF: hostilePDFs(t), media.DOCX: hostilePapers(t)} {
		for name, raw := range files {
			text, err := judged(t, r, kind, name, raw)
			if name == "whole" && (err != nil || text.Body != "Readable words") {
				t.Errorf("the whole one: %q, %v", text.Body, err)
			}
			if strings.Contains(name, "lock") || strings.Contains(name, "password") {
				if !errors.Is(err, Encrypted) {
					t.Errorf("%s: %v, want %v", name, err, Encrypted)
				}
			}
		}
	}
}

// judged reads one file and wants an answer that says something about it.
func judged(t *testing.T, r *Reader, kind media.Kind, name string, raw []byte) (Text, error) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	text, err := r.Read(t.Context(), kind, blobOf(raw))
	runtime.ReadMemStats(&after)
	var why Why
	if err != nil && !errors.As(err, &why) {
		t.Errorf("%s %s: %v, want a text or a reason", kind, name, err)
	}
	if int64(len(text.Body)) > DefaultLimits().Text {
		t.Errorf("%s %s: %d bytes of text", kind, name, len(text.Body))
	}
	if grown := int64(after.Sys) - int64(before.Sys); grown > 128<<20 {
		t.Errorf("%s %s: this process grew by %d MiB", kind, name, grown>>20)
	}
	return text, err
}

// TestMutations reads a hundred files in which bytes were changed, taken out or put in.
// They are the same in every run.
func TestMutations(t *testing.T) {
	r := reader(t, "child")
	dice := rand.New(rand.NewPCG(8, 25))
	for n := range 100 {
		name, kind := "sr.chromium.pdf", media.PDF
		switch n % 4 {
		case 1:
			name, kind = "bg.docx", media.DOCX
		case 2:
			name, kind = "ka.odt", media.ODT
		case 3:
			name = "lt.writer.pdf"
		}
		raw, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		judged(t, r, kind, fmt.Sprintf("%s, mutation %d", name, n), mutated(dice, raw))
	}
}

func mutated(dice *rand.Rand, raw []byte) []byte {
	for range 1 + dice.IntN(20) {
		at := dice.IntN(len(raw))
		switch dice.IntN(4) {
		case 0:
			raw[at] = byte(dice.Uint32())
		case 1:
			raw = append(raw[:at:at], raw[min(len(raw), at+dice.IntN(64)):]...)
		case 2:
			from := dice.IntN(len(raw))
			raw = append(append(raw[:at:at], raw[from:min(len(raw), from+64)]...), raw[at:]...)
		case 3:
			copy(raw[at:], []string{"/Length 99999999", " 0 R", "endobj", "<<", "]", "-1"}[dice.IntN(6)])
		}
	}
	return raw
}
