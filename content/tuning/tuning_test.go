package tuning_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"herald/content"
	"herald/content/tuning"
	"herald/i18n"
)

func refused(t *testing.T, what string, issues []content.Issue, want ...string) {
	t.Helper()
	var got []string
	for _, i := range issues {
		got = append(got, i.Field+" "+i.Key)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func numbered(n int) []string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("žodis %d", i))
	}
	return all
}

// A group needs two words, each its own, none of which stands in another group.
func TestSynonyms(t *testing.T) {
	said := &tuning.Tuning{Site: "public", Locale: "lt"}
	keep := func(id content.ID, words ...string) []content.Issue {
		return said.Keep(tuning.Synonyms{ID: id, Words: words})
	}
	refused(t, "a group", keep("one", " šiukšlės ", "komunalinės\tatliekos", "ŠIUKŠLĖS", "", "atlie\u200bkos"))
	if got := said.Group("one").Words; !slices.Equal(got, []string{"šiukšlės", "komunalinės atliekos", "atliekos"}) {
		t.Errorf("%q", got)
	}
	before := said.Record()
	refused(t, "nothing", keep("two", "", " "), "words issue.tuning.words")
	refused(t, "a word alone", keep("two", "vaikas", "Vaikas"), "words issue.tuning.alone")
	refused(t, "a word twice", keep("two", "makulatūra", "Komunalinės  atliekos"), "words issue.tuning.known_word")
	refused(t, "many words", keep("two", numbered(13)...), "words issue.tuning.many_words")
	refused(t, "a long word", keep("two", "vaikas", strings.Repeat("ė", 61)), "words issue.tuning.long")
	refused(t, "marks", keep("two", "vaikas", "*"), "words issue.tuning.letters")
	if after := said.Record(); string(after.Body) != string(before.Body) {
		t.Errorf("what was refused is there: %s", after.Body)
	}
	refused(t, "twelve words", keep("two", append(numbered(11), strings.Repeat("ė", 60))...))
	refused(t, "the group changed", keep("one", "šiukšlės", "atliekos"))
	if len(said.Synonyms) != 2 || said.Synonyms[0].ID != "one" || len(said.Synonyms[0].Words) != 2 {
		t.Errorf("%+v", said.Synonyms)
	}
	refused(t, "the word that was let go", keep("three", "komunalinės atliekos", "makulatūra"))
	for n := range tuning.MaxGroups - 3 {
		refused(t, "a group more", keep(content.NewID(), fmt.Sprint("pirmas", n), fmt.Sprint("antras", n)))
	}
	refused(t, "one too many", keep("four", "tėvas", "mama"), "words issue.tuning.many_groups")
	refused(t, "another change", keep("one", "šiukšlės", "konteineris"))
	if !said.Remove("one") || said.Remove("one") || said.Group("one") != nil {
		t.Error("not removed")
	}
}

// A pin has a question of its own and up to five Documents in an order.
func TestPins(t *testing.T) {
	said := &tuning.Tuning{Site: "public", Locale: "lt"}
	keep := func(id content.ID, question string, documents ...content.ID) []content.Issue {
		return said.KeepPin(tuning.Pin{ID: id, Question: question, Documents: documents})
	}
	refused(t, "a pin", keep("one", "  Vaikų   darželis ", "b", "a", "b"))
	if p := said.Pin("one"); p.Question != "Vaikų darželis" || !slices.Equal(p.Documents, []content.ID{"b", "a"}) {
		t.Errorf("%+v", p)
	}
	refused(t, "nothing", keep("two", " "), "question issue.tuning.question", "documents issue.tuning.documents")
	refused(t, "the same words", keep("two", "darželis vaikų", "c"), "question issue.tuning.known_question")
	refused(t, "a long one", keep("two", strings.Repeat("ė", 61), "c"), "question issue.tuning.long")
	refused(t, "no letters", keep("two", "№", "c"), "question issue.tuning.letters")
	refused(t, "many documents", keep("two", "mokykla", "a", "b", "c", "d", "e", "f"), "documents issue.tuning.many_documents")
	if len(said.Pins) != 1 {
		t.Errorf("what was refused is there: %+v", said.Pins)
	}
	refused(t, "five documents", keep("two", "mokykla", "a", "b", "c", "d", "e"))
	refused(t, "the pin changed", keep("one", "darželis vaikų", "a"))
	if p := said.Pins[0]; p.ID != "one" || p.Question != "darželis vaikų" || len(p.Documents) != 1 {
		t.Errorf("%+v", said.Pins)
	}
	for n := range tuning.MaxPins - 2 {
		refused(t, "a pin more", keep(content.NewID(), fmt.Sprint("klausimas ", n), "a"))
	}
	refused(t, "one too many", keep("three", "baseinas", "a"), "question issue.tuning.many_pins")
	if !said.Unpin("two") || said.Unpin("two") || said.Pin("two") != nil {
		t.Error("not removed")
	}
}

// A Record gives back what it was made of, and each Site and language has its own.
func TestRecords(t *testing.T) {
	one := &tuning.Tuning{Site: "public", Locale: "sr"}
	refused(t, "synonyms", one.Keep(tuning.Synonyms{ID: "s", Words: []string{"вртић", "обданиште"}}))
	refused(t, "pin", one.KeepPin(tuning.Pin{ID: "p", Question: "вртић", Documents: []content.ID{"d"}}))
	other := &tuning.Tuning{Site: "intranet", Locale: "sr"}
	if one.Record().ID == other.Record().ID || one.Record().Kind != content.RecordTuning {
		t.Error("records are mixed up")
	}
	all, err := tuning.DecodeAll([]content.Record{one.Record(), other.Record()})
	if err != nil {
		t.Fatal(err)
	}
	if got := tuning.Of(all, "public", i18n.SerbianLatn); string(got.Record().Body) != string(one.Record().Body) {
		t.Errorf("serbian in latin letters has %s", got.Record().Body)
	}
	if got := tuning.Of(all, "public", "lt"); got.Site != "public" || got.Locale != "lt" || len(got.Synonyms) > 0 {
		t.Errorf("nothing said: %+v", got)
	}
	if _, err := tuning.DecodeAll([]content.Record{{Body: []byte(`{"site":1}`)}}); err == nil {
		t.Error("nonsense is read")
	}
	site := &content.Site{Locales: []i18n.Locale{i18n.SerbianLatn, "lt", "sr"}}
	if got := tuning.Locales(site); !slices.Equal(got, []i18n.Locale{"sr", "lt"}) {
		t.Errorf("locales %v", got)
	}
}
