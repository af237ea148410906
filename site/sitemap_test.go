package site

import (
	"context"
	"encoding/xml"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/web"
)

// reading counts the texts that are read off a Shelf.
type reading struct {
	content.Shelf
	texts int
}

func (r *reading) Texts(ctx context.Context, hashes ...content.Hash) (map[content.Hash][]byte, error) {
	r.texts += len(hashes)
	return r.Shelf.Texts(ctx, hashes...)
}

type sitemapped struct {
	Parts []struct {
		Loc string `xml:"loc"`
	} `xml:"sitemap"`
	URLs []struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod"`
		Links   []struct {
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"link"`
	} `xml:"url"`
}

func sitemapAt(t *testing.T, app *fiber.App, address string) (s sitemapped) {
	t.Helper()
	if err := xml.Unmarshal(fetched(t, app, address), &s); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return s
}

// TestALargeSitemapIsPagedWithoutReadingTexts makes the same sitemap in one
// file and in parts, and demands that they name the same pages.
func TestALargeSitemapIsPagedWithoutReadingTexts(t *testing.T) {
	const documents, length = 3000, 700
	tw := newTown(t)
	tw.sites["public"].Locales = []i18n.Locale{"en", "lt", "ka"}
	for n := range documents {
		words := text{"en": {Title: "Title " + itoa(n), Summary: "S.", Body: "B.", Path: "news/" + itoa(n)}}
		if n%2 == 0 {
			words["lt"] = content.Words{Title: "Antraštė " + itoa(n), Summary: "S.", Body: "B.", Path: "naujienos/" + itoa(n)}
		}
		tw.add("news", content.Facts{}, words)
	}
	counted := &reading{Shelf: tw.shelf}
	app := func(part int) *fiber.App {
		s := tw.site("public", func(c *Config) {
			c.Library = content.NewLibrary(counted, tw.sites, "public", tw.types, fixed{})
		})
		s.partLength, s.onePart = part, 2*part
		mux, err := NewMux(s)
		if err != nil {
			t.Fatal(err)
		}
		served := web.New(web.Config{Name: "public", AllowHost: mux.AllowHost, OnError: mux.OnError})
		mux.Routes(served)
		return served
	}
	whole := map[string][]string{}
	for _, u := range sitemapAt(t, app(10_000), "/sitemap.xml").URLs {
		whole[u.Loc] = []string{u.LastMod}
		for _, l := range u.Links {
			whole[u.Loc] = append(whole[u.Loc], l.Lang+" "+l.Href)
		}
	}
	small := app(length)
	index := sitemapAt(t, small, "/sitemap.xml")
	if len(index.URLs) != 0 || len(index.Parts) != 3*5 {
		t.Fatalf("the index has %d pages and %d parts", len(index.URLs), len(index.Parts))
	}
	parted := map[string][]string{}
	for _, part := range index.Parts {
		counted.texts = 0
		s := sitemapAt(t, small, part.Loc)
		if counted.texts > 10 {
			t.Errorf("%s: %d texts were read", part.Loc, counted.texts)
		}
		if len(s.URLs) == 0 || len(s.URLs) > length+50 {
			t.Errorf("%s has %d pages", part.Loc, len(s.URLs))
		}
		for _, u := range s.URLs {
			home := strings.Count(u.Loc, "/") == 4
			if parted[u.Loc] != nil && !home {
				t.Errorf("%s stands twice", u.Loc)
			}
			parted[u.Loc] = []string{u.LastMod}
			for _, l := range u.Links {
				parted[u.Loc] = append(parted[u.Loc], l.Lang+" "+l.Href)
			}
		}
	}
	if !maps.EqualFunc(whole, parted, slices.Equal) || len(whole) < documents*3/2 {
		t.Errorf("%d pages in one file, %d in parts, or others", len(whole), len(parted))
	}
	for _, beyond := range []string{"/sitemap-en-6.xml", "/sitemap-ka-6.xml", "/sitemap-en-9223372036854775807.xml", "/sitemap-en-99999999999999999999.xml"} {
		if a := get(t, small, beyond); a.status != 404 {
			t.Errorf("%s: %d", beyond, a.status)
		}
	}
}
