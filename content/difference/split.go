package difference

import (
	"regexp"
	"strings"
)

// ownLine begins a line of Markdown that is a block of its own: a heading, an item
// of a list, a row of a table, the fence of a block, a quotation.
var ownLine = regexp.MustCompile(`^\s*(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\||:::|>|\[\^[^\]]+\]:)`)

// alone is a line that nothing can follow in the same block.
var alone = regexp.MustCompile(`^\s*(?:#{1,6}\s|\||:::)`)

// Markdown parts the source of a text into its blocks: paragraphs, headings, items
// of lists, rows of tables. Where a paragraph was wrapped is no part of it.
func Markdown(source string) []string {
	var all []string
	open := false // whether the last block may go on
	for line := range strings.SplitSeq(source, "\n") {
		text := strings.Join(strings.Fields(line), " ")
		switch {
		case text == "":
			open = false
		case open && !ownLine.MatchString(line):
			all[len(all)-1] += " " + text
		default:
			all = append(all, text)
			open = !alone.MatchString(line)
		}
	}
	return all
}

// Lines parts a plain text, where every line stands for itself, into its lines.
func Lines(plain string) []string {
	var all []string
	for line := range strings.SplitSeq(plain, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
