package editorial_test

import (
	"slices"
	"testing"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
)

// shares is a rig whose links are kept in a store of their own.
func shares(t *testing.T) (*rig, content.Shares) {
	t.Helper()
	r, store, _ := onDisk(t)
	kept, ok := store.(content.Shares)
	if !ok {
		t.Fatal("the store keeps no links")
	}
	r.desk.Shares = kept
	return r, kept
}

// load gives a Document from the store that the desk works on.
func (r *rig) load(id content.ID) *content.Document {
	r.Helper()
	snap, err := r.desk.Log.Load(r.Context(), content.Ask{Documents: []content.ID{id}})
	if err != nil || snap.Documents[id] == nil {
		r.Fatalf("document %s: %v", id, err)
	}
	return snap.Documents[id]
}

// fate is what whoever comes with a token finds now.
func (r *rig) fate(kept content.Shares, token string, maker content.Actor) content.Fate {
	r.Helper()
	s, err := kept.Share(r.Context(), content.Sum([]byte(token)))
	if err != nil {
		r.Fatal(err)
	}
	d := r.load(s.Document)
	return s.Fate(d, r.desk.Types.Get(d.Type), r.desk.Sites[d.Site], maker, r.clock.now)
}

func (r *rig) share(id content.ID, days int) (string, content.Share) {
	r.Helper()
	token, s, err := r.desk.SharePreview(r.Context(), ana, editorial.Sharing{Document: id, Locale: "lt", For: "Redaktorė A.", Days: days})
	if err != nil {
		r.Fatal(err)
	}
	return token, s
}

func TestALinkEndsWithWhatItLivesBy(t *testing.T) {
	nobody := content.Actor{ID: ana.ID, Name: ana.Name}
	for name, c := range map[string]struct {
		end   func(*rig, content.ID, content.Share)
		maker content.Actor
		want  content.Fate
	}{
		"nothing": {func(*rig, content.ID, content.Share) {}, ana, content.FateOpen},
		"a save": {func(r *rig, id content.ID, _ content.Share) {
			r.must(r.desk.Save(r.Context(), ana, editorial.Save{Document: id, Locale: "lt", Base: r.load(id).Translation("lt").Version(), Words: words("Kitaip")}))
		}, ana, content.FateOpen},
		"an approval":       {func(r *rig, id content.ID, _ content.Share) { r.goOn(id, false) }, ana, content.FateOpen},
		"its day":           {func(r *rig, _ content.ID, s content.Share) { r.clock.now = s.Until }, ana, content.FateOver},
		"the moment before": {func(r *rig, _ content.ID, s content.Share) { r.clock.now = s.Until.Add(-time.Millisecond) }, ana, content.FateOpen},
		"a colleague": {func(r *rig, id content.ID, s content.Share) {
			if err := r.desk.RevokePreview(r.Context(), rasa, id, "lt", s.ID); err != nil {
				r.Fatal(err)
			}
		}, ana, content.FateOver},
		"a discard": {func(r *rig, id content.ID, _ content.Share) {
			r.must(r.desk.Discard(r.Context(), ana, id, "lt"))
		}, ana, content.FateOver},
		"publishing":        {func(r *rig, id content.ID, _ content.Share) { r.goOn(id, true) }, ana, content.FatePublic},
		"its maker's right": {func(*rig, content.ID, content.Share) {}, nobody, content.FateOver},
		"a move to the staff": {func(r *rig, id content.ID, _ content.Share) {
			r.must(r.desk.Rehome(r.Context(), rasa, editorial.Rehome{Document: id, Site: "intranet"}))
		}, ana, content.FateOver},
		"a redaction of the text": {func(r *rig, id content.ID, _ content.Share) {
			r.must(r.desk.AskRedaction(r.Context(), rasa, editorial.Redacting{Document: id, Ground: "GDPR", Passages: []string{"vyksta"}}))
			r.must(r.desk.Redact(r.Context(), petra, id, r.load(id).OpenRedaction().Key()))
		}, ana, content.FateOver},
		"publishing and withdrawing": {func(r *rig, id content.ID, _ content.Share) {
			r.goOn(id, true)
			r.must(r.desk.Unpublish(r.Context(), rasa, editorial.End{Document: id, ReasonKey: "reason.gone.duplicate"}))
		}, ana, content.FateOver},
	} {
		t.Run(name, func(t *testing.T) {
			r, kept := shares(t)
			id := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Dar ne")})).Document
			token, s := r.share(id, 7)
			c.end(r, id, s)
			if got := r.fate(kept, token, c.maker); got != c.want {
				t.Errorf("whoever comes with the link finds %q, want %q", got, c.want)
			}
		})
	}
}

