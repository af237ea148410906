package post_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/staff/notice"
	"herald/staff/post"
	"herald/store/sqlite"
	"herald/store/storetest"
)

// A text on its way: whoever has to do something is told, whoever has done it is
// not, and what is no longer true is told no more.
func TestWhoIsToldOnTheWayOfAText(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Gatvė uždaryta")
	r.look()
	r.wants("submitted", "lina waiting", "rasa waiting")
	_, err := r.desk.Return(r.Context(), r.actor("lina"), id, "lt", "Trūksta datos.")
	r.must(err)
	r.look()
	r.wants("returned", "ona returned")
	r.submit(id)
	r.look()
	r.wants("submitted again", "lina waiting", "rasa waiting")
	r.approve("lina", id)
	r.look()
	r.wants("approved", "nora ready", "ona approved", "petras ready")
	r.must(r.office.ReadAbout(r.Context(), r.members["ona"].ID, id, "en"))
	r.must(r.office.ReadAbout(r.Context(), r.members["ona"].ID, id, "lt"))
	r.wants("the author has looked", "nora ready", "petras ready")
	_, err = r.desk.LetOut(r.Context(), r.actor("petras"), editorial.Going{Document: id, Locale: "lt"})
	r.must(err)
	r.look()
	r.wants("published")
}

func TestWhoIsToldOfACorrection(t *testing.T) {
	r := newRig(t)
	id := r.submitted("Gatvė")
	r.look()
	r.wants("submitted", "lina waiting", "rasa waiting")
	for name := range r.members {
		r.must(r.office.ReadAll(r.Context(), r.members[name].ID, r.clock.Now()))
	}
	r.wants("everybody has looked")
	found, err := r.store.Documents(r.Context(), id)
	r.must(err)
	_, err = r.desk.Correct(r.Context(), r.actor("lina"), editorial.Save{Document: id, Locale: "lt", Base: found[id].Translation("lt").Version(),
		Words: content.Words{Title: "Gatvė uždaryta", Summary: "Santrauka.", Body: "Tekstas."}})
	r.must(err)
	r.look()
	r.wants("corrected before anybody approved")
}

func second[T any](_ T, err error) error { return err }

func TestAMissedTimeAndAnUrgentText(t *testing.T) {
	r := newRig(t)
	id := r.draft("Gatvė")
	_, err := r.desk.Submit(r.Context(), r.actor("petras"), editorial.Submit{Document: id, Locale: "lt", PublishAt: r.clock.Now().Add(time.Hour), Zone: "Europe/Vilnius"})
	r.must(err)
	r.look()
	r.wants("submitted with a wish", "lina waiting", "rasa waiting")
	r.clock.pass(2 * time.Hour)
	r.approve("lina", id)
	r.look()
	r.wants("approved too late", "nora missed", "petras missed")

	urgent := r.draft("Vanduo")
	_, err = r.desk.PublishUrgently(r.Context(), r.actor("petras"), editorial.Urgent{Document: urgent, Locale: "lt", Reason: "Avarija.", Due: r.clock.Now().Add(30 * time.Hour)})
	r.must(err)
	r.look()
	r.wants("published urgently", "lina owed", "nora missed", "petras missed", "rasa owed")
	r.must(r.office.Remind(r.Context()))
	r.wants("not due today", "lina owed", "nora missed", "petras missed", "rasa owed")
	r.clock.pass(17 * time.Hour) // 6:00 of the next day, by the municipality's clocks
	r.must(r.office.Remind(r.Context()))
	r.wants("before the morning", "lina owed", "nora missed", "petras missed", "rasa owed")
	for range 3 {
		r.clock.pass(time.Hour)
		r.must(r.office.Remind(r.Context()))
	}
	r.wants("on the day", "lina due", "lina owed", "nora missed", "petras missed", "rasa due", "rasa owed")
	r.approve("rasa", urgent)
	r.look()
	r.wants("paid", "nora missed", "ona approved", "petras approved", "petras missed")
}

