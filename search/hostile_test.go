package search

import (
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"herald/content"
	"herald/search/lang"
)

// hostile is what people and programs type into a search box.
var hostile = []string{
	"title:miestas", "+miestas -kelias", "miest*", "m?estas", "/mi.*/", "/(a+)+$/", "miestas~2", `"miestas`, `"`, `\`, `miestas\`,
	"(miestas", "miestas)", "[a TO z]", "{a TO z}", "miestas^1000", "AND", "OR NOT", "* AND *", "*", "?", "**", "a:b:c:d", "_id:d00000000001",
	"number_key:x", "<script>alert(1)</script>", "'; DROP TABLE rows; --", "../../etc/passwd", "%00%0a", "\x00", "miestas\x00kelias",
	"\u202emiestas\u202c", "mie\u200bstas", "\ufeffmiestas", "\u2066mi\u2069", "\xff\xfe\xfd", "mi\xc3estas", "\U000E0041", "\U0010FFFF",
	"a\u0301\u0301\u0301\u0301\u0301", "\u0301", strings.Repeat("\u0301", 300), "ⓜⓘⓔⓢⓣⓐⓢ", "ＭＩＥＳＴＡＳ", "👩‍👩‍👧‍👦", "...", "№", "-", "--", "'", "’",
	strings.Repeat("a", 100_000), strings.Repeat("a ", 50_000), strings.Repeat("a-", 50_000), strings.Repeat("*", 100_000),
	strings.Repeat("ა", 300), strings.Repeat("\u202e", 100_000) + "miestas", strings.Repeat("1/", 200), strings.Repeat("a b c d e f g h ", 30),
}

// many are words with hundreds of readings in some language, numbers and days
// without end, and words that are almost a word.
var many = []string{
	strings.Repeat("chshtsyazhqxcj ", 17), strings.Repeat("gadatskvetileba ", 16), strings.Repeat("tsatsatsatsatsa", 17), strings.Repeat("qwertyuiopasdfghjkl ", 12),
	strings.Repeat("djdzljnj", 32), strings.Repeat("4u6te ", 42), strings.Repeat("2026-11-20 ", 23), strings.Repeat("Nr. 5 ", 42), strings.Repeat("№ 12/2026", 28),
	strings.Repeat("20 d. lapkričio ", 16), strings.Repeat("mieztas keliass ", 16), strings.Repeat("miestasmiestas", 18), strings.Repeat(";'[]", 64), accents + silence + "miestas",
}

func TestHostileTextIsPlainText(t *testing.T) {
	w := newTown(t).open()
	for range 20 {
		w.commit(w.page("lt", "Miestas ir kelias", strings.Repeat("a b c d e f g h miestas kelias ", 50)))
	}
	w.follow()
	for _, text := range hostile {
		began := time.Now()
		r := w.ask(Query{Locale: "lt", Text: text})
		if took := time.Since(began); took > 40*deadline {
			t.Errorf("%.40q took %v", text, took)
		}
		if n := utf8.RuneCountInString(r.Text); n > LongestText || !utf8.ValidString(r.Text) {
			t.Errorf("%.40q was read as %d characters", text, n)
		}
		if strings.ContainsAny(r.Text, "\x00\n\u202e\u200b\ufeff\u2066") {
			t.Errorf("%.40q was read as %q", text, r.Text)
		}
		if m := r.DidYouMean; utf8.RuneCountInString(m) > 2*LongestText || strings.ContainsAny(m, accents+silence) {
			t.Errorf("%.40q is called %.80q", text, m)
		}
		for _, l := range sites()["public"].Locales {
			if _, err := w.index.Suggest(context.Background(), "public", l, content.NewAccess(content.Public), text, 10); err != nil {
				t.Errorf("%.40q in %s: %v", text, l, err)
			}
		}
	}
	// Every language has its own way to read what was typed; some have hundreds.
	for _, l := range sites()["public"].Locales {
		for _, text := range append(many, hostile...) {
			if r := w.ask(Query{Locale: l, Text: text}); !utf8.ValidString(r.Text) || !utf8.ValidString(r.DidYouMean) {
				t.Errorf("%.40q in %s is called %.80q", text, l, r.DidYouMean)
			}
		}
	}
	for _, text := range hostile {
		if r := w.desk(everywhereReader, text); utf8.RuneCountInString(r.Text) > LongestText || r.CatchingUp {
			t.Errorf("%.40q at the desk: %.80q", text, r.Text)
		}
		if _, err := w.index.Desk().Numbered(context.Background(), everywhereReader, text); err != nil {
			t.Errorf("%.40q as a number: %v", text, err)
		}
	}
	for text, total := range map[string]int{
		"mies*": 0, "/mi.*/": 0, "m?estas": 0, "*": 0, "mie\u200bstas": 20, "\u202emiestas": 20,
		"miestas^1000": 0, "title:miestas": 0, "+miestas -kelias": 20, `"miestas"`: 20, "miestas~2": 0,
	} {
		r := w.ask(Query{Locale: "lt", Text: text})
		if r.AnyWord {
			r.Total = 0
		}
		want(t, text, r.Total, total)
	}
	want(t, "still whole", w.index.CatchingUp(), false)
}

func TestBoundsOfPaging(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Miestas", ""))
	for _, q := range []Query{{Offset: -5}, {Offset: 1 << 40}, {Limit: -1}, {Limit: 1 << 40}, {From: "x", To: "9999-99-99"}, {Year: "*"}, {Sort: "x"},
		{Types: []string{"", "*"}}, {Terms: map[string]string{"no such": "x"}}, {Facets: []string{"no such", "*"}}, {Locale: "xx"}, {Topic: "*"}} {
		q.Text = "miestas"
		if q.Locale == "" {
			q.Locale = "lt"
		}
		r := w.ask(q)
		if len(r.Hits) > LargestLimit {
			t.Errorf("%+v gave %d", q, len(r.Hits))
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, text := range append(many, hostile...) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := clean(text)
		if utf8.RuneCountInString(c) > LongestText || !utf8.ValidString(c) {
			t.Errorf("%q was read as %q", text, c)
		}
		for _, language := range append(lang.Known(), "xx") {
			for _, one := range chunks(language, c) {
				if len(one.words)+len(one.inner)+len(one.marks) == 0 {
					t.Errorf("%q has a part that says nothing in %s", c, language)
				}
			}
			namedIn(lang.Of(language), text)
		}
	})
}
