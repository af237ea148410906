package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"herald/content/markdown"
	"herald/internal/fault"
)

// bomb is a part that swells: n MiB of the same.
func bomb(mib int, open, fill, end string) string {
	return open + strings.Repeat(fill, mib<<20/len(fill)) + end
}

func wordPart(inner string) string {
	return `<w:document ` + wordSpaces + `><w:body>` + inner + `</w:body></w:document>`
}

func TestHostileDocumentsAreRefusedInBoundedMemory(t *testing.T) {
	good := docxOf(p("", r("", "x")))
	main := func(s string) []byte { return good.with(parts{"word/document.xml": s}).pack(t) }
	whole := good.pack(t)
	many := good.with(nil)
	for i := range mostEntries + 1 {
		many[fmt.Sprintf("word/media/%d.png", i)] = "x"
	}
	swelling := good.with(nil)
	for i := range 9 {
		swelling[fmt.Sprintf("word/media/%d.png", i)] = bomb(31, "", "\x00", "")
	}
	locked := bytes.Clone(whole)
	for i := 0; ; { // the flag of a password, in both places of each entry
		at := bytes.Index(locked[i:], []byte("PK\x01\x02"))
		if at < 0 {
			break
		}
		locked[i+at+8] |= 1
		i += at + 4
	}
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"swells":                {swelling.pack(t), "desk.bring.swells"},
		"swells in one part":    {main(bomb(40, wordPart("")[:20], " ", "")), "desk.bring.swells"},
		"one endless paragraph": {main(wordPart(bomb(24, "<w:p><w:r><w:t>", "words ", "</w:t></w:r></w:p>"))), "desk.bring.swells"},
		"one endless table":     {main(wordPart(bomb(24, "<w:tbl>", "<w:tr/>", "</w:tbl>"))), "desk.bring.swells"},
		"one endless tag":       {main(wordPart(bomb(31, `<w:p a="`, "x", `"/>`))), "desk.bring.swells"},
		"many entries":          {many.pack(t), "desk.bring.swells"},
		"deep":                  {main(wordPart(strings.Repeat("<w:p>", 100_000) + strings.Repeat("</w:p>", 100_000))), "desk.bring.swells"},
		"deep without an end":   {main(`<w:document ` + wordSpaces + `><w:body>` + strings.Repeat("<w:tbl><w:tr><w:tc>", 50_000)), "desk.bring.swells"},
		"laughs":                {main(`<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>` + wordPart("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")), "desk.bring.broken"},
		"an outer entity":       {main(`<!DOCTYPE l SYSTEM "file:///etc/passwd">` + wordPart("")), "desk.bring.broken"},
		"an unknown entity":     {main(wordPart("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>")), "desk.bring.broken"},
		"another coding":        {main(`<?xml version="1.0" encoding="UTF-16"?>` + wordPart("")), "desk.bring.broken"},
		"cut XML":               {main(wordPart("")[:len(wordPart(""))-12]), "desk.bring.broken"},
		"out of the archive":    {good.with(parts{"../../etc/cron.d/x": "x"}).pack(t), "desk.bring.broken"},
		"an absolute name":      {good.with(parts{"/etc/passwd": "x"}).pack(t), "desk.bring.broken"},
		"a Windows name":        {good.with(parts{`word\x.xml`: "x"}).pack(t), "desk.bring.broken"},
		"cut in the middle":     {whole[:len(whole)/2], "desk.bring.broken"},
		"cut at the end":        {whole[:len(whole)-3], "desk.bring.broken"},
		"only a beginning":      {[]byte("PK\x03\x04"), "desk.bring.broken"},
		"nothing":               {nil, "desk.bring.unknown"},
		"another sum":           {spoiled(t, good), "desk.bring.broken"},
		"a directory elsewhere": {append([]byte("PK\x03\x04 in front "), whole...), "desk.bring.broken"},
		"a password":            {locked, "desk.bring.encrypted"},
		"a password, old box":   {append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 70_000)), utf16("EncryptedPackage")...), "desk.bring.encrypted"},
		"a password, open":      {odtOf("").with(parts{"META-INF/manifest.xml": `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>`}).pack(t), "desk.bring.encrypted"},
		"old Word":              {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600)), "desk.bring.old_word"},
		"RTF":                   {[]byte(`{\rtf1\ansi hello}`), "desk.bring.rtf"},
		"PDF":                   {[]byte("%PDF-1.7"), "desk.bring.pdf"},
		"a picture":             {[]byte(pngOf(4)), "desk.bring.unknown"},
		"any archive":           {parts{"a.txt": "x"}.pack(t), "desk.bring.unknown"},
		"a spreadsheet":         {good.with(parts{"_rels/.rels": strings.ReplaceAll(good["_rels/.rels"], "word/", "xl/"), "xl/document.xml": "<x/>"}).pack(t), "desk.bring.unknown"},
		"an open spreadsheet":   {parts{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}.pack(t), "desk.bring.unknown"},
		"an archive in itself":  {parts{"a.docx": string(whole)}.pack(t), "desk.bring.unknown"},
		"without a text":        {parts{"mimetype": openText}.pack(t), "desk.bring.broken"},
		"main part far away":    {good.with(parts{"_rels/.rels": strings.ReplaceAll(good["_rels/.rels"], "word/document.xml", "../../../etc/passwd")}).pack(t), "desk.bring.unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			began := time.Now()
			if got := refusal(t, c.file); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			runtime.ReadMemStats(&after)
			// All that was ever asked for, not what was held at once: far above it.
			if got := (after.TotalAlloc - before.TotalAlloc) >> 20; got > 200 {
				t.Errorf("%d MiB were asked for", got)
			}
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

func TestAFileBeyondTheLimitIsNotLookedInto(t *testing.T) {
	_, err := Read(t.Context(), bytes.NewReader(nil), MaxFile+1)
	var f *fault.Fault
	if !asFault(err, &f) || f.Key != "desk.bring.too_large" {
		t.Error(err)
	}
}

// spoiled is an archive in which a byte of the text was changed and its sum was not.
func spoiled(t *testing.T, good parts) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, s := range good {
		h := &zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(s)), CompressedSize64: uint64(len(s)), UncompressedSize64: uint64(len(s))}
		if name == "word/document.xml" {
			s = strings.Replace(s, ">x<", ">y<", 1)
		}
		f, err := z.CreateRaw(h)
		if err == nil {
			_, err = f.Write([]byte(s))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func utf16(s string) []byte {
	var b []byte
	for _, r := range s {
		b = binary.LittleEndian.AppendUint16(b, uint16(r))
	}
	return b
}

func TestNothingBreaksWhereNumbersAreMad(t *testing.T) {
	for name, file := range map[string]parts{
		"a cell over millions of columns":  docxOf(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>` + p("", r("", "a")) + `</w:tc></w:tr></w:tbl>`),
		"a cell again and again":           odtOf(`<table:table><table:table-row><table:table-cell table:number-columns-repeated="1000000"><text:p>a</text:p></table:table-cell></table:table-row></table:table>`),
		"a level below zero":               docxOf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="-3"/><w:numId w:val="2"/></w:numPr></w:pPr>` + r("", "a") + `</w:p>`),
		"a style based on itself":          docxOf(p("A", r("", "a"))).with(parts{"word/styles.xml": `<w:styles ` + wordSpaces + `><w:style w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/></w:style></w:styles>`}),
		"an open style based on itself":    odtOf(`<text:p text:style-name="X">a</text:p>`).with(parts{"styles.xml": `<office:document-styles ` + openSpaces + `><office:styles><style:style style:name="X" style:family="paragraph" style:parent-style-name="X"/></office:styles></office:document-styles>`}),
		"a note within itself":             docxOf(p("", r("", "a")+`<w:r><w:footnoteReference w:id="1"/></w:r>`)).with(parts{"word/footnotes.xml": `<w:footnotes ` + wordSpaces + `><w:footnote w:id="1">` + p("", r("", "n")+`<w:r><w:footnoteReference w:id="1"/></w:r>`) + `</w:footnote></w:footnotes>`}),
		"fields that never end":            docxOf(p("", strings.Repeat(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>`, 500)+r("", "a"))),
		"a list far too deep":              odtOf(strings.Repeat(`<text:list text:style-name="L1"><text:list-item>`, 50) + `<text:p>a</text:p>` + strings.Repeat(`</text:list-item></text:list>`, 50)),
		"an item that starts at a million": odtOf(`<text:list text:style-name="L2"><text:list-item text:start-value="1000000"><text:p>a</text:p></text:list-item></text:list>`),
	} {
		t.Run(name, func(t *testing.T) {
			if got := body(t, read(t, file.pack(t))); !strings.Contains(got, "a") || len(got) > 2000 {
				t.Errorf("%.300q", got)
			}
		})
	}
}

func TestATextBeyondTheLimitEndsWithABlockAndSaysSo(t *testing.T) {
	var b strings.Builder
	for i := range 6000 {
		b.WriteString(p("", r("", fmt.Sprintf("Paragraph %d has some words that make it long enough to count.", i))))
	}
	x := read(t, docxOf(b.String()).pack(t))
	s, left := x.Body(nil)
	if len(s) > markdown.MaxSource || len(s) < markdown.MaxSource*9/10 || !strings.HasSuffix(s, "to count.") {
		t.Errorf("%d bytes, ends with %q", len(s), s[len(s)-40:])
	}
	if left[0].Kind != LeftLong || !strings.HasPrefix(left[0].Excerpt, "Paragraph ") {
		t.Errorf("%v", left)
	}
	rest := 0
	if _, err := fmt.Sscanf(left[0].Excerpt, "Paragraph %d", &rest); err != nil || left[0].Count != 6000-rest {
		t.Errorf("%d left from %d on", left[0].Count, rest)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := docxOf(strings.Repeat(p("", r("", "x")), 5000)).pack(t)
	if _, err := Read(ctx, bytes.NewReader(b), int64(len(b))); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func FuzzWord(f *testing.F) {
	for _, s := range []string{p("", r("<w:b/>", "a*b")), `<w:tbl><w:tr><w:tc/></w:tr></w:tbl>`, drawing("inline", `<a:blip r:embed="p"/>`, "x"), `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzed(t, docxOf(s).pack(t)) })
}

func FuzzOpenDocument(f *testing.F) {
	for _, s := range []string{`<text:p>a<text:s/></text:p>`, `<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>`, `<table:table><table:table-row/></table:table>`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { fuzzed(t, odtOf(s).pack(t)) })
}

func FuzzArchive(f *testing.F) {
	for _, name := range []string{"testdata/pandoc-bg.docx", "testdata/pandoc-bg.odt"} {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(fuzzed)
}

// fuzzed holds what every answer must hold: a refusal has a key, and a text has
// nothing that Herald would not take.
func fuzzed(t *testing.T, b []byte) {
	x, err := Read(t.Context(), bytes.NewReader(b), int64(len(b)))
	if err != nil {
		var f *fault.Fault
		if !asFault(err, &f) || f.Kind != fault.Invalid || !strings.HasPrefix(f.Key, "desk.bring.") {
			t.Fatalf("no refusal: %v", err)
		}
		return
	}
	s, _ := x.Body(assets(x))
	if len(s) > markdown.MaxSource {
		t.Fatalf("%d bytes", len(s))
	}
	for _, i := range markdown.Check(s) {
		switch i.Key {
		case "markdown.bad_link", "markdown.bad_picture", "markdown.raw_html", "markdown.heading_order", "markdown.heading_empty", "markdown.footnote_missing", "markdown.unclosed_block":
			t.Fatalf("%v in %q", i, s)
		}
	}
}
