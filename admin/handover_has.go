package admin

import (
	"cmp"
	"slices"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/staff"
)

// belongings are what a member has that others can go on with, as much as goes over
// in one Change.
type belongings struct {
	of     content.MemberID
	groups []*belonging
	docs   map[content.ID]*content.Document
	// more says that the member has more than that.
	more bool
}

// belonging is a part of it that goes to one receiver.
type belonging struct {
	// kind is one of belongingKinds, locale set where the kind was parted by language.
	kind   string
	locale i18n.Locale
	all    []content.Standing
}

// name names the part in the form.
func (b *belonging) name() string {
	if b.locale == "" {
		return b.kind
	}
	return b.kind + "." + string(b.locale)
}

// ownedKind are the Documents that somebody answers for; the other kinds are texts
// that somebody has in hand.
const ownedKind = "owned"

// belongingKinds are the kinds, each with what the board is asked.
var belongingKinds = []struct {
	name string
	ask  content.BoardQuery
}{
	{"drafts", content.BoardQuery{As: []content.Hand{content.HandKeeps}, States: []content.State{content.Draft, content.Returned}}},
	{"waiting", content.BoardQuery{As: []content.Hand{content.HandKeeps}, States: []content.State{content.Submitted, content.Approved, content.Missed}}},
	{"scheduled", content.BoardQuery{As: []content.Hand{content.HandKeeps}, States: []content.State{content.Scheduled}}},
	// What was given up needs nobody who answers for it.
	{ownedKind, content.BoardQuery{As: []content.Hand{content.HandOwner}, Sources: true, States: slices.DeleteFunc(content.States(), isGivenUp)}},
}

func isGivenUp(s content.State) bool { return s == content.Discarded }

// belongings finds what m has, in whatever language and for whomever: who may hand
// it over was asked before.
func (v *visit) belongings(m content.MemberID) (*belongings, error) {
	b := &belongings{of: m, docs: map[content.ID]*content.Document{}}
	for _, kind := range belongingKinds {
		ask := kind.ask
		ask.Within, ask.By, ask.Limit = []content.Bounds{{}}, m, editorial.MostAtOnce+1
		all, err := v.Store.Board(v.ctx, ask)
		if err != nil {
			return nil, err
		}
		part := &belonging{kind: kind.name}
		for _, s := range all {
			if _, known := b.docs[s.Document]; !known && len(b.docs) == editorial.MostAtOnce {
				b.more = true
				continue
			}
			b.docs[s.Document] = nil
			part.all = append(part.all, s)
		}
		if len(part.all) > 0 {
			b.groups = append(b.groups, part)
		}
	}
	ids := make([]content.ID, 0, len(b.docs))
	for id := range b.docs {
		ids = append(ids, id)
	}
	docs, err := v.Store.Documents(v.ctx, ids...)
	b.docs = docs
	return b, err
}

// mayTake reports whether to may go on with s, which is of a kind.
func (v *visit) mayTake(b *belongings, to content.Actor, kind string, s *content.Standing) bool {
	d := b.docs[s.Document]
	if d == nil {
		return false
	}
	typ := v.Types.Get(d.Type)
	if kind == ownedKind {
		return content.MayOwn(to, d, typ, v.now) == nil
	}
	t := d.Translation(s.Locale)
	if t.NextEdition() == nil {
		return false
	}
	return content.MayTake(to, b.of, content.Subject{Document: d, Translation: t, Edition: t.NextEdition(), Type: typ, Locale: s.Locale, Now: v.now}) == nil
}

// takes counts how much of a part somebody may take.
func (v *visit) takes(b *belongings, to content.Actor, part *belonging) int {
	n := 0
	for i := range part.all {
		if v.mayTake(b, to, part.kind, &part.all[i]) {
			n++
		}
	}
	return n
}

// parted parts by language what nobody may take as a whole, but somebody in part.
func (v *visit) parted(b *belongings, people []content.Actor) {
	var groups []*belonging
	for _, part := range b.groups {
		most := 0
		for _, p := range people {
			most = max(most, v.takes(b, p, part))
		}
		byLocale := map[i18n.Locale]*belonging{}
		for _, s := range part.all {
			if byLocale[s.Locale] == nil {
				byLocale[s.Locale] = &belonging{kind: part.kind, locale: s.Locale}
			}
			byLocale[s.Locale].all = append(byLocale[s.Locale].all, s)
		}
		if most == 0 || most == len(part.all) || len(byLocale) == 1 {
			groups = append(groups, part)
			continue
		}
		var parts []*belonging
		for _, p := range byLocale {
			parts = append(parts, p)
		}
		slices.SortFunc(parts, func(a, b *belonging) int { return cmp.Compare(a.locale, b.locale) })
		groups = append(groups, parts...)
	}
	b.groups = groups
}

// receivers gives who could go on with texts: everybody who can come in and may
// write, but for the one who leaves. The deputy counts with the roles that they are
// about to be given.
func (v *visit) receivers(m *staff.Member, deputy content.MemberID, lent []content.Grant) ([]content.Actor, error) {
	people, err := v.Roster.Reachable(v.ctx, content.ReadStaff)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p content.Actor) bool { return p.ID == m.ID })
	for i := range people {
		if people[i].ID == deputy {
			people[i].Grants = append(people[i].Grants, lent...)
		}
	}
	slices.SortFunc(people, func(a, b content.Actor) int { return cmp.Or(v.locale.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return people, nil
}

// best gives who may take the most of everything, and whether that is all.
func (v *visit) best(b *belongings, people []content.Actor) (best content.MemberID, all bool) {
	most, total := 0, 0
	for _, part := range b.groups {
		total += len(part.all)
	}
	for _, p := range people {
		n := 0
		for _, part := range b.groups {
			n += v.takes(b, p, part)
		}
		if n > most {
			most, best = n, p.ID
		}
	}
	return best, total > 0 && most == total
}
