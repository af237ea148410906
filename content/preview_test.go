package content_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

var ana = content.Actor{ID: "ana", Grants: []content.Grant{{Role: content.RoleAuthor}}}

// draft makes a Document that was never public.
func (s *shelf) draft(site, typ string, l i18n.Locale, w content.Words, f content.Facts) content.ID {
	s.Helper()
	res, err := s.desk.Create(s.Context(), ana, editorial.Create{Site: site, Type: typ, Locale: l, Words: w, Facts: f})
	if err != nil {
		s.Fatal(err)
	}
	return res.Document
}

// translate begins a Translation that was never public.
func (s *shelf) translate(id content.ID, l i18n.Locale, w content.Words) {
	s.Helper()
	if _, err := s.desk.Translate(s.Context(), ana, id, l, w); err != nil {
		s.Fatal(err)
	}
}

// revise gives a Translation a next Edition with other words.
func (s *shelf) revise(id content.ID, l i18n.Locale, edit func(*content.Words)) {
	s.Helper()
	t := s.record(id).Translation(l)
	words := s.wordsOf(t.Newest().Words)
	edit(&words)
	if _, err := s.desk.Save(s.Context(), ana, editorial.Save{Document: id, Locale: l, Base: t.Version(), Words: words}); err != nil {
		s.Fatal(err)
	}
}

func (s *shelf) record(id content.ID) *content.Document {
	s.Helper()
	docs, err := s.store.Documents(s.Context(), id)
	if err != nil || docs[id] == nil {
		s.Fatal(id, err)
	}
	return docs[id]
}

func (s *shelf) wordsOf(h content.Hash) content.Words {
	s.Helper()
	bodies, err := s.store.Texts(s.Context(), h)
	if err != nil {
		s.Fatal(err)
	}
	w, err := content.DecodeWords(bodies[h])
	if err != nil {
		s.Fatal(err)
	}
	return w
}

func (s *shelf) preview(site string, access content.Access, id content.ID, l i18n.Locale) (content.Reader, content.Reading) {
	s.Helper()
	d := s.record(id)
	r, got, err := content.Preview(s.Context(), s.reader(site, access), d, l, d.Translation(l).Newest().Number, s.store)
	if err != nil {
		s.Fatal(err)
	}
	return r, got
}

func TestAPreviewAnswersAsIfTheEditionWereLive(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"), in("en", "news/one", "One")))
	s.revise(idA, "lt", func(w *content.Words) { w.Title, w.Path = "Nauja", "naujienos/nauja" })
	before, err := s.reader("public", "public").Get(ctx, idA, "lt")
	if err != nil {
		t.Fatal(err)
	}
	r, got := s.preview("public", "public", idA, "lt")
	if got.Words.Title != "Nauja" || got.Edition != 2 || got.State != content.Published || !got.Current || !slices.Equal(got.Editions, []int{1, 2}) {
		t.Errorf("%+v", got)
	}
	if want := []content.Alternate{{"lt", "/lt/naujienos/nauja"}, {"en", "/en/news/one"}}; !slices.Equal(got.Alternates, want) {
		t.Errorf("alternates %v", got.Alternates)
	}
	for what, ask := range map[string]func() (content.Reading, error){
		"get":     func() (content.Reading, error) { return r.Get(ctx, idA, "lt") },
		"default": func() (content.Reading, error) { return r.Get(ctx, idA) },
		"edition": func() (content.Reading, error) { return r.Edition(ctx, idA, "lt", 2) },
	} {
		if one, err := ask(); err != nil || !reflect.DeepEqual(one, got) {
			t.Errorf("%s: %+v (%v)", what, one, err)
		}
	}
	link := got
	link.Alternates = nil
	if one, err := linked(ctx, r, idA, "bg", "lt"); err != nil || !reflect.DeepEqual(one, link) {
		t.Errorf("linked: %+v (%v)", one, err)
	}
	for _, c := range []struct {
		locale i18n.Locale
		path   string
		kind   content.FoundKind
		to     string
	}{
		{"lt", "naujienos/nauja", content.FoundHere, "/lt/naujienos/nauja"},
		{"lt", "naujienos/viena", content.FoundMoved, "/lt/naujienos/nauja"},
		{"en", "naujienos/nauja", content.FoundMoved, "/en/news/one"},
		{"en", "news/one", content.FoundHere, "/en/news/one"},
		{"bg", "naujienos/nauja", content.FoundElsewhere, "/lt/naujienos/nauja"},
	} {
		if f, err := r.Find(ctx, c.locale, c.path); err != nil || f.Kind != c.kind || f.To != c.to {
			t.Errorf("%s/%s: kind %d to %q (%v)", c.locale, c.path, f.Kind, f.To, err)
		}
	}
	if old, err := r.Edition(ctx, idA, "lt", 1); err != nil || old.Words.Title != "Viena" {
		t.Errorf("the edition before: %+v (%v)", old, err)
	}
	if list, err := r.List(ctx, content.Filter{Locale: "lt", Types: []string{"news"}}); err != nil || len(list.Items) != 1 || list.Items[0].Words.Title != "Viena" {
		t.Errorf("a list shows %+v (%v)", list.Items, err)
	}
	if after, err := s.reader("public", "public").Get(ctx, idA, "lt"); err != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("readers see it: %+v (%v)", after, err)
	}
}

