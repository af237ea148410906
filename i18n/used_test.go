package i18n_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"herald/i18n"
)

// notKeys are texts of the code that look like keys and are none: keys of the
// configuration, names in a report, a column of a group.
var notKeys = []string{"media.clamd", "media.megapixels", "type.field", "type.group.field", "hours.day"}

// A key that nothing asks for is translated eight times for nobody.
func TestEveryKeyIsUsed(t *testing.T) {
	said, wanted := spoken(t), familyKeys(t)
	for _, key := range i18n.Default().Keys(i18n.English) {
		_, literally := said[key]
		_, member := slices.BinarySearch(wanted, key)
		open := slices.ContainsFunc(families, func(f family) bool { return f.members == nil && strings.HasPrefix(key, f.prefix) })
		if !literally && !member && !open {
			t.Errorf("no code, template or Type uses %s", key)
		}
	}
}

// What is asked for and missing would show as ⟦key⟧.
func TestEveryKeyThatIsAskedForHasWords(t *testing.T) {
	keys := i18n.Default().Keys(i18n.English)
	for _, key := range familyKeys(t) {
		if _, ok := slices.BinarySearch(keys, key); !ok {
			t.Errorf("a family in families_test.go wants %s", key)
		}
	}
	var roots []string
	for _, key := range keys {
		first, _, _ := strings.Cut(key, ".")
		roots = append(roots, first)
	}
	root := `^(` + strings.Join(slices.Compact(roots), "|") + `)`
	like := regexp.MustCompile(root + `(\.[a-z0-9_]+)+$`)
	prefix := regexp.MustCompile(root + `\.([a-z0-9_]+\.)*$`)
	for s, path := range spoken(t) {
		_, known := slices.BinarySearch(keys, s)
		switch {
		case like.MatchString(s) && !known && !slices.Contains(notKeys, s):
			t.Errorf("%s asks for %s, which has no words", path, s)
		case prefix.MatchString(s) && !slices.ContainsFunc(families, func(f family) bool { return strings.HasPrefix(f.prefix, s) }):
			t.Errorf("%s makes keys that begin with %s: list the family in families_test.go", path, s)
		}
	}
}
