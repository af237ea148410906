package sample_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"herald/content"
	"herald/content/folder"
	"herald/content/sample"
	"herald/i18n"
)

// in gives the folder that a state is about: the one that begins the Document, or
// that of a later text.
func in(docs, later map[string]*folder.Document, s sample.State) *folder.Document {
	if s.Edition > 1 {
		return later[strconv.Itoa(s.Edition)+" "+s.Ref()]
	}
	return docs[s.Ref()]
}

// unstated are states of texts that have no public time of their own in a folder.
func unstated(s sample.State) bool { return s.Hidden() || s.State == "urgent" || s.Moved }

// TestTimesAndStates asks that States names what exists, and that what it says
// and the public times agree.
func TestTimesAndStates(t *testing.T) {
	docs, _ := read(t)
	later := later(t)
	without, named := map[string]bool{}, map[string]bool{}
	for _, s := range sample.States() {
		d := in(docs, later, s)
		if d == nil || s.Locale != "" && s.State != "follows" && d.Translation(i18n.Locale(s.Locale)) == nil {
			t.Errorf("no %s %s, edition %d", s.Ref(), s.Locale, s.Edition)
			continue
		}
		if key := s.Ref() + s.Locale + strconv.Itoa(s.Edition); named[key] {
			t.Errorf("two states for %s", key)
		} else {
			named[key] = true
		}
		checkState(t, s, d)
		if s.Redirect != "" && docs[s.Redirect] == nil {
			t.Errorf("%s leads to %s, which is not there", s.Ref(), s.Redirect)
		}
		for _, tr := range d.Translations {
			if s.State != "follows" && (s.Locale == "" || s.Locale == string(tr.Locale)) {
				without[key(d, tr)] = unstated(s)
			}
		}
	}
	for _, all := range []map[string]*folder.Document{docs, later} {
		for where, d := range all {
			for _, tr := range d.Translations {
				if k := key(d, tr); tr.Published.IsZero() != without[k] {
					t.Errorf("%s %s: public time %v, and yet without one: %v", where, tr.Locale, tr.Published, without[k])
				}
			}
		}
	}
}

// key names a text of any tree: two trees have files of one name.
func key(d *folder.Document, tr folder.Translation) string {
	return tr.File + " " + tr.Words.ChangeNote.Key + tr.Words.ChangeNote.Text
}

// TestLaterTextsTakeTheirTurn asks that each later text follows one that is there,
// says what changed, and differs from it.
func TestLaterTextsTakeTheirTurn(t *testing.T) {
	docs, _ := read(t)
	later := later(t)
	for n := 2; n < 2+len(sample.Later()); n++ {
		for _, base := range docs {
			d := later[strconv.Itoa(n)+" "+base.Ref()]
			if d == nil {
				continue
			}
			before := base
			if n > 2 {
				before = later[strconv.Itoa(n-1)+" "+base.Ref()]
			}
			for _, tr := range d.Translations {
				was := before.Translation(tr.Locale)
				note := tr.Words.ChangeNote
				switch {
				case was == nil:
					t.Errorf("%d %s: %s has no text before", n, d.Ref(), tr.Locale)
				case !tr.Published.IsZero() && !tr.Published.After(was.Published):
					t.Errorf("%d %s: %s becomes public at %v, not after %v", n, d.Ref(), tr.Locale, tr.Published, was.Published)
				case note.Key == "" && note.Text == "":
					t.Errorf("%d %s: %s does not say what changed", n, d.Ref(), tr.Locale)
				case tr.Words.Body == was.Words.Body && d.Facts.Encode().Hash == before.Facts.Encode().Hash && same(tr.Words.Fields, was.Words.Fields):
					t.Errorf("%d %s: nothing changed in %s", n, d.Ref(), tr.Locale)
				}
			}
		}
	}
	for where, d := range later {
		if docs[d.Ref()] == nil {
			t.Errorf("%s begins nowhere", where)
		}
	}
}

func same(a, b content.Fields) bool {
	return content.Words{Fields: a}.Encode().Hash == content.Words{Fields: b}.Encode().Hash
}

