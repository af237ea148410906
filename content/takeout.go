package content

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"herald/i18n"
)

// Takeout takes passages, and whatever shows some files, out of texts of a
// Document. A passage is found however its lines are wrapped and whichever of its
// words are set in bold, and in Serbian in both scripts; letters count as they are.
type Takeout struct {
	passages *regexp.Regexp
	// of says which passage a group of the expression is, marks the marks of
	// Markdown that are the passage's own.
	of    []int
	marks []string
	slugs []slug
	files []ID
	shown *regexp.Regexp
	typ   *Type
	// path stands in addresses where a passage did.
	path string
}

// slug is a passage as it stands in an address.
type slug struct {
	text    string
	passage int
}

// Cut is one place that something is taken from: where it stood, and the words
// around it.
type Cut struct {
	// Passage is which one, counted from 0; -1 is a file.
	Passage              int
	Before, Taken, After string
}

// NewTakeout prepares to take passages and files out of the texts of a Document of
// Type t, which may be nil.
func NewTakeout(t *Type, passages []string, files []ID) *Takeout {
	x := &Takeout{typ: t, files: files, path: "x" + string(NewID())}
	var forms []string
	type spelling struct {
		text string
		of   int
	}
	var all []spelling
	for i, p := range passages {
		all = append(all, spelling{p, i})
		if latin := i18n.SerbianLatin(p); latin != p {
			all = append(all, spelling{latin, i})
		}
		x.slug(p, i)
	}
	// Where one passage is the beginning of another, the longer one is meant.
	slices.SortStableFunc(all, func(a, b spelling) int { return len(b.text) - len(a.text) })
	for _, s := range all {
		forms, x.of, x.marks = append(forms, "("+passageForm(s.text)+")"), append(x.of, s.of), append(x.marks, markdownMarks(s.text))
	}
	if len(forms) > 0 {
		x.passages = regexp.MustCompile(strings.Join(forms, "|"))
	}
	if len(files) > 0 {
		x.shown = regexp.MustCompile(shownForm(files))
	}
	return x
}

func (x *Takeout) slug(passage string, n int) {
	for _, l := range i18n.Shipped() {
		s := slug{l.Slug(passage), n}
		if s.text != "" && !slices.Contains(x.slugs, s) {
			x.slugs = append(x.slugs, s)
		}
	}
	slices.SortStableFunc(x.slugs, func(a, b slug) int { return len(b.text) - len(a.text) })
}

const someMarks = "[*_~`]*"

// passageForm is the expression of a passage.
func passageForm(passage string) string {
	words := strings.Fields(passage)
	for i, word := range words {
		var b strings.Builder
		for _, r := range word {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				b.WriteString(`\\?`) // escaped in Markdown
			}
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
		words[i] = b.String()
	}
	return strings.Join(words, someMarks+`[\s\p{Z}]+(?:>[\s\p{Z}]*)*`+someMarks)
}

// shownForm is the expression of whatever shows or offers one of files in Markdown.
func shownForm(files []ID) string {
	ids := make([]string, len(files))
	for i, id := range files {
		ids[i] = regexp.QuoteMeta(string(id))
	}
	one := `asset:(?:` + strings.Join(ids, "|") + `)\b`
	const label = `\[(?:[^\[\]\\]|\\.)*\]`
	return `(?m)!?` + label + `\(\s*<?` + one + `[^)]*\)|^ {0,3}` + label + `:\s*<?` + one + `.*$|` + one
}

func markdownMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("*_~`", r) {
			return r
		}
		return -1
	}, s)
}

// From gives what is left of the body of a text, with mark where something was
// taken out, and what was.
func (x *Takeout) From(body []byte, mark string) (left []byte, cuts []Cut, err error) {
	var tree any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return nil, nil, fmt.Errorf("text: %w", err)
	}
	t := &taking{Takeout: x, mark: mark}
	tree = t.walk("", tree)
	if len(t.cuts) == 0 {
		return body, nil, nil
	}
	left, err = json.Marshal(tree)
	return left, t.cuts, err
}

// InLine reports whether a passage stands in a line that is no text of its own.
func (x *Takeout) InLine(s string) bool {
	return x.passages != nil && x.passages.MatchString(s)
}
