package search

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

func TestFindsWithoutDiacritics(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Tarybos sprendimas", "Saulė šviečia virš Žvėryno."),
		w.page("sl", "Občinski svet", "Žabnica in Škofja Loka"),
		w.page("sq", "Këshilli bashkiak", "Çmimet e ujit në qytet"),
		w.page("bg", "Общински съвет", "Край на строителството в квартал Младост, йод"))
	for _, c := range []struct {
		locale      i18n.Locale
		text, title string
	}{
		{"lt", "sprendimas", "Tarybos sprendimas"},
		{"lt", "SPRENDIMAS", "Tarybos sprendimas"},
		{"lt", "saule", "Tarybos sprendimas"},
		{"lt", "Saulė", "Tarybos sprendimas"},
		{"lt", "zveryno saule", "Tarybos sprendimas"},
		{"lt", "žvėryno mėnulis", "Tarybos sprendimas"},
		{"sl", "skofja", "Občinski svet"},
		{"sq", "keshilli", "Këshilli bashkiak"},
		{"sq", "cmimet", "Këshilli bashkiak"},
		{"bg", "младост", "Общински съвет"},
		{"bg", "йод", "Общински съвет"},
		{"bg", "иод", ""},
		{"lt", "mėnulis", ""},
		{"lt", "...", ""},
		{"lt", "", ""},
	} {
		want(t, c.text, w.find(c.locale, c.text), c.title)
	}
	if r := w.ask(Query{Locale: "lt", Text: "žvėryno mėnulis"}); !r.AnyWord {
		t.Error("an answer to some of the words does not say so")
	}
}

func TestSerbianAcrossScripts(t *testing.T) {
	w := newTown(t).open()
	both := w.text(w.document("page", "public", "sr"), "sr", "Одлука о буџету", "Скупштина општине Његошево је усвојила буџет.")
	w.text(both, "sr-Latn", "Odluka o budžetu", "Skupština opštine Njegoševo je usvojila budžet.")
	w.put(both, w.page("sr", "Ђачки превоз", "Превоз ученика"), w.page("sr-Latn", "Vodovod", "Nestanak vode u ulici"))
	for _, c := range []struct {
		locale      i18n.Locale
		text, title string
	}{
		{"sr", "буџет", "Одлука о буџету"},
		{"sr", "budžet", "Одлука о буџету"},
		{"sr", "budzet", "Одлука о буџету"},
		{"sr-Latn", "буџет", "Odluka o budžetu"},
		{"sr-Latn", "NJEGOŠEVO", "Odluka o budžetu"},
		{"sr-Latn", "ЊЕГОШЕВО", "Odluka o budžetu"},
		{"sr-Latn", "djacki", "Ђачки превоз"},
		{"sr-Latn", "đački", "Ђачки превоз"},
		{"sr-Latn", "dacki", "Ђачки превоз"},
		{"sr", "воде", "Vodovod"},
	} {
		want(t, string(c.locale)+" "+c.text, w.find(c.locale, c.text), c.title)
	}
	r := w.ask(Query{Locale: "sr", Text: "budžet"})
	want(t, "total", r.Total, 1)
	want(t, "locale", r.Hits[0].Locale, "sr")
	want(t, "elsewhere", len(r.Elsewhere), 0)
}

func TestGeorgianCapitals(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("ka", "საკრებულოს გადაწყვეტილება", "ქალაქი თბილისი და ბიუჯეტი"),
		w.page("ka", "ᲡᲐᲖᲝᲒᲐᲓᲝᲔᲑᲐ", "ᲗᲑᲘᲚᲘᲡᲘ დიდია"))
	want(t, "ordinary", w.ask(Query{Locale: "ka", Text: "თბილისი"}).Total, 2)
	want(t, "capitals", w.ask(Query{Locale: "ka", Text: "ᲗᲑᲘᲚᲘᲡᲘ"}).Total, 2)
	r := w.ask(Query{Locale: "ka", Text: "საზოგადოება"})
	want(t, "title", marked(r.Hits[0].Title), "[ᲡᲐᲖᲝᲒᲐᲓᲝᲔᲑᲐ]")
}

