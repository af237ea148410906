package intake

import (
	"bytes"
	"encoding/binary"

	"herald/media"
)

// hiddenOverlap is how far a mark may reach across the edge of a window.
const hiddenOverlap = 2 << 10

// checkTail looks through what lies after the end of a picture for anything that
// another program would open or run. Other data there is tolerated.
func (l *look) checkTail(at int64) error {
	for at < l.size {
		b, err := l.upTo(at, windowSize)
		if err != nil {
			return err
		}
		if what := dangerous(b); what != "" {
			return hidden(what)
		}
		if at+int64(len(b)) >= l.size {
			return nil
		}
		at += int64(len(b) - hiddenOverlap)
	}
	return nil
}

// polyglot refuses a file that other programs would take for something else:
// unpackers look for an archive from the end, readers of PDF anywhere in the
// first kilobyte.
func (l *look) polyglot() error {
	if l.found.Kind != media.PDF {
		head, err := l.upTo(0, 1<<10)
		if err != nil {
			return err
		}
		if i := bytes.Index(head, []byte("%PDF-")); i >= 0 && isPDF(head[i:]) {
			return hidden("PDF")
		}
	}
	switch l.found.Kind {
	case media.DOCX, media.XLSX, media.ODT, media.ODS:
		return nil
	}
	const most = 64<<10 + 22
	for at := max(0, l.size-most); at < l.size; at += windowSize - 32 {
		tail, err := l.upTo(at, windowSize)
		if err != nil {
			return err
		}
		if bytes.Contains(tail, []byte("PK\x05\x06\x00\x00\x00\x00")) {
			return hidden("ZIP")
		}
	}
	return nil
}

// dangerous names what is found in data where nothing of the kind belongs, ""
// for nothing.
func dangerous(b []byte) string {
	for i, c := range b {
		what := ""
		switch c {
		case 'P':
			what = zipAt(b[i:])
		case '%':
			if isPDF(b[i:]) {
				what = "PDF"
			}
		case '<':
			what = markupAt(b[i:])
		case 'M', 0x7f:
			what = programAt(b[i:])
		case 'R':
			if bytes.HasPrefix(b[i:], []byte("Rar!\x1a\x07")) {
				what = "RAR"
			}
		case '7':
			if bytes.HasPrefix(b[i:], []byte("7z\xbc\xaf\x27\x1c")) {
				what = "7z"
			}
		}
		if what != "" {
			return what
		}
	}
	return ""
}

func isPDF(b []byte) bool {
	return len(b) > 5 && bytes.HasPrefix(b, []byte("%PDF-")) && b[5] >= '0' && b[5] <= '9'
}

// zipAt knows the header of a packed file and the end of an archive.
func zipAt(b []byte) string {
	local := len(b) >= 30 && bytes.HasPrefix(b, []byte("PK\x03\x04")) && b[5] == 0 && b[4] < 100 && b[9] == 0
	if local || bytes.HasPrefix(b, []byte("PK\x05\x06\x00\x00\x00\x00")) {
		return "ZIP"
	}
	return ""
}

// markupAt knows the tags by which browsers and servers take data for theirs. A
// tag name must end, else compressed data would hold one by chance.
func markupAt(b []byte) string {
	for _, tag := range []struct{ text, what string }{
		{"<script", "HTML"}, {"<html", "HTML"}, {"<!doctype", "HTML"}, {"<svg", "SVG"}, {"<?php", "PHP"},
	} {
		if n := len(tag.text); len(b) > n && bytes.EqualFold(b[:n], []byte(tag.text)) && bytes.IndexByte([]byte(" \t\r\n\f/>:="), b[n]) >= 0 {
			return tag.what
		}
	}
	return ""
}

func programAt(b []byte) string {
	if bytes.HasPrefix(b, []byte("\x7fELF")) && len(b) > 5 && (b[4] == 1 || b[4] == 2) && (b[5] == 1 || b[5] == 2) {
		return "ELF"
	}
	if len(b) < 64 || b[0] != 'M' || b[1] != 'Z' {
		return ""
	}
	at := int64(binary.LittleEndian.Uint32(b[60:]))
	if at >= 64 && at+4 <= int64(min(len(b), hiddenOverlap)) && bytes.HasPrefix(b[at:], []byte("PE\x00\x00")) {
		return "EXE"
	}
	return ""
}
