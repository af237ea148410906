package editorial_test

import (
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

func TestAnotherTranslationBecomesTheSource(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	_, err := r.desk.MakeSource(t.Context(), rasa, res.Document, "en")
	r.refused(err, fault.NotFound, "")
	r.must(r.desk.Translate(t.Context(), ana, res.Document, "en", words("News")))
	_, err = r.desk.MakeSource(t.Context(), rasa, res.Document, "en")
	r.refused(err, fault.Invalid, "issue.source.not_live")
	r.must(r.desk.Discard(t.Context(), ana, res.Document, "en"))
	d := r.doc(res.Document)
	_ = d
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: res.Document, Locale: "en", Base: d.Translation("en").Version(), Words: words("News")}))
	r.sealed(editorial.Result{Document: res.Document, Locale: "en"})
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "en"))
	r.must(r.desk.MakeSource(t.Context(), rasa, res.Document, "en"))
	d = r.doc(res.Document)
	if d.Source != "en" || d.Translation("lt").MadeFrom.Words == "" || d.Translation("en").MadeFrom.Words != "" {
		t.Errorf("source %s, made from %+v", d.Source, d.Translation("lt").MadeFrom)
	}
	// Now the old source can be unpublished alone.
	r.must(r.desk.Unpublish(t.Context(), rasa, editorial.End{Document: res.Document, Locale: "lt", ReasonKey: "reason.gone.published_in_error"}))
	if s := r.doc(res.Document).Translation("en").LiveEdition().State; s != content.Published {
		t.Errorf("the new source is %s", s)
	}
}

func TestJoinAndSplitKeepAddressesAndTexts(t *testing.T) {
	r := newRig(t)
	a := r.published("Naujiena")
	b := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "en", Words: words("News")}))
	r.sealed(b)
	r.must(r.desk.Publish(t.Context(), rasa, b.Document, "en"))
	r.must(r.desk.Join(t.Context(), rasa, a.Document, b.Document))
	d := r.doc(a.Document)
	if d.Translation("en") == nil || d.Translation("en").Live == 0 || r.doc(b.Document).Joined != a.Document {
		t.Fatal("the translation did not move")
	}
	claims, _ := r.desk.Lookup(t.Context(), content.PathClaim("public", "en", "news/news"))
	for _, holders := range claims {
		if len(holders) != 1 || holders[0] != a.Document {
			t.Errorf("the address is held by %v", holders)
		}
	}
	_, err := r.desk.Split(t.Context(), rasa, a.Document, "lt")
	r.refused(err, fault.Invalid, "issue.split.source")
	own := r.must(r.desk.Split(t.Context(), rasa, a.Document, "en"))
	if d := r.doc(own.Document); d.Source != "en" || d.Translation("en").LiveEdition().Seal() == nil {
		t.Error("the split-off document lost its seal")
	}
	_, err = r.desk.Join(t.Context(), rasa, a.Document, a.Document)
	r.refused(err, fault.Invalid, "issue.join.kind")
}

func TestRehomingIsOneChangeAndLeavesAnswersBehind(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	_, err := r.desk.Rehome(t.Context(), rasa, editorial.Rehome{Document: res.Document, Site: "public", Redirect: true})
	r.refused(err, fault.Invalid, "issue.site.same")
	r.must(r.desk.Rehome(t.Context(), rasa, editorial.Rehome{Document: res.Document, Site: "second", Redirect: true}))
	d := r.doc(res.Document)
	if d.Site != "second" || len(d.Former) != 1 || !d.Former[0].Redirect || len(d.Former[0].Words) != 1 {
		t.Errorf("document is %+v", d)
	}
	p, err := r.log.project.Project(d, r.log.texts)
	if err != nil {
		t.Fatal(err)
	}
	sites := map[string]bool{}
	for _, path := range p.Paths {
		sites[path.Site] = path.Rehomed
	}
	if left, ok := sites["public"]; !ok || !left {
		t.Errorf("paths are %+v", p.Paths)
	}
	policy := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "intranet", Type: "policy", Locale: "lt", Words: words("Tvarka")}))
	_, err = r.desk.Rehome(t.Context(), rasa, editorial.Rehome{Document: policy.Document, Site: "public"})
	r.refused(err, fault.Invalid, "issue.type.staff_only")
}

func TestMovingAPageKeepsTheAddressesBelowIt(t *testing.T) {
	r := newRig(t)
	page := func(title string, parent content.ID) editorial.Result {
		res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "page", Locale: "lt", Words: words(title), Facts: content.Facts{Parent: parent}}))
		r.sealed(res)
		return r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	}
	top, other := page("Apie", ""), page("Kita", "")
	below := page("Istorija", top.Document)
	_, err := r.desk.Save(t.Context(), ana, editorial.Save{Document: top.Document, Locale: "lt", Base: r.doc(top.Document).Translation("lt").Version(),
		Words: words("Apie"), Facts: &content.Facts{Parent: below.Document}})
	r.refused(err, fault.Invalid, "issue.parent.below")
	r.must(r.desk.Move(t.Context(), ana, editorial.Move{Document: below.Document, Locale: "lt", Place: &editorial.Place{Parent: other.Document, Order: 2}}))
	r.must(r.desk.Move(t.Context(), ana, editorial.Move{Document: below.Document, Locale: "lt", Path: "kita/istorija"}))
	r.sealed(below)
	r.must(r.desk.Publish(t.Context(), rasa, below.Document, "lt"))
	for _, path := range []string{"istorija", "kita/istorija"} {
		holders, _ := r.desk.Lookup(t.Context(), content.PathClaim("public", "lt", path))
		if h := holders[content.PathClaim("public", "lt", path)]; len(h) != 1 || h[0] != below.Document {
			t.Errorf("%s is held by %v: an address once public is its text's for ever", path, h)
		}
	}
	_, err = r.desk.Move(t.Context(), ana, editorial.Move{Document: below.Document, Locale: "lt", Path: "Kita Vieta"})
	if err != nil {
		t.Fatal(err) // drafts may hold anything; submitting refuses
	}
	_, err = r.desk.Submit(t.Context(), ana, editorial.Submit{Document: below.Document, Locale: "lt"})
	r.refused(err, fault.Invalid, "issue.path.form")
}
