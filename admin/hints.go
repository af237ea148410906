package admin

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/content/style"
)

// TextHint is something a writer should look at. The text renders all the same,
// and nothing is kept from being published by it.
type TextHint struct {
	// Text says where and what, Found what stands there, Better what could.
	Text, Found, Better string
	// Correct names the correction for the button that makes it, "" where only the
	// writer can.
	Correct string
}

// Seen gives what could stand there with the spaces drawn that break no line: they
// are all that many a hint is about, and look like any other.
func (h TextHint) Seen() template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(h.Better), "\u00a0", `<span class="nbsp">&nbsp;</span>`))
}

// parts of a text that the house style is about, by their form fields.
var styled = []string{"title", "summary", "body"}

func styledPart(w *content.Words, name string) *string {
	switch name {
	case "title":
		return &w.Title
	case "summary":
		return &w.Summary
	case "body":
		return &w.Body
	}
	return nil
}

// hints are what to look at in a text, its Markdown first.
func (v *visit) hints(w *writing) []TextHint {
	var all []TextHint
	for _, i := range markdown.Check(w.words.Body) {
		all = append(all, TextHint{Text: v.atLine(i.Line, v.T(i.Key, i.Args...))})
	}
	for _, part := range styled {
		all = append(all, v.styleHints(w, part)...)
	}
	return all
}

func (v *visit) atLine(line int, text string) string {
	if line > 0 {
		return v.T("desk.edit.line", "line", line) + " " + text
	}
	return text
}

func (v *visit) styleHints(w *writing, part string) []TextHint {
	var all []TextHint
	source := unixLines(*styledPart(&w.words, part))
	for _, h := range v.Style.Check(w.t.Locale, source) {
		hint := TextHint{Text: v.T("part."+part) + ": " + v.T(h.Key), Found: clipped(h.Found)}
		if part == "body" {
			hint.Text = v.atLine(1+strings.Count(source[:h.From], "\n"), v.T(h.Key))
		}
		// The words of a signed original are not corrected by anybody.
		if h.Better != "" && !w.typ.Verbatim {
			hint.Better, hint.Correct = clipped(h.Better), part+":"+strconv.Itoa(h.From)+":"+h.Rule
		}
		all = append(all, hint)
	}
	return all
}

// restyle makes the one correction that a button named, in what is typed. Nothing
// is saved by it.
func (v *visit) restyle(w *writing, wanted string) {
	w.corrected = v.T("desk.style.gone")
	name, place, _ := strings.Cut(wanted, ":")
	offset, rule, _ := strings.Cut(place, ":")
	part := styledPart(&w.words, name)
	if part == nil || w.typ.Verbatim {
		return
	}
	source := unixLines(*part)
	hints := v.Style.Check(w.t.Locale, source)
	i := slices.IndexFunc(hints, func(h style.Hint) bool { return strconv.Itoa(h.From) == offset && h.Rule == rule })
	if i < 0 {
		return
	}
	if better, ok := style.Apply(source, hints[i]); ok {
		*part, w.corrected = better, v.T("desk.style.done")
	}
}

// unixLines gives text with the line ends that it is kept with: browsers send
// others.
func unixLines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// maxPassage bounds how much of a passage is shown beside a hint, in letters.
const maxPassage = 80

func clipped(s string) string {
	letters := []rune(s)
	if len(letters) <= maxPassage {
		return s
	}
	return string(letters[:maxPassage/2]) + " … " + string(letters[len(letters)-maxPassage/2:])
}