func TestMarksFallOnTheWords(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Ąžuolų alėja", "Ėjo „ąžuolas“ – pro medį, o šąla rytą."),
		w.page("ka", "გზა", "მთავარი ქუჩა, რუსთაველი; „ქუჩა“"),
		w.page("bg", "Път", "Ремонт на „улица Шипка“ край реката"),
		w.page("en", "A road", "first line\nsecond line **bold**ly"))
	for _, c := range []struct {
		locale        i18n.Locale
		text, passage string
	}{
		{"lt", "azuolas sala", "Ėjo „[ąžuolas]“ – pro medį, o [šąla] rytą."},
		{"ka", "ქუჩა", "მთავარი [ქუჩა], რუსთაველი; „[ქუჩა]“"},
		{"bg", "шипка", "Ремонт на „улица [Шипка]“ край реката"},
		{"en", "second boldly", "first line [second] line [boldly]"},
	} {
		r := w.ask(Query{Locale: c.locale, Text: c.text})
		if len(r.Hits) != 1 {
			t.Errorf("%s: %d hits", c.text, len(r.Hits))
			continue
		}
		want(t, c.text, marked(r.Hits[0].Passage), c.passage)
	}
	want(t, "title", marked(w.ask(Query{Locale: "lt", Text: "azuolu"}).Hits[0].Title), "[Ąžuolų] alėja")
	long := strings.Repeat("žodis ", 200) + "radinys " + strings.Repeat("žodis ", 200)
	w.put(w.page("lt", "Ilgas", long))
	p := w.ask(Query{Locale: "lt", Text: "radinys"}).Hits[0].Passage
	if s := marked(p); !strings.Contains(s, "[radinys]") || len([]rune(s)) > passageLength+passageLead || !strings.HasPrefix(s, "… ") || !strings.HasSuffix(s, " …") {
		t.Errorf("passage %q", s)
	}
}

func TestNumbersAreFound(t *testing.T) {
	w := newTown(t).open()
	act := func(number, title string) {
		b := w.document("act", "public", "lt")
		facts := content.Facts{Fields: content.Fields{"number": content.One(number), "kind": content.One("decision"), "date": content.One("2026-05-03")}}
		w.draft(b, "lt", title, "Tekstas", facts)
		w.put(b.Publish("lt", w.clock.Now()))
	}
	act("T1-204", "Dėl biudžeto")
	act("T1-205", "Dėl parko")
	act("№ 12/2026", "Dėl mokyklos")
	act("Nr. 5", "Dėl keturių")
	w.put(w.page("lt", "Kitas", "Galioja sprendimas T1-204 ir 12 kitų 2026 metų aktų"))
	for _, c := range []struct{ text, titles string }{
		{"T1-204", "Dėl biudžeto|Kitas"},
		{"t1–204", "Dėl biudžeto|Kitas"},
		{"T1 205", "Dėl parko"},
		{"t1205", "Dėl parko"},
		{"№ 12/2026", "Dėl mokyklos"},
		{"12/2026", "Dėl mokyklos"},
		{"Nr. 5", "Dėl keturių"},
		{"dėl T1-205", "Dėl parko"},
	} {
		want(t, c.text, w.find("lt", c.text), c.titles)
	}
	got, err := w.index.Suggest(context.Background(), "public", "lt", content.NewAccess(content.Public), "T1-20", 5)
	slices.SortFunc(got, func(a, b Suggestion) int { return strings.Compare(a.Text, b.Text) })
	want(t, "suggested", offered(got), "T1-204 Dėl biudžeto|T1-205 Dėl parko")
	want(t, "error", err, nil)
}

func TestOneHitPerDocumentAndOthersApart(t *testing.T) {
	w := newTown(t).open()
	both := w.text(w.document("page", "public", "lt"), "lt", "Atliekos Leipzig", "Apie Leipzig")
	w.text(both, "en", "Waste Leipzig", "About Leipzig")
	alone := w.page("en", "Only English Leipzig", "Leipzig once more")
	third := w.text(w.document("page", "public", "lt"), "lt", "Kelias", "Be miesto")
	w.text(third, "en", "A road to Leipzig", "")
	w.put(both, alone, third)
	r := w.ask(Query{Locale: "lt", Text: "leipzig"})
	want(t, "here", titles(r.Hits), "Atliekos Leipzig")
	want(t, "total", r.Total, 1)
	want(t, "elsewhere", len(r.Elsewhere), 2)
	for _, h := range r.Elsewhere {
		want(t, "locale", h.Locale, "en")
	}
	if s := titles(r.Elsewhere); strings.Contains(s, "Waste") {
		t.Errorf("a Document is given twice: %s", s)
	}
	want(t, "English", w.ask(Query{Locale: "en", Text: "leipzig"}).Total, 3)
}