func TestWhatWasNeverPublicCanBePreviewed(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	w := content.Words{Title: "Juodrastis", Summary: "S", Body: "B", Path: "naujienos/juodrastis"}
	id := s.draft("public", "news", "lt", w, content.Facts{})
	s.translate(id, "en", content.Words{Title: "Draft", Summary: "S", Body: "B", Path: "news/draft"})
	for l, title := range map[i18n.Locale]string{"lt": "Juodrastis", "en": "Draft"} {
		r, got := s.preview("public", "public", id, l)
		if got.Words.Title != title || got.First != s.now || len(got.Alternates) != 1 {
			t.Errorf("%s: %+v", l, got)
		}
		if other, err := r.Get(ctx, id, "lt", "en", "bg"); err != nil || other.Locale != l {
			t.Errorf("%s: beside it stands %+v (%v)", l, other, err)
		}
		if f, err := r.ByID(ctx, id, "bg"); err != nil || f.To != got.Path() {
			t.Errorf("%s: its permanent address leads to %q (%v)", l, f.To, err)
		}
	}
	staff := s.draft("intranet", "policy", "lt", content.Words{Title: "Tvarka", Summary: "S", Body: "B", Path: "tvarkos/viena"}, content.Facts{})
	if _, got := s.preview("intranet", both, staff, "lt"); got.Words.Title != "Tvarka" || got.Path() != "/intranet/lt/tvarkos/viena" {
		t.Errorf("on the intranet: %+v", got)
	}
	for site, access := range map[string]content.Access{"public": both, "intranet": "public"} {
		if _, _, err := content.Preview(ctx, s.reader(site, access), s.record(staff), "lt", 1, s.store); !fault.Is(err, fault.NotFound) {
			t.Errorf("a text for staff on %s as %s: %v", site, access, err)
		}
	}
}

func TestAPreviewOfASingleTakesItsPlace(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	single := func(l i18n.Locale, title string) editorial.ImportedText {
		return editorial.ImportedText{Locale: l, Published: noon.Add(-time.Hour), Words: content.Words{Title: title, Summary: "S"}}
	}
	s.put(item(idA, "site", content.Facts{}, single("lt", "Miestas")))
	id := s.draft("public", "home", "lt", content.Words{Title: "Pradzia", Summary: "S"}, content.Facts{})
	r, _ := s.preview("public", "public", id, "lt")
	for _, l := range []i18n.Locale{"lt", "en"} {
		if got, err := r.Single(ctx, "home", l); err != nil || got.Words.Title != "Pradzia" {
			t.Errorf("home in %s: %+v (%v)", l, got, err)
		}
		if got, err := r.Single(ctx, "site", l); err != nil || got.Words.Title != "Miestas" {
			t.Errorf("site in %s: %+v (%v)", l, got, err)
		}
	}
	s.revise(idA, "lt", func(w *content.Words) { w.Title = "Sostine" })
	r, _ = s.preview("public", "public", idA, "lt")
	if got, err := r.Single(ctx, "site", "lt"); err != nil || got.Words.Title != "Sostine" {
		t.Errorf("the next words of the site: %+v (%v)", got, err)
	}
	if got, err := r.Single(ctx, "home", "lt"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a home that was never public: %+v (%v)", got, err)
	}
}

