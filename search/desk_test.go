package search

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/store/storetest"
)

// everywhereReader may read every text at the desk.
var everywhereReader = actor("m-all", content.Grant{Role: content.RolePressOfficer})

func actor(id string, grants ...content.Grant) content.Actor {
	return content.Actor{ID: content.MemberID(id), Grants: grants}
}

// desk asks the desk's indexes for text as somebody.
func (w *town) desk(who content.Actor, text string, more ...func(*DeskQuery)) DeskResults {
	w.tb.Helper()
	q := DeskQuery{Actor: who, Text: text, Limit: 100}
	for _, set := range more {
		set(&q)
	}
	r, err := w.index.Desk().Search(context.Background(), q)
	if err != nil {
		w.tb.Fatalf("%q: %v", text, err)
	}
	if r.Total < len(r.Hits) {
		w.tb.Errorf("%q: %d of %d", text, len(r.Hits), r.Total)
	}
	return r
}

// told writes what the desk found: title and state of each.
func told(r DeskResults) string {
	var all []string
	for _, h := range r.Hits {
		all = append(all, fmt.Sprintf("%s (%s %s)", plainOf(h.Title), h.Standing.Locale, h.Standing.State))
	}
	slices.Sort(all)
	return strings.Join(all, "|")
}

func TestTheDeskFindsEveryState(t *testing.T) {
	w := newTown(t).open()
	for _, s := range []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Missed, content.Discarded} {
		b := w.canary("page", "public")
		b.Document.Translation("lt").NextEdition().State = s
		w.put(b)
		want(t, string(s), told(w.desk(everywhereReader, canary, inState(s))), fmt.Sprintf("Slapta %s (lt %s)", canary, s))
	}
	for _, site := range []string{"public", "staff"} {
		w.put(w.canary("page", site).Publish("lt", epoch))
	}
	w.put(w.canary("page", "public").Publish("lt", epoch).End("lt", content.Withdrawn))
	w.put(w.canary("press_release", "public").Schedule("lt", epoch.Add(time.Hour)))
	w.put(w.canary("topic", "public"))
	want(t, "all", w.desk(everywhereReader, canary).Total, 11)
	want(t, "without diacritics", w.desk(everywhereReader, "kanarele").Total, 11)
	w.sound()
	if err := w.index.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	want(t, "rebuilt", w.desk(everywhereReader, canary).Total, 11)
	w.sound()
}

func inState(s content.State) func(*DeskQuery) {
	return func(q *DeskQuery) { q.States = []content.State{s} }
}

// What was saved a moment ago is found as it is, before the index has heard of it.
func TestTheDeskKnowsWhatWasSavedAMomentAgo(t *testing.T) {
	w := newTown(t).open()
	b := w.page("lt", "Miestas", "senas žodis")
	w.put(b, w.page("lt", "Kitas", "senas"))
	w.draft(b, "lt", "Miestas", "naujas žodis", content.Facts{})
	w.commit(b)
	want(t, "new words", told(w.desk(everywhereReader, "naujas")), "Miestas (lt draft)")
	old := w.desk(everywhereReader, "senas")
	want(t, "what readers have", told(old), "Kitas (lt published)|Miestas (lt draft)")
	for _, h := range old.Hits {
		want(t, "live alone", h.Live, h.Standing.State == content.Draft)
	}
	fresh := w.text(w.document("page", "public", "en"), "en", "Harbour", "naujas")
	w.commit(fresh)
	want(t, "in another language", told(w.desk(everywhereReader, "naujas")), "Harbour (en published)|Miestas (lt draft)")
	w.follow()
	want(t, "followed", told(w.desk(everywhereReader, "naujas")), "Harbour (en published)|Miestas (lt draft)")
	b.Document.Organization = "o00000000002"
	w.commit(b)
	other := actor("m", content.Grant{Role: content.RoleAuthor, Organizations: []content.ID{"o00000000001"}})
	want(t, "moved to an office of others", w.desk(other, "naujas").Total, 0)
	w.sound()
}

