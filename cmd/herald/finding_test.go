package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"herald/content"
	"herald/content/sample"
	"herald/i18n"
	"herald/search"
	"herald/search/lang"
)

// findingMembers are the people of the sample, and some whose Grants are bounded in
// other ways.
func findingMembers(organization content.ID) []content.Actor {
	var all []content.Actor
	for _, m := range sample.Members() {
		g := content.Grant{Role: content.Role(m.Role), Steps: m.Steps}
		for _, l := range m.Locales {
			g.Locales = append(g.Locales, i18n.Locale(l))
		}
		all = append(all, content.Actor{ID: content.MemberID(m.Email), Grants: []content.Grant{g}})
	}
	return append(all,
		content.Actor{ID: "office", Grants: []content.Grant{{Role: content.RoleAuthor, Organizations: []content.ID{organization}}}},
		content.Actor{ID: "releases", Grants: []content.Grant{{Role: content.RolePressOfficer, Types: []string{"press_release"}, Locales: []i18n.Locale{"en"}}}})
}

// TestTheDeskFindsWhatItsMembersMayRead looks for the rarest words of texts of the
// sample municipality, in all their states: every member finds a text by them if the
// policy lets them read it, and is told of no other.
func TestTheDeskFindsWhatItsMembersMayRead(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "demo")
	s := serve(t, data, "--demo")
	s.stop(t)
	h := inside(t, data)
	index, err := search.Open(filepath.Join(data, searchDir), h.store, search.Options{Types: h.types, Sites: h.sites, Clock: h.clock, Logger: h.log, Deadline: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	defer index.Close()
	for end := time.Now().Add(2 * time.Minute); index.CatchingUp(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the index never caught up")
		}
	}
	documents := map[content.ID]*content.Document{}
	for _, d := range demoDocuments(t, h) {
		documents[d.ID] = d
	}
	texts, rarity, organization := deskTexts(t, h, documents)
	members := findingMembers(organization)
	found, kept := 0, 0
	for n, text := range texts {
		if n%4 != 0 {
			continue // one in four: the town is large, the machine may be small
		}
		word := slices.MinFunc(text.words, func(a, b string) int { return rarity[beginning(a)] - rarity[beginning(b)] })
		for _, m := range members {
			may := func(d content.ID, l i18n.Locale) bool {
				return content.Can(m, content.ReadDraft, content.Subject{Document: documents[d], Type: h.types.Get(documents[d].Type), Locale: l, Now: h.clock.Now()}) == nil
			}
			r, err := index.Desk().Search(context.Background(), search.DeskQuery{Actor: m, Text: word, Limit: 100})
			if err != nil || r.CatchingUp || r.Total > 100 {
				t.Fatalf("%q: %+v, %v", word, r, err)
			}
			here := false
			for _, hit := range r.Hits {
				here = here || hit.Standing.Document == text.document && hit.Standing.Locale == text.locale
				if !may(hit.Standing.Document, hit.Standing.Locale) {
					t.Errorf("%s is shown %s in %s for %q", m.ID, hit.Standing.Document, hit.Standing.Locale, word)
				}
			}
			if want := may(text.document, text.locale); here != want || r.Total != len(r.Hits) {
				t.Errorf("%q of %s in %s: %s finds it: %v, may read it: %v; %d of %d", word, text.document, text.locale, m.ID, here, want, len(r.Hits), r.Total)
			}
			if here {
				found++
			} else {
				kept++
			}
		}
	}
	if found < 100 || kept < 100 {
		t.Errorf("%d were found and %d kept: the test asks too little", found, kept)
	}
}

// deskText is one text with the words of its body and title.
type deskText struct {
	document content.ID
	locale   i18n.Locale
	words    []string
}

// beginning is what the forms of a word share in any language, or a little less.
func beginning(word string) string {
	runes := []rune(lang.Fold(i18n.SerbianLatin(word)))
	return string(runes[:min(len(runes), 4)])
}

// deskTexts gives the newest text of every Translation, how often a word stands in
// them that begins as each, and the organization that most Documents are of.
func deskTexts(t *testing.T, h *house, documents map[content.ID]*content.Document) (all []deskText, rarity map[string]int, organization content.ID) {
	t.Helper()
	rarity = map[string]int{}
	offices := map[content.ID]int{}
	for id, d := range documents {
		if offices[d.Organization]++; d.Organization != "" && offices[d.Organization] > offices[organization] {
			organization = d.Organization
		}
		for _, tr := range d.Translations {
			bodies, err := h.store.Texts(t.Context(), tr.Newest().Words)
			if err != nil {
				t.Fatal(err)
			}
			w, err := content.DecodeWords(bodies[tr.Newest().Words])
			if err != nil {
				t.Fatal(err)
			}
			words := strings.FieldsFunc(strings.ToLower(w.Title+" "+w.Summary), func(r rune) bool { return !unicode.IsLetter(r) })
			words = slices.DeleteFunc(words, func(s string) bool { return utf8.RuneCountInString(s) < 4 })
			slices.Sort(words)
			if words = slices.Compact(words); len(words) == 0 {
				continue
			}
			for _, word := range words {
				rarity[beginning(word)]++
			}
			all = append(all, deskText{id, tr.Locale, words})
		}
	}
	slices.SortFunc(all, func(a, b deskText) int {
		return strings.Compare(string(a.document)+string(a.locale), string(b.document)+string(b.locale))
	})
	return all, rarity, organization
}
