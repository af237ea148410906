package intake

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"herald/media"
)

// headSize is how much of the beginning decides what a file is looked at as.
const headSize = 4 << 10

type mark struct {
	at   int
	text string
	// kind is what such a file is looked at as; refuse is the key of its refusal.
	kind   media.Kind
	refuse string
}

// marks are tried in this order. An office file goes by DOCX until its parts say
// which one it is.
var marks = []mark{
	{0, "\xff\xd8\xff", media.JPEG, ""}, {0, "\x89PNG\r\n\x1a\n", media.PNG, ""},
	{0, "GIF87a", media.GIF, ""}, {0, "GIF89a", media.GIF, ""},
	{8, "WEBP", media.WebP, ""}, {0, "%PDF-", media.PDF, ""}, {0, "PK\x03\x04", media.DOCX, ""},
	{0, "\x1a\x45\xdf\xa3", media.WebM, ""}, {0, "ID3", media.MP3, ""},
	{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "legacy_office"}, {0, `{\rtf`, "", "rtf"},
	{0, "II*\x00", "", "tiff"}, {0, "MM\x00*", "", "tiff"}, {0, "II+\x00", "", "tiff"}, {0, "MM\x00+", "", "tiff"},
	{0, "FWS", "", "flash"}, {0, "CWS", "", "flash"}, {0, "ZWS", "", "flash"},
	{0, "\x7fELF", "", "program"}, {0, "MZ", "", "program"}, {0, "#!", "", "program"},
	{0, "\xca\xfe\xba\xbe", "", "program"}, {0, "\xcf\xfa\xed\xfe", "", "program"}, {0, "\xce\xfa\xed\xfe", "", "program"},
	{0, "\x00asm", "", "program"}, {0, "L\x00\x00\x00\x01\x14\x02\x00", "", "program"},
	{0, "PK\x05\x06", "", "archive"}, {0, "PK\x07\x08", "", "archive"}, {0, "Rar!\x1a\x07", "", "archive"},
	{0, "7z\xbc\xaf\x27\x1c", "", "archive"}, {0, "\x1f\x8b", "", "archive"}, {0, "BZh", "", "archive"},
	{0, "\xfd7zXZ", "", "archive"}, {0, "\x28\xb5\x2f\xfd", "", "archive"}, {0, "MSCF", "", "archive"}, {257, "ustar", "", "archive"},
	{0, "8BPS", "", "picture"}, {0, "\x00\x00\x01\x00", "", "picture"}, {0, "\xff\x0a", "", "picture"},
	{0, "\x00\x00\x00\x0cjP  ", "", "picture"}, {0, "\x00\x00\x00\x0cJXL ", "", "picture"},
	{0, "%!PS", "", "postscript"}, {0, "OggS", "", "recording"}, {0, "fLaC", "", "recording"}, {8, "WAVE", "", "recording"},
	{8, "AVI ", "", "film"}, {0, "\x30\x26\xb2\x75\x8e\x66\xcf\x11", "", "film"}, {0, "\x00\x00\x01\xba", "", "film"}, {0, "FLV\x01", "", "film"},
}

// sniff says what a file begins as, or refuses it for what it seems to be.
func (l *look) sniff(head []byte) (media.Kind, error) {
	for _, m := range marks {
		if len(head) < m.at || !bytes.HasPrefix(head[m.at:], []byte(m.text)) {
			continue
		}
		if m.at == 8 && !bytes.HasPrefix(head, []byte("RIFF")) {
			continue
		}
		// A table may well begin with these two letters.
		if len(m.text) <= 3 && m.kind == "" && seemsText(head) && m.text != "#!" {
			continue
		}
		if m.kind == "" {
			return "", refused(m.refuse)
		}
		return m.kind, nil
	}
	if len(head) >= 12 && isBoxType(head[4:8]) {
		return l.sniffBoxes(head)
	}
	if len(head) >= 4 && frameOf(binary.BigEndian.Uint32(head)).length > 0 {
		return media.MP3, nil
	}
	if len(head) > 26 && head[0] == 'B' && head[1] == 'M' && !seemsText(head) {
		return "", refused("bmp")
	}
	return sniffText(head)
}

// isBoxType knows the boxes that films begin with.
func isBoxType(name []byte) bool {
	switch string(name) {
	case "ftyp", "moov", "mdat", "wide", "free", "skip", "pnot":
		return true
	}
	return false
}

// sniffBoxes tells films from the pictures that are built alike.
func (l *look) sniffBoxes(head []byte) (media.Kind, error) {
	if string(head[4:8]) != "ftyp" {
		return "", refused("quicktime")
	}
	n := min(int(binary.BigEndian.Uint32(head)), len(head))
	for i := 8; i+4 <= n; i += 4 {
		switch string(head[i : i+4]) {
		case "avif", "avis":
			return "", refused("avif")
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1":
			return "", refused("heic")
		}
	}
	return media.MP4, nil
}

// seemsText reports whether the beginning of a file holds no byte that text has
// not.
func seemsText(head []byte) bool {
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
			return false
		}
	}
	return true
}

const byteOrderMark = "\ufeff"

// sniffText tells kinds of text apart by how they begin.
func sniffText(head []byte) (media.Kind, error) {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return "", refused("not_utf8")
	}
	text := bytes.TrimPrefix(head, []byte(byteOrderMark))
	if bytes.HasPrefix(text, []byte("WEBVTT")) {
		return media.VTT, nil
	}
	trimmed := bytes.TrimLeft(text, " \t\r\n")
	if bytes.HasPrefix(trimmed, []byte("<")) {
		return "", refused(markupName(trimmed))
	}
	if !seemsText(head) {
		return "", refused("unknown")
	}
	if !utf8.Valid(trimLastRune(head)) {
		return "", refused("not_utf8")
	}
	return media.CSV, nil
}

// trimLastRune drops a character that may have been cut in two.
func trimLastRune(b []byte) []byte {
	for i := 1; i <= utf8.UTFMax && i <= len(b); i++ {
		if utf8.RuneStart(b[len(b)-i]) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// markupName says which markup a text is.
func markupName(text []byte) string {
	low := strings.ToLower(string(text))
	switch {
	case strings.HasPrefix(low, "<?php"), strings.HasPrefix(low, "<%"), strings.HasPrefix(low, "<script"):
		return "script"
	case strings.Contains(low, "<svg"):
		return "svg"
	case strings.Contains(low, "<html"), strings.HasPrefix(low, "<!doctype html"), strings.Contains(low, "<script"), strings.Contains(low, "<body"):
		return "html"
	case strings.HasPrefix(low, "<?xml"), strings.HasPrefix(low, "<!doctype"):
		return "xml"
	}
	return "html"
}
