package i18n

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// slugLimit keeps addresses short enough to be read out and printed.
const slugLimit = 80

// Slug turns a title into a part of a path: [a-z0-9-], no dash at either end and
// never two together, at most 80 bytes, cut between words where there are any.
// It is "" only if s has no letter or digit that can be written so.
func (l Locale) Slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(l.Transliterate(norm.NFKC.String(s))) {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	slug := b.String()
	if len(slug) <= slugLimit {
		return slug
	}
	if cut := strings.LastIndexByte(slug[:slugLimit+1], '-'); cut > 0 {
		return slug[:cut]
	}
	return slug[:slugLimit]
}
