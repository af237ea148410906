package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

const separator = "\n---------- "

// TestGolden renders the input at the head of every golden file in every form.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.golden")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d golden files, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".golden"), func(t *testing.T) {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			input, _, _ := strings.Cut(string(b), separator)
			input = strings.TrimRight(input, "\n") + "\n"
			assertAll(t, input)
			got := input + golden(t, input)
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != string(b) {
				t.Errorf("%s differs; run with -update and look at the difference.\n%s", name, got)
			}
		})
	}
}

func golden(t *testing.T, input string) string {
	t.Helper()
	var b strings.Builder
	part := func(name, body string) {
		b.WriteString(separator[1:] + name + "\n" + strings.TrimRight(body, "\n") + "\n")
	}
	part("page", render(t, input, Page))
	part("feed", render(t, input, Feed))
	part("print", render(t, input, Print))
	part("plain", Plain(input))
	part("excerpt", Excerpt(input, 120))
	var outline, blocks, issues strings.Builder
	for _, h := range Outline(input, testOptions) {
		fmt.Fprintf(&outline, "%d #%s %s\n", h.Level, h.ID, h.Text)
	}
	for _, bl := range Blocks(input) {
		first, _, _ := strings.Cut(bl.Text, "\n")
		fmt.Fprintf(&blocks, "%d %s %s\n", bl.Line, bl.Hash[:12], first)
	}
	for _, i := range Check(input) {
		fmt.Fprintln(&issues, i.Line, i.Key, i.Args)
	}
	part("outline", outline.String())
	part("blocks", blocks.String())
	part("issues", issues.String())
	return b.String()
}
