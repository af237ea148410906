package editorial_test

import (
	"testing"

	"herald/content"
	"herald/content/editorial"
)

// path is the address that the newest text of a Document has.
func (r *rig) path(res editorial.Result) string {
	r.Helper()
	e := r.doc(res.Document).Translation(res.Locale).Newest()
	bodies, err := r.log.Texts(r.Context(), e.Words)
	if err != nil {
		r.Fatal(err)
	}
	w, err := content.DecodeWords(bodies[e.Words])
	if err != nil {
		r.Fatal(err)
	}
	return w.Path
}

// Texts of one title are told apart without anybody having to think of an address,
// and nothing stands in the way of publishing them.
func TestTextsOfOneTitleHaveAddresses(t *testing.T) {
	r := newRig(t)
	for _, want := range []string{"naujienos/gatve-uzdaryta", "naujienos/gatve-uzdaryta-2", "naujienos/gatve-uzdaryta-3"} {
		res := r.draft("Gatvė uždaryta")
		if got := r.path(res); got != want || len(res.Issues) > 0 {
			t.Errorf("the address is %q, want %q; %v", got, want, res.Issues)
		}
	}
}

// The address of a text follows its title until readers know it, and never after.
func TestAnAddressFollowsTheTitleUntilItIsPublic(t *testing.T) {
	r := newRig(t)
	res := r.draft("Be pavadinimo")
	save := func(title string) string {
		v := r.doc(res.Document).Translation("lt").Version()
		r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "lt", Base: v, Words: words(title)}))
		return r.path(res)
	}
	if got := save("Tiltas atidarytas"); got != "naujienos/tiltas-atidarytas" {
		t.Errorf("a draft is at %q", got)
	}
	r.must(r.desk.Publish(t.Context(), rasa, r.sealed(res).Document, "lt"))
	if got := save("Tiltas vėl uždarytas"); got != "naujienos/tiltas-atidarytas" {
		t.Errorf("what readers know moved to %q", got)
	}
}
