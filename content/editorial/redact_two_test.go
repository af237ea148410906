package editorial_test

import (
	"slices"
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/media"
)

func (r *rig) ask(by content.Actor, in editorial.Redacting) content.Hash {
	r.Helper()
	if in.Ground == "" {
		in.Ground = "GDPR, article 17"
	}
	r.must(r.desk.AskRedaction(r.Context(), by, in))
	return r.load(in.Document).OpenRedaction().Key()
}

func (r *rig) news(title, body string) content.ID {
	r.Helper()
	w := words(title)
	w.Body = body
	return r.must(r.desk.Create(r.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: w})).Document
}

func (r *rig) body(id content.ID) string {
	r.Helper()
	h := r.load(id).Translation("lt").Newest().Words
	bodies, err := r.desk.Log.Texts(r.Context(), h)
	if err != nil {
		r.Fatal(err)
	}
	w, err := content.DecodeWords(bodies[h])
	if err != nil {
		r.Fatal(err)
	}
	return w.Body
}

// The same name goes out of one Document after another: what was asked for the
// first must not have taken what is asked for the second.
func TestTheSamePassageOfTwoDocuments(t *testing.T) {
	r, _, _ := onDisk(t)
	for _, id := range []content.ID{r.news("Viena", "Gavo Jonas Slapukas."), r.news("Kita", "Ir Jonas Slapukas.")} {
		key := r.ask(rasa, editorial.Redacting{Document: id, Passages: []string{"Jonas Slapukas"}})
		if got, err := r.desk.Passages(t.Context(), petra, id); err != nil || !slices.Equal(got, []string{"Jonas Slapukas"}) {
			t.Fatalf("the second person reads %q (%v)", got, err)
		}
		r.must(r.desk.Redact(t.Context(), petra, id, key))
		if body := r.body(id); body == "" || len(body) > 40 || body[len(body)-2:] != "]." {
			t.Errorf("left %q", body)
		}
	}
}

func TestARedactionIsDroppedOrDeclined(t *testing.T) {
	r, _, _ := onDisk(t)
	id := r.news("Viena", "Gavo Jonas Slapukas.")
	ask := editorial.Redacting{Document: id, Passages: []string{"Jonas Slapukas"}}

	first := r.ask(rasa, ask)
	_, err := r.desk.DropRedaction(t.Context(), ana, id, first, "Ne")
	r.refused(err, fault.Forbidden, "denied.role")
	r.must(r.desk.DropRedaction(t.Context(), rasa, id, first, ""))
	_, err = r.desk.Redact(t.Context(), petra, id, first)
	r.refused(err, fault.Invalid, "issue.redaction.none")

	r.clock.now = r.clock.now.Add(1e9)
	second := r.ask(rasa, ask)
	_, err = r.desk.Redact(t.Context(), petra, id, first)
	r.refused(err, fault.Conflict, "issue.redaction.changed")
	_, err = r.desk.DropRedaction(t.Context(), petra, id, second, " ")
	r.refused(err, fault.Invalid, "issue.reason.missing")
	_, err = r.desk.DropRedaction(t.Context(), petra, id, second, "Jonas  Slapukas sutiko.")
	r.refused(err, fault.Invalid, "issue.redaction.repeats")
	r.must(r.desk.DropRedaction(t.Context(), petra, id, second, "Jis sutiko."))

	if d := r.load(id); d.OpenRedaction() != nil || len(d.Redactions) != 2 {
		t.Errorf("left open: %+v", d.Redactions)
	}
	if r.body(id) != "Gavo Jonas Slapukas." {
		t.Error("what was declined was taken out")
	}
	changes, err := r.desk.Log.Changes(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []content.EventKind
	for _, c := range changes {
		kinds = append(kinds, c.Events[0].Kind)
	}
	want := []content.EventKind{content.EventCreated, content.EventRedactAsked, content.EventRedactDropped, content.EventRedactAsked, content.EventRedactDeclined}
	if !slices.Equal(kinds, want) {
		t.Errorf("recorded %v, want %v", kinds, want)
	}
}

func TestWhatIsNotThereIsNotAskedFor(t *testing.T) {
	r, _, _ := onDisk(t)
	id := r.news("Viena", "Gavo Jonas Slapukas.")
	stray := r.upload("svetimas", "svetimas.pdf", media.PDF)
	for key, in := range map[string]editorial.Redacting{
		"issue.redaction.passages":  {Passages: []string{" ", "\n"}},
		"issue.redaction.short":     {Passages: []string{"Jonas Slapukas", "Jo"}},
		"issue.redaction.not_found": {Passages: []string{"Jonas Slapukas", "Petras"}},
		"issue.redaction.file":      {Files: []content.ID{stray}},
	} {
		in.Document, in.Ground = id, "GDPR"
		_, err := r.desk.AskRedaction(t.Context(), rasa, in)
		r.refused(err, fault.Invalid, key)
	}
	_, err := r.desk.Trace(t.Context(), ana, id, "Jonas")
	r.refused(err, fault.Forbidden, "denied.role")
}

// A word that was taken back before anybody saw it is found in the saves, and one
// that came over with a joined Document where it came from.
func TestATraceFindsWhatNoEditionSaysAnyMore(t *testing.T) {
	r, _, _ := onDisk(t)
	id := r.news("Viena", "Gavo Jonas Slapukas.")
	w := words("Viena")
	w.Body = "Gavo vienas žmogus."
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: id, Locale: "lt", Base: r.load(id).Translation("lt").Version(), Words: w}))
	r.must(r.desk.Comment(t.Context(), ana, id, "lt", content.Remark{Text: "Jonas Slapukas neprieštarauja."}))
	other := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "en", Words: content.Words{Title: "One", Summary: "About Jonas Slapukas."}})).Document
	r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: other, Locale: "en", Base: r.load(other).Translation("en").Version(), Words: content.Words{Title: "One", Summary: "About him."}}))
	r.must(r.desk.Join(t.Context(), rasa, id, other))
	found, err := r.desk.Trace(t.Context(), rasa, id, "Jonas Slapukas", "žmogus")
	if err != nil {
		t.Fatal(err)
	}
	var spots []editorial.Spot
	for _, in := range found.Passages[0].In {
		spots = append(spots, in.Spot)
	}
	want := []editorial.Spot{{Kind: editorial.SpotNote, Locale: "lt", Edition: 1}, {Kind: editorial.SpotSave, Locale: "en", Edition: 1}, {Kind: editorial.SpotSave, Locale: "lt", Edition: 1}}
	if !slices.Equal(spots, want) || found.Passages[0].Count != 3 {
		t.Errorf("found in %v (%d), want %v", spots, found.Passages[0].Count, want)
	}
	if in := found.Passages[1].In; len(in) != 1 || in[0].Kind != editorial.SpotWords || in[0].Cuts[0].Before != "Gavo vienas " {
		t.Errorf("found in %+v", in)
	}
}

