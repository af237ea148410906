package admin

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
)

// RunPage is what the page of a text has more where it is one of many that wait.
type RunPage struct {
	// Place says which of how many it is; empty where it does not wait for the member.
	// Again says that it was skipped before.
	Place string
	Again bool
	// Why says why it waits, where that is not that it was handed over.
	Why []string
	// Only says that the page shows what changed alone, Checked that it can: somebody
	// has read what it is compared with. Toggle is the address of the other way.
	Only, Checked bool
	Toggle        string
	// Skip leads to the next and brings this one again at the end, Stop to what was
	// done so far.
	Skip, Stop string
	// Next is the page after this one, Ahead tells whether the text there is still what
	// it was when it was fetched. Mark is that of this page.
	Next, Mark string
	// Seen is when the page was made, for machines.
	Seen int64
	// Since is what was changed after the text was shown, Meanwhile what has happened.
	Since     *Comparison
	Meanwhile []Happening
	// Approvals and Return are what can be done here.
	Approvals []Act
	Return    *Act
	Filters   *RunFilters
}

// RunFilters narrow a run; Hidden is the rest of its address.
type RunFilters struct {
	Types, Langs, Organizations []Choice
	Hidden                      []Choice
	// Narrowed says that one is set, Whole leads to everything.
	Narrowed bool
	Whole    string
}

// openWaiting finds the text that an address of a run names, at the Edition that
// waits for a step.
func (v *visit) openWaiting() (*open, error) {
	id, locale, err := v.named()
	if err != nil {
		return nil, err
	}
	return v.textAt(id, locale, awaited)
}

// queueStart leads to the first text that waits, or says that nothing does.
func queueStart(v *visit) error {
	r := v.run()
	if r.since.IsZero() {
		r.since = v.now
	}
	w, err := v.waits(r)
	if err != nil {
		return err
	}
	if len(w.all) == 0 || v.c.Query("stop") != "" {
		return v.ended(r, w)
	}
	return v.to(r.at(w.all[0].Document, w.all[0].Locale))
}

func queuePage(v *visit) error {
	o, err := v.openWaiting()
	if err != nil {
		return err
	}
	return v.queueForm(o, mistakes{}, fiber.StatusOK)
}

// queueForm shows a text that waits, or waited, on the run of the address.
func (v *visit) queueForm(o *open, wrong mistakes, status int, tried ...func(*Act)) error {
	r := v.run()
	p, err := v.textShown(o, queuePath(o.d.ID, o.t.Locale))
	if err != nil {
		return err
	}
	p.Wrong, p.query = wrong, withQuery("", r.values())
	if p.Edit != "" {
		p.Edit += r.editing()
	}
	p.try(tried)
	if p.Run, err = v.runPage(o, r, p); err != nil {
		return err
	}
	if err := v.onlyChanged(p, o, r); err != nil {
		return err
	}
	p.commenting()
	if len(wrong.Whole) > 0 {
		if err := v.meanwhile(p, o); err != nil {
			return err
		}
	}
	return v.page(status, "text", p)
}

// runPage fills what the page has of its run.
func (v *visit) runPage(o *open, r run, p *Text) (*RunPage, error) {
	w, err := v.waits(r)
	if err != nil {
		return nil, err
	}
	other := r
	other.only = !r.only
	is := &RunPage{Toggle: other.at(o.d.ID, o.t.Locale), Skip: r.skipping(o.d.ID, o.t.Locale).from(), Stop: stopping(r), Seen: v.now.UnixMilli()}
	if is.Filters, err = v.runFilters(r); err != nil {
		return nil, err
	}
	i := w.index(o.d.ID, o.t.Locale)
	if i < 0 {
		is.Skip = r.from()
		return is, nil
	}
	is.Place, is.Again, is.Mark = v.placeOf(w, i), i >= w.fresh, mark(&w.all[i])
	if len(w.all) > 1 {
		next := w.all[(i+1)%len(w.all)]
		is.Next = r.at(next.Document, next.Locale)
	}
	is.Why, err = v.whyWaits(o)
	for _, a := range p.Acts {
		switch {
		case a.Name == string(content.Approve) && a.URL == "":
			a.Button = v.T("desk.queue.approve", "step", v.step(a.Step))
			if o.e == o.t.LiveEdition() {
				a.Effect = v.T("desk.queue.effect_live")
			}
			is.Approvals = append(is.Approvals, a)
		case a.Name == string(content.Return):
			a.Button, a.Words = v.T("desk.queue.return"), string(o.e.Words)
			is.Return = &a
		}
	}
	return is, err
}

func (v *visit) placeOf(w waits, i int) string {
	n, of := w.place(i)
	return v.T("desk.queue.place", "n", v.words.Int(n), "of", v.words.Int(of))
}

// stopping is the address that says what was done on r so far.
func stopping(r run) string {
	values := r.values()
	values.Set("stop", "1")
	return withQuery(Root+"/queue", values)
}

