package content_test

import (
	"slices"
	"testing"

	"herald/content"
)

func TestABareListNamesAddressesAndReadsNoWords(t *testing.T) {
	s := newShelf(t)
	ctx := t.Context()
	s.put(item(idA, "news", content.Facts{}, in("lt", "naujienos/viena", "Viena"), in("en", "news/one", "One")))
	s.put(item(idB, "news", content.Facts{}, in("bg", "novini/dve", "Две")))
	f := content.Filter{Locale: "en", Types: []string{"news"}, Sort: content.ByTitle}
	whole, err := s.reader("public", "public").List(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	f.Bare, f.Alternates = true, true
	bare, err := s.reader("public", "public").List(ctx, f)
	if err != nil || len(bare.Items) != 2 {
		t.Fatal(bare, err)
	}
	for i, got := range bare.Items {
		want := whole.Items[i]
		if got.ID != want.ID || got.Locale != want.Locale || got.Path() != want.Path() || !got.Public.Equal(want.Public) || got.State != want.State {
			t.Errorf("%+v is not %+v", got, want)
		}
		if got.Words.Title != "" || want.Alternates != nil {
			t.Errorf("%s: title %q, alternates of a whole list %v", got.ID, got.Words.Title, want.Alternates)
		}
		page, err := s.reader("public", "public").Get(ctx, got.ID)
		if err != nil || !slices.Equal(got.Alternates, page.Alternates) || len(got.Alternates) == 0 {
			t.Errorf("%s: alternates %v, its page has %v (%v)", got.ID, got.Alternates, page.Alternates, err)
		}
	}
}
