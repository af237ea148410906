package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// softBreak is what the library for PDF writes in the place of a hyphen that only
// ends a line.
const softBreak = '\u0002'

// ligatures are letters that printers write as one sign.
var ligatures = strings.NewReplacer("\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl", "\ufb05", "st", "\ufb06", "st")

// Tidy gives text as it is kept: valid UTF-8 in composed letters (NFC), ligatures
// taken apart, words joined that a hyphen parted at the end of a line, without
// control characters, signs that nobody sees, runs of space and runs of empty lines.
func Tidy(text string) string {
	text = ligatures.Replace(norm.NFC.String(strings.ToValidUTF8(text, "")))
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\u2028", "\n", "\u2029", "\n").Replace(text)
	var b strings.Builder
	b.Grow(len(text))
	// held is a hyphen that the line before ended with, until it is known what
	// follows; gap says that an empty line came since.
	held, gap := "", false
	for line := range strings.SplitSeq(text, "\n") {
		if line = tidyLine(line); line == "" {
			gap = true
			continue
		}
		switch {
		case b.Len() == 0:
		case held != "" && goesOn(line):
		case gap && held == "":
			b.WriteString("\n\n")
		default:
			b.WriteString(strings.TrimPrefix(held, string(softBreak)) + "\n")
		}
		line, held = parted(line)
		gap = false
		b.WriteString(line)
	}
	return b.String() + strings.TrimPrefix(held, string(softBreak))
}

// goesOn reports whether a line begins in the middle of a word.
func goesOn(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	return unicode.IsLower(first) || unicode.Is(unicode.Georgian, first)
}

// tidyLine drops what nobody sees and folds space. A hyphen that may be taken out
// at the end of the line is softBreak in what it gives.
func tidyLine(line string) string {
	var b strings.Builder
	space := false
	for _, r := range line {
		switch {
		case r == '\u00ad' || r == softBreak || r == '\ufffe':
			r = softBreak
		case unicode.IsSpace(r):
			space = true
			continue
		case !unicode.IsGraphic(r) || unicode.Is(unicode.Co, r):
			continue
		}
		// A sign that belongs to the word before it may have been set in another
		// type, and then it stands apart.
		if space && b.Len() > 0 && !strings.ContainsRune(",.;:!?", r) {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return soft(b.String())
}

// soft takes out the breaks that are not at the end: a word may be parted at them
// and is not.
func soft(line string) string {
	i := strings.IndexRune(line, softBreak)
	if i < 0 {
		return line
	}
	last := strings.TrimRight(line, string(softBreak))
	rest := strings.ReplaceAll(last, string(softBreak), "")
	if len(last) < len(line) && rest != "" {
		rest += string(softBreak)
	}
	return rest
}

// parted takes off a line the hyphen after which its last word may go on in the next.
func parted(line string) (rest, hyphen string) {
	for _, hyphen := range []string{string(softBreak), "\u2010", "-"} {
		rest, ok := strings.CutSuffix(line, hyphen)
		if !ok {
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(rest); unicode.IsLetter(last) {
			return rest, hyphen
		}
		if hyphen == string(softBreak) {
			return rest, ""
		}
	}
	return line, ""
}
