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
			res := r.must(r.desk.Create(t.Context(), ana, editorial.Create{Site: "public", Type: "news", Locale: "lt", Words: w, Facts: facts}))
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
