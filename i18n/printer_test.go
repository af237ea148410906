package i18n_test

import (
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"herald/i18n"
)

func TestPluralsAreChosenByCount(t *testing.T) {
	for l, want := range map[i18n.Locale]map[any]string{
		"en": {1: "1 result", 0: "0 results", 2: "2 results"},
		"lt": {1: "1 rezultatas", 2: "2 rezultatai", 10: "10 rezultatų", 11: "11 rezultatų", 21: "21 rezultatas", "1.5": "1,5 rezultato", 1234: "1\u00a0234 rezultatai"},
		"sl": {1: "1 zadetek", 2: "2 zadetka", 3: "3 zadetki", 5: "5 zadetkov", 102: "102 zadetka"},
		"sq": {1: "1 rezultat", 2: "2 rezultate"},
		"sr": {1: "1 резултат", 3: "3 резултата", 5: "5 резултата", 21: "21 резултат"},
		"ka": {1: "1 შედეგი", 7: "7 შედეგი"},
		"bg": {1: "1 резултат", 2: "2 резултата"},
	} {
		for count, text := range want {
			if got := printer(l).T("search.results", "count", count); got != text {
				t.Errorf("%s %v: %q, want %q", l, count, got, text)
			}
		}
	}
	if got := printer(i18n.SerbianLatn).T("page.found", "count", 3); got != "3 stavke" {
		t.Error(got)
	}
	if got := printer(i18n.English).T("search.results"); got != "⟦count⟧ results" {
		t.Error(got)
	}
}

func TestGapsShowAndNeverFail(t *testing.T) {
	p := printer(i18n.Lithuanian)
	if got := p.T("no.such.key", "a"); got != "⟦no.such.key⟧" || p.Has("no.such.key") || !p.Has("nav.home") || !p.Has("search.results") {
		t.Error(got)
	}
	if got := p.T("banner.ended", 1, 2, "date"); got != "Baigėsi ⟦date⟧" {
		t.Error(got)
	}
	if got := p.T("search.results", "count", nil); strings.Contains(got, "%") {
		t.Error(got)
	}
}

func TestValuesAreWrittenInTheLocale(t *testing.T) {
	p := printer(i18n.Lithuanian)
	day := time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)
	if got := p.T("banner.ended", "date", day); got != "Baigėsi 2026 m. lapkričio 22 d." {
		t.Error(got)
	}
	// A year is no count and takes no grouping.
	if got := p.T("banner.edition", "n", 3, "total", 2026); got != "3 redakcija iš 2026" {
		t.Error(got)
	}
	if got := p.T("feed.corrected", "title", "<b>{count}</b>"); got != "Pataisyta: <b>{count}</b>" {
		t.Error(got)
	}
	if got := p.T("seal.language", "date", p.Date(day)); got != "Kalba patikrinta 2026 m. lapkričio 22 d." {
		t.Error(got)
	}
	if got := printer(i18n.Bulgarian).T("seal.language", "date", day); got != "Езикът е проверен на 22 ноември 2026 г." {
		t.Error(got)
	}
}

func TestLanguagesAndNamedThingsAreSaidInWords(t *testing.T) {
	p := printer(i18n.Slovene)
	if got := p.T("issue.together.not_ready", "language", i18n.Albanian); !strings.HasSuffix(got, ": albanščina") {
		t.Error(got)
	}
	if got := p.T("issue.step.owed", "step", i18n.Key("step.language")); got != "Manjka odobritev: Jezikovni pregled" {
		t.Error(got)
	}
	// A municipality may ask for steps of its own that nobody wrote words for.
	if got := p.T("issue.step.owed", "step", i18n.Key("step.arborist")); got != "Manjka odobritev: arborist" {
		t.Error(got)
	}
}

func TestEveryKeyIsUsableInEveryLocale(t *testing.T) {
	eachText(func(l i18n.Locale, key, _, _ string) {
		if got := printer(l).T(key, "count", 2); got == "" || strings.Contains(got, "⟦"+key) {
			t.Errorf("%s %s: %q", l, key, got)
		}
	})
	for _, l := range i18n.Shipped() {
		for _, of := range i18n.Shipped() {
			for _, key := range []string{"fallback.reading.", "follows.", "lang.text.", "lang.read.", "lang.name."} {
				if !printer(l).Has(key + of.String()) {
					t.Errorf("%s lacks %s%s", l, key, of)
				}
			}
		}
	}
}

