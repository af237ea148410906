package search

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/store/storetest"
)

// canary is a word that nobody may find.
const canary = "kanarėlė"

// tempted is a town whose editors have pinned every Document, and called the canary
// a synonym of what anybody may ask for.
func tempted(t *testing.T) *town {
	w := newTown(t)
	w.o.Tune = func(context.Context, string, i18n.Locale) Tuning {
		var all []content.ID
		for n := 1; n <= mostPinned; n++ {
			all = append(all, storetest.ID(w.n-mostPinned+n))
		}
		return Tuning{Synonyms: [][]string{{"sinonimas", canary}}, Pins: []Pin{{"bendras", all}, {canary, all}, {"kanarrėlė", all}}}
	}
	return w.open()
}

// nothing proves that the public finds no trace of the canary: no hit, no pinned
// one, no count, no better spelling, no suggestion, here or elsewhere.
func (w *town) nothing(what string) {
	w.tb.Helper()
	for _, l := range sites()["public"].Locales {
		for _, text := range []string{canary, "bendras", "kanarele", "kanarrėlė", "sinonimas", "kanarėlė bendras", "bendrras kanarrėlė", "kanarėlių"} {
			r := w.ask(Query{Locale: l, Text: text})
			if !strings.Contains(text, "bend") && r.Total != len(r.Pinned) {
				w.tb.Errorf("%s: %d found in %s", what, r.Total, l)
			}
			for _, h := range slices.Concat(r.Hits, r.Elsewhere, r.Pinned) {
				if strings.Contains(plainOf(h.Title)+plainOf(h.Passage)+h.File, canary) {
					w.tb.Errorf("%s: shown in %s: %v", what, l, h)
				}
			}
			for name, all := range r.Facets {
				for _, f := range all {
					if f.Value == canaryTopic || name == FacetType && f.Value != "page" {
						w.tb.Errorf("%s: counted in %s: %s %v", what, l, name, f)
					}
				}
			}
			if m := r.DidYouMean; m != "" && (strings.Contains(m, "kana") || strings.Contains(m, "slapt")) {
				w.tb.Errorf("%s: %q is called %q in %s", what, text, m, l)
			}
			want(w.tb, what+": read as", r.Text, text)
		}
		for _, prefix := range []string{canary, "kan", "kanarė", "bendras", "slap", "slapta k", "vieša kan"} {
			all, err := w.index.Suggest(context.Background(), "public", l, content.NewAccess(content.Public), prefix, 10)
			if err != nil {
				w.tb.Fatal(err)
			}
			if strings.Contains(strings.ToLower(offered(all)), "kanar") || strings.Contains(strings.ToLower(offered(all)), "slapt") {
				w.tb.Errorf("%s: suggested in %s: %v", what, l, all)
			}
		}
	}
}

const canaryTopic = "t00000000999"

func (w *town) canary(typ, site string) *storetest.Builder {
	b := w.document(typ, site, "lt")
	w.draft(b, "lt", "Slapta "+canary, "bendras "+canary, content.Facts{Topics: []content.ID{canaryTopic}})
	return b
}

func TestDraftsAndOthersAreNeverFound(t *testing.T) {
	w := tempted(t)
	w.put(w.page("lt", "Vieša", "bendras žodis"))
	for _, s := range []content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Missed, content.Discarded} {
		b := w.canary("page", "public")
		b.Document.Translation("lt").NextEdition().State = s
		w.put(b)
		w.nothing(string(s))
	}
	for _, s := range []content.State{content.Withdrawn, content.Unpublished} {
		b := w.canary("page", "public").Publish("lt", epoch)
		w.put(b)
		want(t, "public", strings.Contains(w.find("lt", canary), "Slapta "+canary), true)
		// Withdrawn in the log, and the index has not heard of it yet.
		b.End("lt", s)
		w.commit(b)
		w.nothing(string(s) + " ahead of the index")
		w.follow()
		w.nothing(string(s))
	}
	w.put(w.canary("page", "staff").Publish("lt", epoch))
	w.nothing("staff")
	staff := w.ask(Query{Site: "staff", Locale: "lt", Access: content.NewAccess(content.Public, content.Staff), Text: canary})
	want(t, "staff find theirs", staff.Total, 1)
	want(t, "the public asks the staff Site", w.ask(Query{Site: "staff", Locale: "lt", Access: content.NewAccess(content.Public), Text: canary}).Total, 0)
	w.put(w.canary("site", "public").Publish("lt", epoch))
	w.nothing("a Type without a page")
	w.sound()
}

