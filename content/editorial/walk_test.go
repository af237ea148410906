package editorial_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
)

// walker does random verbs as random people and, after each one that succeeded,
// looks at the Document for a state that must not be.
type walker struct {
	*rig
	rand   *rand.Rand
	people []content.Actor
	docs   []content.ID
	seen   map[string]content.State
	frozen map[string]content.Hash
	done   map[string]int
	ways   map[string]int
}

// TestARandomWalkNeverReachesAForbiddenState takes 100,000 random actions by all
// roles. It reaches "published" without two people only by the three named
// exceptions: urgent, import, staff Types without steps.
func TestARandomWalkNeverReachesAForbiddenState(t *testing.T) {
	steps := 100_000
	if testing.Short() {
		steps = 10_000
	}
	const seed = 20261120
	w := &walker{rig: newRig(t, together), rand: rand.New(rand.NewPCG(seed, 1)),
		seen: map[string]content.State{}, frozen: map[string]content.Hash{}, done: map[string]int{}, ways: map[string]int{}}
	for i, role := range content.Roles() {
		w.people = append(w.people, member(content.MemberID(fmt.Sprintf("%s-a", role)), role), member(content.MemberID(fmt.Sprintf("%s-b", role)), role))
		// Somebody who holds two roles is the one to tempt four eyes.
		w.people = append(w.people, member(content.MemberID(fmt.Sprintf("both-%d", i)), role, content.RolePressOfficer, content.RoleLanguageEditor))
	}
	for i := range steps {
		w.clock.now = w.clock.now.Add(time.Duration(w.rand.IntN(600)) * time.Second)
		name, id, err := w.step()
		if err != nil {
			if fault.KindOf(err) == fault.Internal {
				t.Fatalf("seed %d, step %d, %s: %v", seed, i, name, err)
			}
			continue
		}
		w.done[name]++
		if id != "" {
			w.inspect(fmt.Sprintf("seed %d, step %d, %s", seed, i, name), w.doc(id))
		}
	}
	if testing.Short() {
		return // too few steps to have met everything
	}
	for _, verb := range []string{"create", "save", "submit", "take_back", "correct", "return", "approve", "publish", "schedule", "unschedule", "withdraw",
		"restore", "unpublish", "discard", "urgent", "translate", "source", "split", "join", "rehome", "move", "except", "import", "tick", "end"} {
		if w.done[verb] == 0 {
			t.Errorf("the walk never did %q with success: it proves nothing about it", verb)
		}
	}
	for _, way := range []string{"two people", "urgent", "import", "staff", "by rule"} {
		if w.ways[way] == 0 {
			t.Errorf("the walk never published by way of %q", way)
		}
	}
	t.Logf("verbs done: %v; ways to public: %v", w.done, w.ways)
}

var walkLocales = []i18n.Locale{"lt", "en", "sr", "sq"}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

