package admin

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/staff"
)

// handOver does what the form says, in the order in which nothing is lost when a step
// fails: first the deputy gets the roles, then all goes over in one Change, and only
// when nothing is left is the account closed.
func handOver(v *visit) error {
	m, err := v.whose()
	if err != nil {
		return err
	}
	in, err := v.handAsked()
	if err != nil {
		return v.handRefused(m, in, err)
	}
	if v.field("look") != "" {
		return v.handLook(m, in)
	}
	if err := v.sure(); err != nil {
		return v.handRefused(m, in, err)
	}
	if in.deputy != "" {
		for _, g := range v.lent(m, in.until) {
			if _, err := v.Roster.Grant(v.ctx, v.actor, in.deputy, g); err != nil {
				return v.handRefused(m, in, err)
			}
		}
	}
	b, handings, err := v.handings(m, in)
	if err != nil {
		return err
	}
	done, err := v.Desk.HandOver(v.ctx, v.actor, m.ID, handings...)
	if err != nil {
		return v.handRefused(m, in, err)
	}
	return v.handDone(m, in, b, done)
}

// handDone closes the account where that was asked and nothing stays, and says what
// has happened.
func (v *visit) handDone(m *staff.Member, in handAsked, b *belongings, done editorial.Handed) error {
	left, err := v.belongings(m.ID)
	if err != nil {
		return err
	}
	closing := in.close && m.Disabled == nil
	p := &HandOver{}
	switch {
	case len(left.groups) > 0:
		if p.Stayed, err = v.stayed(b, done); err != nil {
			return err
		}
		if closing {
			p.Problem = v.T("desk.handover.not_closed")
		}
	case !closing:
		return v.to(memberURL(m.ID) + "?done=handed_over")
	default:
		if _, err = v.Roster.Disable(v.ctx, v.actor, m.ID); err == nil {
			return v.to(memberURL(m.ID) + "?done=handed_closed")
		}
		if _, ok := v.mistakes(err); !ok {
			return err
		}
		p.Problem = v.T("desk.handover.closing_failed") + " " + v.say(err)
	}
	p.Done = v.T("desk.handover.went", "n", done.Owned+done.Texts)
	again := handAsked{close: in.close}
	return v.handOverForm(m, again, p, fiber.StatusOK)
}

// handAsked reads the form.
func (v *visit) handAsked() (in handAsked, err error) {
	in = handAsked{to: map[string]content.MemberID{}, deputy: content.MemberID(v.field("deputy")), close: v.field("close") != "", typed: true}
	for key, value := range v.c.Context().PostArgs().All() {
		const before = "to-"
		if name := string(key); len(name) > len(before) && name[:len(before)] == before {
			in.to[name[len(before):]] = content.MemberID(value)
		}
	}
	if in.until, err = v.day("until", true); err != nil {
		return in, asks("until", "desk.members.day_form")
	}
	switch {
	case in.deputy != "" && in.until.IsZero():
		return in, asks("until", "desk.handover.until_when")
	case !in.until.IsZero() && !v.now.Before(in.until):
		return in, asks("until", "issue.grant.over")
	}
	return in, nil
}

// receiver is who was chosen for a text: for its language where the kind was parted,
// else for the kind. A form that was filled in before somebody was lent roles still
// says what it said.
func (in handAsked) receiver(kind string, s *content.Standing) content.MemberID {
	if id, ok := in.to[kind+"."+string(s.Locale)]; ok {
		return id
	}
	return in.to[kind]
}

// handings turns what was chosen into what the verb is asked, receiver by receiver.
func (v *visit) handings(m *staff.Member, in handAsked) (*belongings, []editorial.Handing, error) {
	b, people, err := v.handing(m, in)
	if err != nil {
		return nil, nil, err
	}
	var all []editorial.Handing
	for _, p := range people {
		h := editorial.Handing{To: p}
		for _, part := range b.groups {
			for i := range part.all {
				s := &part.all[i]
				if in.receiver(part.kind, s) != p.ID {
					continue
				}
				if part.kind == ownedKind {
					h.Owned = append(h.Owned, s.Document)
				} else {
					h.Texts = append(h.Texts, editorial.TextAt{Document: s.Document, Locale: s.Locale})
				}
			}
		}
		if len(h.Owned)+len(h.Texts) > 0 {
			all = append(all, h)
		}
	}
	return b, all, nil
}

// handLook says what would go where, and what would stay.
func (v *visit) handLook(m *staff.Member, in handAsked) error {
	b, handings, err := v.handings(m, in)
	if err != nil {
		return err
	}
	p := &HandOver{}
	var refused editorial.Handed
	for _, h := range handings {
		var done editorial.Handed
		_, err := v.Desk.Rehearse(v.ctx, "", func(desk *editorial.Desk) (editorial.Result, error) {
			var err error
			done, err = desk.HandOver(v.ctx, v.actor, m.ID, h)
			return editorial.Result{}, err
		})
		if err != nil {
			return v.handRefused(m, in, err)
		}
		p.Plan = append(p.Plan, HandPlan{h.To.Name, v.T("desk.handover.takes", "texts", done.Texts, "owned", done.Owned)})
		refused.Refused = append(refused.Refused, done.Refused...)
	}
	if len(p.Plan) == 0 {
		p.Plan = []HandPlan{{Text: v.T("desk.handover.nobody_chosen")}}
	}
	if p.Stayed, err = v.stayed(b, refused); err != nil {
		return err
	}
	return v.handOverForm(m, in, p, fiber.StatusOK)
}

// stayed says of what was not handed over why.
func (v *visit) stayed(b *belongings, done editorial.Handed) ([]string, error) {
	lines, err := v.handTexts(b)
	if err != nil {
		return nil, err
	}
	var all []string
	for _, no := range done.Refused {
		locale := no.Locale
		if d := b.docs[no.Document]; locale == "" && d != nil {
			locale = d.Source
		}
		line := lines[string(no.Document)+"/"+string(locale)]
		name := line.What
		if line.Title != "" {
			name = line.Title + " (" + line.What + ")"
		}
		all = append(all, name+": "+v.say(no.Err))
	}
	if len(all) > handLines {
		all = append(all[:handLines], v.T("desk.home.more", "count", len(all)-handLines))
	}
	return slices.Clip(all), nil
}

// handRefused shows the page again with what is wrong with the form.
func (v *visit) handRefused(m *staff.Member, in handAsked, err error) error {
	wrong, ok := v.mistakes(err)
	if !ok {
		return err
	}
	return v.handOverForm(m, in, &HandOver{Wrong: wrong}, statusOf(err))
}