func TestStaffFieldsStayOffPublicSites(t *testing.T) {
	w := tempted(t)
	for _, site := range []string{"public", "staff"} {
		b := w.document("agreement", site, "lt")
		facts := content.Facts{Fields: content.Fields{"number": content.One("S-1"), "archive_place": content.One(canary)}}
		w.draft(b, "lt", "Sutartis", "Tekstas", facts)
		w.put(b.Publish("lt", epoch))
	}
	w.nothing("staff field")
	want(t, "staff", w.ask(Query{Site: "staff", Locale: "lt", Access: content.NewAccess(content.Staff), Text: canary}).Total, 1)
}

func TestEmbargoIsKeptToTheInstant(t *testing.T) {
	w := tempted(t)
	b := w.canary("press_release", "public").Schedule("lt", epoch.Add(time.Hour))
	w.put(b)
	w.nothing("an hour before")
	w.clock.pass(time.Hour - time.Millisecond)
	w.follow()
	w.nothing("just before")
	if err := w.index.Rebuild(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	w.nothing("rebuilt just before")
	w.clock.pass(time.Millisecond)
	w.sound()
	b.Publish("lt", w.clock.Now())
	w.put(b)
	want(t, "released", w.find("lt", canary), "Slapta "+canary)
	w.sound()
}

func TestNewWordsReplaceOld(t *testing.T) {
	w := tempted(t)
	b := w.canary("page", "public").Publish("lt", epoch)
	w.put(b)
	w.draft(b, "lt", "Vieša", "bendras", content.Facts{})
	w.put(b)
	want(t, "a draft beside it", w.find("lt", canary), "Slapta "+canary)
	b.Publish("lt", epoch.Add(time.Minute))
	w.put(b)
	w.nothing("corrected")
	want(t, "new", w.find("lt", "bendras"), "Vieša")
}

func TestSupersededByTimeIsNotShown(t *testing.T) {
	w := tempted(t)
	b := w.canary("page", "public").Publish("lt", epoch)
	w.put(b)
	w.draft(b, "lt", "Vieša", "bendras", content.Facts{})
	w.put(b.Schedule("lt", epoch.Add(time.Hour)))
	w.clock.pass(2 * time.Hour)
	// The release is not in the log yet: the Document is found, its old words
	// are not shown.
	r := w.ask(Query{Locale: "lt", Text: canary})
	all := slices.Concat(r.Hits, r.Pinned)
	want(t, "found", len(all), 1)
	want(t, "title", plainOf(all[0].Title), "")
	want(t, "passage", plainOf(all[0].Passage), "")
}

func TestFarBehindShowsOnlyWhatIsVerified(t *testing.T) {
	w := tempted(t)
	b := w.canary("page", "public").Publish("lt", epoch)
	w.put(b, w.page("lt", "Vieša", "bendras"))
	b.End("lt", content.Withdrawn)
	for range farAhead + 5 {
		w.commit(b)
	}
	r := w.ask(Query{Locale: "lt", Text: "bendras"})
	want(t, "catching up", r.CatchingUp, true)
	want(t, "facets", len(r.Facets), 0)
	want(t, "hits", titles(r.Pinned), "Vieša")
	want(t, "total", r.Total, 1)
	w.nothing("far behind")
	w.follow()
	want(t, "caught up", w.ask(Query{Locale: "lt", Text: "bendras"}).CatchingUp, false)
	w.sound()
}

func TestRehomedLeavesTheOldAudience(t *testing.T) {
	w := tempted(t)
	b := w.canary("page", "public").Publish("lt", epoch)
	w.put(b)
	b.Document.Site = "staff"
	w.commit(b)
	w.nothing("rehomed, not followed")
	w.follow()
	w.nothing("rehomed")
	want(t, "staff", w.ask(Query{Site: "staff", Locale: "lt", Access: content.NewAccess(content.Staff), Text: canary}).Total, 1)
	w.sound()
}
