package search

import (
	"strings"
	"testing"

	"herald/content"
	"herald/i18n"
	"herald/search/lang"
)

func TestTheFormThatWasTypedComesFirst(t *testing.T) {
	w := newTown(t).open()
	for range 5 { // what else a town writes about
		w.commit(w.page("lt", "Kitas tekstas", "apie ką nors kita"))
	}
	w.commit(w.page("lt", "Karstai", "žodžio kilmė"), w.page("lt", "Karštas vanduo ir kiti patogumai miesto gyventojams", "kaina"),
		w.page("lt", "Tekstas A", "Mieste karstas buvo"), w.page("lt", "Tekstas B", "Mieste karštas buvo"))
	w.commit(w.page("sl", "Občina", "O skupščinah"), w.page("sl", "Občina", "O skupščini"))
	w.follow()
	want(t, "accents", w.find("lt", "karštas"), "Karštas vanduo ir kiti patogumai miesto gyventojams|Karstai|Tekstas B|Tekstas A")
	want(t, "no accents", w.find("lt", "karstas"), "Karstai|Karštas vanduo ir kiti patogumai miesto gyventojams|Tekstas A|Tekstas B")
	for _, text := range []string{"skupščini", "skupščinah"} {
		r := w.ask(Query{Locale: "sl", Text: text})
		want(t, text, len(r.Hits), 2)
		if len(r.Hits) == 2 && marked(r.Hits[0].Passage) != "O ["+text+"]" {
			t.Errorf("%s: %s comes first", text, marked(r.Hits[0].Passage))
		}
	}
}

func TestAWordIsReadInTheLettersOfTheLanguage(t *testing.T) {
	w := newTown(t).open()
	w.commit(w.page("bg", "Решение за парка", "Общинският съвет прие решението"), w.page("bg", "IT услуги", "Отдел reshenie пише на латиница"),
		w.page("bg", "Заповед", "Нищо друго"))
	w.commit(w.page("ka", "გადაწყვეტილება", "საკრებულოს სხდომა"), w.page("ka", "ბიუჯეტი", "ქალაქის ბიუჯეტი"))
	w.follow()
	for _, c := range []struct {
		l             i18n.Locale
		text, titles  string
		marked, where string
	}{
		{"bg", "reshenie", "IT услуги|Решение за парка", "Отдел [reshenie] пише на латиница", ""},
		{"bg", "resheniya", "Решение за парка", "Общинският съвет прие [решението]", "[Решение] за парка"},
		{"bg", "zapoved", "Заповед", "Нищо друго", "[Заповед]"},
		{"bg", "reshenie zapoved", "", "", ""},
		{"ka", "biujeti", "ბიუჯეტი", "ქალაქის [ბიუჯეტი]", "[ბიუჯეტი]"},
		{"ka", "gadatskvetileba", "გადაწყვეტილება", "საკრებულოს სხდომა", "[გადაწყვეტილება]"},
	} {
		r := w.ask(Query{Locale: c.l, Text: c.text})
		if c.titles == "" {
			want(t, c.text, r.AnyWord, true)
			continue
		}
		want(t, c.text, titles(r.Hits), c.titles)
		if len(r.Hits) > 0 {
			want(t, c.text, marked(r.Hits[0].Passage), c.marked)
			if c.where != "" {
				want(t, c.text, marked(r.Hits[0].Title), c.where)
			}
		}
	}
	want(t, "desk", told(w.desk(everywhereReader, "zapoved")), "Заповед (bg published)")
	all, err := w.index.Suggest(t.Context(), "public", "bg", content.NewAccess(content.Public), "zapo", 5)
	want(t, "suggested", offered(all), "Заповед")
	want(t, "error", err, nil)
	all, err = w.index.Suggest(t.Context(), "public", "bg", content.NewAccess(content.Public), "resheni", 5)
	want(t, "suggested long", offered(all), "Решение за парка")
	want(t, "error", err, nil)
}

// onLatinKeys gives what comes of a Bulgarian word where the keyboard is set to
// Latin letters.
func onLatinKeys(word string) string {
	keys := map[string]string{}
	for _, key := range "abcdefghijklmnopqrstuvwxyz;,." {
		keys[lang.Of("bg").Relaid(string(key))] = string(key)
	}
	var b strings.Builder
	for _, r := range word {
		b.WriteString(keys[string(r)])
	}
	return b.String()
}