func (w *walker) step() (name string, id content.ID, err error) {
	ctx, by := w.Context(), pick(w.rand, w.people)
	if len(w.docs) == 0 || len(w.docs) < 6 || w.rand.IntN(150) == 0 {
		return w.create(by)
	}
	if w.rand.IntN(30) == 0 {
		_, err := w.desk.Tick(ctx)
		return "tick", pick(w.rand, w.docs), err
	}
	id = pick(w.rand, w.docs)
	l := w.locale(id)
	at := w.clock.now.Add(time.Duration(w.rand.IntN(7200)-600) * time.Second)
	switch w.rand.IntN(20) {
	case 0, 1:
		_, err = w.desk.Save(ctx, by, w.save(id, l))
		name = "save"
	case 2, 3, 4:
		in := editorial.Submit{Document: id, Locale: l, Minor: w.rand.IntN(2) == 0, AskMinor: w.rand.IntN(2) == 0, Note: w.note()}
		switch w.rand.IntN(4) {
		case 0:
			in.PublishAt = at
		case 1:
			in.AsSoonAsApproved = true
		}
		_, err = w.desk.Submit(ctx, by, in)
		name = "submit"
	case 5:
		_, err = w.desk.Correct(ctx, by, w.save(id, l))
		name = "correct"
	case 6:
		if w.rand.IntN(3) == 0 {
			_, err = w.desk.TakeBack(ctx, by, id, l)
			name = "take_back"
			break
		}
		_, err = w.desk.Return(ctx, by, id, l, "Trūksta.")
		name = "return"
	case 7, 8, 9, 10:
		step := pick(w.rand, []string{"language", "language", "language", "authentic", "director", "director"})
		_, err = w.desk.Approve(ctx, by, editorial.Approve{Document: id, Locale: l, Step: step, Words: w.shown(id, l)})
		name = "approve"
	case 11, 12, 13:
		_, err = w.desk.LetOut(ctx, by, editorial.Going{Document: id, Locale: l, Confirmed: w.rand.IntN(2) == 0, Major: w.rand.IntN(4) == 0, Note: w.note()})
		name = "publish"
	case 14, 17, 18:
		_, err = w.desk.Schedule(ctx, by, id, l, at, "Europe/Vilnius")
		name = "schedule"
	case 15, 16:
		_, err = w.desk.Unschedule(ctx, by, id, l)
		name = "unschedule"
	default:
		return w.rare(by, id, l)
	}
	return name, id, err
}

// locale picks one that the Document has already, mostly.
func (w *walker) locale(id content.ID) i18n.Locale {
	if all := w.doc(id).Translations; len(all) > 0 && w.rand.IntN(4) > 0 {
		return pick(w.rand, all).Locale
	}
	return pick(w.rand, walkLocales)
}

func (w *walker) rare(by content.Actor, id content.ID, l i18n.Locale) (name string, _ content.ID, err error) {
	ctx := w.Context()
	only := pick(w.rand, []i18n.Locale{"", l})
	end := editorial.End{Document: id, Locale: only, ReasonKey: "reason.withdrawn.out_of_date"}
	switch w.rand.IntN(13) {
	case 0:
		name = "withdraw"
		_, err = w.desk.Withdraw(ctx, by, end)
	case 1:
		name = "restore"
		_, err = w.desk.Restore(ctx, by, id, only)
	case 2:
		name = "unpublish"
		end.NewSource = pick(w.rand, []i18n.Locale{"", "en"})
		_, err = w.desk.Unpublish(ctx, by, end)
	case 3:
		name = "discard"
		_, err = w.desk.Discard(ctx, by, id, l)
	case 4:
		if w.rand.IntN(3) == 0 {
			name = "end"
			_, err = w.desk.EndNow(ctx, by, id, "Baigta.")
			break
		}
		name = "urgent"
		_, err = w.desk.PublishUrgently(ctx, by, editorial.Urgent{Document: id, Locale: l, Reason: "Skubu.", Note: pick(w.rand, []*content.Note{nil, {Key: "change.correction.date"}, {Text: "Pakeista."}})})
	case 5, 6:
		name = "translate"
		_, err = w.desk.Translate(ctx, by, id, l, w.text())
	case 7:
		name = "source"
		_, err = w.desk.MakeSource(ctx, by, id, l)
	case 8:
		name = "split"
		var res editorial.Result
		if res, err = w.desk.Split(ctx, by, id, l); err == nil {
			w.docs = append(w.docs, res.Document)
			// The Translation is another Document's now; a later one in the same
			// locale begins to count anew.
			for n := 1; w.frozen[fmt.Sprintf("%s/%s/%d", id, l, n)] != "" || n < 50; n++ {
				delete(w.frozen, fmt.Sprintf("%s/%s/%d", id, l, n))
				delete(w.seen, fmt.Sprintf("%s/%s/%d", id, l, n))
			}
		}
	case 9:
		name = "join"
		_, err = w.desk.Join(ctx, by, id, pick(w.rand, w.docs))
	case 10:
		name = "rehome"
		_, err = w.desk.Rehome(ctx, by, editorial.Rehome{Document: id, Site: pick(w.rand, []string{"public", "second", "intranet"}), Redirect: w.rand.IntN(2) == 0})
	case 11:
		name = "move"
		_, err = w.desk.Move(ctx, by, editorial.Move{Document: id, Locale: l, Path: fmt.Sprintf("kita/vieta-%d", w.rand.IntN(1e6))})
	case 12:
		if w.rand.IntN(2) == 0 {
			name = "except"
			_, err = w.desk.Except(ctx, by, id, l, "Vėliau.", "2099-01-01")
			break
		}
		name = "import"
		in := editorial.Import{ID: id, Site: w.doc(id).Site, Type: w.doc(id).Type, Source: w.doc(id).Source, Facts: content.Facts{Name: "import-" + string(id)},
			Translations: []editorial.ImportedText{{Locale: l, Words: w.text()}}}
		var out []editorial.ImportOutcome
		if out, err = w.desk.Import(ctx, "system:root", []editorial.Import{in}, w.rand.IntN(2) == 0); err == nil {
			err = out[0].Err
		}
	}
	return name, id, err
}

