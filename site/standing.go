package site

import (
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/content/register"
	"herald/i18n"
)

// Banner says what a reader must know before reading: that a text is
// withdrawn, has ended, is old, waits for something.
type Banner struct {
	// Kind is a class for the style: withdrawn, ended, edition, stale, owed,
	// follows, removed, imported, unofficial, state, correction.
	Kind string
	// Title is the line itself, Text more about it, Reason why.
	Title, Text, Reason string
	// Link and More lead on.
	Link, More *Link
}

// banners lists what holds for r, the gravest first.
func (v *visit) banners(r *content.Reading) []Banner {
	var all []Banner
	add := func(kind, title string, more ...string) {
		b := Banner{Kind: kind, Title: title}
		if len(more) > 0 {
			b.Text = more[0]
		}
		if len(more) > 1 {
			b.Reason = more[1]
		}
		all = append(all, b)
	}
	if r.State == content.Withdrawn && r.Ending != nil {
		add("withdrawn", v.words.T("banner.withdrawn", "date", v.words.Date(r.Ending.At.In(v.zone()))),
			v.words.T("banner.withdrawn_help"), v.reason(r.Ending, r.ReasonText))
	}
	if b, ok := v.correction(r); ok {
		all = append(all, b)
	}
	if r.Ended {
		add("ended", v.words.T("banner.ended", "date", v.when(r.Facts.Until)), v.words.T("banner.ended_help"))
	}
	if word := v.standing(r); word != "" {
		add("state", word)
	}
	for _, owed := range r.Owed {
		add("owed", v.words.T("seal.urgent_owed", "date", v.words.Date(owed.Due.In(v.zone()))))
	}
	for _, later := range r.Follows {
		add("follows", v.words.T("follows."+string(later.Locale), "date", v.day(later.Due)))
	}
	if r.Stale.Stale() {
		add("stale", v.words.T("stale.page"))
		all[len(all)-1].Link = v.source(r)
	}
	if r.Unofficial {
		add("unofficial", v.words.T("seal.unofficial"), v.words.T("seal.authentic_see"))
		all[len(all)-1].Link = v.source(r)
	}
	if r.Imported && r.Sealed == nil {
		add("imported", v.words.T("seal.imported", "date", v.words.Date(r.First.In(v.zone()))))
	}
	if !r.Redacted.IsZero() {
		add("removed", v.words.T("banner.removed", "date", v.words.Date(r.Redacted.In(v.zone()))))
	}
	return all
}

// standing says that something planned does not take place as planned.
func (v *visit) standing(r *content.Reading) string {
	switch value := r.Facts.Fields.Text("standing"); value {
	case "", "planned":
		return ""
	default:
		return v.choiceLabel(r.Type, "standing", value)
	}
}

// plain are the derived states that need no banner: nothing to beware of.
var plain = []string{"", string(register.ActInForce), string(register.AgreementInForce), string(register.AgreementRenewed)}

// state names what an act or an agreement is today; all but the ordinary is a
// banner too.
func (v *visit) state(d *Document, r *content.Reading) {
	d.StatusName, d.Status = v.status(r, d.refs)
	if !slices.Contains(plain, d.StatusName) {
		d.Banners = append([]Banner{{Kind: "state", Title: d.Status}}, d.Banners...)
	}
}

// status gives the derived state of r today and what readers call it.
func (v *visit) status(r *content.Reading, refs []content.Reading) (name, words string) {
	name = register.Status(*r, refs, v.today())
	if name == "" {
		return "", ""
	}
	if key := register.StatusKey(r.Type, name); v.words.Has(key) {
		return name, v.words.T(key)
	}
	return name, humanise(name)
}

// today is the calendar day where the municipality's clocks stand.
func (v *visit) today() content.Day { return content.DayOf(v.reader.Now().In(v.zone())) }

// source leads from a translation to the text it was made from.
func (v *visit) source(r *content.Reading) *Link {
	for _, a := range r.Alternates {
		if a.Locale == r.Source && a.Locale != r.Locale {
			return &Link{URL: a.Path, Text: v.words.T("lang.read." + string(a.Locale))}
		}
	}
	return nil
}

// reason says why something ended: a ready-made sentence, or what was typed.
func (v *visit) reason(e *content.Ending, typed string) string {
	switch {
	case typed != "":
		return typed
	case e == nil || e.Reason.Key == "":
		return ""
	case v.words.Has(e.Reason.Key):
		return v.words.T(e.Reason.Key)
	case v.words.Has("reason." + e.Reason.Key):
		return v.words.T("reason." + e.Reason.Key)
	}
	return ""
}

// Change is what the Edition changed, and the way to each of them.
type Change struct {
	Label, Note string
	Date        time.Time
	Editions    []Link
	// See leads to the words that were changed.
	See *Link
}

// change describes the Editions of r. A text that never changed has none.
func (v *visit) change(r *content.Reading) *Change {
	if len(r.Editions) < 2 && r.Current {
		return nil
	}
	c := &Change{Label: v.words.T("change.update"), Date: r.Updated, Note: v.note(r.Words.ChangeNote), See: v.changed(r, r.Edition)}
	if r.Correction {
		c.Label = v.words.T("change.correction")
	}
	for i, n := range r.Editions {
		if n != r.Edition || r.Current && c.See != nil {
			c.Editions = append(c.Editions, Link{URL: editionURL(r.Path(), n), Text: v.words.Int(i + 1)})
		}
	}
	return c
}

func (v *visit) note(n content.Note) string {
	for _, key := range []string{n.Key, "change." + n.Key} {
		if n.Key != "" && v.words.Has(key) {
			return v.words.T(key)
		}
	}
	return n.Text
}

// Seal is the line that closes every approved text.
type Seal struct {
	// Kind is language, authentic or imported.
	Kind, Text string
	Date       time.Time
	// Notes say more when the line is opened.
	Notes []string
}

// seal gives the line that closes r, or nil where nobody checked it.
func (v *visit) seal(r *content.Reading) *Seal {
	if r.Sealed == nil {
		return nil
	}
	s := &Seal{Kind: content.StepLanguage, Date: r.Sealed.At}
	if r.Sealed.Step == content.StepAuthentic {
		s.Kind = content.StepAuthentic
		s.Notes = append(s.Notes, v.words.T("seal.authentic_text"))
	}
	s.Text = v.words.T("seal."+s.Kind, "date", v.words.Date(s.Date.In(v.zone())))
	if r.Derived {
		s.Notes = append(s.Notes, v.words.T("seal.derived"))
	}
	return s
}

// Steps says what was checked, in whole: the step and its time.
func (s *Seal) Step() string { return "step." + s.Kind }

// editionURL is the address of an Edition, by its number, of the page at path.
func editionURL(path string, n int) string {
	return strings.TrimSuffix(path, "/") + "/editions/" + itoa(n)
}

// fallback says in the language asked for that the page is in another.
func (v *visit) fallback(reading i18n.Locale) *Fallback {
	asked := v.printer(v.asked)
	return &Fallback{
		Lang: v.asked, Text: asked.T("fallback.reading." + string(reading)),
		Home: Link{URL: v.site.Path(v.asked, ""), Text: asked.T("nav.home")},
	}
}
