package feeds_test

import (
	"bytes"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/i18n"
	"herald/site/feeds"
)

var update = flag.Bool("update", false, "write the golden files anew")

func at(s string) time.Time {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		panic(err)
	}
	return t
}

// sample is a list with every part filled, in one language, with one entry that
// is shown in another.
func sample(lang i18n.Locale, title, subtitle, note string) feeds.Feed {
	const host = "https://example.org/"
	id := func(s string) string { return feeds.TagID(host, at("2026-01-01T00:00:00Z"), "doc", s) }
	base := host + string(lang) + "/news/"
	return feeds.Feed{
		ID:    feeds.TagID(host, at("2026-01-01T00:00:00Z"), "list", string(lang)+"/news"),
		Title: title, Subtitle: subtitle, Lang: lang, Self: base + "feed", Page: base, Icon: host + "icon.png",
		Rights: "CC BY 4.0", Author: "Ąžuolynė / Дъбрава / მუხნარი",
		Alternates: []feeds.Alternate{{Lang: "en", URL: host + "en/news/feed"}},
		Next:       base + "feed?after=abc", Current: base + "feed",
		Items: []feeds.Item{
			{
				ID: id("0123456789ab"), URL: base + "a", Title: title + " & <1>", Summary: subtitle + " a < b",
				ContentHTML: "<p>" + subtitle + " &amp; ]]&gt; <a href=\"https://example.org/x\">x</a></p><pre>]]></pre>",
				Published:   at("2026-11-20T09:00:00Z"), Updated: at("2026-11-21T10:30:00+02:00"),
				Categories: []feeds.Category{{Term: "t1", Scheme: host + "topics", Label: title}, {Term: "plain"}},
				Author:     subtitle, State: feeds.Corrected, Note: note,
				Enclosures: []feeds.Enclosure{{URL: host + "p.jpg", Type: "image/jpeg", Size: 1200}, {URL: host + "d.pdf", Type: "application/pdf"}},
				Place:      "A, B; C\\D", Start: at("2026-12-01T16:00:00Z"), End: at("2026-12-01T18:00:00Z"), Sequence: 2,
			},
			{
				ID: id("0123456789ac"), URL: base + "b", Title: "English only", Summary: "Shown in English.", Lang: "en",
				ContentHTML: "<p>Body</p>", Published: at("2026-11-19T09:00:00Z"), Updated: at("2026-11-19T09:00:00Z"),
				State: feeds.Withdrawn, Start: at("2026-12-24T00:00:00Z"), End: at("2026-12-26T00:00:00Z"), AllDay: true,
			},
			{
				ID: id("0123456789ad"), URL: base + "c", Title: "Be turinio", Summary: "",
				Published: at("2026-11-18T09:00:00Z"), Updated: at("2026-11-18T09:00:00Z"),
			},
		},
	}
}

func samples() []feeds.Feed {
	return []feeds.Feed{
		sample("lt", "Naujienos", "Žinios iš Ąžuolynės „pirmų“ lūpų", "Pataisyta 2026 m. lapkričio 21 d."),
		sample("bg", "Новини", "Вести от Община Дъбрава и нейните селища, събрани на едно място за всички", "Поправено на 21 ноември 2026 г."),
		sample("ka", "სიახლეები", "ამბები მუხნარის მუნიციპალიტეტიდან ყველა მოქალაქისთვის ერთ გვერდზე", "შესწორდა 2026 წლის 21 ნოემბერს"),
	}
}

var forms = map[string]func(feeds.Feed) ([]byte, error){
	"rss": feeds.RSS, "atom": feeds.Atom, "json": feeds.JSON,
	"ics": func(f feeds.Feed) ([]byte, error) {
		zone, err := time.LoadLocation("Europe/Vilnius")
		if err != nil {
			return nil, err
		}
		return feeds.Calendar(f, at("2026-11-23T00:00:00Z"), zone)
	},
}

