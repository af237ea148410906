package main

import (
	"context"

	"herald/content"
	"herald/i18n"
)

// addresses gives every text of a batch that states no path its address: the one
// it has in the store, else one made of its title, else one made of its folder's
// name, which is unique.
func (i *importer) addresses(ctx context.Context, items []*item) error {
	kept, err := i.keptPaths(ctx, items)
	if err != nil {
		return err
	}
	var claims []content.Claim
	i.eachOpen(items, func(it *item, typ *content.Type, l i18n.Locale, w *content.Words) {
		for _, path := range candidates(typ, l, w.Title, it.plan.name) {
			claims = append(claims, content.PathClaim(it.Site, l, path))
		}
	})
	held, err := i.house.desk.Lookup(ctx, claims...)
	if err != nil {
		return err
	}
	for _, it := range items {
		for _, t := range it.Translations {
			if t.Words.Path != "" {
				i.paths[content.PathClaim(it.Site, t.Locale, t.Words.Path)] = it.ID
			}
		}
	}
	i.eachOpen(items, func(it *item, typ *content.Type, l i18n.Locale, w *content.Words) {
		if w.Path = kept[place{it.ID, l}]; w.Path == "" {
			w.Path = i.free(it, typ, l, w.Title, held)
		}
		i.paths[content.PathClaim(it.Site, l, w.Path)] = it.ID
	})
	return nil
}

// place names a Translation.
type place struct {
	document content.ID
	locale   i18n.Locale
}

// eachOpen visits every text that should have a path and states none.
func (i *importer) eachOpen(items []*item, visit func(*item, *content.Type, i18n.Locale, *content.Words)) {
	for _, it := range items {
		typ := i.house.types.Get(it.Type)
		if typ.Hidden || typ.Single {
			continue
		}
		for n := range it.Translations {
			if t := &it.Translations[n]; t.Words.Path == "" {
				visit(it, typ, t.Locale, &t.Words)
			}
		}
	}
}

// candidates are the addresses that a text may get, the best one first.
func candidates(typ *content.Type, l i18n.Locale, title, name string) []string {
	var all []string
	for _, from := range []string{title, name} {
		if path := typ.SuggestPath(l, from); path != "" {
			all = append(all, path)
		}
	}
	return all
}

// free gives the first candidate that nobody else holds. Where there is none the
// first stands, so that the rules say what is wrong with it.
func (i *importer) free(it *item, typ *content.Type, l i18n.Locale, title string, held map[content.Claim][]content.ID) string {
	all := candidates(typ, l, title, it.plan.name)
	for _, path := range all {
		claim := content.PathClaim(it.Site, l, path)
		mine := i.paths[claim] == "" || i.paths[claim] == it.ID
		for _, holder := range held[claim] {
			mine = mine && holder == it.ID
		}
		if key, _ := i.house.types.CheckPath(l, path); key == "" && mine {
			return path
		}
	}
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// keptPaths gives the paths that the Documents of a batch have already.
func (i *importer) keptPaths(ctx context.Context, items []*item) (map[place]string, error) {
	ids := make([]content.ID, len(items))
	for n, it := range items {
		ids[n] = it.ID
	}
	documents, err := i.house.store.Documents(ctx, ids...)
	if err != nil {
		return nil, err
	}
	words := map[place]content.Hash{}
	var hashes []content.Hash
	for id, d := range documents {
		for _, t := range d.Translations {
			if e := t.Newest(); e != nil {
				words[place{id, t.Locale}] = e.Words
				hashes = append(hashes, e.Words)
			}
		}
	}
	bodies, err := i.house.store.Texts(ctx, hashes...)
	if err != nil {
		return nil, err
	}
	paths := map[place]string{}
	for at, h := range words {
		w, err := content.DecodeWords(bodies[h])
		if err != nil {
			return nil, err
		}
		paths[at] = w.Path
	}
	return paths, nil
}
