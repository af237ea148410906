package content

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"herald/i18n"
)

var pathForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$`)

// reserved are first segments below a locale that Herald answers itself.
var reserved = []string{"search", "p", "site-map", "admin", "media", "assets"}

// maxPath bounds a path in bytes: what fits in every browser's bar and on paper.
const maxPath = 240

// CheckPath reports what is wrong with path as the whole path of a Document in
// locale: the key of an Issue and its args, or "" when nothing is. Suffixes such
// as feed.rss need no mention: a path holds no dot.
func (ts *Types) CheckPath(locale i18n.Locale, path string) (key string, args []any) {
	if !pathForm.MatchString(path) {
		return "issue.path.form", []any{"path", path}
	}
	if len(path) > maxPath {
		return "issue.path.long", []any{"max", maxPath}
	}
	segments := strings.Split(path, "/")
	if slices.Contains(reserved, segments[0]) || slices.Contains(segments, "editions") || ts.isListing(locale, path) {
		return "issue.path.reserved", []any{"path", path}
	}
	return "", nil
}

func (ts *Types) isListing(locale i18n.Locale, slug string) bool {
	t, _ := ts.Listing(locale, slug)
	return t != nil
}

// SuggestPath gives the path that a text would get from its title: the listing
// slug of its Type and the title by the locale's law of transliteration. It is
// empty when the title holds no letter or digit.
func (t *Type) SuggestPath(locale i18n.Locale, title string) string {
	slug := locale.Slug(title)
	if slug == "" {
		return ""
	}
	if prefix := t.Slugs[locale]; prefix != "" {
		return prefix + "/" + slug
	}
	return slug
}

// PathClaim is the claim on a path of a Site in a locale.
func PathClaim(site string, locale i18n.Locale, path string) Claim {
	return Claim(fmt.Sprintf("path %s %s %s", site, locale, path))
}

// NameClaim is the claim on a folder name within Site and Type.
func NameClaim(site, typ, name string) Claim {
	return Claim(fmt.Sprintf("name %s %s %s", site, typ, name))
}

// SingleClaim is the claim of the one Document of a single Type on a Site.
func SingleClaim(site, typ string) Claim { return Claim(fmt.Sprintf("single %s %s", site, typ)) }

// UniqueClaim is the claim on a value of a unique field within Site and Type.
func UniqueClaim(site, typ, field, value string) Claim {
	return Claim(fmt.Sprintf("unique %s %s %s %s", site, typ, field, value))
}

// ClaimsOf gives what d, of Type t (which may be nil), claims with these words
// and facts.
func ClaimsOf(d *Document, t *Type, locale i18n.Locale, w Words, f Facts) []Claim {
	var all []Claim
	if w.Path != "" {
		all = append(all, PathClaim(d.Site, locale, w.Path))
	}
	if f.Name != "" {
		all = append(all, NameClaim(d.Site, d.Type, f.Name))
	}
	if t == nil {
		return all
	}
	if t.Single {
		all = append(all, SingleClaim(d.Site, d.Type))
	}
	for _, field := range t.Fields {
		if field.Unique {
			for _, item := range f.Fields[field.Name].Items {
				all = append(all, UniqueClaim(d.Site, d.Type, field.Name, item))
			}
		}
	}
	return all
}

func orderKey(n int) string { return fmt.Sprintf("%012d", n+1_000_000_000) }