func TestTheDeskNarrows(t *testing.T) {
	w := newTown(t).open()
	a := w.document("page", "public", "lt")
	a.Document.Owner = "m7"
	w.put(w.text(a, "lt", "Tiltas", "žodis"))
	w.put(w.text(w.document("news", "public", "lt"), "lt", "Kelias", "žodis"))
	b := w.document("act", "public", "lt")
	w.draft(b, "lt", "Aktas", "žodis", content.Facts{Fields: content.Fields{"number": content.One("T-142"), "date": content.One("2019-03-04")}})
	w.put(b)
	for name, c := range map[string]struct {
		set  func(*DeskQuery)
		want string
	}{
		"mine":  {func(q *DeskQuery) { q.By = "m7" }, "Tiltas (lt published)"},
		"type":  {func(q *DeskQuery) { q.Types = []string{"news"} }, "Kelias (lt published)"},
		"state": {inState(content.Draft), "Aktas (lt draft)"},
		"year":  {func(q *DeskQuery) { q.Year = "2019" }, "Aktas (lt draft)"},
		"site":  {func(q *DeskQuery) { q.Sites = []string{"staff"} }, ""},
		"page":  {func(q *DeskQuery) { q.Offset, q.Limit = 3, 3 }, ""},
	} {
		want(t, name, told(w.desk(everywhereReader, "žodis", c.set)), c.want)
	}
	any := w.desk(everywhereReader, "tiltas niekada")
	want(t, "any word", any.AnyWord && told(any) == "Tiltas (lt published)", true)
	want(t, "marks", marked(w.desk(everywhereReader, "tiltas").Hits[0].Title), "[Tiltas]")
}

func TestNumbersOpenTheirEntry(t *testing.T) {
	w := newTown(t).open()
	for i, number := range []string{"T-142", "A-142", "Nr. 7", "T1-204"} {
		b := w.document("act", "public", "lt")
		w.draft(b, "lt", fmt.Sprintf("Aktas %d", i), "", content.Facts{Fields: content.Fields{"number": content.One(number)}})
		w.put(b)
	}
	for text, want := range map[string]int{"T-142": 1, "t 142": 1, " T – 142 ": 1, "142": 2, "Nr. 142": 2, "№ 142": 2, "B-142": 0, "7": 1, "nr 7": 1, "T1-204": 1, "tiltas": 0, "14": 0} {
		found, err := w.index.Desk().Numbered(context.Background(), everywhereReader, text)
		if err != nil || len(found) != want {
			t.Errorf("%q: %d, want %d (%v)", text, len(found), want, err)
		}
	}
	stranger := actor("m", content.Grant{Role: content.RoleAuthor, Types: []string{"news"}})
	if found, err := w.index.Desk().Numbered(context.Background(), stranger, "T-142"); err != nil || len(found) > 0 {
		t.Errorf("somebody who may not read it: %v %v", found, err)
	}
}

// Grants by which members of a town read at the desk, and ways not to.
var deskActors = []content.Actor{
	everywhereReader,
	actor("m-org", content.Grant{Role: content.RoleAuthor, Organizations: []content.ID{storetest.ID(900)}}),
	actor("m-en", content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"en"}}),
	actor("m-news", content.Grant{Role: content.RoleApprover, Types: []string{"news"}, Steps: []string{"director"}}),
	actor("m-registers", content.Grant{Role: content.RoleRegistrar}),
	actor("m-both", content.Grant{Role: content.RoleAuthor, Organizations: []content.ID{storetest.ID(901)}, Locales: []i18n.Locale{"sr"}},
		content.Grant{Role: content.RoleAuthor, Types: []string{"page"}, Locales: []i18n.Locale{"lt"}}),
	actor("m-over", content.Grant{Role: content.RolePressOfficer, Until: epoch}),
	actor("m-reader", content.Grant{Role: content.RoleReader}),
	actor("m-auditor", content.Grant{Role: content.RoleAuditor}, content.Grant{Role: content.RoleAdministrator}),
	{},
}

