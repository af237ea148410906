package admin

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/content/style"
	"herald/i18n"
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

// hinting finds what to look at in the words of one text.
type hinting struct {
	v      *visit
	typ    *content.Type
	locale i18n.Locale
	words  *content.Words
	rules  *style.Rules
	titles map[content.ID]string
}

func (v *visit) hinting(typ *content.Type, l i18n.Locale, words *content.Words, titles map[content.ID]string) *hinting {
	return &hinting{v: v, typ: typ, locale: l, words: words, rules: v.styleNow().All, titles: titles}
}

// in gives what to look at in a stretch of words. Its names are those of the
// buttons: a mistake of Markdown is found like one of style.
func (h *hinting) in(p wordsPart) []style.Hint {
	source := unixLines(*p.text)
	if !p.marked {
		if p.key == "alt" {
			return h.rules.Alt(h.locale, source)
		}
		return h.rules.Plain(h.locale, source)
	}
	var all []style.Hint
	for _, i := range markdown.Check(source) {
		if i.Better != "" && h.rules.Wants(h.locale, "heading") {
			all = append(all, style.Hint{Rule: "heading", Key: "hint.heading", From: i.From, To: i.To, Found: source[i.From:i.To], Better: i.Better})
		}
	}
	for _, hint := range h.rules.Check(h.locale, source) {
		if hint.Better == "" {
			hint.Better = h.known(source, hint)
		}
		all = append(all, hint)
	}
	return all
}

// known gives the words for a place that the rules cannot know and the desk does: the
// title of the text that a link leads to, the description kept with a picture.
func (h *hinting) known(source string, hint style.Hint) string {
	behind := source[hint.To:]
	switch hint.Kind() {
	case "link":
		if id, ok := addressed(behind, "doc:"); ok && !strings.ContainsAny(h.titles[id], "[]*_`") {
			return h.titles[id]
		}
	case "alt":
		if id, ok := addressed(behind, "asset:"); ok {
			return h.described(id)
		}
	}
	return ""
}

// addressed reads the id in the address behind the words of a link or a picture.
func addressed(behind, scheme string) (content.ID, bool) {
	_, rest, ok := strings.Cut(behind, "](")
	if !ok || strings.ContainsAny(behind[:len(behind)-len(rest)-2], "[]\n") || !strings.HasPrefix(rest, scheme) {
		return "", false
	}
	rest = rest[len(scheme):]
	id := content.ID(rest[:min(len(rest), len(content.NewID()))])
	return id, id.Valid()
}

// described gives the description of a picture in the language of the text: what the
// text says of it, else what is kept with the file.
func (h *hinting) described(id content.ID) string {
	if said := h.words.WordsOf(id); said != nil && said.Alt != "" {
		return said.Alt
	}
	a, err := h.v.seen(id)
	if err != nil {
		return ""
	}
	notes, err := h.v.Desk.Notes(h.v.ctx, a.Asset)
	if err != nil || content.NamesFile(notes.Alt[h.locale], a.Name) || strings.ContainsAny(notes.Alt[h.locale], "[]\n") {
		return ""
	}
	return notes.Alt[h.locale]
}

// lines puts what to look at in a stretch of words for people. The words of a signed
// original are not corrected by anybody.
func (h *hinting) lines(p wordsPart) []TextHint {
	var all []TextHint
	source := unixLines(*p.text)
	for _, hint := range h.in(p) {
		where := h.v.partLabel(h.typ, p) + ": "
		if line := 1 + strings.Count(source[:hint.From], "\n"); p.name == "body" {
			where = h.v.atLine(line, "")
		}
		t := TextHint{Text: where + h.v.T(hint.Key), Found: clipped(hint.Found)}
		if hint.Better != "" && !h.typ.Verbatim {
			t.Better, t.Correct = clipped(hint.Better), p.name+":"+strconv.Itoa(hint.From)+":"+hint.Rule
		}
		all = append(all, t)
	}
	return all
}

// correct makes the one correction that a button named. It reports whether the
// place was still there.
func (h *hinting) correct(wanted string) bool {
	before, rule, ok := cutLast(wanted)
	name, offset, found := cutLast(before)
	if !ok || !found || h.typ.Verbatim {
		return false
	}
	parts := wordsOf(h.typ, h.words)
	at := slices.IndexFunc(parts, func(p wordsPart) bool { return p.name == name })
	if at < 0 {
		return false
	}
	p := parts[at]
	hints := h.in(p)
	i := slices.IndexFunc(hints, func(hint style.Hint) bool { return strconv.Itoa(hint.From) == offset && hint.Rule == rule })
	if i < 0 {
		return false
	}
	better, ok := style.Apply(unixLines(*p.text), hints[i])
	if ok {
		*p.text = better
	}
	return ok
}

// cutLast cuts s at its last colon: names of form fields have some themselves.
func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// hints are what to look at in a text, its Markdown first. What is said about files
// is typed on another page, and looked at there.
func (v *visit) hints(w *writing) []TextHint {
	var all []TextHint
	h := v.hinting(w.typ, w.t.Locale, &w.words, w.form.titles)
	for _, p := range wordsOf(w.typ, &w.words) {
		if p.marked {
			all = append(all, v.markdownHints(w.typ, p)...)
		}
	}
	for _, p := range wordsOf(w.typ, &w.words) {
		if p.asset == "" {
			all = append(all, h.lines(p)...)
		}
	}
	return all
}

// markdownHints are the mistakes of Markdown that only the writer can mend.
func (v *visit) markdownHints(typ *content.Type, p wordsPart) []TextHint {
	var all []TextHint
	for _, i := range markdown.Check(*p.text) {
		if i.Better != "" {
			continue
		}
		text := v.atLine(i.Line, v.T(i.Key, i.Args...))
		if p.name != "body" {
			text = v.partLabel(typ, p) + ": " + text
		}
		all = append(all, TextHint{Text: text})
	}
	return all
}

func (v *visit) atLine(line int, text string) string {
	if line > 0 {
		return v.T("desk.edit.line", "line", line) + " " + text
	}
	return text
}

// restyle makes the one correction that a button named, in what is typed. Nothing
// is saved by it.
func (v *visit) restyle(w *writing, wanted string) {
	w.corrected = v.T("desk.style.gone")
	if v.hinting(w.typ, w.t.Locale, &w.words, w.form.titles).correct(wanted) {
		w.corrected = v.T("desk.style.done")
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
