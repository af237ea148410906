package content

import (
	"slices"
	"time"

	"herald/i18n"
)

// Bounds are where somebody may do something: what is in one of Organizations,
// Locales and Types; an empty list is no bound.
type Bounds struct {
	Organizations []ID
	Locales       []i18n.Locale
	Types         []string
	// Steps, where there are any, narrow the bounds to what awaits or owes one of
	// them: the steps that the same Grant lets its holder fill.
	Steps []string
	// Sources lets Locales not bound the source Translations: who translates reads
	// what there is to translate.
	Sources bool
}

// Holds reports whether s is within b.
func (b Bounds) Holds(s *Standing) bool {
	return (len(b.Organizations) == 0 || slices.Contains(b.Organizations, s.Organization)) &&
		(len(b.Locales) == 0 || slices.Contains(b.Locales, s.Locale) || b.Sources && s.IsSource()) &&
		(len(b.Types) == 0 || slices.Contains(b.Types, s.Type)) &&
		(len(b.Steps) == 0 || s.Awaits(b.Steps...) || s.Owes(b.Steps...) != nil)
}

// BoundsOf gives where the Grants that actor holds now let them do action; what
// Can grants is within them. A rule that asks about more than one Translation
// (four eyes, actions on a whole Document) is not a bound: Can knows it.
func BoundsOf(actor Actor, action Action, types *Types, now time.Time) []Bounds {
	var all []Bounds
	for _, g := range actor.Grants {
		if b, ok := g.bounds(action, types, now); ok {
			all = append(all, b)
		}
	}
	return all
}

// bounds gives those of one Grant, and false where it gives nothing.
func (g Grant) bounds(action Action, types *Types, now time.Time) (Bounds, bool) {
	if !slices.Contains(allowed[g.Role], action) || !g.holds(now) {
		return Bounds{}, false
	}
	b := Bounds{Organizations: g.Organizations, Locales: g.Locales, Types: g.Types, Sources: action == ReadDraft && len(g.Locales) > 0}
	if g.Role == RoleRegistrar {
		// No Type is no bound, so that nothing left must never look like it.
		if b.Types = registers(types, g.Types); len(b.Types) == 0 {
			return Bounds{}, false
		}
	}
	if action == Approve {
		if b.Steps = g.fillable(); len(b.Steps) == 0 {
			return Bounds{}, false
		}
	}
	return b, true
}

// registers gives the Types that are registers: those of only, if any are named.
func registers(types *Types, only []string) []string {
	var all []string
	for _, t := range types.All() {
		if t.Register && (len(only) == 0 || slices.Contains(only, t.Name)) {
			all = append(all, t.Name)
		}
	}
	return all
}

// fillable gives the steps that g lets its holder fill.
func (g Grant) fillable() []string {
	if g.Role == RoleLanguageEditor {
		return []string{StepLanguage, StepAuthentic}
	}
	return slices.DeleteFunc(slices.Clone(g.Steps), SealStep)
}
