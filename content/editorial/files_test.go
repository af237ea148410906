package editorial_test

import (
	"testing"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/fault"
	"herald/media"
)

func (r *rig) upload(bytes, name string, kind media.Kind) content.ID {
	r.Helper()
	id, err := r.desk.TakeIn(r.Context(), ana, media.Asset{Blob: content.Sum([]byte(bytes)), Size: int64(len(bytes)), Kind: kind, Width: 40, Height: 30}, media.Notes{Name: name})
	if err != nil {
		r.Fatal(err)
	}
	return id
}

func TestTheSameFileTwiceIsOneAsset(t *testing.T) {
	r := newRig(t)
	first := r.upload("bytes", "a.jpg", media.JPEG)
	if again := r.upload("bytes", "b.jpg", media.JPEG); again != first {
		t.Errorf("the same bytes are %s and %s", first, again)
	}
	if other := r.upload("other", "a.jpg", media.JPEG); other == first {
		t.Error("other bytes are the same asset")
	}
	if n := len(r.log.log); n != 2 {
		t.Errorf("%d changes", n)
	}
	if a := r.log.assets[first]; a.Focal != media.Center || a.Uploaded.By != ana.ID || !a.Uploaded.At.Equal(start) {
		t.Errorf("taken in as %+v", a)
	}
	// Two processes take in the same file at once: the second loads again.
	r.log.before = func() {
		if got := r.elsewhere().upload("race", "c.jpg", media.JPEG); got == "" {
			t.Error("the other process failed")
		}
	}
	id := r.upload("race", "d.jpg", media.JPEG)
	if n := len(r.log.assets); n != 3 || r.log.assets[id] == nil {
		t.Errorf("%d assets after a race", n)
	}
}

// elsewhere is another process on the same log.
func (r *rig) elsewhere() *rig {
	desk := &editorial.Desk{Log: r.log, Types: r.desk.Types, Sites: r.desk.Sites, Clock: r.clock}
	return &rig{r.T, desk, r.log, r.clock}
}

func TestWhoMayNotWriteMayNotUpload(t *testing.T) {
	r := newRig(t)
	file := media.Asset{Blob: content.Sum([]byte("x")), Size: 1, Kind: media.PDF}
	for _, actor := range []content.Actor{lina, jonas, member("eve", content.RoleReader), {}} {
		_, err := r.desk.TakeIn(t.Context(), actor, file, media.Notes{})
		r.refused(err, fault.Forbidden, "")
	}
	if _, err := r.desk.TakeIn(t.Context(), content.Actor{ID: content.System("root")}, file, media.Notes{}); err != nil {
		t.Errorf("an import cannot: %v", err)
	}
}

func TestAFileIsDescribedOverWhatWasRead(t *testing.T) {
	r := newRig(t)
	id := r.upload("bytes", "IMG_1.jpg", media.JPEG)
	base := r.log.assets[id].Notes
	notes := media.Notes{Name: "renamed.jpg", Credit: "Ana"}
	if err := r.desk.Describe(t.Context(), ana, id, base, media.Focal{X: 10, Y: 90}, notes); err != nil {
		t.Fatal(err)
	}
	a := r.log.assets[id]
	got, err := r.desk.Notes(t.Context(), a)
	if err != nil || got.Credit != "Ana" || got.Name != "IMG_1.jpg" || a.Focal != (media.Focal{X: 10, Y: 90}) {
		t.Errorf("described as %+v, %+v, %v", a, got, err)
	}
	if e := r.log.log[len(r.log.log)-1].Events[0]; e.Kind != content.EventDescribed || len(e.Tags) != 1 || e.Tags[0] != content.AssetTag(id) {
		t.Errorf("the event is %+v", e)
	}
	changes := len(r.log.log)
	r.refused(r.desk.Describe(t.Context(), rasa, id, base, media.Center, notes), fault.Conflict, "fault.conflict")
	r.refused(r.desk.Describe(t.Context(), rasa, id, a.Notes, media.Focal{X: 101}, notes), fault.Invalid, "issue.focal")
	r.refused(r.desk.Describe(t.Context(), lina, id, a.Notes, media.Center, notes), fault.Forbidden, "")
	r.refused(r.desk.Describe(t.Context(), ana, content.NewID(), a.Notes, media.Center, notes), fault.NotFound, "")
	if err := r.desk.Describe(t.Context(), ana, id, a.Notes, a.Focal, got); err != nil || len(r.log.log) != changes {
		t.Errorf("what changes nothing: %v, %d changes", err, len(r.log.log)-changes)
	}
}

