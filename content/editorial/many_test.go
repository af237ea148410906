package editorial_test

import (
	"slices"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

// of makes a published Document of a Type, to be named by others.
func (r *rig) of(typ, title string) content.ID {
	r.Helper()
	w := content.Words{Title: title, Summary: "Trumpai.", Body: "Tekstas."}
	return r.must(r.desk.Create(r.Context(), ana, editorial.Create{Site: "public", Type: typ, Locale: "lt", Words: w})).Document
}

func shown(r *rig, ids ...content.ID) (all []editorial.Shown) {
	for _, id := range ids {
		all = append(all, editorial.Shown{Document: id, Stamp: r.doc(id).Stamp()})
	}
	return all
}

func (r *rig) many(in editorial.Many) editorial.ManyDone {
	r.Helper()
	done, err := r.desk.ChangeMany(r.Context(), rasa, in)
	if err != nil {
		r.Fatal(err)
	}
	return done
}

func ref[T any](v T) *T { return &v }

// Owner and review day hold at once, facts are saved in the source; all in one
// Change, and asked twice it is done once.
func TestManyAreChangedAtOnce(t *testing.T) {
	r := newRig(t)
	org, old, topic := r.of("organization", "Taryba"), r.of("topic", "Sena"), r.of("topic", "Upė")
	draft, public := r.draft("Juodraštis").Document, r.published("Žinia").Document
	r.many(editorial.Many{Change: content.Steward{Add: []content.ID{old}}, Documents: shown(r, draft)})
	before := len(r.log.log)
	in := editorial.Many{Owner: &petra, Documents: shown(r, draft, public),
		Change: content.Steward{Organization: &org, Add: []content.ID{topic}, Drop: []content.ID{old}, Review: ref("2027-03-01")}}
	done := r.many(in)
	if len(done.Altered) != 2 || len(done.Same)+len(done.Refused) != 0 || len(r.log.log) != before+1 {
		t.Fatalf("%+v in %d Changes", done, len(r.log.log)-before)
	}
	if a := done.Altered[0]; a.Opened || !slices.Equal(a.Before.Topics, []content.ID{old}) || !slices.Equal(a.After.Topics, []content.ID{topic}) {
		t.Errorf("the draft: %+v", a)
	}
	if a := done.Altered[1]; !a.Opened || a.From != content.Published || a.To != content.Draft {
		t.Errorf("the public one: %+v", a)
	}
	for _, id := range []content.ID{draft, public} {
		d := r.doc(id)
		facts, err := content.DecodeFacts(r.log.texts[d.SourceTranslation().Newest().Facts])
		if err != nil || d.Owner != "petra" || d.Review != "2027-03-01" || facts.Organization != org || !slices.Equal(facts.Topics, []content.ID{topic}) {
			t.Errorf("%+v with %+v", d, facts)
		}
	}
	// What readers see waits for its steps, and the words keep their seal.
	source := r.doc(public).SourceTranslation()
	if live, e := source.LiveEdition(), source.NextEdition(); live.State != content.Published || live.Facts == e.Facts || e.Seal() == nil || live.Words != e.Words {
		t.Errorf("live %+v, next %+v", live, e)
	}
	if done := r.many(in); len(done.Same) != 2 || len(done.Altered)+len(done.Refused) != 0 || len(r.log.log) != before+1 {
		t.Errorf("the second time: %+v", done)
	}
}

// What cannot be changed is told with why, as a whole, and the others are done.
func TestOfManyTheRefusedAreNamed(t *testing.T) {
	r := newRig(t)
	org := r.of("organization", "Taryba")
	fine, moved, waits, timed := r.draft("Gera").Document, r.draft("Keičiama").Document, r.draft("Laukia"), r.sealed(r.draft("Suplanuota"))
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: waits.Document, Locale: "lt"}))
	r.must(r.desk.Schedule(t.Context(), rasa, timed.Document, "lt", start.AddDate(0, 0, 3), "UTC"))
	gone, given := content.NewID(), r.draft("Atsisakyta").Document
	r.must(r.desk.Discard(t.Context(), ana, given, "lt"))
	in := editorial.Many{Owner: &petra, Change: content.Steward{Organization: &org}, Documents: append(shown(r, fine, moved, waits.Document, timed.Document, fine, given), editorial.Shown{Document: gone})}
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: moved, Locale: "lt", Base: "1.1", Words: words("Kitaip")}))
	done := r.many(in)
	if len(done.Altered) != 1 || done.Altered[0].Document != fine {
		t.Fatalf("%+v", done)
	}
	want := map[content.ID]string{moved: "fault.changed_since_shown", waits.Document: "issue.many.state", timed.Document: "issue.many.state", given: "issue.many.state", gone: ""}
	for _, no := range done.Refused {
		if key, ok := want[no.Document]; !ok || keyOf(no.Err) != key {
			t.Errorf("%s refused with %v, want %q", no.Document, no.Err, key)
		}
		delete(want, no.Document)
	}
	if len(want) != 0 || r.doc(timed.Document).Owner != "ana" || r.doc(waits.Document).Owner != "ana" {
		t.Errorf("not refused as a whole: %v", want)
	}
	// The owner alone is nothing that a time would keep from being changed.
	if done := r.many(editorial.Many{Owner: &petra, Documents: shown(r, timed.Document)}); len(done.Altered) != 1 || next(r.doc(timed.Document)).State != content.Scheduled {
		t.Errorf("%+v", done)
	}
}

func TestManyAskThePolicyOfEach(t *testing.T) {
	r := newRig(t)
	id := r.draft("Juodraštis").Document
	for name, c := range map[string]struct {
		by   content.Actor
		in   editorial.Many
		want string
	}{
		"an author hands over":           {ana, editorial.Many{Owner: &petra}, "denied.role"},
		"an author sets a day":           {ana, editorial.Many{Change: content.Steward{Review: ref("2027-03-01")}}, "denied.role"},
		"to who could not write":         {rasa, editorial.Many{Owner: &lina}, "denied.owner"},
		"a draft that is not to be read": {member("ivo", content.RoleAdministrator), editorial.Many{Owner: &petra}, ""},
	} {
		c.in.Documents = shown(r, id)
		done, err := r.desk.ChangeMany(t.Context(), c.by, c.in)
		if err != nil || len(done.Refused) != 1 || keyOf(done.Refused[0].Err) != c.want {
			t.Errorf("%s: %+v, %v", name, done, err)
		}
	}
	topic := r.of("topic", "Upė")
	for _, c := range []struct {
		in  editorial.Many
		key string
	}{
		{editorial.Many{}, "issue.many.nothing"},
		{editorial.Many{Owner: &content.Actor{}}, "issue.owner.missing"},
		{editorial.Many{Change: content.Steward{Organization: &topic}}, "issue.many.organization"},
		{editorial.Many{Change: content.Steward{Add: []content.ID{id}}}, "issue.many.topic"},
		{editorial.Many{Change: content.Steward{Review: ref("2027-13-01")}}, "issue.due.day"},
		{editorial.Many{Change: content.Steward{Review: ref("2027-03")}}, "issue.due.day"},
		{editorial.Many{Change: content.Steward{Review: ref("2026-11-19")}}, "issue.many.past"},
	} {
		c.in.Documents = shown(r, id)
		_, err := r.desk.ChangeMany(t.Context(), rasa, c.in)
		r.refused(err, fault.Invalid, c.key)
	}
}
