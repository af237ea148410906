package editorial_test

import (
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/editorial"
)

// tags gives the tags of the last Change.
func (r *rig) tags() []string {
	var all []string
	for _, e := range r.log.log[len(r.log.log)-1].Events {
		all = append(all, e.Tags...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func TestOnlyWhatReadersSeeBearsATag(t *testing.T) {
	r := newRig(t)
	res := r.draft("Naujiena")
	if got := r.tags(); len(got) != 0 {
		t.Errorf("a draft bears %v", got)
	}
	r.sealed(res)
	r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	got := r.tags()
	for _, want := range []string{content.DocTag(res.Document), "list:public/lt/news", "list:public/en/news", "list:public/lt"} {
		if !slices.Contains(got, want) {
			t.Errorf("publishing bears %v, without %s", got, want)
		}
	}
	if slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "tree:") || strings.Contains(s, "press_release") }) {
		t.Errorf("publishing news bears %v: pages that do not show it would go", got)
	}
	r.must(r.desk.Comment(t.Context(), ana, res.Document, "lt", content.Remark{Text: "Gerai."}))
	if got := r.tags(); len(got) != 0 {
		t.Errorf("a comment bears %v", got)
	}
}

func TestATranslationLeavesListsOfOtherLanguagesAlone(t *testing.T) {
	r := newRig(t)
	res := r.published("Naujiena")
	r.translated(res.Document, "en", "News")
	got := r.tags()
	if !slices.Contains(got, "list:public/en/news") || slices.Contains(got, "list:public/lt/news") {
		t.Errorf("an English translation bears %v", got)
	}
}

func TestAPageTouchesTheTreeAndItsParent(t *testing.T) {
	r := newRig(t)
	top := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "page", Locale: "lt", Words: words("Apie")}))
	below := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "page", Locale: "lt", Words: words("Istorija"), Facts: content.Facts{Parent: top.Document}}))
	for _, res := range []editorial.Result{top, below} {
		r.sealed(res)
		r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt"))
	}
	got := r.tags()
	if !slices.Contains(got, content.TreeTag("public")) || !slices.Contains(got, content.RefTag(top.Document)) {
		t.Errorf("a page bears %v", got)
	}
}

func TestALateSealTouchesItsPageAlone(t *testing.T) {
	r := newRig(t)
	res := r.must(r.desk.Create(t.Context(), rasa, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Potvynis")}))
	r.must(r.desk.PublishUrgently(t.Context(), rasa, editorial.Urgent{Document: res.Document, Locale: "lt", Reason: "Kyla vanduo."}))
	r.approve(lina, res)
	if got := r.tags(); !slices.Equal(got, []string{content.DocTag(res.Document)}) {
		t.Errorf("paying off an owed seal bears %v", got)
	}
}
