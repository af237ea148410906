package content

import (
	"encoding/json"
	"slices"

	"herald/i18n"
)

// A tag names something that a page can show, so that a page can be thrown away
// when, and only when, what it shows has changed. A Reader that records notes
// the tags of what it was asked; an Event bears the tags of what it changed.

// DocTag is the tag of one Document and its Translations.
func DocTag(id ID) string { return "doc:" + string(id) }

// PathTag is the tag of who answers at a path of a Site, in any locale. It does
// not hold the path, whose words may have to be taken out of everything.
func PathTag(site, path string) string {
	const enough = 20
	return "path:" + site + "/" + string(Sum([]byte(path)))[:enough]
}

// RefTag is the tag of the list of Documents that name id.
func RefTag(id ID) string { return "ref:" + string(id) }

// TreeTag is the tag of a Site's page tree.
func TreeTag(site string) string { return "tree:" + site }

// ListTag is the tag of everything listed on a Site in a locale; narrow is "",
// the name of a Type, "topic:ID" or "organization:ID".
func ListTag(site string, locale i18n.Locale, narrow string) string {
	if narrow == "" {
		return "list:" + site + "/" + string(locale)
	}
	return "list:" + site + "/" + string(locale) + "/" + narrow
}

// Tags gives the tags of all that looks different once a Document's Projection
// is after where it was before, sorted.
func (p Projector) Tags(before, after Projection) []string {
	var tags []string
	for _, row := range difference(before.Rows, after.Rows) {
		tags = append(tags, DocTag(row.Document), ListTag(row.Site, row.For, ""), ListTag(row.Site, row.For, row.Type))
		if t := p.Types.Get(row.Type); t != nil && t.Tree {
			tags = append(tags, TreeTag(row.Site))
		}
		for _, term := range row.Terms {
			switch term.Name {
			case TermTopic, TermOrganization:
				tags = append(tags, ListTag(row.Site, row.For, term.Name+":"+term.Value))
			case TermRef:
				tags = append(tags, RefTag(ID(term.Value)))
			}
		}
	}
	for _, path := range difference(before.Paths, after.Paths) {
		tags = append(tags, DocTag(path.Document), PathTag(path.Site, path.Path))
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

// difference gives what stands in one of the lists only.
func difference[T any](a, b []T) []T {
	seen := map[string]int{}
	key := func(v T) string {
		body, err := json.Marshal(v)
		if err != nil {
			panic("content: a row of plain fields cannot fail to encode: " + err.Error())
		}
		return string(body)
	}
	for _, v := range a {
		seen[key(v)] |= 1
	}
	for _, v := range b {
		seen[key(v)] |= 2
	}
	var out []T
	for _, list := range [][]T{a, b} {
		for _, v := range list {
			if k := key(v); seen[k] != 3 {
				out = append(out, v)
			}
		}
	}
	return out
}
