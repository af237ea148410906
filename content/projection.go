package content

import (
	"fmt"
	"slices"
	"time"

	"herald/i18n"
)

// Projection is what a store keeps beside a Document's Record so that readers
// can find it. It is a pure function of Record, texts, Types and Sites: a store
// that lost it builds it again.
type Projection struct {
	Rows   []Row
	Paths  []PathRow
	Claims []Claim
	// Due are the instants at which a scheduled Edition waits for its release.
	Due []time.Time
	// Standings are for the desk alone: readers' rows never follow from them.
	Standings []Standing `json:"-"`
}

// Projector computes Projections for one installation.
type Projector struct {
	Types *Types
	Sites Sites
}

// Fingerprint changes whenever the same Record could give another Projection:
// with the Types, with the Sites, and with the rules of this file.
func (p Projector) Fingerprint() string {
	const rules = 8
	print := fmt.Sprintf("rules %d\n", rules)
	for _, t := range p.Types.All() {
		print += fmt.Sprintf("%+v\n", *t)
	}
	names := make([]string, 0, len(p.Sites))
	for n := range p.Sites {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		s := p.Sites[n]
		print += fmt.Sprintf("%s %s %v %v\n", n, s.Audience, s.Locales, s.Zone)
	}
	return string(Sum([]byte(print)))
}

// Project computes the Projection of d. texts holds every text that Needs
// named; a Document whose Type or Site is not configured any more has no rows.
func (p Projector) Project(d *Document, texts map[Hash][]byte) (Projection, error) {
	j := &projecting{Projector: p, d: d, words: map[Hash]Words{}, facts: map[Hash]Facts{}}
	for _, h := range p.Needs(d) {
		if err := j.decode(h, texts[h.Hash]); err != nil {
			return Projection{}, fmt.Errorf("document %s: %w", d.ID, err)
		}
	}
	j.typ, j.site = p.Types.Get(d.Type), p.Sites[d.Site]
	if j.typ != nil && j.site != nil {
		j.rows()
	}
	j.paths()
	j.claims()
	j.due()
	j.standings()
	return j.out, nil
}

// Needed is a text that Project has to read.
type Needed struct {
	Hash Hash
	// Facts says that the text holds facts, else words.
	Facts bool
}

