package style

import "strings"

// table looks for a table that is none, because the row of dashes below its head
// is missing, and draws it.
func (c *check) table() {
	lines := strings.Split(strings.TrimRight(c.text, "\n"), "\n")
	if len(lines) < 2 {
		return
	}
	for _, line := range lines {
		if line = strings.TrimSpace(line); len(line) < 3 || line[0] != '|' || line[len(line)-1] != '|' {
			return
		}
	}
	start, end, whole := c.p.Source(0, len(lines[0]))
	if c.off("table") || end <= start || end > len(c.source) {
		return
	}
	better := ""
	if head := c.source[start:end]; whole && !c.plain && !strings.ContainsRune(head, '\n') {
		better = head + "\n" + c.indent(start) + rule(head)
	}
	c.add(Hint{Rule: "table", Key: c.key("table"), From: start, To: end, Better: better})
}

// indent is what stands before a line, as in an item of a list.
func (c *check) indent(at int) string {
	before := c.source[strings.LastIndexByte(c.source[:at], '\n')+1 : at]
	return strings.Map(func(r rune) rune {
		if r == '>' || r == '\t' {
			return r
		}
		return ' '
	}, before)
}

// rule is the row of dashes below a head: one for each of its cells.
func rule(head string) string {
	cells := strings.Count(strings.ReplaceAll(strings.TrimSpace(head), `\|`, ""), "|") - 1
	return "|" + strings.Repeat("---|", max(cells, 1))
}
