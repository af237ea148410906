package site

import (
	"context"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/htmlcheck"
	"herald/media"
)

// answered is an answer as a reader gets it.
type answered struct {
	status int
	header map[string]string
	body   string
}

// get asks app for an address with headers given as "Name: value".
func get(t testing.TB, app *fiber.App, address string, headers ...string) answered {
	t.Helper()
	return request(t, app, "GET", address, headers...)
}

func request(t testing.TB, app *fiber.App, method, address string, headers ...string) answered {
	t.Helper()
	req := httptest.NewRequest(method, address, nil)
	req.Host = "town.example"
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		if name == "Host" {
			req.Host = value
		}
		req.Header.Set(name, value)
	}
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatalf("%s %s: %v", method, address, err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answered{status: res.StatusCode, header: map[string]string{}, body: string(raw)}
	for name := range res.Header {
		a.header[name] = res.Header.Get(name)
	}
	return a
}

// The Assets of the tests: a picture and a paper.
const (
	squareID   = "sqvare000001"
	paperID    = "paper0000001"
	filmID     = "fcm000000001"
	soundID    = "svnd00000001"
	captionsID = "capt00000001"
)

// pictures is a Media with one picture, one paper, a film with its captions and a
// recording.
type pictures struct{}

func (pictures) Named(_ context.Context, ids ...content.ID) (map[content.ID]media.Named, error) {
	all := map[content.ID]media.Named{}
	for _, id := range ids {
		switch id {
		case squareID:
			all[id] = media.Named{Asset: &media.Asset{ID: id, Blob: content.Sum([]byte("square")), Size: 9, Kind: media.JPEG, Width: 1200, Height: 800, Focal: media.Center}, Name: "Square.JPG"}
		case paperID:
			all[id] = media.Named{Asset: &media.Asset{ID: id, Blob: content.Sum([]byte("paper")), Size: 1_200_000, Kind: media.PDF}, Name: "Budget 2027.pdf"}
		case filmID:
			all[id] = media.Named{Asset: &media.Asset{ID: id, Blob: content.Sum([]byte("film")), Size: 9_000_000, Kind: media.MP4, Width: 1280, Height: 720, Length: 185 * time.Second}, Name: "Opening.mp4"}
		case soundID:
			all[id] = media.Named{Asset: &media.Asset{ID: id, Blob: content.Sum([]byte("sound")), Size: 900_000, Kind: media.MP3, Length: time.Hour}, Name: "Session.mp3"}
		case captionsID:
			all[id] = media.Named{Asset: &media.Asset{ID: id, Blob: content.Sum([]byte("vtt")), Size: 900, Kind: media.VTT}, Name: "Opening.vtt"}
		}
	}
	return all, nil
}

// blob is what every Variant holds: its name.
type blob struct{ *strings.Reader }

func (blob) Close() error { return nil }

func (pictures) Open(_ context.Context, _ *media.Asset, v media.Variant) (media.Blob, error) {
	return blob{strings.NewReader("the bytes of " + v.FileName())}, nil
}

// addresses are one of every screen and every Type in a locale.
func (s *arvena) addresses(l i18n.Locale) []string {
	all := []string{"", "site-map", "search", "search?q=budget", "no-such-page"}
	for _, t := range s.types.All() {
		if t.Listed && len(t.Steps) > 0 {
			all = append(all, t.Slugs[l]+"/")
		}
	}
	for _, d := range []*draft{s.act, s.release, s.page, s.child, s.event, s.unit, s.service, s.person, s.org, s.topic, s.notice, s.session, s.agreement, s.gallery, s.publication, s.news} {
		t := d.types.Get(d.doc.Type)
		w := d.doc.Translation(l).LiveEdition().Words
		decoded, err := content.DecodeWords(d.shelf.texts[w])
		if err != nil || t == nil {
			d.t.Fatal(err)
		}
		all = append(all, decoded.Path)
	}
	for i := range all {
		all[i] = "/" + string(l) + "/" + all[i]
	}
	return all
}

func TestEveryPageInEveryLocale(t *testing.T) {
	tw := newTown(t)
	tw.media = pictures{}
	s := newArvena(tw)
	app := tw.serve()
	for _, l := range i18n.Shipped() {
		for _, address := range s.addresses(l) {
			a := get(t, app, address)
			if want := 200; a.status != want && !strings.Contains(address, "no-such") {
				t.Errorf("%s: %d", address, a.status)
				continue
			}
			for _, problem := range htmlcheck.Problems(htmlcheck.Parse(t, []byte(a.body))) {
				t.Errorf("%s: %s", address, problem)
			}
			for _, gap := range []string{"⟦", "ZgotmplZ", "<no value>", "%!"} {
				if at := strings.Index(a.body, gap); at >= 0 {
					t.Errorf("%s: %s in %q", address, gap, a.body[max(0, at-60):min(len(a.body), at+60)])
				}
			}
			if !strings.Contains(a.body, `<html lang="`+string(l)+`"`) {
				t.Errorf("%s is not in %s", address, l)
			}
			dump(t, address, a.body)
		}
	}
}

// dump keeps pages for a look where a folder for them is named.
func dump(t *testing.T, address, body string) {
	dir := os.Getenv("HERALD_DUMP")
	if dir == "" {
		return
	}
	name := filepath.Join(dir, strings.NewReplacer("/", "_", "?", "_").Replace(address)+".html")
	if err := os.WriteFile(name, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
}
