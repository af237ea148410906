package editorial_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/content/tuning"
	"herald/i18n"
	"herald/internal/fault"
)

var inLithuanian = editorial.Searches{Site: "public", Locale: "lt"}

func tuned(r *rig) *tuning.Tuning {
	r.Helper()
	got, err := r.desk.Tuning(r.Context(), inLithuanian)
	if err != nil {
		r.Fatal(err)
	}
	return got
}

// tellsTuning are the Events about searches, as the audit trail names them.
func tellsTuning(r *rig) []string {
	var all []string
	for _, c := range r.log.log {
		for _, e := range c.Events {
			if slices.ContainsFunc([]string{"synonym", "pin", "result"}, func(s string) bool { return strings.HasPrefix(string(e.Kind), s) }) {
				all = append(all, string(e.Kind)+" "+string(e.By)+" "+string(e.Locale)+" "+e.Other)
			}
		}
	}
	return all
}

// Synonyms are added, changed and removed, each told once, and what changes nothing
// is not told.
func TestSynonymsAreKept(t *testing.T) {
	r := newRig(t)
	nora := holding("nora", content.Grant{Role: content.RolePressOfficer})
	id, err := r.desk.KeepSynonyms(t.Context(), nora, inLithuanian, "", []string{"šiukšlės", " atliekos"})
	if err != nil || !id.Valid() {
		t.Fatal(id, err)
	}
	for _, words := range [][]string{{"šiukšlės", "atliekos"}, {"šiukšlės", "atliekos", "konteineris"}} {
		if again, err := r.desk.KeepSynonyms(t.Context(), nora, inLithuanian, id, words); err != nil || again != id {
			t.Fatal(again, err)
		}
	}
	if got := tuned(r); len(got.Synonyms) != 1 || got.Synonyms[0].Text() != "šiukšlės, atliekos, konteineris" || got.Synonyms[0].Added.By != "nora" {
		t.Fatalf("%+v", got)
	}
	if _, err := r.desk.KeepSynonyms(t.Context(), nora, inLithuanian, content.NewID(), []string{"a1", "b1"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a group that is not there: %v", err)
	}
	_, err = r.desk.KeepSynonyms(t.Context(), nora, inLithuanian, "", []string{"Atliekos", "makulatūra"})
	var issues *editorial.IssuesError
	if !errors.As(err, &issues) || issues.Issues[0].Key != "issue.tuning.known_word" {
		t.Errorf("a word in two groups: %v", err)
	}
	for range 2 {
		if err := r.desk.RemoveSynonyms(t.Context(), nora, inLithuanian, id); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"synonyms_added nora lt public: šiukšlės, atliekos", "synonyms_changed nora lt public: šiukšlės, atliekos, konteineris",
		"synonyms_removed nora lt public: šiukšlės, atliekos, konteineris"}
	if got := tellsTuning(r); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if len(tuned(r).Synonyms) != 0 {
		t.Error("still there")
	}
}

// A pin needs Documents that are there, are at home on the Site and have a page.
func TestAResultIsPinned(t *testing.T) {
	r := newRig(t)
	nora := holding("nora", content.Grant{Role: content.RolePressOfficer})
	doc := r.published("Darželiai").Document
	elsewhere := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "intranet", Type: "news", Locale: "lt", Words: words("Kitur")})).Document
	pin := func(id content.ID, documents ...content.ID) error {
		_, err := r.desk.PinResult(t.Context(), nora, inLithuanian, tuning.Pin{ID: id, Question: "darželis", Documents: documents})
		return err
	}
	for _, id := range []content.ID{content.NewID(), elsewhere, "nonsense"} {
		var issues *editorial.IssuesError
		if err := pin("", doc, id); !errors.As(err, &issues) || issues.Issues[0].Field != "documents" || issues.Issues[0].Key != "issue.tuning.no_document" {
			t.Errorf("%s: %v", id, err)
		}
	}
	if err := pin("", doc); err != nil {
		t.Fatal(err)
	}
	kept := tuned(r).Pins
	if len(kept) != 1 || kept[0].Question != "darželis" || !slices.Equal(kept[0].Documents, []content.ID{doc}) {
		t.Fatalf("%+v", kept)
	}
	if err := pin(kept[0].ID, doc); err != nil {
		t.Error(err)
	}
	if err := pin(content.NewID(), doc); !fault.Is(err, fault.NotFound) {
		t.Errorf("a pin that is not there: %v", err)
	}
	for range 2 {
		if err := r.desk.Unpin(t.Context(), nora, inLithuanian, kept[0].ID); err != nil {
			t.Fatal(err)
		}
	}
	name := " nora lt public: darželis → " + string(doc)
	if got := tellsTuning(r); !slices.Equal(got, []string{"result_pinned" + name, "result_unpinned" + name}) {
		t.Errorf("%q", got)
	}
}