// A file goes out of every Document that shows it, with what is said of it, and
// leaves its record; another file of the same name keeps its own.
func TestAFileIsTakenOutOfEverything(t *testing.T) {
	r, store, dir := onDisk(t)
	file, twin := r.upload("slapta", "pazyma.jpg", media.JPEG), r.upload("kita", "pazyma.jpg", media.JPEG)
	show := func(title string) content.ID {
		w := words(title)
		w.Body = "Rodo ![Slaptas portretas](asset:" + string(file) + ") ir ![Tiltas](asset:" + string(twin) + ")."
		w.Assets = []content.AssetWords{{Asset: file, Alt: "Slaptas portretas", Caption: "Slaptas portretas"}, {Asset: twin, Alt: "Tiltas"}}
		return r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: w, Agreed: []content.ID{file, twin}})).Document
	}
	id, other := show("Viena"), show("Kita")
	r.goOn(other, true)
	found, err := r.desk.Trace(t.Context(), rasa, id)
	if err != nil || len(found.Files) != 2 {
		t.Fatalf("files %+v (%v)", found.Files, err)
	}
	for _, f := range found.Files {
		if !slices.Equal(f.Others, []content.ID{other}) || f.Notes.Name != "pazyma.jpg" {
			t.Errorf("%s is shown by %v as well", f.Asset.ID, f.Others)
		}
	}
	narrow := content.Actor{ID: "eva", Grants: []content.Grant{{Role: content.RolePressOfficer, Types: []string{"news"}}}}
	key := r.ask(narrow, editorial.Redacting{Document: id, Files: []content.ID{file}})
	r.must(r.desk.Redact(t.Context(), petra, id, key))

	for _, each := range []content.ID{id, other} {
		if body := r.body(each); body != "Rodo [lt 2026-11-20] ir ![Tiltas](asset:"+string(twin)+")." {
			t.Errorf("left %q", body)
		}
		if last := r.load(each).Redactions; len(last) != 1 || last[0].Confirmed.By != petra.ID || len(last[0].Texts) == 0 {
			t.Errorf("the record says %+v", last)
		}
	}
	shelf := store.(media.Shelf)
	all, err := shelf.Assets(t.Context(), file, twin)
	if err != nil || all[file].Removed.IsZero() || !all[twin].Removed.IsZero() {
		t.Fatalf("removed: %+v (%v)", all, err)
	}
	if notes, err := r.desk.Notes(t.Context(), all[twin]); err != nil || notes.Name != "pazyma.jpg" {
		t.Errorf("the other file is called %q (%v)", notes.Name, err)
	}
	if n := occurrences(t, dir, "Slaptas portretas"); n != 0 {
		t.Errorf("what was said of the file stands %d times in the folder", n)
	}
	if findings, err := store.Verify(t.Context(), false, nil); err != nil || len(findings) != 0 {
		t.Errorf("verify says %v (%v)", findings, err)
	}
}

// Whoever may not ask in a Document that shows the file as well does not take it
// out of there.
func TestAFileOfOthersIsNotTakenOutUnasked(t *testing.T) {
	r, _, _ := onDisk(t)
	file := r.upload("slapta", "pazyma.jpg", media.JPEG)
	for _, typ := range []string{"news", "page"} {
		w := words("Rodo " + typ)
		w.Body = "![Rodo](asset:" + string(file) + ")"
		r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: typ, Locale: "lt", Words: w, Agreed: []content.ID{file}}))
	}
	using, err := r.desk.Log.Using(t.Context(), file)
	if err != nil || len(using) != 2 {
		t.Fatalf("shown by %d (%v)", len(using), err)
	}
	i := slices.IndexFunc(using, func(s content.Standing) bool { return s.Type == "news" })
	narrow := content.Actor{ID: "eva", Grants: []content.Grant{{Role: content.RolePressOfficer, Types: []string{"news"}}}}
	_, err = r.desk.AskRedaction(t.Context(), narrow, editorial.Redacting{Document: using[i].Document, Ground: "GDPR", Files: []content.ID{file}})
	r.refused(err, fault.Forbidden, "denied.type")
}
