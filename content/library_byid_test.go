package content_test

import (
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

// TestThePermanentAddressAnswersForEver follows one Document through all that
// can happen to it.
func TestThePermanentAddressAnswersForEver(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	byID := func(site string, id content.ID, l i18n.Locale) (content.Found, error) {
		return s.reader(site, content.NewAccess("public", "staff")).ByID(ctx, id, l)
	}
	must := func(_ editorial.Result, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"), in("en", "news/one", "One")))
	s.put(item(idB, "news", content.Facts{}, in("lt", "naujienos/dvi", "Dvi")))
	s.put(item(idC, "news", content.Facts{}, in("bg", "novini/tri", "Три")))
	for l, want := range map[i18n.Locale]string{"lt": "/lt/naujienos/viena", "en": "/en/news/one", "bg": "/lt/naujienos/viena"} {
		if got, err := byID("public", idA, l); err != nil || got.Kind != content.FoundMoved || got.To != want {
			t.Errorf("in %s: kind %d to %q (%v), want %q", l, got.Kind, got.To, err, want)
		}
	}
	must(s.desk.Unpublish(ctx, officer, editorial.End{Document: idA, Locale: "en", ReasonKey: "reason.gone.published_in_error"}))
	if got, err := byID("public", idA, "en"); err != nil || got.To != "/lt/naujienos/viena" {
		t.Errorf("without its English text: %+v (%v)", got, err)
	}
	must(s.desk.Unpublish(ctx, officer, editorial.End{Document: idA, ReasonKey: "reason.gone.consolidated", Redirect: content.Redirect{Document: idB}}))
	got, err := byID("public", idA, "lt")
	if err != nil || got.Kind != content.FoundGone || got.To != "/lt/naujienos/dvi" || got.Ending.Reason.Key != "reason.gone.consolidated" {
		t.Errorf("unpublished: %+v (%v)", got, err)
	}
	if got, err := byID("public", idA, "en"); err != nil || got.Ending.Reason.Key != "reason.gone.published_in_error" {
		t.Errorf("each text says why it is gone itself: %+v (%v)", got, err)
	}
	if got, err := s.reader("public", "").ByID(ctx, idA, "lt"); !fault.Is(err, fault.NotFound) {
		t.Errorf("who may read nothing learns that something is gone: %+v", got)
	}
	must(s.desk.Join(ctx, officer, idB, idC))
	if got, err := byID("public", idC, "bg"); err != nil || got.Reading.ID != idB || got.To != "/bg/novini/tri" {
		t.Errorf("joined: %+v (%v)", got, err)
	}
	const idD content.ID = "dddddddddddd"
	s.put(item(idD, "news", content.Facts{}, in("lt", "naujienos/keturi", "Keturi")))
	must(s.desk.Rehome(ctx, officer, editorial.Rehome{Document: idD, Site: "intranet", Redirect: true}))
	got, err = byID("public", idD, "lt")
	if err != nil || got.Kind != content.FoundGone || got.Ending.Redirect.Document != idD || got.Ending.Reason.Key != "reason.gone.moved_site" {
		t.Errorf("moved to another site: %+v (%v)", got, err)
	}
	if got, err := byID("intranet", idD, "lt"); err != nil || got.To != "/intranet/lt/naujienos/keturi" {
		t.Errorf("at the new home: %+v (%v)", got, err)
	}
}

// TestThePermanentAddressOfWhatWasNeverPublicIsUnknown also looks from the Site
// that a draft was moved away from.
func TestThePermanentAddressOfWhatWasNeverPublicIsUnknown(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	draft := item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"))
	if out, err := s.desk.Import(ctx, "system:test", []editorial.Import{draft}, false); err != nil || out[0].Err != nil {
		t.Fatal(out, err)
	}
	unknown := func(where, site string, id content.ID) {
		t.Helper()
		if got, err := s.reader(site, content.NewAccess("public", "staff")).ByID(ctx, id, "lt"); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %+v (%v)", where, got, err)
		}
	}
	unknown("a draft", "public", idA)
	unknown("a draft of another site", "intranet", idA)
	unknown("an id that nothing has", "public", idB)
	if _, err := s.desk.Rehome(ctx, officer, editorial.Rehome{Document: idA, Site: "intranet", Redirect: true}); err != nil {
		t.Fatal(err)
	}
	unknown("a draft that moved away", "public", idA)
	s.put(item(idC, "news", content.Facts{}, in("lt", "naujienos/trys", "Trys")))
	unknown("a text that was always on another site", "intranet", idC)
}
