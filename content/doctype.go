package content

import (
	"slices"

	"herald/i18n"
)

// Type is the configured shape of a Document: which fields it has, which steps
// its Editions need, where it stands in addresses and lists. A Type is data: a
// TOML file in types/ or in the municipality's own types folder.
type Type struct {
	Name string `toml:"name"`
	// Steps are the approvals an Edition needs before it may be public.
	Steps []string `toml:"steps"`
	// UrgentSkips are the steps an urgent publishing may skip; nil is all.
	UrgentSkips []string `toml:"urgent_skips"`
	// Verbatim words are those of a signed original: nobody corrects them under
	// review, and in authentic locales the language step is the authentic one.
	Verbatim bool `toml:"verbatim"`
	// Listed Types have a listing page; a Register is listed as a table with
	// facets, columns and exports and keeps withdrawn entries, marked.
	Listed   bool `toml:"listed"`
	Register bool `toml:"register"`
	// Tree pages take their place in menus from their parent.
	Tree bool `toml:"tree"`
	// Single Types have one Document per Site, at the Site's own addresses.
	Single bool `toml:"single"`
	// Hidden Types have no page of their own: their words are shown elsewhere.
	Hidden bool `toml:"hidden"`
	// Body says whether the Type has a body, Summary whether it has a summary.
	Body    Need `toml:"body"`
	Summary Need `toml:"summary"`
	// Slugs are the listing's path segment per locale; FormerSlugs what it was.
	Slugs       map[i18n.Locale]string   `toml:"slugs"`
	FormerSlugs map[i18n.Locale][]string `toml:"former_slugs"`
	// Sort is how the listing is ordered.
	Sort Sort `toml:"sort"`
	// Date is the field that gives an entry its date in lists, facets by year
	// and the calendar; empty is the public time. End is the field it ends by.
	Date string `toml:"date"`
	End  string `toml:"end"`
	// Number is the field that names an entry in lists ("T1-204").
	Number string `toml:"number"`
	// Columns are the fields a register shows as a table.
	Columns []string `toml:"columns"`
	// Together are groups of locales that go public as one.
	Together [][]i18n.Locale `toml:"together"`
	// Schema is the schema.org type of the page's structured data.
	Schema string  `toml:"schema"`
	Fields []Field `toml:"fields"`
}

// Need says whether a part of a Type is there and must be filled.
type Need string

// The needs.
const (
	Absent   Need = ""
	Optional Need = "optional"
	Required Need = "required"
)

// Sort is the order of a listing.
type Sort string

// The orders. ByDate uses the Type's date field; newest first, as ByPublic.
const (
	ByPublic  Sort = "public"
	ByDate    Sort = "date"
	ByDateAsc Sort = "date-asc"
	ByTitle   Sort = "title"
	ByOrder   Sort = "order"
)

// Field gives the field called name.
func (t *Type) Field(name string) (Field, bool) {
	i := slices.IndexFunc(t.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return t.Fields[i], true
}

// StepsIn gives the steps that an Edition in locale needs. In a verbatim Type
// the language step of an authentic locale is the authentic step; a derived
// Translation shares the approvals of its origin.
func (t *Type) StepsIn(locale i18n.Locale, authentic []i18n.Locale) []string {
	steps := slices.Clone(t.Steps)
	if !t.Verbatim {
		return steps
	}
	seal := StepLanguage
	if slices.Contains(authentic, locale) {
		seal = StepAuthentic
	}
	for i, s := range steps {
		if SealStep(s) {
			steps[i] = seal
		}
	}
	return steps
}

// AuthenticIn gives the locales whose text has legal force in a verbatim Type:
// those named, else the source.
func (f Facts) AuthenticIn(source i18n.Locale) []i18n.Locale {
	if len(f.Authentic) > 0 {
		return f.Authentic
	}
	return []i18n.Locale{source}
}

// MaySkip reports whether an urgent publishing may skip step.
func (t *Type) MaySkip(step string) bool {
	return t.UrgentSkips == nil || slices.Contains(t.UrgentSkips, step)
}

// Group gives the locales that go public together with locale in this Type on
// site, locale among them.
func (t *Type) Group(site *Site, locale i18n.Locale) []i18n.Locale {
	for _, groups := range [][][]i18n.Locale{t.Together, site.Together} {
		for _, g := range groups {
			if slices.Contains(g, locale) {
				return g
			}
		}
	}
	return []i18n.Locale{locale}
}

// Types are the Types of an installation by name.
type Types struct {
	byName map[string]*Type
	names  []string
}

// Get gives the Type called name, or nil.
func (ts *Types) Get(name string) *Type { return ts.byName[name] }

// All gives every Type, sorted by name; nil has none.
func (ts *Types) All() []*Type {
	if ts == nil {
		return nil
	}
	all := make([]*Type, len(ts.names))
	for i, n := range ts.names {
		all[i] = ts.byName[n]
	}
	return all
}

// Listing gives the Type whose listing stands at slug in locale, and whether
// slug is a former one.
func (ts *Types) Listing(locale i18n.Locale, slug string) (t *Type, former bool) {
	for _, t := range ts.All() {
		if t.Listed && t.Slugs[locale] == slug {
			return t, false
		}
	}
	for _, t := range ts.All() {
		if t.Listed && slices.Contains(t.FormerSlugs[locale], slug) {
			return t, true
		}
	}
	return nil, false
}