// TestTranslationsFollowTheirSource asks that nothing becomes public before the
// text it was made from.
func TestTranslationsFollowTheirSource(t *testing.T) {
	docs, _ := read(t)
	for _, d := range docs {
		source := d.Translation(d.Source)
		for _, tr := range d.Translations {
			if tr.Published.Before(source.Published) {
				t.Errorf("%s is public before its source", tr.File)
			}
		}
	}
}

// TestTogetherOrNotAtAll asks that a text of the agency is there in Albanian and
// in Serbian, or in neither, but for those that follow.
func TestTogetherOrNotAtAll(t *testing.T) {
	for _, d := range everything(t) {
		if d.Site != "agency" {
			continue
		}
		follows := slices.ContainsFunc(sample.States(), func(s sample.State) bool { return s.Ref() == d.Ref() && s.State == "follows" })
		if (d.Translation("sq") == nil) != (d.Translation("sr") == nil) != follows {
			t.Errorf("%s is in one of sq and sr only, follows: %v", d.Ref(), follows)
		}
	}
}

func checkState(t *testing.T, s sample.State, d *folder.Document) {
	t.Helper()
	reason, timed := false, false
	switch s.State {
	case "draft", "submitted", "approved", "published", "discarded":
	case "imported":
		if s.On.IsZero() || !s.On.After(d.Translation(d.Source).Published) {
			t.Errorf("%s is imported at %v", d.Ref(), s.On)
		}
	case "returned", "withdrawn", "unpublished":
		reason = true
	case "follows":
		reason = true
		if s.Days <= 0 || s.On.IsZero() || s.On.After(d.Translation(d.Source).Published) || s.Locale == "" || d.Translation(i18n.Locale(s.Locale)) != nil {
			t.Errorf("%s does not follow in %q in %d days", d.Ref(), s.Locale, s.Days)
		}
	case "urgent":
		reason, timed = true, true
	case "scheduled", "missed":
		timed = true
	case "ended":
		if d.Facts.Until.IsZero() || d.Facts.Until.After(now) {
			t.Errorf("%s has not ended: %v", d.Ref(), d.Facts.Until)
		}
	default:
		t.Errorf("%s: unknown state %q", d.Ref(), s.State)
	}
	if reason != (s.Reason != "") || timed != (s.In != 0) || (s.In > 0) != (s.State == "scheduled") {
		t.Errorf("%s: %s does not go with reason %q and time %v", d.Ref(), s.State, s.Reason, s.In)
	}
	if s.State == "withdrawn" || s.State == "unpublished" {
		for _, locale := range i18n.Shipped() {
			if !slices.Contains(i18n.Default().Keys(locale), "reason."+s.Reason) {
				t.Errorf("%s: no ready-made sentence %q in %s", d.Ref(), s.Reason, locale)
			}
		}
		public := d.Translation(d.Source).Published
		if s.On.Before(public) || s.On.After(now) {
			t.Errorf("%s is %s at %v, public at %v", d.Ref(), s.State, s.On, public)
		}
	}
	if s.Change != "" && (s.Edition < 2 || !slices.Contains([]string{"correction", "minor"}, s.Change)) {
		t.Errorf("%s: edition %d is no %q", d.Ref(), s.Edition, s.Change)
	}
}

// TestWhatIsToComeNamesNoDay asks that a text whose times are counted from the
// start of the demonstration tells no day or month in words: it would be wrong.
func TestWhatIsToComeNamesNoDay(t *testing.T) {
	docs, _ := read(t)
	months := map[i18n.Locale][]string{}
	for _, l := range written() {
		p := i18n.Default().Printer(l)
		for m := time.January; m <= time.December; m++ {
			months[l] = append(months[l], p.Month(int(m)))
		}
	}
	moved := map[string]bool{}
	for _, s := range sample.States() {
		moved[s.Ref()] = moved[s.Ref()] || s.Moved && s.State != "follows"
	}
	eachText(docs, func(d *folder.Document, tr folder.Translation, where, text string) {
		if !moved[d.Ref()] {
			return
		}
		for _, w := range words(text) {
			if slices.Contains(months[tr.Locale], w) {
				t.Errorf("%s %s: %s names %s", d.Ref(), tr.Locale, where, w)
			}
		}
		if times.MatchString(text) {
			t.Errorf("%s %s: %s names a year", d.Ref(), tr.Locale, where)
		}
	})
}
