package admin

import (
	"context"
	"net/url"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/counting"
	"herald/content/editorial"
	"herald/content/tuning"
	"herald/i18n"
	"herald/internal/fault"
)

// Questions tells what readers asked the search, as far as it was counted.
type Questions interface {
	Asked(ctx context.Context, q counting.Query) ([]counting.Count, error)
}

// SearchesPage is what readers look for on one Site in one language, and what was
// said of it at the desk.
type SearchesPage struct {
	Base
	Searching
	Sites, Languages, Spans []Tongue
	// Asked is what is looked for most, Without what is looked for without a result.
	AskedMost, Without []QuestionLine
	Synonyms           []SynonymsLine
	Pins               []PinLine
	// Undo gives back what was just removed, nil where nothing was.
	Undo *UndoRemoval
}

// Searching is where readers search: a Site in a language.
type Searching struct {
	Site     string
	Lang     i18n.Locale
	Language string
	// Path is the address of the page at the desk, Try that of the search that
	// readers have, to which a question is put.
	Path, Try string
	// Keeps says that the member may change what is said of it.
	Keeps bool
}

// QuestionLine is a text that readers asked, with what can be done about it.
type QuestionLine struct {
	Text, Counted, Try string
	// Synonyms and Pin lead to forms that are filled in.
	Synonyms, Pin string
}

// SynonymsLine is a group of words that mean the same.
type SynonymsLine struct {
	ID              content.ID
	Words           []string
	Who, Change, Of string
	When            time.Time
}

// PinLine is a question with what stands first for it.
type PinLine struct {
	ID                    content.ID
	Question, Who, Change string
	Try                   string
	When                  time.Time
	Documents             []PinnedLine
}

// PinnedLine is one Document that stands first. URL is "" where the member may not
// read it or it is gone.
type PinnedLine struct {
	ID              content.ID
	URL, Title      string
	Lang            i18n.Locale
	Kind, State     string
	Public, Missing bool
}

// UndoRemoval is a form that adds again what was removed: synonyms, or a question
// with its Documents. It stands in the answer to the removal and in no address.
type UndoRemoval struct {
	Action, Text    string
	Words, Question string
	Documents       []content.ID
}

const searchesPath = Root + "/search-words"

// shownQuestions is how many questions a list of the page has.
const shownQuestions = 25

func (v *visit) tunes(l i18n.Locale) bool {
	return content.Can(v.actor, content.TuneSearch, content.Subject{Locale: l, Now: v.now}) == nil
}

// searchesOf reads the Site and the language of an address. Without them they are
// the first Site, and the language that the member looks after.
func (v *visit) searchesOf() (editorial.Searches, error) {
	of := editorial.Searches{Site: v.c.Params("site"), Locale: i18n.Locale(v.c.Params("locale"))}
	if of.Site == "" {
		of.Site = v.siteNames()[0]
	}
	site := v.Sites[of.Site]
	if site == nil {
		return of, fault.Absent("searches of %q", of.Site)
	}
	tongues := tuning.Locales(site)
	if of.Locale == "" {
		own := tuning.Locale(v.locale)
		for _, fits := range []func(i18n.Locale) bool{func(l i18n.Locale) bool { return l == own && v.tunes(l) }, v.tunes} {
			if i := slices.IndexFunc(tongues, fits); i >= 0 {
				of.Locale = tongues[i]
				return of, nil
			}
		}
		of.Locale = tongues[0]
	}
	if !slices.Contains(tongues, of.Locale) {
		return of, fault.Absent("searches in %q", of.Locale)
	}
	return of, nil
}

// mayTune is searchesOf for forms: who may not tune there is told why.
func (v *visit) mayTune() (editorial.Searches, error) {
	of, err := v.searchesOf()
	if err == nil {
		err = content.Can(v.actor, content.TuneSearch, content.Subject{Locale: of.Locale, Now: v.now})
	}
	return of, err
}

func searchesURL(of editorial.Searches) string {
	return searchesPath + "/" + of.Site + "/" + string(of.Locale)
}

func (v *visit) searching(of editorial.Searches) Searching {
	site, spoken := v.Sites[of.Site], of.Locale
	if !site.Has(spoken) {
		spoken = site.Locales[slices.IndexFunc(site.Locales, func(l i18n.Locale) bool { return tuning.Locale(l) == of.Locale })]
	}
	return Searching{Site: of.Site, Lang: of.Locale, Language: v.words.LanguageName(of.Locale), Path: searchesURL(of),
		Try: site.URL(site.Path(spoken, "search")), Keeps: v.tunes(of.Locale)}
}

// try gives the address of the search for a question.
func (s Searching) try(question string) string { return s.Try + "?q=" + escape(question) }

// with gives a form of the page, filled in.
func (s Searching) with(form string, values url.Values) string {
	return s.Path + "/" + form + "?" + values.Encode()
}

func searchesPage(v *visit) error {
	of, err := v.searchesOf()
	if err != nil {
		return err
	}
	return v.searches(of, nil)
}

// searches shows the page, after a removal with the way back.
func (v *visit) searches(of editorial.Searches, undo *UndoRemoval) error {
	said, err := v.Desk.Tuning(v.ctx, of)
	if err != nil {
		return err
	}
	p := &SearchesPage{Base: v.base(v.T("desk.searches.title")), Searching: v.searching(of), Undo: undo}
	switch {
	case undo != nil:
		p.Done = v.T("desk.searches.done.removed")
	case v.c.Query("said") == "kept":
		p.Done = v.T("desk.searches.done.kept")
	}
	if err := v.searchesChoices(p, of); err != nil {
		return err
	}
	if err := v.questions(p, said); err != nil {
		return err
	}
	if err := v.tuningLines(p, said); err != nil {
		return err
	}
	return v.page(fiber.StatusOK, "search-words", p)
}

