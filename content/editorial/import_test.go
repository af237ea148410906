package editorial_test

import (
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

func imported(id content.ID, texts ...editorial.ImportedText) editorial.Import {
	return editorial.Import{ID: id, Site: "public", Type: "news", Source: "lt", Facts: content.Facts{Name: string(id)}, Translations: texts}
}

func text(l i18n.Locale, title, path string) editorial.ImportedText {
	w := words(title)
	w.Path = path
	return editorial.ImportedText{Locale: l, Words: w, Published: start.Add(-48 * time.Hour)}
}

func TestImportPublishesUnsealedAndEqualTextChangesNothing(t *testing.T) {
	r := newRig(t)
	in := imported("aaaaaaaaaaaa", text("lt", "Sena", "naujienos/sena"), text("en", "Old", "news/old"))
	for round, want := range []int{2, 0} {
		out, err := r.desk.Import(t.Context(), "system:root", []editorial.Import{in}, true)
		if err != nil || out[0].Err != nil || out[0].Published != want {
			t.Fatalf("round %d: %+v (%v)", round, out, err)
		}
	}
	if len(r.log.log) != 1 {
		t.Errorf("%d changes, want one", len(r.log.log))
	}
	e := r.doc("aaaaaaaaaaaa").Translation("lt").LiveEdition()
	if !e.Imported() || e.Seal() != nil || !e.Published.At.Equal(start.Add(-48*time.Hour)) {
		t.Errorf("edition is %+v", e.Published)
	}
}

func TestImportLeavesDraftsOfPeopleAlone(t *testing.T) {
	r := newRig(t)
	in := imported("aaaaaaaaaaaa", text("lt", "Sena", "naujienos/sena"))
	if _, err := r.desk.Import(t.Context(), "system:root", []editorial.Import{in}, true); err != nil {
		t.Fatal(err)
	}
	v := r.doc("aaaaaaaaaaaa").Translation("lt").Version()
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: "aaaaaaaaaaaa", Locale: "lt", Base: v, Words: words("Anos juodraštis")}))
	in.Translations[0].Words.Body = "Naujas tekstas iš seno tinklalapio."
	out, err := r.desk.Import(t.Context(), "system:root", []editorial.Import{in}, true)
	if err != nil || out[0].Err != nil {
		t.Fatal(out, err)
	}
	tr := r.doc("aaaaaaaaaaaa").Translation("lt")
	w, _ := content.DecodeWords(r.log.texts[tr.NextEdition().Words])
	if w.Title != "Anos juodraštis" || tr.Next != 3 || tr.Live != 2 {
		t.Errorf("draft %q, live %d, next %d", w.Title, tr.Live, tr.Next)
	}
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: "aaaaaaaaaaaa", Locale: "lt", Note: &content.Note{Text: "Nauja."}}))
	out, err = r.desk.Import(t.Context(), "system:root", []editorial.Import{imported("aaaaaaaaaaaa", text("lt", "Kita", "naujienos/sena"))}, false)
	if err != nil || !fault.Is(out[0].Err, fault.Invalid) {
		t.Errorf("an import reached into a text under review: %+v (%v)", out, err)
	}
}

func TestImportRefusesOneAndTakesTheRest(t *testing.T) {
	r := newRig(t)
	future := imported("bbbbbbbbbbbb", text("lt", "Ateitis", "naujienos/ateitis"))
	future.Translations[0].Published = start.Add(time.Hour)
	taken := imported("cccccccccccc", text("lt", "Kita", "naujienos/sena"))
	out, err := r.desk.Import(t.Context(), "system:root", []editorial.Import{
		imported("aaaaaaaaaaaa", text("lt", "Sena", "naujienos/sena")), future}, true)
	if err != nil || out[0].Err != nil || keyOf(out[1].Err) != "issue.import.future" {
		t.Fatalf("%+v (%v)", out, err)
	}
	out, err = r.desk.Import(t.Context(), "system:root", []editorial.Import{taken}, true)
	if err != nil || keyOf(out[0].Err) != "issue.path.taken" {
		t.Errorf("%+v (%v)", out, err)
	}
	if _, err := r.desk.Import(t.Context(), "ana", []editorial.Import{taken}, true); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a member imported: %v", err)
	}
}

func TestImportedSerbianLatinStaysItsOwn(t *testing.T) {
	r := newRig(t)
	in := imported("aaaaaaaaaaaa", text("sr", "Стара", "vesti/stara"), text("sr-Latn", "Vijest stara", "vesti/stara-vijest"))
	in.Source = "sr"
	if out, err := r.desk.Import(t.Context(), "system:root", []editorial.Import{in}, true); err != nil || out[0].Err != nil {
		t.Fatal(out, err)
	}
	tr := r.doc("aaaaaaaaaaaa").Translation("sr-Latn")
	if w, _ := content.DecodeWords(r.log.texts[tr.LiveEdition().Words]); tr.Derived || w.Title != "Vijest stara" {
		t.Errorf("derived %v, title %q", tr.Derived, w.Title)
	}
}
