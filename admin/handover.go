package admin

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/staff"
)

// HandOver is where all that a member has goes to others, before they leave or while
// they are away.
type HandOver struct {
	Base
	Whose      *staff.Member
	Path, Back string
	// Whole names somebody who can take all of it.
	Whole  string
	Groups []HandGroup
	// More says that there is more than goes at once.
	More bool
	// Also are things that nobody takes over, said so that nobody is surprised.
	Also []string
	// Only are texts that wait for a step which only the member can give.
	Only []Gap
	// Roles are what the member may do, Deputies who could be given the same.
	Roles    []string
	Deputies []Choice
	Until    string
	Close    bool
	Closable bool
	// Plan says who gets what, Stayed what stays and why.
	Plan   []HandPlan
	Stayed []string
	// Problem says what could not be done after the rest was.
	Problem string
	Stale   bool
	Wrong   mistakes
}

// HandGroup is a part of what somebody has, with who could take it.
type HandGroup struct {
	Name, Title string
	Count       int
	Lines       []HandLine
	// Hidden is how many are not listed.
	Hidden    int
	Receivers []Choice
	// Note says something about all of them.
	Note string
}

// HandLine is one text of it: of one that the administrator may not read, its kind
// and where it stands.
type HandLine struct{ URL, Title, Lang, What string }

// HandPlan is what one receiver would get.
type HandPlan struct{ Name, Text string }

// handLines bounds how many texts of a part are listed.
const handLines = 20

// handAsked is what the form says.
type handAsked struct {
	to     map[string]content.MemberID
	deputy content.MemberID
	until  time.Time
	close  bool
	// typed says that somebody has filled the form in.
	typed bool
}

func handOverPage(v *visit) error {
	m, err := v.whose()
	if err != nil {
		return err
	}
	return v.handOverForm(m, handAsked{close: m.Disabled == nil}, &HandOver{}, fiber.StatusOK)
}

// handOverForm shows what the member has and who could take it.
func (v *visit) handOverForm(m *staff.Member, in handAsked, p *HandOver, status int) error {
	b, people, err := v.handing(m, in)
	if err != nil {
		return err
	}
	done := p.Done
	p.Base, p.Whose, p.Back, p.Path, p.More = v.base(v.T("desk.handover.title", "name", m.Name)), m, memberURL(m.ID), memberURL(m.ID)+"/hand-over", b.more
	if done != "" {
		p.Done = done
	}
	p.Stale, p.Close, p.Closable, p.Until = v.Door.Just(v.session) != nil, in.close, m.Disabled == nil && m.ID != v.actor.ID, v.dayField(in.until, true)
	best, all := v.best(b, people)
	for _, one := range people {
		if all && one.ID == best {
			p.Whole = one.Name
		}
	}
	lines, err := v.handTexts(b)
	if err != nil {
		return err
	}
	for _, part := range b.groups {
		p.Groups = append(p.Groups, v.handGroup(b, part, people, best, in, lines))
	}
	if p.Only, err = v.onlyBy(m.Actor(), func(r content.Reach) content.Reach { return r.Without(m.ID) }); err != nil {
		return err
	}
	if p.Also, err = v.handAlso(m); err != nil {
		return err
	}
	if err := v.handRoles(m, in, people, p); err != nil {
		return err
	}
	return v.page(status, "hand-over", p)
}

// handing finds what there is to hand over, parted so that somebody can take each
// part, and those who could.
func (v *visit) handing(m *staff.Member, in handAsked) (*belongings, []content.Actor, error) {
	b, err := v.belongings(m.ID)
	if err != nil {
		return nil, nil, err
	}
	people, err := v.receivers(m, in.deputy, v.lent(m, in.until))
	if err != nil {
		return nil, nil, err
	}
	v.parted(b, people)
	return b, people, nil
}

