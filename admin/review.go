package admin

import (
	"html/template"
	"slices"
	"strconv"
	"time"

	"herald/content"
	"herald/content/difference"
	"herald/content/markdown"
	"herald/i18n"
)

// Against is what a text is compared with: another Edition of it.
type Against struct {
	Edition int
	// Returned, where there is no Edition, is when the member returned what it is
	// compared with.
	Returned time.Time
	*Comparison
}

// Original is the source of a translation, to be read beside it.
type Original struct {
	// URL leads to it at the desk; Lang is its language, Language names it.
	URL      string
	Lang     i18n.Locale
	Language string
	// Changed says that it has changed since the translation was made; what has is
	// marked then.
	Changed        bool
	Title, Summary []difference.Run
	Blocks         []difference.Block
	// Whole is the body as readers see it, where nothing has to be marked.
	Whole template.HTML
}

// EditionLine is one Edition in the history of a text.
type EditionLine struct {
	Number int
	State  string
	// When is when it became public, zero if it never did.
	When time.Time
	// Compare is the address of the text compared with it; empty for the one shown.
	Compare string
}

// against compares the text with the Edition asked for, else with what readers see,
// else with what they saw before. It is nil for a first Edition.
func (v *visit) against(o *open, titles map[content.ID]string) (*Against, error) {
	e := compared(o)
	if n, err := strconv.Atoi(v.c.Query("against")); err == nil && n != o.e.Number && o.t.Edition(n) != nil {
		e = o.t.Edition(n)
	}
	if e == nil {
		return nil, nil
	}
	was, err := v.version(o, e.Words, e.Facts)
	if err != nil {
		return nil, err
	}
	return &Against{Edition: e.Number, Comparison: v.compare(o, was, titles)}, nil
}

// compared picks the Edition that a text is compared with when nobody chose one.
func compared(o *open) *content.Edition {
	if live := o.t.LiveEdition(); live != nil && live != o.e {
		return live
	}
	for n := o.e.Number - 1; n > 0; n-- {
		if e := o.t.Edition(n); e.Published != nil {
			return e
		}
	}
	return nil
}

// dayText writes a day as people do; what is no day stays as it is.
func (v *visit) dayText(s string) string {
	day, err := content.ParseDay(s)
	if err != nil {
		return s
	}
	return v.words.Date(day.Time())
}

// madeFrom gives the Translation that a text is made from: the source, or for one
// that follows by rule the one whose script it changes.
func (v *visit) madeFrom(o *open) *content.Translation {
	if site := v.Sites[o.d.Site]; o.t.Derived && site != nil {
		for _, t := range o.d.Translations {
			if site.Derives(t.Locale) == o.t.Locale {
				return t
			}
		}
	}
	return o.d.SourceTranslation()
}

// original gives what a translation is made from, as readers see it, or as it
// stands while nothing of it is public and the member may read it. It is nil for
// the source itself.
func (v *visit) original(o *open) (*Original, error) {
	source := v.madeFrom(o)
	if source == nil || source.Locale == o.t.Locale {
		return nil, nil
	}
	s := o.subject
	s.Translation, s.Locale, s.Edition = source, source.Locale, source.Newest()
	drafts := s.Edition != nil && content.Can(v.actor, content.ReadDraft, s) == nil
	e := source.LiveEdition()
	if e == nil || !e.State.Readable() {
		if e = s.Edition; !drafts {
			return nil, nil
		}
	}
	now, err := v.version(o, e.Words, "")
	if err != nil {
		return nil, err
	}
	then := now
	if made := o.t.MadeFrom.Words; made != "" && made != e.Words && (drafts || wasPublic(source, made)) {
		if then, err = v.version(o, made, ""); err != nil {
			return nil, err
		}
	}
	is := &Original{URL: documentURL(o.d.ID, source.Locale), Lang: source.Locale, Language: v.words.LanguageName(source.Locale),
		Changed: content.Compare(then.words, now.words).Stale(),
		Title:   difference.Words(then.words.Title, now.words.Title), Summary: difference.Words(then.words.Summary, now.words.Summary),
		Blocks: difference.Of(difference.Markdown(then.words.Body), difference.Markdown(now.words.Body))}
	if !is.Changed {
		is.Whole, err = markdown.Render(now.words.Body, markdown.Page, markdown.Options{Lang: string(source.Locale), Slug: source.Locale.Slug, IDPrefix: "original-"})
	}
	return is, err
}

// wasPublic reports whether words were those of an Edition that readers had.
func wasPublic(t *content.Translation, words content.Hash) bool {
	return slices.ContainsFunc(t.Editions, func(e *content.Edition) bool { return e.Published != nil && e.Words == words })
}

// editionsLength bounds how many Editions are listed, the newest first.
const editionsLength = 20

// editions lists the Editions of a text; one alone is no list.
func (v *visit) editions(o *open) []EditionLine {
	if len(o.t.Editions) < 2 {
		return nil
	}
	var all []EditionLine
	for _, e := range slices.Backward(o.t.Editions) {
		line := EditionLine{Number: e.Number, State: v.T("state." + string(e.State))}
		if e.Published != nil {
			line.When = e.Published.At
		}
		if e != o.e {
			line.Compare = documentURL(o.d.ID, o.t.Locale) + "?against=" + strconv.Itoa(e.Number) + "#_changes"
		}
		if all = append(all, line); len(all) == editionsLength {
			break
		}
	}
	return all
}

// Mate is one language of those that go public together.
type Mate struct {
	URL, Language, State, StateName string
	Current                         bool
	// Later is the day by which it follows the others.
	Later string
}

// together lists the languages that this one goes public with, each with where it
// stands, and gives what is left of the other languages.
func (v *visit) together(o *open, others []Line) (mates []Mate, rest []Line) {
	site := v.Sites[o.d.Site]
	if site == nil {
		return nil, others
	}
	group := slices.DeleteFunc(slices.Clone(o.typ.Group(site, o.t.Locale)), func(l i18n.Locale) bool { return !site.Has(l) })
	if len(group) < 2 {
		return nil, others
	}
	for _, l := range group {
		mates = append(mates, v.mate(o, l, others))
	}
	return mates, slices.DeleteFunc(slices.Clone(others), func(line Line) bool { return slices.Contains(group, line.Lang) })
}

func (v *visit) mate(o *open, l i18n.Locale, others []Line) Mate {
	m := Mate{Language: v.words.LanguageName(l), State: v.T("desk.review.missing"), StateName: "missing", Current: l == o.t.Locale}
	t := o.d.Translation(l)
	if t == nil || t.Newest() == nil {
		return m
	}
	m.StateName = string(t.Newest().State)
	m.State = v.T("state." + m.StateName)
	if t.Follows != nil {
		m.Later = v.dayText(t.Follows.Due)
	}
	if i := slices.IndexFunc(others, func(line Line) bool { return line.Lang == l }); i >= 0 {
		m.URL = others[i].URL
	}
	return m
}
