package reading

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// sign is one character of a page and where it stands, in points from the left and
// from below.
type sign struct {
	r                   rune
	left, right, height float64
	// made says that it is not on the page: PDFium parts words and lines by it.
	made bool
}

// isGeorgian reports whether a text has Georgian letters. A word processor whose
// Georgian letters are of one typeface and whose space and commas are of another writes
// first the ones and then the others, so that the order in the file is not that of the
// page.
func isGeorgian(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Georgian, r) })
}

// inOrder reads a page by where its signs stand. It costs several questions for each
// of them and is for pages on which their order may be wrong.
func (p *pages) inOrder(page requests.Page) (string, error) {
	open, err := p.machine.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return "", err
	}
	signs, err := p.signs(open.TextPage)
	if _, closing := p.machine.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: open.TextPage}); err == nil {
		err = closing
	}
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for len(signs) > 0 {
		end := slices.IndexFunc(signs, func(s sign) bool { return s.r == '\n' })
		if end < 0 {
			end = len(signs)
		}
		b.WriteString(lineOf(signs[:end]))
		b.WriteByte('\n')
		signs = signs[min(end+1, len(signs)):]
	}
	return b.String(), nil
}

func (p *pages) signs(page references.FPDF_TEXTPAGE) ([]sign, error) {
	count, err := p.machine.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: page})
	if err != nil {
		return nil, err
	}
	var all []sign
	for i := range count.Count {
		letter, err := p.machine.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: page, Index: i})
		if err != nil {
			return nil, err
		}
		s := sign{r: rune(letter.Unicode)}
		box, err := p.machine.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: page, Index: i})
		if err != nil {
			s.made = true
		} else {
			s.left, s.right, s.height = box.Left, box.Right, box.Top-box.Bottom
			s.made = s.left == s.right && unicode.IsSpace(s.r)
		}
		all = append(all, s)
	}
	return all, nil
}

// lineOf gives one line. Where a sign stands before the one that it follows, all are
// put in the order of the page, and words are parted anew.
func lineOf(line []sign) string {
	backward, last := false, 0.0
	for _, s := range line {
		if s.made {
			continue
		}
		backward = backward || s.left < last-1
		last = s.left
	}
	if !backward {
		return spelled(line)
	}
	line = slices.DeleteFunc(slices.Clone(line), func(s sign) bool { return s.made })
	slices.SortStableFunc(line, func(a, b sign) int { return cmp.Compare(a.left, b.left) })
	var parted []sign
	for i, s := range line {
		// Between words there is a quarter of the height of the letters at least.
		if i > 0 && s.left-line[i-1].right > max(s.height, line[i-1].height)/4 {
			parted = append(parted, sign{r: ' ', made: true})
		}
		parted = append(parted, s)
	}
	return spelled(parted)
}

func spelled(line []sign) string {
	var b strings.Builder
	for _, s := range line {
		if s.r != 0 {
			b.WriteRune(s.r)
		}
	}
	return b.String()
}
