package content_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"herald/content"
)

// Every kind is about a text, a file or an account, and about one of them only.
func TestEveryKindOfEventIsInOneGroup(t *testing.T) {
	source, err := os.ReadFile("event.go")
	if err != nil {
		t.Fatal(err)
	}
	var all []content.EventKind
	for _, m := range regexp.MustCompile(`(?m)^\tEvent\w+ +EventKind = "(\w+)"$`).FindAllSubmatch(source, -1) {
		all = append(all, content.EventKind(m[1]))
	}
	texts, files, accounts := content.EventKinds()
	grouped := slices.Concat(texts, files, accounts)
	slices.Sort(all)
	slices.Sort(grouped)
	if len(all) == 0 || !slices.Equal(all, grouped) {
		t.Errorf("of %v are in groups %v", all, grouped)
	}
}
