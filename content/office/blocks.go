package office

import "strings"

// blockKind is what a block of a text is.
type blockKind int

const (
	paragraph blockKind = iota
	heading
	item
	quote
	grid
	figure
	caption
)

// block is one block of a text.
type block struct {
	kind blockKind
	runs []run
	// level is that of a heading, 0 for the title of the document, or how deep an
	// item stands, from 1.
	level int
	// sign is the bullet or number of an item; one without goes on with the item
	// before it.
	sign string
	// rows are those of a table, cell by cell.
	rows [][][]run
	// picture is the number of a picture from 1, alt what describes it.
	picture int
	alt     string
	// said is the caption of a table or a picture.
	said []run
}

// run is a stretch of text that looks the same.
type run struct {
	text         string
	bold, italic bool
	href         string
	// br is the end of a line, note the number of a footnote from 1.
	br   bool
	note int
	// picture is the number of a picture within the line, from 1; alt describes it.
	picture int
	alt     string
}

// note is a footnote.
type note struct{ blocks []block }

func (r run) visible() bool {
	return r.note > 0 || r.picture > 0 || strings.TrimSpace(strings.ReplaceAll(r.text, "\u00a0", " ")) != ""
}

func shown(runs []run) bool {
	for _, r := range runs {
		if r.visible() {
			return true
		}
	}
	return false
}

// plain gives the words of runs.
func plain(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.br {
			b.WriteByte(' ')
		}
		b.WriteString(r.text)
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }), " ")
}

// settle makes a text of what was read: its title, captions beside what they are
// about, and headings in order.
func (t *Text) settle() {
	t.takeTitle()
	t.blocks = joinCaptions(t.blocks)
	order(t.blocks)
	t.sortLeft()
}

// takeTitle takes the title out of the blocks: a paragraph that is called so, else
// the first heading where it is of the highest level and nothing is above it, or
// the only one of its level.
func (t *Text) takeTitle() {
	first, ones := -1, 0
	above := false
	for i, b := range t.blocks {
		if b.kind == heading && b.level == 0 {
			first, ones = i, 1
			break
		}
		if b.kind == heading && b.level == 1 {
			if ones++; ones == 1 {
				first = i
			}
		}
		if first < 0 && b.kind != figure {
			above = true
		}
	}
	if first < 0 || t.blocks[first].level == 1 && above && ones > 1 {
		return
	}
	t.Title = plain(t.blocks[first].runs)
	rest := append([]block{}, t.blocks[:first]...)
	// What a title cannot hold goes on below it.
	for _, r := range t.blocks[first].runs {
		if r.picture > 0 {
			rest = append(rest, block{kind: figure, picture: r.picture, alt: r.alt})
		}
	}
	t.blocks = append(rest, t.blocks[first+1:]...)
}

// joinCaptions puts each caption to the table or picture beside it; one that stands
// alone is a paragraph.
func joinCaptions(all []block) []block {
	takes := func(i int, kind blockKind) bool {
		return i >= 0 && i < len(all) && all[i].kind == kind && all[i].said == nil
	}
	gone := make([]bool, len(all))
	for i, b := range all {
		if b.kind != caption {
			continue
		}
		switch {
		case takes(i-1, figure):
			all[i-1].said, gone[i] = b.runs, true
		case takes(i+1, grid):
			all[i+1].said, gone[i] = b.runs, true
		case takes(i-1, grid):
			all[i-1].said, gone[i] = b.runs, true
		case takes(i+1, figure):
			all[i+1].said, gone[i] = b.runs, true
		default:
			all[i].kind = paragraph
		}
	}
	var rest []block
	for i, b := range all {
		if !gone[i] {
			rest = append(rest, b)
		}
	}
	return rest
}

// order moves the levels of headings so that the highest is the second and none is
// left out.
func order(all []block) {
	highest := 9
	for _, b := range all {
		if b.kind == heading {
			highest = min(highest, b.level)
		}
	}
	before := 1
	for i := range all {
		if all[i].kind == heading {
			all[i].level = min(all[i].level-highest+2, before+1, 6)
			before = all[i].level
		}
	}
}
