package admin

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"

	"herald/content"
	"herald/content/editorial"
	"herald/media"
	"herald/media/filing"
	"herald/media/upload"
	"herald/store/files"
)

// intake is the way of files into the rig: that of the house, in a folder.
type intake struct {
	*rig
	cabinet *filing.Cabinet
	uploads *upload.Uploads
}

func newIntake(r *rig) *intake {
	r.Helper()
	dir := r.TempDir()
	blobs, err := files.Open(dir)
	r.must(err)
	uploads, err := upload.Open(filepath.Join(dir, "incoming"), upload.Options{Largest: 4 << 20, Open: 3, Total: 16 << 20, Idle: 24 * 3600 * 1e9, Clock: r.clock})
	r.must(err)
	return &intake{r, &filing.Cabinet{Blobs: blobs, Limits: media.DefaultLimits(), Room: filepath.Join(dir, "arriving")}, uploads}
}

func (i *intake) Bring(ctx context.Context, actor content.Actor, name string, from io.Reader) (id content.ID, err error) {
	err = i.cabinet.Bring(ctx, name, from, func(a media.Asset, notes media.Notes) error {
		id, err = i.desk.TakeIn(ctx, actor, a, notes)
		return err
	})
	return id, err
}

func incoming(u upload.Upload, err error) (Incoming, error) {
	return Incoming{ID: u.ID, Name: u.Name, Size: u.Size, Received: u.Received}, err
}

func (i *intake) Begin(ctx context.Context, by content.MemberID, name string, size int64) (Incoming, error) {
	return incoming(i.uploads.Begin(ctx, by, name, size))
}

func (i *intake) Append(ctx context.Context, by content.MemberID, id content.ID, offset int64, piece []byte) (Incoming, error) {
	return incoming(i.uploads.Append(ctx, by, id, offset, piece))
}

func (i *intake) Received(ctx context.Context, by content.MemberID, id content.ID) (Incoming, error) {
	return incoming(i.uploads.State(ctx, by, id))
}

func (i *intake) Unfinished(ctx context.Context, by content.MemberID) (all []Incoming, err error) {
	list, err := i.uploads.List(ctx, by)
	for _, u := range list {
		one, _ := incoming(u, nil)
		all = append(all, one)
	}
	return all, err
}

func (i *intake) Finish(ctx context.Context, actor content.Actor, id content.ID) (asset content.ID, err error) {
	u, err := i.uploads.State(ctx, actor.ID, id)
	if err != nil {
		return "", err
	}
	f, _, _, err := i.uploads.Finish(ctx, actor.ID, id)
	if err != nil {
		return "", err
	}
	err = i.cabinet.File(ctx, u.Name, f, func(a media.Asset, notes media.Notes) error {
		asset, err = i.desk.TakeIn(ctx, actor, a, notes)
		return err
	})
	if gone := i.uploads.Discard(ctx, actor.ID, id); err == nil {
		err = gone
	}
	return asset, err
}

func (i *intake) Discard(ctx context.Context, by content.MemberID, id content.ID) error {
	return i.uploads.Discard(ctx, by, id)
}

func (i *intake) Peruse(ctx context.Context, by content.MemberID, id content.ID, read func(string, io.ReaderAt, int64) error) error {
	u, err := i.uploads.State(ctx, by, id)
	if err != nil {
		return err
	}
	f, _, size, err := i.uploads.Finish(ctx, by, id)
	if err != nil {
		return err
	}
	defer f.Close()
	err = read(u.Name, f, size)
	if gone := i.uploads.Discard(ctx, by, id); err == nil {
		err = gone
	}
	return err
}

// picture gives the bytes of a picture that no other shade has.
func picture(shade uint8) []byte {
	m := image.NewGray(image.Rect(0, 0, 40, 30))
	for n := range m.Pix {
		m.Pix[n] = shade
	}
	m.SetGray(3, 3, color.Gray{Y: shade + 90})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func table(rows string) []byte { return []byte("name,number\n" + rows + ",1\n") }

// bring makes an Asset of a member's file.
func (r *rig) bring(by, name string, body []byte) content.ID {
	r.Helper()
	id, err := r.intake.Bring(context.Background(), r.actor(by), name, bytes.NewReader(body))
	r.must(err)
	return id
}

// shown gives a file that the text of a Document shows: the same one each time.
func (r *rig) shown(id content.ID) content.ID {
	r.Helper()
	asset := r.bring("author", "aktas.csv", table(string(id)))
	o := r.text(id)
	if strings.Contains(o.words.Body, string(asset)) {
		return asset
	}
	r.save(id, func(w *content.Words) { w.Body += "\n\n" + content.Embed(asset, "Aktas", false) }, asset)
	return asset
}

// held is a text as it is kept.
type held struct {
	words   content.Words
	facts   content.Facts
	version content.Version
}

func (r *rig) text(id content.ID) *held {
	r.Helper()
	found, err := r.store.Documents(context.Background(), id)
	r.must(err)
	t := found[id].Translation("lt")
	bodies, err := r.store.Texts(context.Background(), t.Newest().Words, t.Newest().Facts)
	r.must(err)
	o := &held{version: t.Version()}
	o.words, err = content.DecodeWords(bodies[t.Newest().Words])
	r.must(err)
	o.facts, err = content.DecodeFacts(bodies[t.Newest().Facts])
	r.must(err)
	return o
}

// save changes the words of a text as its author.
func (r *rig) save(id content.ID, change func(*content.Words), agreed ...content.ID) {
	r.Helper()
	o := r.text(id)
	change(&o.words)
	_, err := r.desk.Save(context.Background(), r.actor("author"), editorial.Save{Document: id, Locale: "lt", Base: o.version, Words: o.words, Facts: &o.facts, Agreed: agreed})
	r.must(err)
}

// carry sends files in a plain form, with the token of the session.
func (b *browser) carry(path string, fields map[string]string, files ...[2]string) page {
	b.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if _, ok := fields[formField]; !ok {
		b.must(form.WriteField(formField, b.token()))
	}
	for name, value := range fields {
		b.must(form.WriteField(name, value))
	}
	for _, f := range files {
		name := "file"
		if strings.HasPrefix(path, "/admin/media/pieces/") {
			name = "piece"
		}
		part, err := form.CreateFormFile(name, f[0])
		b.must(err)
		_, err = io.WriteString(part, f[1])
		b.must(err)
	}
	b.must(form.Close())
	req := httptest.NewRequest(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	return b.ask(req)
}

func (p page) to() string { return p.header.Get("Location") }

func (r *rig) want(got page, status int, says ...string) {
	r.Helper()
	if got.status != status {
		r.Errorf("status %d, want %d: %s", got.status, status, firstLines(got.body))
	}
	for _, s := range says {
		if !strings.Contains(got.body, s) {
			r.Errorf("it does not say %q: %s", s, firstLines(got.body))
		}
	}
}

func firstLines(s string) string {
	_, after, _ := strings.Cut(s, "<main")
	if after == "" {
		after = s
	}
	return fmt.Sprintf("%.1200s", after)
}
