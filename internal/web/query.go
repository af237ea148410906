package web

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"
)

// Bounds on what a query may carry into a page and its cache key.
const (
	queryRunes  = 256
	queryValues = 20
)

// CleanQuery is what the page may see of the query: the allowed parameters,
// without empty and repeated values, control characters and broken UTF-8, each
// value bounded. Values of one parameter are sorted, so that Encode is the one
// canonical form: equal questions have equal cache keys.
func CleanQuery(c *fiber.Ctx, allowed []string) url.Values {
	if c.Context().QueryArgs().Len() == 0 {
		return nil
	}
	kept := url.Values{}
	for key, value := range c.Context().QueryArgs().All() {
		name := string(key)
		if !slices.Contains(allowed, name) || len(kept[name]) >= queryValues {
			continue
		}
		if v := CleanText(string(value), queryRunes); v != "" && !slices.Contains(kept[name], v) {
			kept[name] = append(kept[name], v)
		}
	}
	for _, values := range kept {
		slices.Sort(values)
	}
	return kept
}

// CleanText removes broken UTF-8, control characters and invisible reordering
// from a line that a person typed, trims it and bounds its length in runes.
func CleanText(s string, runes int) string {
	var b strings.Builder
	n := 0
	for len(s) > 0 && n < runes {
		r, width := utf8.DecodeRuneInString(s)
		s = s[width:]
		switch {
		case r == utf8.RuneError && width == 1, reorders(r):
			continue
		case unicode.IsControl(r), unicode.In(r, unicode.Zl, unicode.Zp):
			if r != '\t' && r != '\n' && r != '\r' {
				continue
			}
			r = ' '
		}
		b.WriteRune(r)
		n++
	}
	return strings.TrimSpace(b.String())
}

// reorders says whether r changes the direction of what follows without being
// seen. Joiners stay: words need them.
func reorders(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0xfeff
}
