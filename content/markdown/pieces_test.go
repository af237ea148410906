package markdown_test

import (
	"strings"
	"testing"

	"herald/content/markdown"
)

func TestPiecesAreTheWholeText(t *testing.T) {
	const source = "## Head\n\nA note[^1] and\na line.\n\n- one\n- two\n\n[^1]: Said below.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nLast [^1].\n"
	o := markdown.Options{IDPrefix: "x-", Slug: func(string) string { return "head" }}
	whole, err := markdown.Render(source, markdown.Page, o)
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := markdown.Pieces(source, markdown.Page, o)
	if err != nil {
		t.Fatal(err)
	}
	var together []string
	for i, p := range pieces {
		if p.HTML != "" {
			together = append(together, string(p.HTML))
		}
		if blocks := markdown.Blocks(source); i < len(blocks) && p.Block != blocks[i] {
			t.Errorf("piece %d is of another block", i)
		}
	}
	flat := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	if got := flat(strings.Join(together, "\n")); got != flat(string(whole)) {
		t.Errorf("together they are\n%s\nnot\n%s", got, flat(string(whole)))
	}
	if _, err := markdown.Pieces(strings.Repeat("a", markdown.MaxSource+1), markdown.Page, o); err != markdown.ErrTooLong {
		t.Errorf("too long gives %v", err)
	}
}