func TestAPictureIsDescribedInItsLanguage(t *testing.T) {
	r := newRig(t)
	picture, paper := r.upload("p", "IMG_2041.jpg", media.JPEG), r.upload("d", "aktas.pdf", media.PDF)
	cases := []struct {
		name  string
		words content.AssetWords
		body  string
		key   string
	}{
		{"nothing said", content.AssetWords{}, "", "issue.alt.missing"},
		{"blank", content.AssetWords{Alt: "  "}, "", "issue.alt.missing"},
		{"the file's name", content.AssetWords{Alt: "img_2041.JPG"}, "", "issue.alt.file_name"},
		{"the file's name without extension", content.AssetWords{Alt: "IMG_2041"}, "", "issue.alt.file_name"},
		{"another file's name", content.AssetWords{Alt: "upe.png"}, "", "issue.alt.file_name"},
		{"described", content.AssetWords{Alt: "Upė pavasarį"}, "", ""},
		{"decorative", content.AssetWords{Decorative: true}, "", ""},
		{"a paper needs none", content.AssetWords{}, "[Aktas](asset:" + string(paper) + ")", ""},
		{"described where it stands", content.AssetWords{}, "![Upė](asset:" + string(picture) + ")", ""},
		{"not described where it stands", content.AssetWords{}, "![](asset:" + string(picture) + ")", "issue.alt.missing"},
		{"not there", content.AssetWords{}, "![Upė](asset:0123456789ab)", "issue.asset.unknown"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := &rig{t, r.desk, r.log, r.clock}
			w, facts := words(c.name), content.Facts{}
			if w.Body += "\n\n" + c.body; c.body == "" {
				facts.Fields = content.Fields{"picture": content.One(string(picture))}
				c.words.Asset = picture
				w.Assets = []content.AssetWords{c.words}
			}
			res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: w, Facts: facts,
				Agreed: []content.ID{picture, paper}}))
			_, err := r.desk.Submit(t.Context(), ana, editorial.Submit{Document: res.Document, Locale: "lt"})
			if c.key == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			r.refused(err, fault.Invalid, c.key)
			if got := err.(*editorial.IssuesError).Issues; len(got) != 1 || got[0].Key != c.key {
				t.Errorf("issues %+v, want %s", got, c.key)
			}
		})
	}
}