// whyWaits says of a text what is not said by its state: that readers have it already,
// when it is to go out, and that a change was called minor which looks like more.
func (v *visit) whyWaits(o *open) ([]string, error) {
	var all []string
	live := o.t.LiveEdition()
	switch {
	case o.e == live && o.t.Unsealed():
		all = append(all, v.T("desk.queue.unsealed", "date", v.words.Date(live.Published.At.In(v.zone()))))
	case o.e == live:
		for _, debt := range live.Owed {
			all = append(all, v.T("desk.queue.owed", "step", v.step(debt.Step)), v.T("desk.queue.due", "when", v.ago(debt.Due)))
		}
	case o.e.AsSoonAsApproved:
		all = append(all, v.T("desk.queue.soon"))
	}
	if live == nil || o.e == live || o.e.Major || o.e.State != content.Submitted {
		return all, nil
	}
	was, err := v.version(o, live.Words, live.Facts)
	if err != nil {
		return nil, err
	}
	differs := content.Differ(o.t.Locale, was.words, o.words)
	differs.Facts = o.t.Locale == o.d.Source && content.FactsDiffer(was.facts, o.facts)
	if doubts := differs.Issues(o.t.Locale); len(doubts) > 0 {
		all = append(all, v.T("desk.queue.minor"))
		for _, d := range doubts {
			all = append(all, v.T(d.Key, d.Args...))
		}
	}
	return all, nil
}

// basis is what a text is compared with on a run: what the member has read of it
// before and returned, else what readers see or saw. checked says that somebody who
// may has read it.
func (v *visit) basis(o *open) (was version, edition int, at time.Time, checked bool, err error) {
	trail, err := v.Store.Trail(v.ctx, content.TrailQuery{Document: o.d.ID, By: v.actor.ID, Locale: o.t.Locale, Newest: true, Limit: 1, Kinds: []content.EventKind{content.EventReturned}})
	if err != nil {
		return was, 0, at, false, err
	}
	if len(trail) == 1 && trail[0].Edition == o.e.Number && trail[0].Locale == o.t.Locale && v.c.Query("against") == "" {
		if i := slices.IndexFunc(o.e.Revisions, func(r content.Revision) bool { return r.Words == trail[0].Words }); i >= 0 {
			was, err = v.version(o, o.e.Revisions[i].Words, o.e.Revisions[i].Facts)
			return was, 0, trail[0].At, true, err
		}
	}
	e := compared(o)
	if e == nil {
		return was, 0, at, false, nil
	}
	was, err = v.version(o, e.Words, e.Facts)
	return was, e.Number, at, e.Seal() != nil, err
}

// onlyChanged compares the text on a run, and leaves out what is the same where that
// was read before: what nobody has read is never left out.
func (v *visit) onlyChanged(p *Text, o *open, r run) error {
	was, edition, at, checked, err := v.basis(o)
	if err != nil || edition == 0 && at.IsZero() {
		return err
	}
	titles, err := v.titles(o)
	if err != nil {
		return err
	}
	p.Run.Only, p.Run.Checked = r.only && checked, checked
	p.Against = &Against{Edition: edition, Returned: at, Comparison: v.compareInto(&Comparison{only: p.Run.Only}, o, was, titles)}
	if !p.Whole() {
		for _, b := range p.Blocks {
			p.Remarks.Said = append(p.Remarks.Said, b.Said...)
		}
	}
	return nil
}

// runFilters are the choices by which a run can be narrowed.
func (v *visit) runFilters(r run) (*RunFilters, error) {
	f := &RunFilters{Narrowed: r.narrowed(), Whole: r.whole().from()}
	for _, t := range v.Types.All() {
		f.Types = append(f.Types, Choice{Value: t.Name, Text: v.kind(t.Name), Chosen: r.typ == t.Name})
	}
	for _, l := range v.spoken() {
		if slices.ContainsFunc(content.BoundsOf(v.actor, content.Approve, v.Types, v.now), func(b content.Bounds) bool {
			return len(b.Locales) == 0 || slices.Contains(b.Locales, l)
		}) {
			f.Langs = append(f.Langs, Choice{Value: string(l), Text: v.words.LanguageName(l), Chosen: r.language == l})
		}
	}
	named, err := v.offer(v.Sites[v.siteNames()[0]], []string{"organization"}, v.locale, offered)
	if err != nil {
		return nil, err
	}
	for id, t := range named {
		f.Organizations = append(f.Organizations, Choice{Value: string(id), Text: t.text, Lang: t.locale, Chosen: r.organization == id})
	}
	slices.SortFunc(f.Organizations, func(a, b Choice) int { return i18n.Locale(v.locale).Compare(a.Text, b.Text) })
	rest := r.whole().values()
	for _, name := range []string{"since", "list", "only", "skipped"} {
		if value := rest.Get(name); value != "" {
			f.Hidden = append(f.Hidden, Choice{Value: name, Text: value})
		}
	}
	return f, nil
}
