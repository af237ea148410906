package content_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
	"herald/store/sqlite"
)

// shelf is a small town on a real store, with a clock that the test moves.
type shelf struct {
	*testing.T
	desk  *editorial.Desk
	store content.Store
	now   time.Time
}

func (s *shelf) Now() time.Time { return s.now }

func newShelf(t *testing.T) *shelf {
	t.Helper()
	sites := content.Sites{
		"public":   {Name: "public", Locales: []i18n.Locale{"lt", "en", "bg"}, Audience: content.Public, Zone: time.UTC},
		"intranet": {Name: "intranet", Base: "/intranet", Locales: []i18n.Locale{"lt"}, Audience: content.Staff, Zone: time.UTC},
	}
	types := content.ShippedTypes()
	store, err := sqlite.Open(context.Background(), filepath.Join(t.TempDir(), "herald.db"), content.Projector{Types: types, Sites: sites}, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s := &shelf{T: t, store: store, now: noon}
	s.desk = &editorial.Desk{Log: store, Types: types, Sites: sites, Clock: s}
	return s
}

func (s *shelf) reader(site string, access content.Access) content.Reader {
	return content.NewLibrary(s.store, s.desk.Sites, site, s.desk.Types, s).For(access)
}

// put publishes a Document at once, as an import does.
func (s *shelf) put(in editorial.Import) {
	s.Helper()
	out, err := s.desk.Import(s.Context(), "system:test", []editorial.Import{in}, true)
	if err != nil || out[0].Err != nil {
		s.Fatal(out, err)
	}
}

func item(id content.ID, typ string, facts content.Facts, texts ...editorial.ImportedText) editorial.Import {
	facts.Name = string(id)
	return editorial.Import{ID: id, Site: "public", Type: typ, Source: texts[0].Locale, Facts: facts, Translations: texts}
}

func in(l i18n.Locale, path, title string) editorial.ImportedText {
	return editorial.ImportedText{Locale: l, Published: noon.Add(-time.Hour),
		Words: content.Words{Title: title, Summary: "S", Body: "B", Path: path}}
}

const (
	idA content.ID = "aaaaaaaaaaaa"
	idB content.ID = "bbbbbbbbbbbb"
	idC content.ID = "cccccccccccc"
)

var officer = content.Actor{ID: "rasa", Grants: []content.Grant{{Role: content.RolePressOfficer}}}

func TestPathsAnswerInEveryLocale(t *testing.T) {
	s := newShelf(t)
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"), in("en", "news/one", "One")))
	s.put(item(idB, "news", content.Facts{}, in("bg", "novini/dve", "Две")))
	r := s.reader("public", "public")
	cases := []struct {
		locale i18n.Locale
		path   string
		kind   content.FoundKind
		shows  i18n.Locale
		to     string
	}{
		{"lt", "naujienos/viena", content.FoundHere, "lt", "/lt/naujienos/viena"},
		{"en", "naujienos/viena", content.FoundMoved, "en", "/en/news/one"},
		{"en", "novini/dve", content.FoundElsewhere, "bg", "/bg/novini/dve"},
	}
	for _, c := range cases {
		got, err := r.Find(t.Context(), c.locale, c.path)
		if err != nil || got.Kind != c.kind || got.Reading.Locale != c.shows || got.To != c.to {
			t.Errorf("%s/%s: kind %d in %s to %q (%v)", c.locale, c.path, got.Kind, got.Reading.Locale, got.To, err)
		}
	}
	if _, err := r.Find(t.Context(), "lt", "nieko"); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unknown path gives %v", err)
	}
}

func TestAMovedTextLeadsFromEveryAddressItHad(t *testing.T) {
	s := newShelf(t)
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena")))
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/nauja", "Nauja")))
	got, err := s.reader("public", "public").Find(t.Context(), "lt", "naujienos/viena")
	if err != nil || got.Kind != content.FoundMoved || got.To != "/lt/naujienos/nauja" {
		t.Errorf("%+v (%v)", got, err)
	}
}

func TestAListHoldsADocumentOnceInTheReadersLanguageOrTheFirst(t *testing.T) {
	s := newShelf(t)
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"), in("en", "news/one", "One")))
	s.put(item(idB, "news", content.Facts{}, in("bg", "novini/dve", "Две")))
	r := s.reader("public", "public")
	for _, l := range []i18n.Locale{"lt", "en", "bg"} {
		list, err := r.List(t.Context(), content.Filter{Locale: l, Types: []string{"news"}, Limit: 10})
		if err != nil || len(list.Items) != 2 {
			t.Fatalf("%s: %d items (%v)", l, len(list.Items), err)
		}
		for _, got := range list.Items {
			want := map[content.ID]i18n.Locale{idA: l, idB: "bg"}[got.ID]
			if l == "bg" && got.ID == idA {
				want = "lt"
			}
			if got.Locale != want {
				t.Errorf("%s: %s is shown in %s, want %s", l, got.ID, got.Locale, want)
			}
		}
	}
}

