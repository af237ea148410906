package office

import (
	"regexp"
	"strconv"
	"strings"

	"herald/content/markdown"
)

// writer writes blocks as Markdown. assets are the pictures by their numbers, ""
// where one was not taken in.
type writer struct{ assets []string }

// Body gives the Markdown of t, with everything that was left out. assets are the
// ids under which its Pictures were taken in, "" for those that were not: what is
// said about them stays. What a text cannot hold any more is left out at the end of
// a block, and told.
func (t *Text) Body(assets []string) (string, []Left) {
	w := &writer{assets: assets}
	parts := w.blocks(t.blocks)
	notes := make([]string, len(t.notes))
	for i, n := range t.notes {
		inner := strings.Join(w.blocks(n.blocks), "\n\n")
		notes[i] = "[^" + strconv.Itoa(i+1) + "]: " + indented(inner, "    ")
	}
	short := &Text{Left: append([]Left(nil), t.Left...)}
	body := whole(parts, notes)
	for kept := parts; len(body) > markdown.MaxSource; body = whole(kept, notes) {
		over := len(body) - markdown.MaxSource
		for len(kept) > 0 && over > 0 {
			over -= len(kept[len(kept)-1]) + 2
			kept = kept[:len(kept)-1]
		}
		short.Left = append([]Left(nil), t.Left...)
		for _, gone := range parts[len(kept):] {
			short.leave(LeftLong, gone)
		}
		if len(kept) == 0 {
			body = ""
			break
		}
	}
	short.sortLeft()
	return body, short.Left
}

var noteMarks = regexp.MustCompile(`\[\^(\d+)\]`)

// whole joins blocks and the footnotes that they have marks of.
func whole(parts, notes []string) string {
	all := append([]string(nil), parts...)
	taken := map[int]bool{}
	for i := 0; i < len(all); i++ {
		for _, m := range noteMarks.FindAllStringSubmatch(all[i], -1) {
			if n, err := strconv.Atoi(m[1]); err == nil && n >= 1 && n <= len(notes) && !taken[n] {
				taken[n] = true
				all = append(all, notes[n-1])
			}
		}
	}
	return strings.Join(all, "\n\n")
}

// blocks writes blocks, items and quotations that follow each other together.
func (w *writer) blocks(all []block) []string {
	var parts []string
	for i := 0; i < len(all); {
		end := i + 1
		for end < len(all) && all[end].kind == all[i].kind && (all[i].kind == item || all[i].kind == quote) {
			end++
		}
		var s string
		switch all[i].kind {
		case item:
			s = w.items(all[i:end])
		case quote:
			var lines []string
			for _, b := range all[i:end] {
				lines = append(lines, w.lines(b.runs))
			}
			s = "> " + strings.ReplaceAll(strings.Join(lines, "\n\n"), "\n", "\n> ")
			s = strings.ReplaceAll(s, "> \n", ">\n")
		default:
			s = w.block(all[i])
		}
		if s != "" {
			parts = append(parts, s)
		}
		i = end
	}
	return parts
}

var closingSigns = regexp.MustCompile(`(\s)(#+)$`)

func (w *writer) block(b block) string {
	switch b.kind {
	case heading:
		s := w.inline(b.runs, place{oneLine: true, strong: true})
		return strings.Repeat("#", b.level) + " " + closingSigns.ReplaceAllString(s, `$1\$2`)
	case grid:
		return w.table(b)
	case figure:
		if s := w.embed(b.picture, b.alt, b.said); s != "" {
			return s
		}
		return w.lines(b.said)
	}
	return w.lines(b.runs)
}

// lines writes a paragraph, with its own line ends.
func (w *writer) lines(runs []run) string {
	lines := strings.Split(w.inline(runs, place{}), "\n")
	for i := range lines {
		lines[i] = escapeStart(lines[i])
	}
	return strings.Join(lines, "\\\n")
}

// longestCaption is how long a caption may be that stands with its picture.
const longestCaption = 900

// embed shows a picture, "" for one that was not taken in.
func (w *writer) embed(n int, alt string, said []run) string {
	if n < 1 || n > len(w.assets) || w.assets[n-1] == "" {
		return ""
	}
	s := "![" + escape(strings.Join(strings.Fields(clean(alt)), " "), place{link: true}) + "](asset:" + w.assets[n-1]
	words := plain(said)
	switch {
	case words == "":
		return s + ")"
	case len(words) > longestCaption:
		return s + ")\n\n" + w.lines(said)
	}
	words = strings.NewReplacer(`\`, `\\`, ")", `\)`, "&", `\&`, "<", "&lt;").Replace(words)
	return s + ` "` + words + `")`
}

// indented sets all lines but the first in, those without words excepted.
func indented(s, by string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		if i > 0 && lines[i] != "" {
			lines[i] = by + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

var numeric = regexp.MustCompile(`^[-–−+]?(?:\d+|\d{1,3}(?:[\x{a0}\x{202f} .,'’]\d{3})+)(?:[.,]\d+)?[\x{a0}\x{202f} ]?(?:%|€|EUR)?$`)

// table writes a table; its first row is the head, and columns of numbers stand to
// the right.
func (w *writer) table(b block) string {
	width := 0
	for _, row := range b.rows {
		width = max(width, len(row))
	}
	cells := make([][]string, len(b.rows))
	for r, row := range b.rows {
		cells[r] = make([]string, width)
		for c := range row {
			cells[r][c] = w.inline(row[c], place{cell: true, oneLine: true, strong: r == 0})
		}
	}
	if strings.HasPrefix(cells[0][0], "#") {
		cells[0][0] = `\` + cells[0][0]
	}
	set := make([]string, width)
	for c := range set {
		set[c] = "---"
		if numbers(cells[1:], c) {
			set[c] = "---:"
		}
	}
	lines := []string{row(cells[0]), row(set)}
	for _, r := range cells[1:] {
		lines = append(lines, row(r))
	}
	s := strings.Join(lines, "\n")
	if words := w.inline(b.said, place{oneLine: true}); words != "" {
		s = "Table: " + words + "\n\n" + s
	}
	return s
}

func row(cells []string) string { return "| " + strings.Join(cells, " | ") + " |" }

func numbers(rows [][]string, column int) bool {
	some := false
	for _, r := range rows {
		if s := r[column]; s != "" && s != "-" && s != "–" {
			if !numeric.MatchString(s) {
				return false
			}
			some = true
		}
	}
	return some
}