func (v *visit) handGroup(b *belongings, part *belonging, people []content.Actor, best content.MemberID, in handAsked, lines map[string]HandLine) HandGroup {
	g := HandGroup{Name: part.name(), Title: v.T("desk.handover.kind."+part.kind, "n", len(part.all)), Count: len(part.all)}
	if part.locale != "" {
		g.Title += " · " + v.words.LanguageName(part.locale)
	}
	chosen, typed := in.to[g.Name]
	if in.typed && !typed {
		chosen, typed = in.receiver(part.kind, &part.all[0]), true
	}
	most := 0
	counts := map[content.MemberID]int{}
	for _, p := range people {
		counts[p.ID] = v.takes(b, p, part)
		most = max(most, counts[p.ID])
	}
	for _, p := range people {
		n := counts[p.ID]
		if n == 0 {
			continue
		}
		c := Choice{Value: string(p.ID), Text: p.Name}
		if n < len(part.all) {
			c.Text += " (" + v.words.Int(n) + "/" + v.words.Int(len(part.all)) + ")"
		}
		if !typed && n == most && (p.ID == best || counts[best] < most) {
			chosen, typed = p.ID, true
		}
		c.Chosen = typed && p.ID == chosen
		g.Receivers = append(g.Receivers, c)
	}
	reviews := 0
	for i := range part.all {
		if part.all[i].Review != "" {
			reviews++
		}
		if i < handLines {
			g.Lines = append(g.Lines, lines[handKey(&part.all[i])])
		}
	}
	g.Hidden = len(part.all) - len(g.Lines)
	if part.kind == ownedKind && reviews > 0 {
		g.Note = v.T("desk.handover.reviews", "n", reviews)
	}
	return g
}

func handKey(s *content.Standing) string { return string(s.Document) + "/" + string(s.Locale) }

// handTexts puts what is handed over into words, as far as whoever looks may read
// them: giving people their roles is no right to read drafts.
func (v *visit) handTexts(b *belongings) (map[string]HandLine, error) {
	t := &auditTexts{visit: v}
	var hashes []content.Hash
	for _, part := range b.groups {
		for i := range part.all {
			if hash, _ := t.seen(&part.all[i]); hash != "" && i < handLines {
				hashes = append(hashes, hash)
			}
		}
	}
	bodies, err := v.Store.Texts(v.ctx, slices.Compact(slices.Sorted(slices.Values(hashes)))...)
	if err != nil {
		return nil, err
	}
	lines := map[string]HandLine{}
	for _, part := range b.groups {
		for i := range part.all {
			s := &part.all[i]
			line := HandLine{Lang: string(s.Locale), What: v.kind(s.Type) + " · " + v.words.LanguageName(s.Locale) + " · " + v.T("state."+string(s.State))}
			if s.Review != "" && part.kind == ownedKind {
				line.What += " · " + v.T("desk.bulk.review_on", "day", v.dayText(s.Review))
			}
			if hash, url := t.seen(s); bodies[hash] != nil {
				words, err := content.DecodeWords(bodies[hash])
				if err != nil {
					return nil, err
				}
				line.Title, line.URL = v.titled(words), url
			}
			lines[handKey(s)] = line
		}
	}
	return lines, nil
}

// handAlso says what the member has that nobody takes over.
func (v *visit) handAlso(m *staff.Member) (all []string, err error) {
	open, err := v.Store.Board(v.ctx, content.BoardQuery{Within: []content.Bounds{{}}, Redaction: true, Sources: true, Limit: reachScan})
	if err != nil {
		return nil, err
	}
	docs, err := v.Store.Documents(v.ctx, documentsOf(open)...)
	if err != nil {
		return nil, err
	}
	asked := 0
	for _, d := range docs {
		if r := d.OpenRedaction(); r != nil && r.Asked.By == m.ID {
			asked++
		}
	}
	if asked > 0 {
		all = append(all, v.T("desk.handover.redactions", "n", asked))
	}
	files, err := v.Intake.Unfinished(v.ctx, m.ID)
	if len(files) > 0 {
		all = append(all, v.T("desk.handover.uploads", "n", len(files)))
	}
	return all, err
}

// handRoles says what the member may do, and who could be given the same for a time.
func (v *visit) handRoles(m *staff.Member, in handAsked, people []content.Actor, p *HandOver) error {
	orgs, err := v.organizations()
	if err != nil {
		return err
	}
	for _, g := range v.lent(m, time.Time{}) {
		p.Roles = append(p.Roles, v.grantText(g, orgs))
	}
	for _, one := range people {
		if one.ID != v.actor.ID {
			p.Deputies = append(p.Deputies, Choice{Value: string(one.ID), Text: one.Name, Chosen: one.ID == in.deputy})
		}
	}
	return nil
}

// lent gives the roles of the member that are not over, as a deputy would hold them
// from now until an instant; a zero one changes no end.
func (v *visit) lent(m *staff.Member, until time.Time) []content.Grant {
	var all []content.Grant
	for _, g := range m.Grants {
		if !g.Until.IsZero() && !v.now.Before(g.Until) {
			continue
		}
		if !until.IsZero() && (g.Until.IsZero() || until.Before(g.Until)) {
			g.Until = until
		}
		if g.Until.IsZero() || g.From.Before(g.Until) {
			all = append(all, g)
		}
	}
	return all
}
