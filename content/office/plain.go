package office

import "strings"

// Plain gives all words of t without any form, block by block, a line each: what a
// search looks through. Unlike Body it leaves nothing out for its length.
func (t *Text) Plain() string {
	var lines []string
	if t.Title != "" {
		lines = append(lines, t.Title)
	}
	lines = plainBlocks(lines, t.blocks)
	for _, n := range t.notes {
		lines = plainBlocks(lines, n.blocks)
	}
	return strings.Join(lines, "\n")
}

func plainBlocks(lines []string, all []block) []string {
	add := func(s string) {
		if s != "" {
			lines = append(lines, s)
		}
	}
	for _, b := range all {
		add(plain(b.said))
		add(plain(b.runs))
		for _, row := range b.rows {
			cells := make([]string, len(row))
			for i, c := range row {
				cells[i] = plain(c)
			}
			add(strings.TrimSpace(strings.Join(cells, "\t")))
		}
	}
	return lines
}