// typed are texts that nobody has saved.
type typed struct {
	saved  content.Texts
	bodies map[content.Hash][]byte
}

func (o typed) Texts(ctx context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	all := map[content.Hash][]byte{}
	for _, h := range hashes {
		if body, ok := o.bodies[h]; ok {
			all[h] = body
			continue
		}
		found, err := o.saved.Texts(ctx, h)
		if err != nil {
			return nil, err
		}
		all[h] = found[h]
	}
	return all, nil
}

func TestWhatIsTypedCanBePreviewedBeforeItIsSaved(t *testing.T) {
	s := newShelf(t)
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena")))
	s.revise(idA, "lt", func(w *content.Words) { w.Title = "Issaugota" })
	d := s.record(idA)
	e := d.Translation("lt").NextEdition()
	w := s.wordsOf(e.Words)
	w.Title = "Rasoma"
	text := w.Encode()
	e.Words = text.Hash
	r, got, err := content.Preview(t.Context(), s.reader("public", "public"), d, "lt", 2, typed{s.store, map[content.Hash][]byte{text.Hash: text.Body}})
	if err != nil || got.Words.Title != "Rasoma" {
		t.Fatalf("%+v (%v)", got, err)
	}
	if again, err := linked(t.Context(), r, idA, "lt"); err != nil || again.Words.Title != "Rasoma" {
		t.Errorf("%+v (%v)", again, err)
	}
	if e.State != content.Draft || d.Translation("lt").Live != 1 || d.Translation("lt").Next != 2 {
		t.Error("the record that was handed in has changed")
	}
}

