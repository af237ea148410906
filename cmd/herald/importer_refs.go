package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"herald/content"
	"herald/content/editorial"
)

// lookups bounds how many things are asked of the store at once.
const lookups = 500

// identify finds the Document that each folder is: by id, else by Site, Type and
// name; else it is a new one.
func (i *importer) identify(ctx context.Context) error {
	for part := range slices.Chunk(i.plans, lookups) {
		ask := content.Ask{}
		for _, p := range part {
			ask.Claims = append(ask.Claims, content.NameClaim(p.site, p.typ, p.name))
			if p.given != "" {
				ask.Documents = append(ask.Documents, p.given)
			}
		}
		snap, err := i.house.store.Load(ctx, ask)
		if err != nil {
			return err
		}
		for _, p := range part {
			p.id = identified(p, snap)
		}
	}
	i.twins()
	return nil
}

func identified(p *plan, snap content.Snapshot) content.ID {
	if p.given != "" && snap.Documents[p.given] != nil {
		return p.given
	}
	if holders := snap.Claimed[content.NameClaim(p.site, p.typ, p.name)]; len(holders) > 0 {
		return holders[0]
	}
	if p.given != "" {
		return p.given
	}
	return content.NewID()
}

// twins leaves out a folder that is the same Document as one before.
func (i *importer) twins() {
	i.plans = slices.DeleteFunc(i.plans, func(p *plan) bool {
		other := i.byID[p.id]
		if other == nil {
			i.byID[p.id] = p
			return false
		}
		i.problem("%s: it is the same document as %s", p.ref, other.ref)
		delete(i.byRef, p.ref)
		return true
	})
}

// lookUpRefs asks the store for everything that folders name and the import does
// not hold.
func (i *importer) lookUpRefs(ctx context.Context) error {
	var claims []content.Claim
	for _, p := range i.plans {
		for _, ref := range p.pending {
			if i.byRef[ref] == nil {
				claims = append(claims, i.refClaims(p, ref)...)
			}
		}
	}
	slices.Sort(claims)
	for part := range slices.Chunk(slices.Compact(claims), lookups) {
		held, err := i.house.desk.Lookup(ctx, part...)
		if err != nil {
			return err
		}
		for claim, ids := range held {
			i.held[claim] = ids[0]
		}
	}
	return nil
}

// refClaims gives what "type/name" may mean in a folder: a Document of its own
// Site first, then of the others in their order.
func (i *importer) refClaims(p *plan, ref string) []content.Claim {
	typ, name, _ := strings.Cut(ref, "/")
	claims := []content.Claim{content.NameClaim(p.site, typ, name)}
	for _, site := range i.house.siteNames() {
		if site != p.site {
			claims = append(claims, content.NameClaim(site, typ, name))
		}
	}
	return claims
}

// finder resolves what a folder names.
func (i *importer) finder(p *plan) func(ref string) (content.ID, bool) {
	return func(ref string) (content.ID, bool) {
		if other := i.byRef[ref]; other != nil && !other.fallen {
			return other.id, true
		}
		for _, claim := range i.refClaims(p, ref) {
			if id := i.held[claim]; id != "" {
				return id, true
			}
		}
		return "", false
	}
}

// fell marks every folder that names what does not exist, and those that name
// these in turn: nothing may point at a Document that will not be there.
func (i *importer) fell() {
	for again := true; again; {
		again = false
		for _, p := range i.plans {
			find := i.finder(p)
			lost := func(ref string) bool { _, ok := find(ref); return !ok }
			if !p.fallen && slices.ContainsFunc(p.pending, lost) {
				p.fallen, again = true, true
			}
		}
	}
}

// redirect hands the lines of redirects.csv to the Documents they lead to, which
// keep them as former addresses.
func (i *importer) redirect() {
	for _, r := range i.redirects {
		p := i.byRef[r.Document]
		if id, ok := strings.CutPrefix(r.Document, "doc:"); ok {
			p = i.byID[content.ID(id)]
		}
		switch {
		case r.Gone:
			i.warn("redirects.csv:%d: %s: an address without a document cannot be kept in this version", r.Line, r.Old)
		case r.File != "":
			i.warn("redirects.csv:%d: %s: an address of a file cannot be kept in this version", r.Line, r.Old)
		case p == nil || p.fallen:
			i.warn("redirects.csv:%d: %s: %s is not in this import", r.Line, r.Old, r.Document)
		default:
			p.former = append(p.former, r.Old)
		}
	}
}

// strangers says which Documents of a batch name one that is neither in the
// import nor in the store.
func (i *importer) strangers(ctx context.Context, items []*item) (map[content.ID]bool, error) {
	named := map[content.ID][]content.ID{}
	var ask content.Ask
	for _, it := range items {
		for _, t := range it.Translations {
			for _, id := range content.RefsOf(i.house.types.Get(it.Type), t.Words, it.Facts) {
				if i.byID[id] == nil {
					named[it.ID] = append(named[it.ID], id)
					ask.Documents = append(ask.Documents, id)
				}
			}
		}
	}
	out := map[content.ID]bool{}
	if len(ask.Documents) == 0 {
		return out, nil
	}
	snap, err := i.house.store.Load(ctx, ask)
	for id, refs := range named {
		out[id] = slices.ContainsFunc(refs, func(ref content.ID) bool { return snap.Documents[ref] == nil })
	}
	return out, err
}

func asIssues(err error, issues **editorial.IssuesError) bool { return errors.As(err, issues) }