// Needs lists the texts that Project reads of d: those of Editions that are or
// were public, and of those in the next slot.
func (p Projector) Needs(d *Document) []Needed {
	var all []Needed
	add := func(h Hash, facts bool) {
		if n := (Needed{h, facts}); h != "" && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	for _, t := range d.Translations {
		for _, e := range t.Editions {
			if e.Published != nil || e.Number == t.Next || e.Number == t.Live {
				add(e.Words, false)
				add(e.Facts, true)
			}
		}
	}
	for _, f := range d.Former {
		for _, w := range f.Words {
			add(w.Words, false)
		}
	}
	return all
}

type projecting struct {
	Projector
	d     *Document
	typ   *Type
	site  *Site
	words map[Hash]Words
	facts map[Hash]Facts
	out   Projection
}

func (j *projecting) decode(n Needed, body []byte) (err error) {
	if body == nil {
		return fmt.Errorf("text %s is missing", n.Hash)
	}
	if n.Facts {
		j.facts[n.Hash], err = DecodeFacts(body)
	} else {
		j.words[n.Hash], err = DecodeWords(body)
	}
	return err
}

// rows cuts time at every scheduled release and, in each span, gives every
// locale of the Site the text it shows there.
func (j *projecting) rows() {
	cuts := j.cuts()
	for i, begin := range cuts {
		var end time.Time
		if i+1 < len(cuts) {
			end = cuts[i+1]
		}
		j.span(begin, end)
	}
	j.tombstones()
}

func (j *projecting) cuts() []time.Time {
	cuts := []time.Time{{}}
	for _, t := range j.d.Translations {
		if e := t.NextEdition(); e != nil && e.State == Scheduled {
			cuts = append(cuts, e.PublishAt)
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	return slices.CompactFunc(cuts, time.Time.Equal)
}

func (j *projecting) span(begin, end time.Time) {
	source := j.d.SourceTranslation()
	if source == nil || source.At(begin) == nil {
		return
	}
	facts := source.At(begin).Facts
	for _, want := range j.site.Locales {
		t, e := j.shown(want, begin)
		if e == nil {
			continue
		}
		row := j.row(want, t, e, facts)
		row.Terms = append(row.Terms, j.assets(t, e, facts)...)
		row.Begin, row.End = begin, end
		j.add(row)
	}
}

// shown gives the text that a list in locale want shows at an instant: its own
// or the first readable one in the Site's order.
func (j *projecting) shown(want i18n.Locale, at time.Time) (*Translation, *Edition) {
	for _, l := range append([]i18n.Locale{want}, j.site.Locales...) {
		if t := j.d.Translation(l); t != nil {
			if e := t.At(at); e != nil {
				return t, e
			}
		}
	}
	return nil, nil
}

// add joins row to the one before where a cut changed nothing in its locale.
func (j *projecting) add(row Row) {
	for i := range j.out.Rows {
		o := &j.out.Rows[i]
		if o.For == row.For && o.Locale == row.Locale && o.Edition == row.Edition && o.Facts == row.Facts && o.End.Equal(row.Begin) {
			o.End = row.End
			return
		}
	}
	j.out.Rows = append(j.out.Rows, row)
}

// row gives the row of e in a list in locale want. Titles of one list are put in
// order by the law of its own language, whatever language they are in.
func (j *projecting) row(want i18n.Locale, t *Translation, e *Edition, facts Hash) Row {
	w, f := j.words[e.Words], j.facts[facts]
	row := Row{
		Document: j.d.ID, Site: j.d.Site, Type: j.d.Type, Audience: j.site.Audience,
		For: want, Locale: t.Locale, Edition: e.Number, State: e.State,
		Until: f.Until, Public: t.LastMajor(e.Number), Path: w.Path,
		TitleBy: want.CollationKey(w.Title), Order: f.Order, Parent: f.Parent,
		Words: e.Words, Facts: facts,
	}
	if e.State == Scheduled {
		row.State = Published
		if e.Major || !t.publishedBefore(e.Number) {
			row.Public = e.PublishAt
		}
	}
	row.Date, row.Moment = j.date(f, row.Public)
	row.Terms = j.terms(w, f, row.Date)
	return row
}

// date gives the entry's own day and instant where its Type has one, else the
// public day as the municipality's clocks showed it.
func (j *projecting) date(f Facts, public time.Time) (day string, moment time.Time) {
	field, ok := j.typ.Field(j.typ.Date)
	if !ok {
		return DayOf(public.In(j.zone())).String(), time.Time{}
	}
	v := f.Fields.Text(j.typ.Date)
	if field.Kind == KindInstant {
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			return DayOf(at.In(j.zone())).String(), at.UTC()
		}
	}
	if v == DayUnknown {
		return "", time.Time{}
	}
	return v, time.Time{}
}

func (j *projecting) zone() *time.Location {
	if j.site.Zone == nil {
		return time.UTC
	}
	return j.site.Zone
}

func (j *projecting) terms(w Words, f Facts, date string) []Term {
	var all []Term
	add := func(name, value string) {
		if t := (Term{name, value}); value != "" && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	add(TermOrganization, string(f.Organization))
	for _, topic := range f.Topics {
		add(TermTopic, string(topic))
	}
	if len(date) >= 4 {
		add(TermYear, date[:4])
	}
	for _, field := range j.typ.Fields {
		values := f.Fields[field.Name]
		if field.Words {
			values = w.Fields[field.Name]
		}
		j.fieldTerms(field, values, add)
	}
	for _, id := range []ID{f.Organization, f.Parent} {
		add(TermRef, string(id))
	}
	for _, id := range f.Topics {
		add(TermRef, string(id))
	}
	return all
}

// assets gives the terms of every file that can be read of where e stands: those
// of e, and those of the Editions before it, which stay readable beside it.
func (j *projecting) assets(t *Translation, e *Edition, facts Hash) []Term {
	var all []Term
	add := func(words, facts Hash) {
		for _, id := range AssetsOf(j.typ, j.words[words], j.facts[facts], j.site.Audience) {
			if term := (Term{TermAsset, string(id)}); !slices.Contains(all, term) {
				all = append(all, term)
			}
		}
	}
	add(e.Words, facts)
	for _, old := range t.Editions {
		if old.Published != nil && old.Number < e.Number {
			add(old.Words, old.Facts)
		}
	}
	return all
}

func (j *projecting) fieldTerms(field Field, v Value, add func(name, value string)) {
	for _, item := range v.Items {
		if field.Kind == KindRef {
			if r, err := ParseRef(item); err == nil {
				add(TermRef, string(r.Document))
				add(TermRef+":"+field.Name, string(r.Document))
				item = string(r.Document)
			}
		}
		if field.Facet {
			add(field.Name, item)
		}
	}
	for _, row := range v.Rows {
		for _, sub := range field.Fields {
			j.fieldTerms(sub, row[sub.Name], add)
		}
	}
}

// tombstones keep the place of what was unpublished in the list of a register,
// unless another language of it stands there.
func (j *projecting) tombstones() {
	for _, t := range j.d.Translations {
		e := t.LiveEdition()
		if e == nil || e.State != Unpublished {
			continue
		}
		shown := func(r Row) bool { return r.For == t.Locale && r.End.IsZero() }
		if slices.ContainsFunc(j.out.Rows, shown) {
			continue
		}
		row := j.row(t.Locale, t, e, e.Facts)
		if n := t.NextEdition(); n != nil && n.State == Scheduled {
			row.End = n.PublishAt
		}
		j.out.Rows = append(j.out.Rows, row)
	}
}

// paths gives every address that is, was or is due to become public.
func (j *projecting) paths() {
	add := func(site string, t i18n.Locale, path string, since time.Time, rehomed bool) {
		same := func(o PathRow) bool { return o.Site == site && o.Locale == t && o.Path == path }
		if path != "" && !slices.ContainsFunc(j.out.Paths, same) {
			j.out.Paths = append(j.out.Paths, PathRow{Site: site, Locale: t, Path: path, Document: j.d.ID, Since: since, Rehomed: rehomed})
		}
	}
	for _, t := range j.d.Translations {
		for _, e := range t.Editions {
			w := j.words[e.Words]
			switch {
			case e.Published != nil:
				add(j.d.Site, t.Locale, w.Path, time.Time{}, false)
				for _, p := range w.FormerPaths {
					add(j.d.Site, t.Locale, p, time.Time{}, false)
				}
			case e.State == Scheduled:
				add(j.d.Site, t.Locale, w.Path, e.PublishAt, false)
			}
		}
	}
	for _, f := range j.d.Former {
		for _, w := range f.Words {
			add(f.Site, w.Locale, j.words[w.Words].Path, time.Time{}, true)
		}
	}
}

// claims names everything that no other Document may take.
func (j *projecting) claims() {
	for _, p := range j.out.Paths {
		j.out.Claims = append(j.out.Claims, PathClaim(p.Site, p.Locale, p.Path))
	}
	for _, t := range j.d.Translations {
		for _, e := range []*Edition{t.LiveEdition(), t.NextEdition()} {
			if e != nil {
				j.out.Claims = append(j.out.Claims, ClaimsOf(j.d, j.typ, t.Locale, j.words[e.Words], j.facts[e.Facts])...)
			}
		}
	}
	slices.Sort(j.out.Claims)
	j.out.Claims = slices.Compact(j.out.Claims)
}

func (j *projecting) due() {
	for _, t := range j.d.Translations {
		if e := t.NextEdition(); e != nil && e.State == Scheduled {
			j.out.Due = append(j.out.Due, e.PublishAt)
		}
	}
}
