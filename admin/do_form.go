package admin

import (
	"slices"
	"time"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
)

// DoForm is what the form of an action asks for, with what was chosen so far.
type DoForm struct {
	asked
	Parts []string
	// Soon and Later say which wishes the member may have.
	Soon, Later bool
	// Zones can be chosen for a time, Twice the two instants that look alike.
	Zones, Twice []Choice
	// Changed says that readers see an edition already; Minor that the change was
	// handed over as minor.
	Changed, Minor bool
	// Doubts say why the change looks like more than a minor one; Second that the
	// member may confirm that it is not.
	Doubts []string
	Second bool
	Notes  []Choice
	Kept   string
	// Reasons are ready-made, Typing the languages in which one can be typed.
	Reasons []Choice
	Typing  []TypedReason
	// All names the languages that an ending is about unless one is named.
	All             string
	Several         bool
	Sources, Places []Choice
	// Leavings are the languages that can become Documents of their own.
	Leavings []Choice
}

// TypedReason is a field for a reason in one language.
type TypedReason struct {
	Lang           i18n.Locale
	Language, Text string
}

// first is the form as it is before anybody has filled it in.
func (v *visit) first(o *open) asked {
	in := asked{Zone: v.zone().String(), Keep: true, Typed: map[i18n.Locale]string{}, Correction: o.e.Correction,
		With: content.ID(v.c.Query("with")), Leaving: i18n.Locale(v.c.Query("leaving"))}
	if o.e.State == content.Returned && o.e.Submitted != nil && !o.e.Major {
		in.Size = "minor"
	}
	return in
}

// doParts fills the form with what can be chosen.
func (v *visit) doParts(o *open, d *doing, e *content.Edition, in asked, p *Do) (err error) {
	f := &p.Form
	f.asked, f.Changed, f.Minor = in, !o.t.FirstPublic().IsZero(), !e.Major
	for _, part := range d.parts {
		if slices.Contains([]string{"change", "late", "told"}, part) && !f.Changed {
			continue
		}
		f.Parts = append(f.Parts, part)
		switch part {
		case "wish":
			f.Soon, f.Later = v.mayLater(o, content.Publish), v.mayLater(o, content.Schedule)
			v.times(o, f)
		case "time":
			v.times(o, f)
		case "change", "late":
			v.notes(o, f)
			v.changes(o, d, e, f)
		case "told":
			v.notes(o, f)
		case "scope":
			v.scope(o, f)
		case "reason":
			v.reasons(o, d, f)
		case "other":
			err = v.joinParts(o, in, p)
		case "leaving":
			f.Leavings = v.leavings(o, in.Leaving)
		case "source":
			f.Sources = v.sources(o)
		case "site":
			f.Places, err = v.places(o, in.Site)
		}
	}
	return err
}

// mayLater reports whether the member may name when a text goes out that others
// have yet to approve.
func (v *visit) mayLater(o *open, action content.Action) bool {
	s := o.subject
	s.Edition = nil
	return content.Can(v.actor, action, s) == nil
}

// times are the zones that a time can be chosen in and, in the hour that comes
// twice, the two instants.
func (v *visit) times(o *open, f *DoForm) {
	names := []string{v.zone().String()}
	if s := v.Sites[o.d.Site]; s != nil && s.Zone != nil {
		names = append([]string{s.Zone.String()}, names...)
	}
	seen := map[string]bool{}
	for _, name := range append(names, "UTC", "Europe/Brussels", "Europe/London") {
		if !seen[name] {
			seen[name] = true
			f.Zones = append(f.Zones, Choice{Value: name, Text: name, Chosen: name == f.Zone})
		}
	}
	wall, err := content.ParseWall(f.Day + "T" + f.Hour)
	zone, zoneErr := time.LoadLocation(f.Zone)
	if err != nil || zoneErr != nil {
		return
	}
	if both := wall.Instants(zone); len(both) == 2 {
		for i, at := range both {
			value := string(rune('1' + i))
			f.Twice = append(f.Twice, Choice{Value: value, Text: v.exactly(at, f.Zone), Chosen: f.Which == i+1})
		}
	}
}

