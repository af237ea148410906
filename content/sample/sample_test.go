package sample_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"herald/content"
	"herald/content/folder"
	"herald/content/sample"
	"herald/i18n"
)

// now is the latest instant that a demonstration may be started at and still
// find every public time in the past.
var now = time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)

func sites() content.Sites {
	site := func(name, audience, base string) *content.Site {
		return &content.Site{Name: name, Locales: i18n.Shipped(), Audience: audience, Base: base}
	}
	return content.Sites{
		"public":   site("public", content.Public, ""),
		"agency":   site("agency", content.Public, "/energy"),
		"intranet": site("intranet", content.Staff, "/intranet"),
	}
}

// written are the locales that people write in; sr-Latn is derived.
func written() []i18n.Locale {
	return slices.DeleteFunc(i18n.Shipped(), func(l i18n.Locale) bool { return l == "sr-Latn" })
}

// town is the sample as it was read once, for all tests: none may change it.
type town struct {
	docs, later map[string]*folder.Document
	ids         map[string]content.ID
	problems    []folder.Problem
}

var arvena = sync.OnceValue(func() *town {
	a := &town{docs: map[string]*folder.Document{}, later: map[string]*folder.Document{}, ids: map[string]content.ID{}}
	for _, d := range a.tree(sample.Files()) {
		a.docs[d.Ref()] = d
		a.ids[d.Ref()] = content.ID(fmt.Sprintf("%012d", len(a.ids)+1))
	}
	for n, fsys := range sample.Later() {
		for _, d := range a.tree(fsys) {
			a.later[fmt.Sprintf("%d %s", n+2, d.Ref())] = d
		}
	}
	a.settle(a.docs)
	a.settle(a.later)
	return a
})

// tree reads the folders of one tree.
func (a *town) tree(fsys fs.FS) (all []*folder.Document) {
	r := folder.Read(fsys, content.ShippedTypes(), sites(), folder.Options{Site: sample.Public, Now: now})
	for d, problems := range r.All() {
		a.problems = append(a.problems, problems...)
		if d != nil {
			all = append(all, d)
		}
	}
	_, problems := r.Redirects()
	a.problems = append(a.problems, problems...)
	return all
}

// settle resolves names, and gives paths as a person would take them from the
// titles.
func (a *town) settle(docs map[string]*folder.Document) {
	for _, d := range docs {
		d.ID = a.ids[d.Ref()]
		a.problems = append(a.problems, d.Resolve(func(ref string) (content.ID, bool) { id, ok := a.ids[ref]; return id, ok })...)
		typ := content.ShippedTypes().Get(d.Type)
		for i := range d.Translations {
			tr := &d.Translations[i]
			if tr.Words.Path == "" && !typ.Hidden && !typ.Single {
				tr.Words.Path = typ.SuggestPath(tr.Locale, tr.Words.Title)
			}
		}
	}
}

// read gives every folder that begins a Document, by name.
func read(t *testing.T) (map[string]*folder.Document, map[string]content.ID) {
	t.Helper()
	if problems := arvena().problems; len(problems) > 0 {
		t.Fatal(problems)
	}
	return arvena().docs, arvena().ids
}

// later gives the folders of sample.Later by tree and name: "2 act/parking".
func later(t *testing.T) map[string]*folder.Document {
	t.Helper()
	read(t)
	return arvena().later
}

// everything gives the folders of all trees.
func everything(t *testing.T) map[string]*folder.Document {
	t.Helper()
	docs, _ := read(t)
	all := maps.Clone(docs)
	maps.Copy(all, later(t))
	return all
}

// TestEveryTypeIsThereInEveryLanguage wants enough to look at: Documents of each
// Type, each Type in each language, and most Documents in several.
func TestEveryTypeIsThereInEveryLanguage(t *testing.T) {
	docs, _ := read(t)
	seen, several := map[string]map[i18n.Locale]int{}, 0
	for _, d := range docs {
		if seen[d.Type] == nil {
			seen[d.Type] = map[i18n.Locale]int{}
		}
		for _, tr := range d.Translations {
			seen[d.Type][tr.Locale]++
		}
		if len(d.Translations) > 2 {
			several++
		}
	}
	for _, typ := range content.ShippedTypes().All() {
		for _, l := range written() {
			if seen[typ.Name][l] == 0 {
				t.Errorf("no document of type %s in %s", typ.Name, l)
			}
		}
	}
	if len(docs) < 95 || several*3 < len(docs)*2 {
		t.Errorf("%d documents, %d of them in three languages and more", len(docs), several)
	}
	for name := range sites() {
		for _, typ := range []string{"site", "home"} {
			if docs[typ+"/"+name] == nil {
				t.Errorf("no %s/%s", typ, name)
			}
		}
	}
}

// TestEverySiteHasItsDuties looks for what the law wants in a footer: a public
// Site names pages of its own for contact, privacy and accessibility, written in
// every language in which the Site has a name.
func TestEverySiteHasItsDuties(t *testing.T) {
	docs, ids := read(t)
	byID := map[content.ID]*folder.Document{}
	for ref, d := range docs {
		byID[ids[ref]] = d
	}
	for name, site := range sites() {
		own := docs["site/"+name]
		if site.Audience != content.Public || own == nil {
			continue
		}
		for _, field := range []string{"contact_page", "privacy_page", "accessibility_page"} {
			ref, err := content.ParseRef(own.Facts.Fields.Text(field))
			page := byID[ref.Document]
			if err != nil || page == nil || page.Site != name {
				t.Errorf("%s: %s is no page of the site (%v)", name, field, err)
				continue
			}
			for _, tr := range own.Translations {
				if page.Translation(tr.Locale) == nil {
					t.Errorf("%s is not written in %s", page.Ref(), tr.Locale)
				}
			}
		}
	}
}

func TestRequirementsAreMet(t *testing.T) {
	base, _ := read(t)
	docs := everything(t)
	types, typeOf := content.ShippedTypes(), map[content.ID]string{}
	claimed := map[content.Claim][]content.ID{}
	each := func(visit func(p content.Proposal, ref string)) {
		for ref, d := range docs {
			first := base[d.Ref()]
			facts := d.Facts
			if d.Source != first.Source {
				facts = first.Facts
			}
			doc := &content.Document{ID: d.ID, Type: d.Type, Site: first.Site, Source: first.Source}
			for _, tr := range d.Translations {
				visit(content.Proposal{Document: doc, Type: types.Get(d.Type), Types: types, Locale: tr.Locale,
					Words: tr.Words, Facts: facts, Claimed: claimed, TypeOf: typeOf}, ref)
			}
		}
	}
	each(func(p content.Proposal, _ string) {
		typeOf[p.Document.ID] = p.Document.Type
		for _, c := range content.ClaimsOf(p.Document, p.Type, p.Locale, p.Words, p.Facts) {
			if !slices.Contains(claimed[c], p.Document.ID) {
				claimed[c] = append(claimed[c], p.Document.ID)
			}
		}
	})
	each(func(p content.Proposal, ref string) {
		for _, issue := range content.Requirements(p) {
			t.Errorf("%s/%s: %+v", ref, p.Locale, issue)
		}
	})
}