func TestLanguageNames(t *testing.T) {
	if got := printer(i18n.English).LanguageName(i18n.SerbianLatn); got != "Serbian (Latin)" {
		t.Error(got)
	}
	if got := printer(i18n.Lithuanian).LanguageName(i18n.Lithuanian); got != "lietuvių kalba" {
		t.Error(got)
	}
	if i18n.Serbian.Endonym() != "српски (ћирилица)" || i18n.SerbianLatn.Endonym() != "srpski (latinica)" || i18n.Locale("xx").Endonym() != "xx" {
		t.Error("endonyms")
	}
}

func TestLoadReportsEveryProblem(t *testing.T) {
	_, err := i18n.Load(fstest.MapFS{
		"lt.toml": {Data: []byte("a = \"{open\"\nb = \"\"\n")},
		"xx.toml": {Data: []byte("a = \"x\"")},
		"en.toml": {Data: []byte("a = [")},
		"sl.toml": {Data: []byte("a = 3")},
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{"placeholder", "b is empty", "xx.toml", "en.toml", "only texts"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("nothing about %q in: %v", want, err)
		}
	}
}

func TestWithAddsAndReplacesWords(t *testing.T) {
	base := i18n.Default()
	more, err := base.With(fstest.MapFS{"lt.toml": {Data: []byte("[type]\n\"permit.one\" = \"Leidimas\"\n[nav]\nhome = \"Pradinis\"\n")}})
	if err != nil {
		t.Fatal(err)
	}
	p := more.Printer(i18n.Lithuanian)
	if p.T("type.permit.one") != "Leidimas" || p.T("nav.home") != "Pradinis" || p.T("nav.menu") != "Meniu" {
		t.Error("words not layered")
	}
	if base.Printer(i18n.Lithuanian).Has("type.permit.one") || more.Printer(i18n.Bulgarian).T("nav.home") != "Начало" {
		t.Error("the catalogue below was changed, or another locale lost its words")
	}
}

func TestACatalogueWithoutWordsStillAnswers(t *testing.T) {
	c, err := i18n.Load(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Printer(i18n.Georgian).T("nav.home"); got != "⟦nav.home⟧" {
		t.Error(got)
	}
	if printer("xx").Locale() != i18n.English || c.Forms("lt", "nav.home") != nil {
		t.Error("unknown locale")
	}
}

func TestKeysThatLookLikePluralsAreNot(t *testing.T) {
	c, err := i18n.Load(fstest.MapFS{"en.toml": {Data: []byte("[type.page]\none = \"Page\"\nmany = \"Pages\"\n[choice.x]\nother = \"Other\"\nplan = \"Plan\"\n")}})
	if err != nil {
		t.Fatal(err)
	}
	p := c.Printer(i18n.English)
	if p.T("type.page.one") != "Page" || p.T("type.page.many") != "Pages" || p.T("choice.x.other") != "Other" {
		t.Error("taken for plurals")
	}
}

func TestPrintersServeManyReadersAtOnce(t *testing.T) {
	var wait sync.WaitGroup
	for range 8 {
		for _, l := range i18n.Shipped() {
			wait.Go(func() {
				p := i18n.Default().Printer(l)
				for n := range 50 {
					p.T("search.results", "count", n)
					p.T("nav.home")
					p.Country("LT")
					l.CollationKey("Čačak")
					l.Compare("a", "b")
					l.Slug("Ąžuolas")
				}
			})
		}
	}
	wait.Wait()
}

func BenchmarkT(b *testing.B) {
	p := printer(i18n.Lithuanian)
	for b.Loop() {
		p.T("nav.home")
	}
}

func BenchmarkPlural(b *testing.B) {
	p := printer(i18n.Lithuanian)
	for b.Loop() {
		p.T("search.results", "count", 21)
	}
}

func BenchmarkMatch(b *testing.B) {
	offered := i18n.Shipped()
	for b.Loop() {
		i18n.Match("lt-LT,lt;q=0.9,en;q=0.8", offered, i18n.English)
	}
}
