package markdown

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// Excerpt returns the first sentences of source, at most so many runes, cut
// at a word. Headings, tables and lists are no sentences; where a text holds
// nothing else its plain text is taken.
func Excerpt(source string, runes int) string {
	t := parse(cut(source))
	var parts []string
	length := 0
	for c := t.doc.FirstChild(); c != nil && length <= runes; c = c.NextSibling() {
		if c.Kind() != ast.KindParagraph || pictures(c) != nil {
			continue
		}
		text := unmarked(c, t.src)
		parts = append(parts, text)
		length += len([]rune(text)) + 1
	}
	text := strings.Join(parts, " ")
	if strings.TrimSpace(text) == "" {
		text = plainTree(t)
	}
	return shorten(strings.Join(strings.Fields(text), " "), runes)
}

// unmarked is the text of a paragraph without the marks of footnotes, which
// mean nothing where the footnotes are not.
func unmarked(n ast.Node, src []byte) string {
	var marks []ast.Node
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if c.Kind() == kindNoteRef && entering {
			marks = append(marks, c)
		}
		return ast.WalkContinue, nil
	})
	for _, m := range marks {
		m.Parent().RemoveChild(m.Parent(), m)
	}
	text := plainInline(n, src)
	if number, ok := n.AttributeString("number"); ok {
		text = number.(string) + " " + text
	}
	return text
}

// shorten cuts text at a sentence if one ends in the second half of the room,
// else at a word, with an ellipsis.
func shorten(text string, runes int) string {
	r := []rune(text)
	if len(r) <= runes {
		return text
	}
	if runes < 2 {
		return ""
	}
	for i := runes - 1; i >= runes/2; i-- {
		if strings.ContainsRune(".!?…", r[i]) && unicode.IsSpace(r[i+1]) && endsSentence(r, i) {
			return string(r[:i+1])
		}
	}
	i := runes - 1
	for i > 0 && !unicode.IsSpace(r[i]) {
		i--
	}
	if i == 0 { // one word longer than the room
		i = runes - 1
	}
	return strings.TrimRightFunc(string(r[:i]), func(c rune) bool { return unicode.IsSpace(c) || unicode.IsPunct(c) }) + "…"
}

// endsSentence tells a full stop from that of "22." or "чл.": a word of at
// least three letters before it and none in lower case after it.
func endsSentence(r []rune, i int) bool {
	if r[i] != '.' {
		return true
	}
	letters := 0
	for j := i - 1; j >= 0 && unicode.IsLetter(r[j]); j-- {
		letters++
	}
	next := r[min(i+2, len(r)-1)]
	return letters > 2 && (!unicode.IsLower(next) || unicode.Is(unicode.Georgian, next))
}