// note is a ready-made change note, or none.
func (w *walker) note() *content.Note {
	if w.rand.IntN(2) == 0 {
		return nil
	}
	return &content.Note{Key: pick(w.rand, content.ChangeNotes)}
}

func (w *walker) create(by content.Actor) (string, content.ID, error) {
	in := editorial.Create{Site: "public", Type: "news", Locale: pick(w.rand, walkLocales), Words: w.text()}
	if w.rand.IntN(4) == 0 {
		in.Type = "publication"
	}
	if w.rand.IntN(6) == 0 {
		in.Site, in.Type, in.Locale = "intranet", "policy", "lt"
	}
	res, err := w.desk.Create(w.Context(), by, in)
	if err == nil {
		w.docs = append(w.docs, res.Document)
		if len(w.docs) > 10 {
			w.docs = w.docs[1:]
		}
	}
	return "create", res.Document, err
}

func (w *walker) text() content.Words {
	v := words(fmt.Sprintf("Naujiena %d", w.rand.IntN(1e9)))
	v.Path = ""
	return v
}

func (w *walker) save(id content.ID, l i18n.Locale) editorial.Save {
	in := editorial.Save{Document: id, Locale: l, Words: w.text()}
	if t := w.doc(id).Translation(l); t != nil {
		in.Base = t.Version()
		if w.rand.IntN(3) == 0 {
			// The same words again, with other facts: a seal stays closed over them.
			in.Words, _ = content.DecodeWords(w.log.texts[t.Newest().Words])
			in.Facts = &content.Facts{Until: w.clock.now.Add(time.Duration(w.rand.IntN(1e6)) * time.Second).Add(time.Hour * 24 * 365)}
		}
	}
	return in
}

func (w *walker) shown(id content.ID, l i18n.Locale) content.Hash {
	t := w.doc(id).Translation(l)
	if t == nil {
		return ""
	}
	if e := t.NextEdition(); e != nil {
		return e.Words
	}
	return t.Newest().Words
}

// inspect fails the test when d is as it must never be.
func (w *walker) inspect(where string, d *content.Document) {
	w.Helper()
	readable := false
	for _, t := range d.Translations {
		w.slots(where, d, t)
		if e := t.LiveEdition(); e != nil && e.State.Readable() {
			readable = true
		}
		for _, e := range t.Editions {
			if e.Published != nil {
				w.immutable(where, d, t, e)
				w.twoPeople(where, d, t, e)
			}
		}
	}
	source := d.SourceTranslation()
	if readable && (source.LiveEdition() == nil || !source.LiveEdition().State.Readable()) {
		w.Fatalf("%s: a translation of %s is public and its source is not", where, d.ID)
	}
	if len(d.Translations) > 0 && source.At(w.clock.now) == nil && w.visible(d) {
		w.Fatalf("%s: readers see a translation of %s without its source", where, d.ID)
	}
}