// notes are the ready-made change notes, and what the text says already.
func (v *visit) notes(o *open, f *DoForm) {
	for _, key := range content.ChangeNotes {
		f.Notes = append(f.Notes, Choice{Value: key, Text: v.T(key), Chosen: f.Note == key})
	}
	if n := o.words.ChangeNote; n != (content.Note{}) {
		f.Kept = n.Text
		if n.Ready() {
			f.Kept = v.T(n.Catalogued())
		}
	}
}

// changes say why the change looks like more than a minor one.
func (v *visit) changes(o *open, d *doing, e *content.Edition, f *DoForm) {
	if d.name != "submit" && e.Major {
		return
	}
	minor := f.asked.assumed(d.name, o, v.now)
	minor.Size, minor.Ask, minor.Confirm, minor.Major = "minor", false, false, false
	_, err := v.Desk.Rehearse(v.ctx, o.d.ID, func(desk *editorial.Desk) (editorial.Result, error) { return d.verb(v, o, minor, desk) })
	for _, i := range doubtsOf(err) {
		f.Doubts = append(f.Doubts, v.T(i.Key, i.Args...))
	}
	f.Second = content.MayConfirmMinor(v.actor, e) == nil
}

// scope is which languages an ending is about.
func (v *visit) scope(o *open, f *DoForm) {
	var all []i18n.Locale
	for _, t := range o.d.Translations {
		if e := t.LiveEdition(); e != nil && e.State.Readable() {
			all = append(all, t.Locale)
		}
	}
	f.All, f.Several = v.languages(all), len(all) > 1
}

// reasons are the ready-made reasons of an ending, and where one can be typed.
func (v *visit) reasons(o *open, d *doing, f *DoForm) {
	keys := withdrawals
	if d.action == content.Unpublish {
		keys = removals
	}
	for _, key := range keys {
		f.Reasons = append(f.Reasons, Choice{Value: key, Text: v.T(key), Chosen: f.Reason == key})
	}
	for _, t := range o.d.Translations {
		if e := t.LiveEdition(); e != nil && e.State.Readable() && !t.Derived {
			f.Typing = append(f.Typing, TypedReason{Lang: t.Locale, Language: v.words.LanguageName(t.Locale), Text: f.Typed[t.Locale]})
		}
	}
}

// sources are the texts that could be the original in the place of this one.
func (v *visit) sources(o *open) []Choice {
	if o.t.Locale != o.d.Source {
		return nil
	}
	var all []Choice
	for _, t := range o.d.Translations {
		if e := t.LiveEdition(); t != o.t && !t.Derived && e != nil && e.State.Readable() {
			all = append(all, Choice{Value: string(t.Locale), Text: v.words.LanguageName(t.Locale)})
		}
	}
	return all
}

// places are the Sites that a Document can move to.
func (v *visit) places(o *open, chosen string) ([]Choice, error) {
	all, err := v.siteChoices(chosen)
	return slices.DeleteFunc(all, func(c Choice) bool { return c.Value == o.d.Site }), err
}

func (v *visit) otherSite(o *open) string {
	for _, name := range v.siteNames() {
		if name != o.d.Site {
			return name
		}
	}
	return ""
}

// withdrawals and removals are the ready-made reasons of the two endings.
var (
	withdrawals = []string{"reason.withdrawn.out_of_date", "reason.withdrawn.replaced", "reason.withdrawn.cancelled", "reason.withdrawn.wrong", "reason.withdrawn.repealed"}
	removals    = []string{"reason.gone.published_in_error", "reason.gone.consolidated", "reason.gone.duplicate", "reason.gone.moved_site", "reason.gone.service_ended",
		"reason.gone.personal_data", "reason.gone.legal"}
)

// typedReason is the reason that is to be read before it is sealed.
func (v *visit) typedReason(o *open, d *doing) (string, error) {
	if d.name != "seal_reason" || !hasTypedReason(v, o) {
		return "", nil
	}
	hash := o.t.LiveEdition().Ending.Reason.Text
	bodies, err := v.Store.Texts(v.ctx, hash)
	if err != nil {
		return "", err
	}
	return content.DecodeReason(bodies[hash], o.t.Locale)
}