// TestTheDeskTellsNobodyMoreThanThePolicy gives every text words of its own, in
// every state, and has members with all sorts of Grants look for each of them: it
// is found, counted and shown to exactly those whom content.Can lets read it; before
// the index has heard of it, after, rebuilt, and with other Documents changed since.
func TestTheDeskTellsNobodyMoreThanThePolicy(t *testing.T) {
	w := newTown(t).open()
	type planted struct {
		b    *storetest.Builder
		l    i18n.Locale
		word string
	}
	var all []planted
	states := []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Missed, content.Discarded}
	look := func(when string) {
		t.Helper()
		for _, p := range all {
			d := p.b.Document
			tr := d.Translation(p.l)
			s := content.Subject{Document: d, Translation: tr, Edition: tr.Newest(), Type: w.o.Types.Get(d.Type), Locale: p.l, Now: w.clock.Now()}
			for _, who := range deskActors {
				may := content.Can(who, content.ReadDraft, s) == nil
				r := w.desk(who, p.word)
				if found := len(r.Hits) == 1 && r.Total == 1 && r.Hits[0].Standing.Document == d.ID; found != may || !may && (r.Total != 0 || r.AnyWord) {
					t.Fatalf("%s: %s in %s of %s (%s): %s finds %d of %d, may %v", when, p.word, p.l, d.Type, d.Organization, who.ID, len(r.Hits), r.Total, may)
				}
				// A word that others have too tells nothing of those that may not be read.
				if r := w.desk(who, p.word+" bendras"); !may && !r.AnyWord && r.Total != 0 {
					t.Fatalf("%s: %s with a common word: %d", when, p.word, r.Total)
				}
			}
		}
		for _, who := range deskActors {
			n := 0
			for _, p := range all {
				d := p.b.Document
				if content.Can(who, content.ReadDraft, content.Subject{Document: d, Type: w.o.Types.Get(d.Type), Locale: p.l, Now: w.clock.Now()}) == nil {
					n++
				}
			}
			// On a page of one the other texts are counted and not looked at.
			for _, limit := range []int{1, 100} {
				if r := w.desk(who, "bendras", func(q *DeskQuery) { q.Limit = limit }); r.Total != n {
					t.Fatalf("%s: %s is told of %d texts by %d, may read %d", when, who.ID, r.Total, limit, n)
				}
			}
		}
	}
	n := 0
	for _, typ := range []string{"news", "page", "act"} {
		for _, org := range []content.ID{"", storetest.ID(900), storetest.ID(901)} {
			b := w.document(typ, []string{"public", "staff"}[n%2], "lt")
			b.Document.Organization = org
			for _, l := range []i18n.Locale{"lt", "en", "sr"}[:2+(n+1)%2] {
				word := fmt.Sprintf("zodis%c%cqx", 'a'+n/26, 'a'+n%26)
				all = append(all, planted{b, l, word})
				w.draft(b, l, "Pavadinimas", "bendras "+word, content.Facts{})
				if n%3 == 0 {
					b.Publish(l, epoch)
				} else {
					b.Document.Translation(l).NextEdition().State = states[n%len(states)]
				}
				n++
			}
			w.commit(b)
		}
	}
	look("ahead of the index")
	w.follow()
	look("followed")
	w.sound()
	for i, p := range all {
		if i%4 == 0 {
			p.b.Document.Organization = storetest.ID(900 + i%3)
			w.commit(p.b)
		}
	}
	look("moved to others")
	if err := w.index.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	look("rebuilt")
}

// No question of a Site reaches what the desk has, whatever it claims to be.
func TestASiteCannotReachTheDesk(t *testing.T) {
	w := newTown(t).open()
	w.put(w.canary("page", "public"))
	want(t, "the desk", w.desk(everywhereReader, canary).Total, 1)
	for _, p := range w.index.parts {
		if p.audience == forDesk {
			t.Errorf("%s is among the indexes of Sites", p.name())
		}
	}
	for _, access := range []content.Access{content.NewAccess(forDesk), content.NewAccess(content.Public, content.Staff, forDesk)} {
		for _, site := range []string{"public", "staff", forDesk} {
			for _, l := range sites()["public"].Locales {
				r := w.ask(Query{Site: site, Locale: l, Access: access, Text: canary})
				if r.Total+len(r.Hits)+len(r.Elsewhere) != 0 {
					t.Errorf("%s in %s with %q: %+v", site, l, access, r)
				}
			}
		}
	}
}

func TestRedactedWordsLeaveTheDesk(t *testing.T) {
	w := newTown(t).open()
	const secret = "slaptazodisxyz"
	b := w.document("page", "public", "lt")
	w.draft(b, "lt", "Miestas", "tekstas "+secret, content.Facts{})
	w.put(b)
	want(t, "before", w.desk(everywhereReader, secret).Total, 1)
	words := b.Title("Miestas")
	words.Body = "tekstas [pašalinta]"
	text := words.Encode()
	text.Hash, text.Redacted = b.Document.Translation("lt").Newest().Words, true
	change := content.Change{ID: content.NewID(), At: epoch, Records: []content.Record{b.Document.Record()},
		Events: []content.Event{{Kind: content.EventRedacted, At: epoch, By: "system:test", Document: b.Document.ID}}, Texts: []content.Hash{text.Hash}}
	if _, err := w.store.Commit(context.Background(), 1, change, []content.Text{text}); err != nil {
		t.Fatal(err)
	}
	want(t, "ahead of the index", w.desk(everywhereReader, secret).Total, 0)
	w.follow()
	want(t, "followed", w.desk(everywhereReader, secret).Total, 0)
	want(t, "still found", told(w.desk(everywhereReader, "pasalinta")), "Miestas (lt draft)")
	for end := time.Now().Add(10 * time.Second); w.holds(secret); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the files still hold the word")
		}
	}
	w.ready()
	w.sound()
}