// searchesChoices lead to the other Sites and languages.
func (v *visit) searchesChoices(p *SearchesPage, of editorial.Searches) error {
	called, err := v.siteTitles()
	if err != nil {
		return err
	}
	for _, name := range v.siteNames() {
		tongues := tuning.Locales(v.Sites[name])
		to := editorial.Searches{Site: name, Locale: of.Locale}
		if !slices.Contains(tongues, to.Locale) {
			to.Locale = tongues[0]
		}
		p.Sites = append(p.Sites, Tongue{URL: searchesURL(to), Text: called[name], Current: name == of.Site})
	}
	for _, l := range tuning.Locales(v.Sites[of.Site]) {
		to := editorial.Searches{Site: of.Site, Locale: l}
		p.Languages = append(p.Languages, Tongue{URL: searchesURL(to), Text: v.words.LanguageName(l), Lang: v.locale, Current: l == of.Locale})
	}
	return nil
}

// spans are the stretches of time that questions are shown for: what each is called
// in an address, and its first and last month from this one.
var spans = []struct {
	name        string
	from, until counting.Month
}{{"month", 0, 0}, {"last", -1, -1}, {"year", -11, 0}}

// questions fills p with what readers asked in the span of the address.
func (v *visit) questions(p *SearchesPage, said *tuning.Tuning) error {
	now := counting.MonthOf(v.now)
	q := counting.Query{Site: said.Site, Locale: said.Locale, From: now, Until: now, Limit: shownQuestions}
	chosen := v.c.Query("span", spans[0].name)
	for i, span := range spans {
		current := chosen == span.name
		if current {
			q.From, q.Until = now+span.from, now+span.until
		}
		to := p.Path
		if i > 0 {
			to += "?span=" + span.name
		}
		p.Spans = append(p.Spans, Tongue{URL: to, Text: v.T("desk.searches.span." + span.name), Current: current})
	}
	if v.Questions == nil {
		return nil
	}
	for _, list := range []*[]QuestionLine{&p.AskedMost, &p.Without} {
		q.Without = list == &p.Without
		found, err := v.Questions.Asked(v.ctx, q)
		if err != nil {
			return err
		}
		for _, c := range found {
			*list = append(*list, v.questionLine(p, c))
		}
	}
	return nil
}

func (v *visit) questionLine(p *SearchesPage, c counting.Count) QuestionLine {
	line := QuestionLine{Text: c.Text, Try: p.try(c.Text), Counted: v.T("desk.searches.times", "count", c.Times)}
	if c.Without > 0 {
		line.Counted += " · " + v.T("desk.searches.without_times", "count", c.Without)
	}
	if p.Keeps {
		line.Synonyms = p.with("synonyms", url.Values{"words": {c.Text}})
		line.Pin = p.with("pin", url.Values{"question": {c.Text}})
	}
	return line
}

// tuningLines lists what was said, the newest first.
func (v *visit) tuningLines(p *SearchesPage, said *tuning.Tuning) error {
	var by []content.MemberID
	var documents []content.ID
	for _, s := range said.Synonyms {
		by = append(by, s.Added.By)
	}
	for _, pin := range said.Pins {
		by, documents = append(by, pin.Added.By), append(documents, pin.Documents...)
	}
	names, err := v.names(by...)
	if err != nil {
		return err
	}
	known, err := v.pinnedLines(said.Site, documents)
	if err != nil {
		return err
	}
	for _, s := range slices.Backward(said.Synonyms) {
		p.Synonyms = append(p.Synonyms, SynonymsLine{ID: s.ID, Words: s.Words, Of: s.Text(), Who: nameOr(names, s.Added.By), When: s.Added.At,
			Change: p.with("synonyms", url.Values{"group": {string(s.ID)}})})
	}
	for _, pin := range slices.Backward(said.Pins) {
		line := PinLine{ID: pin.ID, Question: pin.Question, Who: nameOr(names, pin.Added.By), When: pin.Added.At, Try: p.try(pin.Question),
			Change: p.with("pin", url.Values{"pin": {string(pin.ID)}})}
		for _, id := range pin.Documents {
			line.Documents = append(line.Documents, known[id])
		}
		p.Pins = append(p.Pins, line)
	}
	return nil
}

// pinnedLines gives what a member may know of Documents: one that they may not read
// looks like one that is gone.
func (v *visit) pinnedLines(site string, ids []content.ID) (map[content.ID]PinnedLine, error) {
	known := map[content.ID]PinnedLine{}
	for _, id := range ids {
		known[id] = PinnedLine{ID: id, Missing: true, Title: v.T("desk.searches.missing")}
	}
	if len(ids) == 0 {
		return known, nil
	}
	all, err := v.Store.Board(v.ctx, content.BoardQuery{Within: v.reading(), Documents: ids, Sites: []string{site}, Sort: content.ByDocument})
	if err != nil {
		return nil, err
	}
	all = v.readable(all)
	some := v.onePerDocument(all)
	lines, err := v.lines(some, touched)
	if err != nil {
		return nil, err
	}
	for i, s := range some {
		public := slices.ContainsFunc(all, func(o content.Standing) bool { return o.Document == s.Document && o.LiveState.Readable() })
		known[s.Document] = PinnedLine{ID: s.Document, URL: lines[i].URL, Title: lines[i].Title, Lang: lines[i].Lang, Kind: lines[i].Kind, State: lines[i].State, Public: public}
	}
	return known, nil
}