// visible reports whether the projection shows anything of d now.
func (w *walker) visible(d *content.Document) bool {
	p, err := w.log.project.Project(d, w.log.texts)
	if err != nil {
		w.Fatal(err)
	}
	return slices.ContainsFunc(p.Rows, func(r content.Row) bool {
		return r.State.Readable() && !r.Begin.After(w.clock.now) && (r.End.IsZero() || r.End.After(w.clock.now))
	})
}

func (w *walker) slots(where string, d *content.Document, t *content.Translation) {
	w.Helper()
	for i, e := range t.Editions {
		live := slices.Contains([]content.State{content.Published, content.Withdrawn, content.Unpublished}, e.State)
		next := slices.Contains([]content.State{content.Draft, content.Submitted, content.Returned, content.Approved, content.Scheduled, content.Missed}, e.State)
		if e.Number != i+1 || live != (t.Live == e.Number) || next != (t.Next == e.Number) {
			w.Fatalf("%s: edition %d of %s %s is %s with live %d, next %d", where, e.Number, d.ID, t.Locale, e.State, t.Live, t.Next)
		}
		if e.State == content.Scheduled && !t.Derived && len(e.Missing(w.steps(d, t))) > 0 {
			w.Fatalf("%s: %s %s is scheduled while a step is missing", where, d.ID, t.Locale)
		}
	}
}

func (w *walker) immutable(where string, d *content.Document, t *content.Translation, e *content.Edition) {
	w.Helper()
	key := fmt.Sprintf("%s/%s/%d", d.ID, t.Locale, e.Number)
	now := e.Words + e.Facts
	if before, ok := w.frozen[key]; ok && before != now {
		w.Fatalf("%s: the published edition %s has other words or facts now", where, key)
	}
	w.frozen[key] = now
}

func (w *walker) steps(d *content.Document, t *content.Translation) []string {
	return w.desk.Types.Get(d.Type).StepsIn(t.Locale, []i18n.Locale{d.Source})
}

// twoPeople demands of every published Edition that somebody else than who
// wrote and submitted it has sealed its words, or that it went one of the
// three ways that need only one person.
func (w *walker) twoPeople(where string, d *content.Document, t *content.Translation, e *content.Edition) {
	w.Helper()
	key := fmt.Sprintf("%s/%s/%d", d.ID, t.Locale, e.Number)
	if w.seen[key] != "" {
		return
	}
	w.seen[key] = e.State
	steps := w.steps(d, t)
	switch {
	case t.Derived || e.Published.FactsOnly || e.Seal() != nil && e.Seal().Locale != "":
		w.ways["by rule"]++
		return
	case e.Published.Urgent != "":
		if slices.Contains(e.Missing(steps), "director") {
			w.Fatalf("%s: %s skipped a step that urgency may not skip", where, key)
		}
		w.ways["urgent"]++
		return
	case e.Published.Imported:
		w.ways["import"]++
		return
	case len(steps) == 0:
		if w.desk.Sites[d.Site].Audience != content.Staff {
			w.Fatalf("%s: %s is public without any step", where, key)
		}
		w.ways["staff"]++
		return
	}
	w.ways["two people"]++
	if missing := e.Missing(steps); len(missing) > 0 {
		w.Fatalf("%s: %s is public without %v", where, key, missing)
	}
	seal := e.Seal()
	if seal == nil {
		w.Fatalf("%s: %s is public without a seal", where, key)
	}
	if e.Published.By == content.System("root") {
		return // sealed words, taken over again by an import
	}
	if !seal.Carried && (e.Wrote(seal.By) || e.Submitted != nil && e.Submitted.By == seal.By) {
		w.Fatalf("%s: %s was sealed by %s, who wrote or submitted it", where, key, seal.By)
	}
	if e.Corrected(seal.By) && e.Published.By == seal.By {
		w.Fatalf("%s: %s was corrected, sealed and published by %s", where, key, seal.By)
	}
	if e.Alone(e.Published.By) {
		w.Fatalf("%s: %s was published by %s alone", where, key, e.Published.By)
	}
}