func TestTheClockAloneMakesAScheduledTextVisible(t *testing.T) {
	s := newShelf(t)
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena")))
	ana := content.Actor{ID: "ana", Grants: []content.Grant{{Role: content.RoleAuthor}}}
	lina := content.Actor{ID: "lina", Grants: []content.Grant{{Role: content.RoleLanguageEditor}}}
	ctx := t.Context()
	res, err := s.desk.Create(ctx, ana, editorial.Create{Site: "public", Type: "news", Locale: "lt",
		Words: content.Words{Title: "Embargas", Summary: "S", Body: "B"}})
	if err != nil {
		t.Fatal(err)
	}
	snap, _ := s.store.Load(ctx, content.Ask{Documents: []content.ID{res.Document}})
	e := snap.Documents[res.Document].Translation("lt").NextEdition()
	at := noon.Add(time.Hour)
	for _, step := range []func() error{
		func() error {
			_, err := s.desk.Submit(ctx, ana, editorial.Submit{Document: res.Document, Locale: "lt"})
			return err
		},
		func() error {
			_, err := s.desk.Approve(ctx, lina, editorial.Approve{Document: res.Document, Locale: "lt", Step: "language", Words: e.Words})
			return err
		},
		func() error {
			_, err := s.desk.Schedule(ctx, officer, res.Document, "lt", at, "Europe/Vilnius")
			return err
		},
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	look := func() (listed int, found bool) {
		r := s.reader("public", "public")
		list, err := r.List(ctx, content.Filter{Locale: "lt", Types: []string{"news"}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.Find(ctx, "lt", "naujienos/embargas")
		_, direct := r.Get(ctx, res.Document)
		if (err == nil) != (direct == nil) {
			t.Fatalf("path says %v, id says %v", err, direct)
		}
		return len(list.Items), err == nil
	}
	if n, found := look(); n != 1 || found {
		t.Errorf("before its time: %d listed, found %v", n, found)
	}
	s.now = at
	if n, found := look(); n != 2 || !found {
		t.Errorf("at its time, without a tick: %d listed, found %v", n, found)
	}
	if n, err := s.desk.Tick(ctx); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if n, found := look(); n != 2 || !found {
		t.Errorf("after the tick: %d listed, found %v", n, found)
	}
}

func TestWhatHasEndedLeavesListsAndKeepsItsPage(t *testing.T) {
	s := newShelf(t)
	s.put(item(idA, "notice", content.Facts{Until: noon.Add(time.Minute), Fields: content.Fields{"kind": content.One("closure"), "level": content.One("information")}},
		in("lt", "skelbimai/vienas", "Vienas")))
	for _, c := range []struct {
		at     time.Time
		listed int
		ended  bool
	}{{noon, 1, false}, {noon.Add(time.Minute), 0, true}} {
		s.now = c.at
		r := s.reader("public", "public")
		n, err := r.Count(t.Context(), content.Filter{Locale: "lt", Types: []string{"notice"}})
		if err != nil || n != c.listed {
			t.Errorf("at %v: %d listed (%v)", c.at, n, err)
		}
		got, err := r.Find(t.Context(), "lt", "skelbimai/vienas")
		if err != nil || got.Reading.Ended != c.ended {
			t.Errorf("at %v: ended %v (%v)", c.at, got.Reading.Ended, err)
		}
	}
}

func TestWithdrawnAndUnpublishedShowWhereTheyShould(t *testing.T) {
	s := newShelf(t)
	act := content.Facts{Fields: content.Fields{"number": content.One("T1-1"), "kind": content.One("decision"), "date": content.One("2026-11-10")}}
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena")))
	s.put(item(idB, "act", act, in("lt", "teises-aktai/t1-1", "Dėl biudžeto")))
	ctx := t.Context()
	for _, id := range []content.ID{idA, idB} {
		if _, err := s.desk.Withdraw(ctx, officer, editorial.End{Document: id, ReasonKey: "reason.withdrawn.out_of_date"}); err != nil {
			t.Fatal(err)
		}
	}
	r := s.reader("public", "public")
	count := func(typ string) int {
		n, err := r.Count(ctx, content.Filter{Locale: "lt", Types: []string{typ}})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if count("news") != 0 || count("act") != 1 {
		t.Errorf("withdrawn: %d news, %d acts listed; a register keeps its entries", count("news"), count("act"))
	}
	if got, err := r.Find(ctx, "lt", "naujienos/viena"); err != nil || got.Reading.State != content.Withdrawn || got.Reading.Ending == nil {
		t.Errorf("a withdrawn page: %+v (%v)", got.Reading.State, err)
	}
	for _, id := range []content.ID{idA, idB} {
		if _, err := s.desk.Unpublish(ctx, officer, editorial.End{Document: id, ReasonKey: "reason.gone.published_in_error"}); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := r.Find(ctx, "lt", "naujienos/viena"); err != nil || got.Kind != content.FoundGone || got.Ending.Reason.Key == "" {
		t.Errorf("an unpublished page: %+v (%v)", got, err)
	}
	list, err := r.List(ctx, content.Filter{Locale: "lt", Types: []string{"act"}})
	if err != nil || len(list.Items) != 1 || list.Items[0].Words.Title != "" || list.Items[0].Facts.Fields.Text("number") != "T1-1" {
		t.Errorf("the tombstone in the register: %+v (%v)", list.Items, err)
	}
	if _, err := r.Get(ctx, idA); !fault.Is(err, fault.NotFound) {
		t.Errorf("an unpublished document by its id: %v", err)
	}
}

func TestALibraryIsClosedOverItsAudience(t *testing.T) {
	s := newShelf(t)
	secret := item(idA, "policy", content.Facts{}, in("lt", "tvarkos/viena", "Slapta"))
	secret.Site = "intranet"
	s.put(secret)
	s.put(item(idB, "news", content.Facts{}, in("lt", "naujienos/viena", "Vieša")))
	ctx := t.Context()
	both := content.NewAccess("public", "staff")
	for name, c := range map[string]struct {
		r    content.Reader
		want content.ID
		not  content.ID
	}{
		"public site, public reader":   {s.reader("public", "public"), idB, idA},
		"public site, staff reader":    {s.reader("public", both), idB, idA},
		"intranet, staff reader":       {s.reader("intranet", both), idA, idB},
		"intranet, public reader":      {s.reader("intranet", "public"), "", idA},
		"public site, nobody's reader": {s.reader("public", ""), "", idB},
	} {
		if _, err := c.r.Get(ctx, c.not); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads %s: %v", name, c.not, err)
		}
		if c.want != "" {
			if _, err := c.r.Get(ctx, c.want); err != nil {
				t.Errorf("%s does not read %s: %v", name, c.want, err)
			}
		}
		if n, err := c.r.Count(ctx, content.Filter{Locale: "lt"}); err != nil || (c.want == "") != (n == 0) {
			t.Errorf("%s counts %d (%v)", name, n, err)
		}
	}
}

func TestFieldsOfStaffStayOffPublicPages(t *testing.T) {
	s := newShelf(t)
	p := in("lt", "asmenys/jonas", "Jonas")
	p.Words.Fields = content.Fields{"role": content.One("meras")}
	s.put(item(idA, "person", content.Facts{Fields: content.Fields{"phone": content.One("1"), "mobile": content.One("2"), "unknown": content.One("3")}}, p))
	got, err := s.reader("public", "public").Get(t.Context(), idA)
	if err != nil {
		t.Fatal(err)
	}
	f := got.Facts.Fields
	if f.Text("phone") != "1" || f.Text("mobile") != "" || f.Text("unknown") != "" {
		t.Errorf("a public reader sees %v", f)
	}
}

func TestThePageTreeHoldsEveryPageOnce(t *testing.T) {
	s := newShelf(t)
	s.put(item(idA, "page", content.Facts{Order: 2}, in("lt", "apie", "Apie")))
	s.put(item(idB, "page", content.Facts{Parent: idA, Order: 1}, in("lt", "istorija", "Istorija")))
	s.put(item(idC, "page", content.Facts{Order: 1}, in("lt", "kontaktai", "Kontaktai")))
	tree, err := s.reader("public", "public").Tree(t.Context(), "lt")
	if err != nil || len(tree) != 2 || tree[0].Title != "Kontaktai" || len(tree[1].Children) != 1 || tree[1].Children[0].Path != "/lt/istorija" {
		t.Errorf("%+v (%v)", tree, err)
	}
}

func TestAnOlderTranslationSaysWhatHasChanged(t *testing.T) {
	s := newShelf(t)
	body := "Pirma pastraipa.\n\nAntra pastraipa.\n\nTrečia pastraipa."
	lt := in("lt", "naujienos/viena", "Viena")
	lt.Words.Body = body
	s.put(item(idA, "news", content.Facts{}, lt, in("en", "news/one", "One")))
	stale := func() content.Staleness {
		got, err := s.reader("public", "public").Get(t.Context(), idA, "en")
		if err != nil {
			t.Fatal(err)
		}
		return got.Stale
	}
	if stale().Stale() {
		t.Error("a fresh translation is stale")
	}
	lt.Words.Body = "Trečia pastraipa.\n\nPirma pastraipa.\n\nAntra pastraipa."
	s.put(item(idA, "news", content.Facts{}, lt))
	if stale().Stale() {
		t.Error("moving blocks made it stale")
	}
	lt.Words.Body = "Trečia pastraipa.\n\nPirma pastraipa, pakeista.\n\nAntra pastraipa."
	s.put(item(idA, "news", content.Facts{}, lt))
	if got := stale(); len(got.Changed) != 1 || got.Changed[0] != 1 || got.Total != 3 {
		t.Errorf("staleness is %+v", got)
	}
}