// Looked through again from anywhere, by any process, nothing is told twice.
func TestNothingIsToldTwice(t *testing.T) {
	r := newRig(t)
	first := r.submitted("Viena")
	r.look()
	r.approve("lina", first)
	r.submitted("Antra")
	r.look()
	before, err := r.store.Notices(r.Context(), notice.Query{})
	r.must(err)
	changes, err := r.store.Changes(r.Context(), 0, 1000)
	r.must(err)
	for from := range changes {
		r.must(r.another(r.store).Apply(r.Context(), changes[from:]))
	}
	after, err := r.store.Notices(r.Context(), notice.Query{})
	r.must(err)
	if len(before) == 0 || len(before) != len(after) {
		t.Errorf("%d notices became %d", len(before), len(after))
	}
}

// A log that is there already, as after an upgrade, is not told.
func TestAnOldLogIsNotTold(t *testing.T) {
	r := newRig(t)
	r.submitted("Sena")
	r.must(r.follow(r.another(nothingNoticed{r.store})))
	r.wants("an old log")
}

// The first log of all is told from its start, also when the process ends before it
// had anything to say.
func TestANewLogIsToldFromItsStart(t *testing.T) {
	r := newRig(t)
	if at, known, err := r.store.Noticed(t.Context()); err != nil || !known || at == 0 {
		t.Fatalf("%d, %v, %v", at, known, err) // the members of the rig were there
	}
	empty, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "b.db"), storetest.Projector(), sqlite.Options{})
	r.must(err)
	defer empty.Close()
	first := &post.Office{Rows: empty, Store: empty, Members: empty, Clock: r.clock}
	if at, err := first.Position(t.Context()); err != nil || at != 0 {
		t.Fatalf("%d, %v", at, err)
	}
	b := storetest.Published(storetest.ID(1), "news", "Viena", storetest.Epoch)
	c, texts := storetest.Change(content.NewID(), b)
	_, err = empty.Commit(t.Context(), 0, c, texts)
	r.must(err)
	for _, o := range []*post.Office{first, {Rows: empty, Store: empty, Members: empty, Clock: r.clock}} {
		if at, err := o.Position(t.Context()); err != nil || at != 0 {
			t.Errorf("it goes on at %d, %v", at, err)
		}
	}
}

// nothingNoticed are the rows of a store that has never been looked through.
type nothingNoticed struct{ notice.Rows }

// Noticed implements notice.Rows.
func (nothingNoticed) Noticed(context.Context) (content.Position, bool, error) { return 0, false, nil }

func TestOnlyWhatMayBeReadIsTold(t *testing.T) {
	r := newRig(t)
	until := r.clock.Now().Add(time.Hour)
	r.must(second(r.roster.Grant(r.Context(), r.root, r.members["zita"].ID, content.Grant{Role: content.RoleLanguageEditor, Locales: []i18n.Locale{"lt"}, Until: until})))
	r.submitted("Gatvė")
	r.look()
	r.wants("while the role holds", "lina waiting", "rasa waiting", "zita waiting")
	r.must(second(r.roster.Revoke(r.Context(), r.root, r.members["rasa"].ID, r.members["rasa"].Grants[0])))
	r.must(second(r.roster.Disable(r.Context(), r.root, r.members["lina"].ID)))
	r.look()
	r.wants("after a role was taken and an account disabled", "zita waiting")
	r.clock.pass(2 * time.Hour)
	if items, err := r.office.List(r.Context(), r.member("zita"), 10); err != nil || len(items) != 0 {
		t.Errorf("after the role ran out: %+v, %v", items, err)
	}
	r.wants("after the role ran out")
}

func TestWhatCameAfterTheListStaysUnread(t *testing.T) {
	r := newRig(t)
	r.submitted("Pirma")
	r.look()
	shown := r.clock.Now()
	r.clock.pass(time.Second)
	r.submitted("Antra")
	r.look()
	r.must(r.office.ReadAll(r.Context(), r.members["lina"].ID, shown))
	r.wants("one read", "lina waiting", "rasa waiting", "rasa waiting")
}

func TestWhatWasToldLongAgoIsSwept(t *testing.T) {
	r := newRig(t)
	r.submitted("Gatvė")
	r.look()
	r.clock.pass(notice.Life + time.Hour)
	r.must(r.office.Sweep(r.Context()))
	r.wants("swept")
	// Whoever looks the log through again later does not bring it back.
	changes, err := r.store.Changes(r.Context(), 0, 1000)
	r.must(err)
	r.must(r.another(r.store).Apply(r.Context(), changes))
	r.wants("looked through again")
}
