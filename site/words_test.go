package site

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"herald/i18n"
)

var spoken = regexp.MustCompile(`\.T\("([a-z0-9_.]+)"[,)]`)

// Keys that are put together cannot be seen here; the pages of the other tests
// show them, and a key without words is marked there.
func TestEveryWordOfTheCodeExists(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range spoken.FindAllStringSubmatch(string(source), -1) {
			for _, l := range i18n.Shipped() {
				if !i18n.Default().Printer(l).Has(match[1]) {
					t.Errorf("%s: no words for %s in %s", name, match[1], l)
				}
			}
		}
	}
}