// goOn takes a draft of Ana through its steps, and to readers.
func (r *rig) goOn(id content.ID, public bool) {
	r.Helper()
	r.must(r.desk.Submit(r.Context(), ana, editorial.Submit{Document: id, Locale: "lt"}))
	r.must(r.desk.Approve(r.Context(), lina, editorial.Approve{Document: id, Locale: "lt", Step: "language", Words: r.load(id).Translation("lt").Newest().Words}))
	if public {
		r.must(r.desk.Publish(r.Context(), rasa, id, "lt"))
	}
}

// A link to what is scheduled leads to readers' page from its instant on, also
// before the clock has ticked.
func TestALinkToWhatIsScheduledEndsAtItsInstant(t *testing.T) {
	r, kept := shares(t)
	id := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Rytoj")})).Document
	token, _ := r.share(id, 7)
	r.goOn(id, false)
	at := r.clock.now.Add(time.Hour)
	r.must(r.desk.Schedule(t.Context(), rasa, id, "lt", at, "UTC"))
	if got := r.fate(kept, token, ana); got != content.FateOpen {
		t.Errorf("before its instant: %s", got)
	}
	r.clock.now = at
	if got := r.fate(kept, token, ana); got != content.FatePublic {
		t.Errorf("at its instant: %s", got)
	}
}

func TestWhoMayShareWhat(t *testing.T) {
	r, _ := shares(t)
	id := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Dar ne")})).Document
	inside := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "intranet", Type: "news", Locale: "lt", Words: words("Viduje")})).Document
	asked := editorial.Sharing{Document: id, Locale: "lt", For: "Redaktorė", Days: 1}
	for _, actor := range []content.Actor{lina, jonas, member("eve", content.RoleReader, content.RoleAuditor, content.RoleAdministrator), {}} {
		_, _, err := r.desk.SharePreview(t.Context(), actor, asked)
		r.refused(err, fault.Forbidden, "")
	}
	elsewhere := content.Actor{ID: "eva", Grants: []content.Grant{{Role: content.RoleAuthor, Types: []string{"act"}}}}
	_, _, err := r.desk.SharePreview(t.Context(), elsewhere, asked)
	r.refused(err, fault.Forbidden, "denied.type")
	for key, change := range map[string]func(*editorial.Sharing){
		"issue.share.for":   func(s *editorial.Sharing) { s.For = " \n" },
		"issue.share.days":  func(s *editorial.Sharing) { s.Days = 365 },
		"issue.share.staff": func(s *editorial.Sharing) { s.Document = inside },
	} {
		in := asked
		change(&in)
		_, _, err := r.desk.SharePreview(t.Context(), ana, in)
		r.refused(err, fault.Invalid, key)
	}
	r.goOn(id, true)
	_, _, err = r.desk.SharePreview(t.Context(), ana, asked)
	r.refused(err, fault.Invalid, "issue.share.nothing")
}

// What is kept of a link does not open it, and the timeline says for whom it was.
func TestALinkIsRecordedAndItsTokenIsNot(t *testing.T) {
	r, kept := shares(t)
	id := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: words("Dar ne")})).Document
	token, s := r.share(id, 30)
	if len(token) < 26 {
		t.Errorf("the token %q has less than 128 bits", token)
	}
	for range 2 {
		if err := r.desk.RevokePreview(t.Context(), rasa, id, "lt", s.ID); err != nil {
			t.Fatal(err)
		}
	}
	changes, err := r.desk.Log.Changes(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []content.EventKind
	for _, c := range changes {
		for _, e := range c.Events {
			kinds = append(kinds, e.Kind)
			if e.Kind != content.EventShared && e.Kind != content.EventShareRevoked {
				continue
			}
			bodies, err := r.desk.Log.Texts(t.Context(), e.Note)
			if note, _ := content.DecodeNote(bodies[e.Note]); err != nil || note != "Redaktorė A." || e.Other != string(s.ID) || e.Edition != 1 {
				t.Errorf("%s tells %q of %+v (%v)", e.Kind, note, e, err)
			}
		}
	}
	if want := []content.EventKind{content.EventCreated, content.EventShared, content.EventShareRevoked}; !slices.Equal(kinds, want) {
		t.Errorf("recorded %v, want %v", kinds, want)
	}
	if _, err := kept.Share(t.Context(), content.Hash(token)); !fault.Is(err, fault.NotFound) {
		t.Errorf("the token itself is what is kept: %v", err)
	}
	for range content.ShareMost {
		r.share(id, 1)
	}
	_, _, err = r.desk.SharePreview(t.Context(), ana, editorial.Sharing{Document: id, Locale: "lt", For: "Dar vienas", Days: 1})
	r.refused(err, fault.Invalid, "issue.share.most")
}