// Press officers and language editors tune, each within their languages; a Grant
// for some Types or organizations is too narrow for what concerns all.
func TestWhoTunes(t *testing.T) {
	r := newRig(t)
	doc := r.published("Darželiai").Document
	var grants []content.Grant
	for _, role := range content.Roles() {
		grants = append(grants, content.Grant{Role: role},
			content.Grant{Role: role, Locales: []i18n.Locale{"ka"}}, content.Grant{Role: role, Types: []string{"news"}}, content.Grant{Role: role, Organizations: []content.ID{doc}})
	}
	for i, g := range grants {
		may := i%4 == 0 && (g.Role == content.RolePressOfficer || g.Role == content.RoleLanguageEditor)
		actor, before := holding("rasa", g), len(r.log.log)
		group, err := r.desk.KeepSynonyms(t.Context(), actor, inLithuanian, "", []string{"vienas" + string(g.Role), "du" + string(g.Role)})
		if (err == nil) != may || err != nil && !fault.Is(err, fault.Forbidden) {
			t.Errorf("%+v: %v", g, err)
		}
		pin, pinErr := r.desk.PinResult(t.Context(), actor, inLithuanian, tuning.Pin{Question: string(g.Role), Documents: []content.ID{doc}})
		for _, err := range []error{pinErr, r.desk.RemoveSynonyms(t.Context(), actor, inLithuanian, group), r.desk.Unpin(t.Context(), actor, inLithuanian, pin)} {
			if (err == nil) != may {
				t.Errorf("%+v: %v", g, err)
			}
		}
		if !may && len(r.log.log) != before {
			t.Error("what was refused is in the log")
		}
	}
	nora := holding("nora", content.Grant{Role: content.RolePressOfficer})
	for _, of := range []editorial.Searches{{Site: "public", Locale: "xx"}, {Site: "nowhere", Locale: "lt"}, {Site: "public", Locale: i18n.SerbianLatn}} {
		if _, err := r.desk.KeepSynonyms(t.Context(), nora, of, "", []string{"vienas", "du"}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%+v: %v", of, err)
		}
		if _, err := r.desk.Tuning(t.Context(), of); !fault.Is(err, fault.NotFound) {
			t.Errorf("%+v is read: %v", of, err)
		}
	}
}

// Somebody who commits in between loses nothing, and neither does the other.
func TestSynonymsAtTheSameTime(t *testing.T) {
	r := newRig(t)
	nora := holding("nora", content.Grant{Role: content.RolePressOfficer})
	other := &editorial.Desk{Log: r.log, Types: r.desk.Types, Sites: r.desk.Sites, Clock: r.desk.Clock}
	r.log.before = func() {
		if _, err := other.KeepSynonyms(t.Context(), nora, inLithuanian, "", []string{"kitas", "antras"}); err != nil {
			t.Error(err)
		}
	}
	if _, err := r.desk.KeepSynonyms(t.Context(), nora, inLithuanian, "", []string{"vienas", "pirmas"}); err != nil {
		t.Fatal(err)
	}
	if got := tuned(r); len(got.Synonyms) != 2 {
		t.Errorf("%+v", got)
	}
}