func TestFiltersFacetsSortAndPaging(t *testing.T) {
	w := newTown(t).open()
	for i := range 25 {
		typ := []string{"news", "page"}[i%2]
		b := w.document(typ, "public", "lt")
		w.draft(b, "lt", "Žinia", "miestas", content.Facts{Topics: []content.ID{content.ID("t0000000000" + string('a'+rune(i%3)))}, Organization: "c00000000001"})
		b.Publish("lt", epoch.AddDate(-i, 0, 0))
		w.commit(b)
	}
	w.follow()
	r := w.ask(Query{Locale: "lt", Text: "miestas", Limit: 10})
	want(t, "total", r.Total, 25)
	want(t, "page", len(r.Hits), 10)
	want(t, "types", r.Facets[FacetType], "[{news 13} {page 12}]")
	want(t, "topics", r.Facets[FacetTopic], "[{t0000000000a 9} {t0000000000b 8} {t0000000000c 8}]")
	want(t, "years", len(r.Facets[FacetYear]), 25)
	want(t, "type", w.ask(Query{Locale: "lt", Text: "miestas", Types: []string{"page"}}).Total, 12)
	want(t, "topic", w.ask(Query{Locale: "lt", Text: "miestas", Topic: "t0000000000b"}).Total, 8)
	want(t, "organization", w.ask(Query{Locale: "lt", Text: "miestas", Organization: "c00000000002"}).Total, 0)
	want(t, "year", w.ask(Query{Locale: "lt", Text: "miestas", Year: "2020"}).Total, 1)
	want(t, "from", w.ask(Query{Locale: "lt", Text: "miestas", From: "2025-01-01"}).Total, 2)
	want(t, "to", w.ask(Query{Locale: "lt", Text: "miestas", To: "2025"}).Total, 24)
	want(t, "between", w.ask(Query{Locale: "lt", Text: "miestas", From: "2020-11", To: "2021-12-31"}).Total, 2)
	var dates []string
	seen := map[content.ID]bool{}
	for offset := 0; offset < 25; offset += 7 {
		for _, h := range w.ask(Query{Locale: "lt", Text: "miestas", Sort: ByDate, Offset: offset, Limit: 7}).Hits {
			dates = append(dates, h.Date)
			seen[h.ID] = true
		}
	}
	want(t, "every one once", len(seen), 25)
	for i := 1; i < len(dates); i++ {
		if dates[i] > dates[i-1] {
			t.Fatalf("out of order: %v", dates)
		}
	}
}

func TestTitleCountsMore(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("en", "Roads", strings.Repeat("parking in the body, parking everywhere. ", 5)), w.page("en", "Parking", "Where to leave a car"))
	want(t, "order", w.find("en", "parking"), "Parking|Roads")
}

// offered gives the texts of suggestions.
func offered(all []Suggestion) string {
	var texts []string
	for _, s := range all {
		texts = append(texts, s.Text)
	}
	return strings.Join(texts, "|")
}

func TestSuggestions(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Šiukšlių išvežimas", ""), w.page("lt", "Šilumos tiekimas", ""), w.page("en", "Silence", ""))
	for text, titles := range map[string]string{
		"ši": "Šilumos tiekimas|Šiukšlių išvežimas", "siuks": "Šiukšlių išvežimas",
		"šiukšlių iš": "Šiukšlių išvežimas", "tiek": "Šilumos tiekimas", "x": "", "": "", "šiukšlių z": "",
	} {
		got, err := w.index.Suggest(context.Background(), "public", "lt", content.NewAccess(content.Public), text, 5)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(titles, "|") && len(got) == 2 && got[0].Text > got[1].Text {
			got[0], got[1] = got[1], got[0]
		}
		want(t, text, offered(got), titles)
	}
}

func TestTooLateIsUnavailable(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("lt", "Miestas", ""))
	ctx, cancel := context.WithDeadline(context.Background(), time.Now().Add(-time.Second))
	defer cancel()
	_, err := w.index.Search(ctx, Query{Site: "public", Locale: "lt", Access: content.NewAccess(content.Public), Text: "miestas"})
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	want(t, "afterwards", w.find("lt", "miestas"), "Miestas")
}

func TestServicesAreSuggestedFirstAmongEquals(t *testing.T) {
	w := newTown(t).open()
	w.commit(w.page("lt", "Statybos leidimas", ""), w.page("lt", "Statybos leidimai miestui", ""))
	b := w.document("service", "public", "lt")
	w.draft(b, "lt", "Statybos leidimas internetu", "", content.Facts{})
	w.put(b.Publish("lt", epoch.Add(-time.Hour)))
	all, err := w.index.Suggest(context.Background(), "public", "lt", content.NewAccess(content.Public), "statybos leid", 5)
	if err != nil || len(all) != 3 {
		t.Fatal(all, err)
	}
	want(t, "first", all[0].Text, "Statybos leidimas internetu")
	want(t, "its Type", all[0].Type, "service")
	want(t, "its id", all[0].ID, b.Document.ID)
	want(t, "its locale", all[0].Locale, "lt")
}