func TestAReplacedFileWaitsInDraftsForTheUsualSteps(t *testing.T) {
	r := newRig(t)
	old, by, paper := r.upload("old", "a.jpg", media.JPEG), r.upload("new", "b.jpg", media.JPEG), r.upload("d", "c.pdf", media.PDF)
	make := func(title string) editorial.Result {
		w := words(title)
		w.Body += "\n\n![Upė](asset:" + string(old) + ")"
		w.Assets = []content.AssetWords{{Asset: old, Alt: "Upė", Caption: "Upė pavasarį"}}
		return r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: w,
			Agreed: []content.ID{old},
			Facts:  content.Facts{Fields: content.Fields{"picture": content.One(string(old))}}}))
	}
	publish := func(title string) content.ID {
		res := r.sealed(make(title))
		return r.must(r.desk.Publish(t.Context(), rasa, res.Document, "lt")).Document
	}
	live, waiting := publish("Vieša"), publish("Laukia")
	draft := make("Juodraštis").Document
	w := words("Laukia kitaip")
	w.Assets = []content.AssetWords{{Asset: old, Alt: "Upė"}}
	again := r.must(r.desk.Save(t.Context(), ana, editorial.Save{Document: waiting, Locale: "lt", Base: r.doc(waiting).Translation("lt").Version(), Words: w}))
	r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: again.Document, Locale: "lt", Note: &content.Note{Key: "change.update.information"}}))

	_, err := r.desk.Replace(t.Context(), ana, old, by)
	r.refused(err, fault.Forbidden, "denied.role")
	_, err = r.desk.Replace(t.Context(), rasa, old, paper)
	r.refused(err, fault.Invalid, "issue.asset.other_class")
	_, err = r.desk.Replace(t.Context(), rasa, old, old)
	r.refused(err, fault.Invalid, "issue.asset.gone")

	// Another brought the new file, and readers are not given it yet.
	_, err = r.desk.Replace(t.Context(), rasa, old, by)
	r.refused(err, fault.Invalid, "issue.expose.unpublished")
	out, err := r.desk.Replace(t.Context(), rasa, old, by, by)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Drafts) != 1 || out.Drafts[0].Document != live || len(out.Waiting) != 1 || out.Waiting[0].Document != waiting {
		t.Fatalf("replaced in %+v", out)
	}
	e := r.doc(live).Translation("lt").NextEdition()
	got, err := content.DecodeWords(r.log.texts[e.Words])
	facts, err2 := content.DecodeFacts(r.log.texts[e.Facts])
	if err != nil || err2 != nil || e.State != content.Draft || got.Assets[0].Asset != by || got.Assets[0].Caption != "Upė pavasarį" ||
		facts.Fields.Text("picture") != string(by) || content.AssetsOf(r.desk.Types.Get("news"), got, facts, content.Staff)[0] != by {
		t.Errorf("the draft is %s %+v %+v", e.State, got, facts)
	}
	if l := r.doc(live).Translation("lt").LiveEdition(); l.State != content.Published || l.Number == e.Number {
		t.Error("what is public changed")
	}
	if a := r.log.assets[old]; a.Successor != by {
		t.Errorf("the old file leads to %q", a.Successor)
	}
	// A draft that nobody has touched cannot go on with the old file.
	_, err = r.desk.Submit(t.Context(), ana, editorial.Submit{Document: draft, Locale: "lt"})
	r.refused(err, fault.Invalid, "issue.asset.gone")
	_, err = r.desk.Replace(t.Context(), rasa, by, old)
	r.refused(err, fault.Invalid, "issue.asset.gone")
}

// A file that readers are not given yet comes into a public text only after
// whoever puts it there was asked.
func TestAFileThatIsNotPublicIsAskedAbout(t *testing.T) {
	r := newRig(t)
	with := func(title string, id content.ID) content.Words {
		w := words(title)
		w.Body += "\n\n[Aktas](asset:" + string(id) + ")"
		return w
	}
	create := func(site, title string, id content.ID, by content.Actor, agreed ...content.ID) (editorial.Result, error) {
		return r.desk.Create(t.Context(), by, editorial.Create{Site: site, Type: "news", Locale: "lt", Words: with(title, id), Agreed: agreed})
	}
	staff, drafted, own := r.upload("staff", "a.pdf", media.PDF), r.upload("draft", "b.pdf", media.PDF), r.upload("own", "c.pdf", media.PDF)
	r.must(create("intranet", "Vidaus", staff, ana))
	first := r.must(create("public", "Juodraštis", drafted, ana))
	r.must(create("public", "Nuosava", own, ana))

	asked := func(err error, id content.ID, key string) {
		t.Helper()
		r.refused(err, fault.Invalid, key)
		if i := err.(*editorial.IssuesError).Issues[0]; !i.Asks() || i.AskedOf() != id {
			t.Errorf("asked %+v", i)
		}
	}
	_, err := create("public", "Vieša", staff, ana)
	asked(err, staff, "issue.expose.staff")
	_, err = create("public", "Vieša", drafted, ana)
	asked(err, drafted, "issue.expose.unpublished")
	_, err = create("public", "Vieša", r.upload("unused", "d.pdf", media.PDF), rasa)
	asked(err, r.upload("unused", "d.pdf", media.PDF), "issue.expose.unpublished")
	r.must(create("intranet", "Vidaus dar kartą", drafted, rasa)) // no public text
	agreed := r.must(create("public", "Vieša", staff, ana, staff))

	// Saving asks about what is new in the text alone.
	save := func(by content.Actor, w content.Words, agreed ...content.ID) error {
		_, err := r.desk.Save(t.Context(), by, editorial.Save{Document: first.Document, Locale: "lt", Base: r.doc(first.Document).Translation("lt").Version(), Words: w, Agreed: agreed})
		return err
	}
	if err := save(ana, with("Juodraštis, taisytas", drafted)); err != nil {
		t.Errorf("what the text shows already: %v", err)
	}
	asked(save(ana, with("Juodraštis", staff)), staff, "issue.expose.staff")
	changes := len(r.log.log)
	if asked(save(ana, with("Juodraštis", staff)), staff, "issue.expose.staff"); len(r.log.log) != changes {
		t.Error("a question changed something")
	}
	if err := save(ana, with("Juodraštis", staff), staff); err != nil {
		t.Errorf("agreed: %v", err)
	}
	// What readers are given already is nobody's question any more.
	r.approve(lina, r.must(r.desk.Submit(t.Context(), ana, editorial.Submit{Document: agreed.Document, Locale: "lt"})))
	r.must(r.desk.Publish(t.Context(), rasa, agreed.Document, "lt"))
	r.must(create("public", "Dar viena", staff, rasa))
}