func encode(t *testing.T, form string, f feeds.Feed) []byte {
	t.Helper()
	body, err := forms[form](f)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

func TestGolden(t *testing.T) {
	for _, f := range samples() {
		for form := range forms {
			body := encode(t, form, f)
			if !bytes.Equal(body, encode(t, form, f)) {
				t.Errorf("%s in %s: not the same bytes twice", form, f.Lang)
			}
			file := filepath.Join("testdata", string(f.Lang)+"."+form)
			if *update {
				if err := os.WriteFile(file, body, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(body, want) {
				t.Errorf("%s differs; after looking, write it with -update\n%s", file, body)
			}
		}
	}
}

func TestFormsAgree(t *testing.T) {
	for _, f := range samples() {
		atom, rss, json := readAtom(t, encode(t, "atom", f)), readRSS(t, encode(t, "rss", f)), readJSON(t, encode(t, "json", f))
		if len(atom) != len(f.Items) {
			t.Fatalf("%d entries, want %d", len(atom), len(f.Items))
		}
		// RSS names another language of the content within it.
		rss[1].content = strings.TrimSuffix(strings.TrimPrefix(rss[1].content, "<div lang=\"en\">\n"), "\n</div>")
		if !slices.Equal(atom, rss) || !slices.Equal(atom, json) {
			t.Errorf("the forms differ:\natom %+v\nrss  %+v\njson %+v", atom, rss, json)
		}
		for i, e := range atom {
			if e.id != f.Items[i].ID || e.url != f.Items[i].URL || e.state != f.Items[i].State {
				t.Errorf("entry %d is %+v", i, e)
			}
		}
	}
}

func TestNoteIsSaidFirst(t *testing.T) {
	f := samples()[0]
	for form, read := range map[string]func(*testing.T, []byte) []entry{"rss": readRSS, "atom": readAtom, "json": readJSON} {
		if c := read(t, encode(t, form, f))[0].content; !strings.HasPrefix(c, "<p><strong>Pataisyta") {
			t.Errorf("%s: %q", form, c)
		}
	}
	if d := get(readCalendar(t, encode(t, "ics", f))[0], "DESCRIPTION"); !strings.HasPrefix(d, "Pataisyta") {
		t.Errorf("calendar: %q", d)
	}
}

func TestEmptyFeed(t *testing.T) {
	f := samples()[0]
	f.Items = nil
	if n := len(readAtom(t, encode(t, "atom", f))) + len(readRSS(t, encode(t, "rss", f))) + len(readJSON(t, encode(t, "json", f))); n != 0 {
		t.Errorf("%d entries", n)
	}
	if e := readCalendar(t, encode(t, "ics", f)); len(e) != 0 {
		t.Errorf("events %v", e)
	}
}

func TestPaging(t *testing.T) {
	f := samples()[0]
	f.First, f.Prev, f.Complete = f.Page+"feed", f.Page+"feed?after=0", true
	feed := parseXML(t, encode(t, "atom", f))
	links := wantLinks(t, feed, "self", "first", "previous", "next", "current")
	if links["next"] != f.Next || links["previous"] != f.Prev {
		t.Errorf("links %v", links)
	}
	if len(feed.all("fh:complete")) != 0 {
		t.Error("a page is not complete")
	}
	f.First, f.Prev, f.Next, f.Current = "", "", "", ""
	if len(parseXML(t, encode(t, "atom", f)).all("fh:complete")) != 1 ||
		len(parseXML(t, encode(t, "rss", f)).all("channel")[0].all("fh:complete")) != 1 {
		t.Error("complete is not said")
	}
}

func TestHostileText(t *testing.T) {
	f := samples()[0]
	bad := "a\x00b\x1b[31m\x85\xff\ufffe]]>\u2028c\r\nd</title>\u202eevil\u2067x \u00a0y"
	f.Title, f.Subtitle, f.Rights, f.Author = bad, bad, bad, bad
	it := &f.Items[0]
	it.Title, it.Summary, it.Note, it.Author, it.ContentHTML, it.Place, it.State = bad, bad, bad, bad, bad, bad, bad
	it.Categories = []feeds.Category{{Term: bad, Scheme: "https://example.org/", Label: bad}}
	a, r, j := readAtom(t, encode(t, "atom", f)), readRSS(t, encode(t, "rss", f)), readJSON(t, encode(t, "json", f))
	if a[0] != r[0] || a[0] != j[0] {
		t.Errorf("the forms differ:\n%+v\n%+v\n%+v", a[0], r[0], j[0])
	}
	want := "a\ufffdb\ufffd[31m\ufffd\ufffd]]> c d</title>\u202eevil\u2067x \u00a0y\u2069\u202c"
	if a[0].title != want {
		t.Errorf("title\n%q, want\n%q", a[0].title, want)
	}
	if got := get(readCalendar(t, encode(t, "ics", f))[0], "SUMMARY"); got != a[0].title {
		t.Errorf("calendar %q", got)
	}
}

// TestAnyTextCanBeRead puts runs of awkward runes everywhere and reads every form.
func TestAnyTextCanBeRead(t *testing.T) {
	awkward := []string{"\x00", "\x0b", "\x7f", "\x85", "\ud7ff", "\uffff", "\U0001fffe", "]]>", "<![CDATA[", "&#0;", "&", "<", "\"", "'", "\r", "\n", "\u2028",
		"\u202a", "\u202c", "\u2066", "\u2069", ",", ";", ":", "\\", "\xf0\x9f", "🏛", "ş", "ა", "ш", "e\u0301", " "}
	random := rand.New(rand.NewPCG(3, 4))
	for range 400 {
		text := "x"
		for range random.IntN(120) {
			text += awkward[random.IntN(len(awkward))]
		}
		f := samples()[0]
		f.Title, f.Subtitle, f.Author, f.Rights = text, text, text, text
		it := &f.Items[0]
		it.Title, it.Summary, it.ContentHTML, it.Note, it.Place, it.Author = text, text, text, text, text, text
		it.Categories[0].Label, it.Categories[1].Term = text, text
		a := readAtom(t, encode(t, "atom", f))
		if r, j := readRSS(t, encode(t, "rss", f)), readJSON(t, encode(t, "json", f)); a[0] != r[0] || a[0] != j[0] {
			t.Fatalf("the forms differ on %q", text)
		}
		if got := get(readCalendar(t, encode(t, "ics", f))[0], "SUMMARY"); got != strings.ReplaceAll(a[0].title, "\x7f", "\ufffd") {
			t.Fatalf("calendar says %q of %q", got, text)
		}
	}
}

func TestBrokenFeedsAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*feeds.Feed){
		"no id":            func(f *feeds.Feed) { f.ID = "" },
		"entry without id": func(f *feeds.Feed) { f.Items[0].ID = "" },
		"entry twice":      func(f *feeds.Feed) { f.Items[1].ID = f.Items[0].ID },
		"relative address": func(f *feeds.Feed) { f.Items[0].URL = "/lt/a" },
		"relative self":    func(f *feeds.Feed) { f.Self = "feed.rss" },
		"relative file":    func(f *feeds.Feed) { f.Items[0].Enclosures[0].URL = "p.jpg" },
	} {
		for form := range forms {
			f := samples()[0]
			spoil(&f)
			if _, err := forms[form](f); err == nil {
				t.Errorf("%s: %s was written", name, form)
			}
		}
	}
}

func TestTagID(t *testing.T) {
	for _, c := range []struct{ origin, since, kind, id, want string }{
		{"https://Example.org:8443", "2026-01-01T00:00:00Z", "doc", "0123456789ab", "tag:example.org,2026:doc/0123456789ab"},
		{"http://localhost:8080", "2026-03-01T00:00:00Z", "list", "lt/naujienos", "tag:localhost,2026-03:list/lt/naujienos"},
		{"example.org", "2026-03-02T00:00:00Z", "list", "a b?ž", "tag:example.org,2026-03-02:list/a%20b%3F%C5%BE"},
	} {
		if got := feeds.TagID(c.origin, at(c.since), c.kind, c.id); got != c.want {
			t.Errorf("TagID = %q, want %q", got, c.want)
		}
	}
}
