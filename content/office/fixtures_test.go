package office

import (
	"archive/zip"
	"bytes"
	"image"
	"image/png"
	"maps"
	"slices"
	"strings"
	"testing"

	"herald/content/markdown"
	"herald/internal/fault"
)

// parts are the files of an archive by their names.
type parts map[string]string

// pack makes an archive; an OpenDocument file begins with its mimetype, stored.
func (p parts) pack(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name string, method uint16) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err == nil {
			_, err = f.Write([]byte(p[name]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if p["mimetype"] != "" {
		add("mimetype", zip.Store)
	}
	for _, name := range slices.Sorted(maps.Keys(p)) {
		if name != "mimetype" {
			add(name, zip.Deflate)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with lays other parts over p.
func (p parts) with(more parts) parts {
	all := maps.Clone(p)
	maps.Copy(all, more)
	return all
}

const wordSpaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"`

const relType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

// docxOf is a DOCX whose body holds what is given.
func docxOf(body string) parts {
	rels := func(inner string) string {
		return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + inner + `</Relationships>`
	}
	rel := func(id, kind, target string, more ...string) string {
		return `<Relationship Id="` + id + `" Type="` + relType + kind + `" Target="` + target + `"` + strings.Join(more, "") + `/>`
	}
	style := func(id, name, inner string) string {
		return `<w:style w:type="paragraph" w:styleId="` + id + `"><w:name w:val="` + name + `"/>` + inner + `</w:style>`
	}
	level := func(n, format, text string) string {
		return `<w:lvl w:ilvl="` + n + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/></w:lvl>`
	}
	return parts{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         rels(rel("r1", "officeDocument", "word/document.xml")),
		"word/document.xml":   `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordSpaces + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
		"word/_rels/document.xml.rels": rels(rel("s", "styles", "styles.xml") + rel("n", "numbering", "numbering.xml") + rel("f", "footnotes", "footnotes.xml") +
			rel("e", "endnotes", "endnotes.xml") + rel("p", "image", "media/image1.png") + rel("emf", "image", "media/image2.emf") +
			rel("far", "image", "http://tracker.example/p.png", ` TargetMode="External"`) + rel("h", "header", "header1.xml") +
			rel("web", "hyperlink", "https://town.example/a(b)?x=1", ` TargetMode="External"`) + rel("js", "hyperlink", "javascript:alert(1)", ` TargetMode="External"`) +
			rel("mail", "hyperlink", "mailto:info@town.example", ` TargetMode="External"`)),
		"word/styles.xml": `<w:styles ` + wordSpaces + `>` + style("Titel", "Title", "") + style("Berschrift1", "heading 1", `<w:rPr><w:b/><w:i/></w:rPr>`) +
			style("Berschrift2", "heading 2", "") + style("Berschrift4", "heading 4", "") + style("Eigen", "Skyriaus vardas", `<w:basedOn w:val="Berschrift2"/>`) +
			style("Zitat", "Quote", `<w:rPr><w:i/></w:rPr>`) + style("Beschriftung", "caption", "") + style("Verzeichnis1", "toc 1", "") +
			style("Fett", "Lead", `<w:rPr><w:b/></w:rPr>`) + `</w:styles>`,
		"word/numbering.xml": `<w:numbering ` + wordSpaces + `><w:abstractNum w:abstractNumId="0">` + level("0", "bullet", "") + level("1", "bullet", "o") + `</w:abstractNum>` +
			`<w:abstractNum w:abstractNumId="1">` + level("0", "decimal", "%1.") + level("1", "decimal", "%1.%2.") + level("2", "lowerLetter", "%3)") + `</w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>` +
			`<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`,
		"word/footnotes.xml":    `<w:footnotes ` + wordSpaces + `><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Law 5.</w:t></w:r></w:p><w:p><w:r><w:t>Second.</w:t></w:r></w:p></w:footnote></w:footnotes>`,
		"word/endnotes.xml":     `<w:endnotes ` + wordSpaces + `><w:endnote w:id="1"><w:p><w:r><w:t>At the end.</w:t></w:r></w:p></w:endnote></w:endnotes>`,
		"word/header1.xml":      `<w:hdr ` + wordSpaces + `><w:p><w:r><w:t>Town of Arvena</w:t></w:r></w:p></w:hdr>`,
		"word/media/image1.png": pngOf(4), "word/media/image2.emf": "\x01\x00\x00\x00 EMF",
	}
}

const openSpaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ` +
	`xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ` +
	`xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" ` +
	`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"`

// odtOf is an ODT whose text holds what is given.
func odtOf(body string) parts {
	return parts{
		"mimetype":              openText,
		"META-INF/manifest.xml": `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/"/></manifest:manifest>`,
		"styles.xml": `<office:document-styles ` + openSpaces + `><office:styles><style:style style:name="Title" style:family="paragraph"/>` +
			`<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"><style:text-properties fo:font-weight="bold"/></style:style>` +
			`<style:style style:name="Quotations" style:family="paragraph"><style:text-properties fo:font-style="italic"/></style:style><style:style style:name="Caption" style:family="paragraph"/>` +
			`<style:style style:name="Illustration" style:family="paragraph" style:parent-style-name="Caption"/></office:styles>` +
			`<office:master-styles><style:master-page style:name="Standard"><style:header><text:p>Town of Arvena</text:p></style:header><style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>`,
		"content.xml": `<?xml version="1.0" encoding="UTF-8"?><office:document-content ` + openSpaces + `><office:automatic-styles>` +
			`<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style><style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>` +
			`<style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>` +
			`<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/><style:style style:name="P2" style:family="paragraph" style:parent-style-name="Title"/>` +
			`<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/><text:list-level-style-bullet text:level="2" text:bullet-char="◦"/></text:list-style>` +
			`<text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix="." text:display-levels="2"/><text:list-level-style-number text:level="3" style:num-format="a" style:num-suffix=")"/></text:list-style>` +
			`</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`,
		"Pictures/one.png": pngOf(5), "Pictures/two.svm": "VCLMTF",
		"Object 1/content.xml": `<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"/>`,
		"Object 2/content.xml": `<office:document-content ` + openSpaces + `><office:body><office:chart/></office:body></office:document-content>`,
	}
}

func pngOf(n int) string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, n, n))); err != nil {
		panic(err)
	}
	return b.String()
}

func read(t testing.TB, b []byte) *Text {
	t.Helper()
	x, err := Read(t.Context(), bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return x
}

// assets are ids for the pictures of a text.
func assets(x *Text) []string {
	all := make([]string, len(x.Pictures))
	for i := range all {
		all[i] = "pic" + string(rune('1'+i))
	}
	return all
}

// body gives the Markdown of a document, which must have nothing to look at.
func body(t testing.TB, x *Text) string {
	t.Helper()
	s, _ := x.Body(assets(x))
	if issues := markdown.Check(s); len(issues) > 0 {
		t.Errorf("the Markdown has issues %v:\n%s", issues, s)
	}
	return s
}

func refusal(t testing.TB, b []byte) string {
	t.Helper()
	_, err := Read(t.Context(), bytes.NewReader(b), int64(len(b)))
	var f *fault.Fault
	if !asFault(err, &f) || f.Kind != fault.Invalid {
		return "not refused"
	}
	return f.Key
}

// p is a paragraph of Word with a style, "" for none.
func p(style, inner string) string {
	if style != "" {
		style = `<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`
	}
	return `<w:p>` + style + inner + `</w:p>`
}

// r is a run with properties.
func r(props, text string) string {
	return `<w:r><w:rPr>` + props + `</w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
}