// Whoever brings a file that is there already may see it from then on.
func TestWhoBringsAFileAgainIsRemembered(t *testing.T) {
	r := newRig(t)
	id := r.upload("bytes", "a.jpg", media.JPEG)
	file := media.Asset{Blob: content.Sum([]byte("bytes")), Size: 5, Kind: media.JPEG}
	for range 2 {
		if got, err := r.desk.TakeIn(t.Context(), ana, file, media.Notes{}); err != nil || got != id {
			t.Fatal(got, err)
		}
	}
	if got, err := r.desk.TakeIn(t.Context(), rasa, file, media.Notes{}); err != nil || got != id {
		t.Fatal(got, err)
	}
	if last := r.log.log[len(r.log.log)-1]; len(r.log.log) != 2 || last.Events[0].By != rasa.ID || len(last.Records) != 0 || r.log.assets[id].Uploaded.By != ana.ID {
		t.Errorf("%d changes, the last is %+v", len(r.log.log), last)
	}
}

// What moves from the intranet takes its files with it: each that readers are not
// given yet is asked about.
func TestATextForStaffGoesPublicWithItsFilesOnlyWhenAgreed(t *testing.T) {
	r := newRig(t)
	with := func(title string, ids ...content.ID) content.Words {
		w := words(title)
		for _, id := range ids {
			w.Body += "\n\n[Aktas](asset:" + string(id) + ")"
		}
		return w
	}
	known, inner := r.upload("known", "a.pdf", media.PDF), r.upload("inner", "b.pdf", media.PDF)
	public := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: with("Vieša", known)}))
	r.sealed(public)
	r.must(r.desk.Publish(t.Context(), rasa, public.Document, "lt"))
	doc := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "intranet", Type: "news", Locale: "lt", Words: with("Vidaus", known, inner)})).Document

	move := editorial.Rehome{Document: doc, Site: "public"}
	_, err := r.desk.Rehome(t.Context(), rasa, move)
	r.refused(err, fault.Invalid, "issue.expose.staff")
	if all := err.(*editorial.IssuesError).Issues; len(all) != 1 || all[0].AskedOf() != inner || r.doc(doc).Site != "intranet" {
		t.Errorf("asked %+v", all)
	}
	move.Agreed = []content.ID{inner}
	r.must(r.desk.Rehome(t.Context(), rasa, move))
	r.must(r.desk.Rehome(t.Context(), rasa, editorial.Rehome{Document: doc, Site: "intranet"})) // the way back asks nothing
}