// The keyboard is thought of last: only where nothing was found.
func TestTheWrongKeyboardIsTriedLast(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("bg", "Заповед", "кметът и новината библиотека"), w.page("bg", "Магазин Lidl", "паркинг"))
	typed := onLatinKeys("новината")
	if len(typed) != len("novinata") {
		t.Fatalf("новината is typed %q", typed)
	}
	r := w.ask(Query{Locale: "bg", Text: typed + " кмет"})
	want(t, "found", titles(r.Hits), "Заповед")
	want(t, "typed", r.Typed, typed+" кмет")
	want(t, "looked for", r.Text, "новината кмет")
	want(t, "all words", r.AnyWord, false)
	want(t, "Latin meant", titles(w.ask(Query{Locale: "bg", Text: "лидл"}).Hits), "Магазин Lidl")
	w.put(w.page("bg", typed, "като марка"))
	r = w.ask(Query{Locale: "bg", Text: typed})
	want(t, "found as it is", titles(r.Hits), typed)
	want(t, "looked for as it is", r.Text, typed)
}

func TestWordsThatSayNothingAreNotMissed(t *testing.T) {
	w := newTown(t).open()
	w.put(w.page("bg", "Ремонт на улица", "път"), w.page("bg", "Улица за ремонт", "път"), w.page("bg", "На", "за и от"))
	r := w.ask(Query{Locale: "bg", Text: "ремонтът на улицата"})
	want(t, "both", r.Total, 2)
	want(t, "all words", r.AnyWord, false)
	want(t, "the one with it first", plainOf(r.Hits[0].Title), "Ремонт на улица")
	want(t, "not marked", marked(r.Hits[0].Title), "[Ремонт] на [улица]")
	want(t, "alone it is a word", w.find("bg", "на"), "На|Ремонт на улица")
}

func TestNumbersAndDaysFindTheActTheyName(t *testing.T) {
	w := newTown(t).open()
	act := func(number, day, title, body string) {
		b := w.document("act", "public", "lt")
		facts := content.Facts{Fields: content.Fields{"number": content.One(number), "kind": content.One("decision"), "date": content.One(day)}}
		w.draft(b, "lt", title, body, facts)
		w.commit(b.Publish("lt", w.clock.Now()))
	}
	act("T1-204", "2026-11-20", "Dėl biudžeto", "Tekstas apie pinigus")
	act("12/2026", "2026-05-03", "Dėl parko", "Pakeičiamas 2026 m. lapkričio 20 d. sprendimas Nr. T1-204")
	act("5", "2025-01-02", "Dėl kelių", "Tekstas apie kelius")
	w.follow()
	for _, c := range []struct{ text, titles string }{
		{"T1 204", "Dėl biudžeto|Dėl parko"},
		{"Nr. T1–204", "Dėl biudžeto|Dėl parko"},
		{"№ 12/2026", "Dėl parko"},
		{"Nr. 5", "Dėl kelių"},
		{"2026 m. lapkričio 20 d.", "Dėl biudžeto|Dėl parko"},
		{"2026-11-20", "Dėl biudžeto|Dėl parko"},
		{"20.11.2026", "Dėl biudžeto|Dėl parko"},
		{"lapkricio 20 d.", "Dėl biudžeto|Dėl parko"},
		{"2026-11-20 pakeičiamas", "Dėl parko"},
		{"2026-11-21", ""},
	} {
		r := w.ask(Query{Locale: "lt", Text: c.text})
		if r.AnyWord {
			r.Hits = nil
		}
		want(t, c.text, titles(r.Hits), c.titles)
	}
	r := w.ask(Query{Locale: "lt", Text: "2026-11-20 pakeičiamas"})
	want(t, "marked as it is written", marked(r.Hits[0].Passage), "[Pakeičiamas] [2026 m. lapkričio 20 d]. sprendimas Nr. T1-204")
	want(t, "desk", told(w.desk(everywhereReader, "20.11.2026 pakeičiamas")), "Dėl parko (lt published)")
}
