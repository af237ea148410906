package intake

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
)

// makePDF makes a file of objects, the first being the catalogue, with a table
// and a trailer.
func makePDF(trailer string, objects ...string) string {
	s := "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
	var table strings.Builder
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", len(s))
		s += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := len(s)
	return s + fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table.String(), len(objects)+1, trailer, start)
}

// pages are the objects that every PDF here has after its catalogue.
func pages(rest ...string) []string {
	return append([]string{
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.org/JS/AA/) >> >>] >>",
	}, rest...)
}

func pdfWith(catalogue string, rest ...string) string {
	return makePDF("", append([]string{"<< /Type /Catalog /Pages 2 0 R " + catalogue + " >>"}, pages(rest...)...)...)
}

func pdfStream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

func packed(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	must(z.Write([]byte(s)))
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// objectStream packs objects with numbers from 20 on.
func objectStream(objects ...string) string {
	table, body := "", ""
	for i, o := range objects {
		table += fmt.Sprintf("%d %d ", 20+i, len(body))
		body += o + "\n"
	}
	return pdfStream(fmt.Sprintf("/Type /ObjStm /N %d /First %d /Filter /FlateDecode", len(objects), len(table)), packed(table+body))
}

const infoWords = "<< /Author (" + plantedAuthor + ") /Creator (A \\) B " + plantedSerial + ") /Title <FEFF00410042> >>"

// goodPDF has words about its making wherever they are written, and a photograph.
func goodPDF() string {
	return makePDF("/Info 4 0 R", append([]string{"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R /OpenAction [3 0 R /Fit] >>"}, pages(
		infoWords,
		pdfStream("/Type /Metadata /Subtype /XML", "<?xpacket?><x:xmpmeta>"+plantedAuthor+"</x:xmpmeta>"),
		pdfStream("/Type /Metadata /Subtype /XML /Filter /FlateDecode", packed(strings.Repeat(plantedAuthor, 9))),
		pdfStream("/Subtype /Image /Width 40 /Height 30 /Filter /DCTDecode", goodJPEG()),
		pdfStream("/Filter [/FlateDecode]", packed("BT (words of the page) Tj ET")),
	)...)...)
}

// packedPDF keeps its information dictionary in a stream of objects.
func packedPDF() string {
	return makePDF("/Info 20 0 R", append([]string{"<< /Type /Catalog /Pages 2 0 R >>"}, pages(
		objectStream(infoWords, "<< /Kept (words that stay) >>"),
	)...)...)
}

type file struct{ name, text string }

// makeZIP packs files in their order; those with a bar before their name are
// stored.
func makeZIP(files ...file) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: strings.TrimPrefix(f.name, "|"), Method: zip.Deflate}
		if h.Name != f.name {
			h.Method = zip.Store
		}
		must(must(z.CreateHeader(h)).Write([]byte(f.text)))
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

const (
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
	relTypes  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

func rels(lines ...string) string {
	return xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + strings.Join(lines, "") + `</Relationships>`
}

func rel(kind, target, more string) string {
	return fmt.Sprintf(`<Relationship Id="r%d" Type="%s%s" Target="%s" %s/>`, len(kind)+len(target), relTypes, kind, target, more)
}

func contentTypes(main, kind string, more string) string {
	return xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/` + main + `" ContentType="` + kind + `"/>` + more + `</Types>`
}

// docx makes a text with a body and more parts.
func docx(body string, more ...file) string {
	return office("word/document.xml", wordType, body, more...)
}

func xlsx(body string, more ...file) string {
	return office("xl/workbook.xml", sheetType, body, more...)
}

func office(main, kind, body string, more ...file) string {
	return makeZIP(append([]file{
		{"[Content_Types].xml", contentTypes(main, kind, "")},
		{"_rels/.rels", rels(rel("officeDocument", main, ""))},
		{main, xmlHead + `<w:document xmlns:w="w">` + body + `</w:document>`},
	}, more...)...)
}

func goodSheet() string {
	return makeZIP(
		file{"[Content_Types].xml", contentTypes("xl/workbook.xml", sheetType, `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>`)},
		file{"_rels/.rels", rels(rel("officeDocument", "xl/workbook.xml", ""), rel("metadata/core-properties", "docProps/core.xml", ""))},
		file{"docProps/core.xml", "<coreProperties><creator>" + plantedAuthor + "</creator></coreProperties>"},
		file{"xl/workbook.xml", `<workbook><x15ac:absPath url="C:\` + plantedAuthor + `\" xmlns:x15ac="x"/><sheets/></workbook>`},
		file{"xl/worksheets/sheet1.xml", "<worksheet><c><v>1</v></c></worksheet>"},
	)
}

// goodText has every sort of words about its making, a photograph, a drawing, a
// link, and a chart with its sheet.
func goodText() string {
	main := "word/document.xml"
	more := `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>`
	return makeZIP(
		file{"[Content_Types].xml", contentTypes(main, wordType, more)},
		file{"_rels/.rels", rels(rel("officeDocument", main, ""), rel("metadata/core-properties", "docProps/core.xml", ""),
			rel("extended-properties", "docProps/app.xml", ""), rel("custom-properties", "docProps/custom.xml", ""), rel("metadata/thumbnail", "docProps/thumbnail.jpeg", ""))},
		file{"docProps/core.xml", "<coreProperties><creator>" + plantedAuthor + "</creator></coreProperties>"},
		file{"docProps/app.xml", "<Properties><Company>" + plantedSerial + "</Company></Properties>"},
		file{"docProps/custom.xml", "<Properties><property>" + plantedAuthor + "</property></Properties>"},
		file{"docProps/thumbnail.jpeg", goodJPEG()},
		file{main, xmlHead + `<w:document xmlns:w="w"><w:p w:rsidR="00A1"><w:r><w:t>Council &amp; town</w:t></w:r><w:instrText> PAGE </w:instrText></w:p></w:document>`},
		file{"word/_rels/document.xml.rels", rels(rel("hyperlink", "https://example.org/", `TargetMode="External"`), rel("image", "media/image1.jpeg", ""))},
		file{"|word/media/image1.jpeg", goodJPEG()},
		file{"word/media/image2.png", goodPNG()},
		file{"word/media/image3.svg", `<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>`},
		file{"word/embeddings/Microsoft_Excel_Sheet1.xlsx", goodSheet()},
		file{"word/comments.xml", `<w:comments xmlns:w="w"><w:comment w:author="Ona"/></w:comments>`},
	)
}

// openDocument makes a text or sheet of the open kind.
func openDocument(kind, body string, more ...file) string {
	return makeZIP(append([]file{
		{"|mimetype", kind},
		{"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o">` + body + `</office:document-content>`},
		{"META-INF/manifest.xml", `<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest:manifest xmlns:manifest="m"><manifest:file-entry manifest:full-path="/"/>` +
			`<manifest:file-entry manifest:full-path="Thumbnails/thumbnail.png"/></manifest:manifest>`},
	}, more...)...)
}

func goodOpen(kind string) string {
	return openDocument(kind, `<text:a xlink:href="https://example.org/">x</text:a><draw:object xlink:href="./Object 1"/>`,
		file{"meta.xml", `<office:document-meta xmlns:office="o"><office:meta><dc:creator>` + plantedAuthor + `</dc:creator><meta:template xlink:href="file:///home/x.ott"/></office:meta></office:document-meta>`},
		file{"Object 1/meta.xml", "<office:document-meta><x>" + plantedSerial + "</x></office:document-meta>"},
		file{"Thumbnails/thumbnail.png", goodPNG()},
		file{"Pictures/1.jpg", goodJPEG()})
}