// TestAPreviewOpensNothingElse asks everything that can be asked of a preview, and
// looks for the words of every text that is not public.
func TestAPreviewOpensNothingElse(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"), in("en", "news/one", "SECRETgone")))
	if _, err := s.desk.Unpublish(ctx, officer, editorial.End{Document: idA, Locale: "en", ReasonKey: "reason.gone.published_in_error"}); err != nil {
		t.Fatal(err)
	}
	s.revise(idA, "en", func(w *content.Words) { w.Title, w.Path = "Shown", "news/shown" })
	s.revise(idA, "lt", func(w *content.Words) { w.Title, w.Path = "SECRETnext", "naujienos/secret" })
	s.translate(idA, "bg", content.Words{Title: "SECRETbg", Summary: "S", Body: "B", Path: "novini/secret"})
	other := s.draft("public", "news", "lt", content.Words{Title: "SECRETother", Summary: "S", Body: "B", Path: "naujienos/kita"}, content.Facts{})
	home := s.draft("public", "home", "lt", content.Words{Title: "SECREThome", Summary: "S"}, content.Facts{})
	staff := s.draft("intranet", "policy", "lt", content.Words{Title: "SECRETstaff", Summary: "S", Body: "B", Path: "tvarkos/viena"}, content.Facts{})
	r, got := s.preview("public", both, idA, "en")
	if got.Words.Title != "Shown" {
		t.Fatalf("%+v", got)
	}
	asked := 0
	look := func(what string, answer content.Reading, err error) {
		t.Helper()
		asked++
		if err == nil && (strings.Contains(answer.Words.Title, "SECRET") || answer.Words.Title == "" && answer.ID != "" && answer.State != content.Unpublished) {
			t.Errorf("%s: %+v", what, answer)
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, l := range []i18n.Locale{"lt", "en", "bg"} {
		for _, id := range []content.ID{idA, other, home, staff} {
			one, err := r.Get(ctx, id, l)
			look("get", one, err)
			links, err := r.Links(ctx, []content.ID{id}, l)
			look("links", links[id], err)
			f, err := r.ByID(ctx, id, l)
			look("by id", f.Reading, err)
			for n := range 5 {
				one, err := r.Edition(ctx, id, l, n)
				look("edition", one, err)
			}
			refs, err := r.Refs(ctx, []content.ID{id}, l, 9)
			if err != nil || len(refs) > 0 {
				t.Errorf("refs: %v (%v)", refs, err)
			}
		}
		for _, path := range []string{"", "naujienos/viena", "news/one", "news/shown", "naujienos/secret", "novini/secret", "naujienos/kita", "tvarkos/viena"} {
			f, err := r.Find(ctx, l, path)
			look("find "+path, f.Reading, err)
		}
		for _, typ := range s.desk.Types.All() {
			one, err := r.Single(ctx, typ.Name, l)
			look("single "+typ.Name, one, err)
			list, err := r.List(ctx, content.Filter{Locale: l, Types: []string{typ.Name}, All: true, Withdrawn: true})
			look("list", content.Reading{}, err)
			for _, one := range list.Items {
				look("list of "+typ.Name, one, nil)
			}
		}
	}
	if asked < 100 {
		t.Errorf("%d answers were looked at", asked)
	}
}

func TestAPreviewShowsTheFieldsOfTheSitesReaders(t *testing.T) {
	s := newShelf(t)
	facts := content.Facts{Fields: content.Fields{"mobile": content.One("+370 600 00000"), "room": content.One("12")}}
	id := s.draft("public", "person", "lt", content.Words{Title: "Ona", Summary: "S", Path: "zmones/ona"}, facts)
	if _, got := s.preview("public", both, id, "lt"); got.Facts.Fields.Text("mobile") != "" || got.Facts.Fields.Text("room") != "12" {
		t.Errorf("on a public site: %+v", got.Facts.Fields)
	}
	inside := s.draft("intranet", "person", "lt", content.Words{Title: "Ona", Summary: "S", Path: "zmones/ona"}, facts)
	if _, got := s.preview("intranet", both, inside, "lt"); got.Facts.Fields.Text("mobile") == "" {
		t.Errorf("on the intranet: %+v", got.Facts.Fields)
	}
}

func TestATranslationIsPreviewedWithTheFactsThatItGoesOutWith(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	fact := func(v string) content.Facts { return content.Facts{Fields: content.Fields{"room": content.One(v)}} }
	s.put(item(idA, "person", fact("1"), in("lt", "zmones/ona", "Ona")))
	s.translate(idA, "en", content.Words{Title: "Ona", Summary: "S", Path: "people/ona"})
	s.put(item(idA, "person", fact("2"), in("lt", "zmones/ona", "Ona"))) // which the draft has not taken
	if _, got := s.preview("public", "public", idA, "en"); got.Facts.Fields.Text("room") != "2" {
		t.Errorf("the facts of the source are not those that readers see: %+v", got.Facts.Fields)
	}
	d := s.record(idA)
	next := fact("3")
	if _, err := s.desk.Save(ctx, ana, editorial.Save{Document: idA, Locale: "lt", Base: d.Translation("lt").Version(), Words: s.wordsOf(d.Translation("lt").Newest().Words), Facts: &next}); err != nil {
		t.Fatal(err)
	}
	if _, got := s.preview("public", "public", idA, "lt"); got.Facts.Fields.Text("room") != "3" {
		t.Errorf("the next facts of the source: %+v", got.Facts.Fields)
	}
	if _, got := s.preview("public", "public", idA, "en"); got.Facts.Fields.Text("room") != "2" {
		t.Errorf("facts that are not public stand beside a translation: %+v", got.Facts.Fields)
	}
}

func TestAPreviewIsRefused(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena")))
	d := s.record(idA)
	for _, c := range []struct {
		locale i18n.Locale
		n      int
	}{{"lt", 0}, {"lt", 2}, {"en", 1}, {"ka", 1}} {
		if _, _, err := content.Preview(ctx, s.reader("public", "public"), d, c.locale, c.n, s.store); !fault.Is(err, fault.NotFound) {
			t.Errorf("edition %d in %s: %v", c.n, c.locale, err)
		}
	}
	recording, _, err := content.NewLibrary(s.store, s.desk.Sites, "public", s.desk.Types, s).Record(ctx, "public")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := content.Preview(ctx, recording, d, "lt", 1, s.store); err == nil {
		t.Error("a preview can be kept for readers")
	}
	r, _ := s.preview("public", "public", idA, "lt")
	if _, _, err := content.Preview(ctx, r, d, "lt", 1, s.store); err == nil {
		t.Error("a preview is laid over another")
	}
}
