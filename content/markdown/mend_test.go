package markdown_test

import (
	"testing"

	"herald/content/markdown"
)

// A heading that is one too deep can be put right where it stands, and the text is
// without fault then.
func TestHeadingsAreMended(t *testing.T) {
	for source, want := range map[string]string{
		"# One\n\ntext":                      "## One\n\ntext",
		"#### Deep\n\n## Two":                "## Deep\n\n## Two",
		"## Two\n\n  #### Four ####\n":       "## Two\n\n  ### Four ####\n",
		"## Two\r\n\r\n#### Four":            "## Two\r\n\r\n### Four",
		"\uFEFF## Two\n\n> #### \x01Four #x": "\uFEFF## Two\n\n> ### \x01Four #x",
		"## Two\n\n- #### ĄĖ\n\n### Three":   "## Two\n\n- ### ĄĖ\n\n### Three",
	} {
		got := source
		for _, i := range markdown.Check(source) {
			if i.Better != "" {
				got = source[:i.From] + i.Better + source[i.To:]
				break
			}
		}
		if got != want {
			t.Errorf("%q became %q, want %q", source, got, want)
		}
		for _, i := range markdown.Check(got) {
			if i.Better != "" {
				t.Errorf("%q is still not right: %+v", got, i)
			}
		}
	}
}
