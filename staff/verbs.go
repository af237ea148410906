package staff

import (
	"context"
	"slices"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Adding is who is to be added.
type Adding struct {
	Name, Email string
	// Locale is the language of their screens.
	Locale i18n.Locale
	Grants []content.Grant
}

// Add makes a Member. They can come in once they have chosen a password, by the
// link that Invite gives.
func (r *Roster) Add(ctx context.Context, actor content.Actor, a Adding) (*Member, error) {
	email, _ := ParseEmail(a.Email)
	ask := content.Ask{Everybody: true, Claims: []content.Claim{EmailClaim(email)}, Documents: organizations(a.Grants)}
	id := content.MemberID(content.NewID())
	var added *Member
	err := r.do(ctx, actor, ask, func(w *work) (err error) {
		if err := w.authorise(); err != nil {
			return err
		}
		added, err = w.add(id, a)
		return err
	})
	if err != nil {
		return nil, err
	}
	return added, nil
}

// add makes a Member, whoever may.
func (w *work) add(id content.MemberID, a Adding) (*Member, error) {
	m, err := w.person(a.Name, a.Email, a.Locale, id)
	if err != nil {
		return nil, err
	}
	m.Created = w.mark()
	w.everybody = append(w.everybody, m)
	w.record(content.EventMemberAdded, m, "")
	for _, g := range a.Grants {
		if err := w.grant(m, g); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// person checks name, address and language of the Member called id.
func (w *work) person(name, email string, locale i18n.Locale, id content.MemberID) (*Member, error) {
	var wrong issues
	m := &Member{ID: id}
	var err error
	if m.Name, err = parseName(name); err != nil {
		wrong.take("name", err)
	}
	if m.Email, err = ParseEmail(email); err != nil {
		wrong.take("email", err)
	} else if holders := w.snap.Claimed[EmailClaim(m.Email)]; slices.ContainsFunc(holders, func(h content.ID) bool { return h != content.ID(id) }) {
		wrong.add("email", "issue.email.taken")
	}
	if m.Locale = locale; !slices.Contains(i18n.Shipped(), locale) {
		wrong.add("locale", "issue.locale.offered")
	}
	return m, wrong.err()
}

// Rename gives a Member another name, which the whole timeline then shows.
func (r *Roster) Rename(ctx context.Context, actor content.Actor, id content.MemberID, name string) (*Member, error) {
	return r.on(ctx, actor, id, content.Ask{}, func(w *work, m *Member) error {
		is, err := w.person(name, m.Email, m.Locale, m.ID)
		if err != nil || is.Name == m.Name {
			return err
		}
		m.Name = is.Name
		w.record(content.EventMemberChanged, m, "")
		return nil
	})
}

// Readdress gives a Member another address to sign in with.
func (r *Roster) Readdress(ctx context.Context, actor content.Actor, id content.MemberID, email string) (*Member, error) {
	folded, _ := ParseEmail(email)
	return r.on(ctx, actor, id, content.Ask{Claims: []content.Claim{EmailClaim(folded)}}, func(w *work, m *Member) error {
		is, err := w.person(m.Name, email, m.Locale, m.ID)
		if err != nil || is.Email == m.Email {
			return err
		}
		m.Email = is.Email
		w.record(content.EventMemberChanged, m, "")
		return nil
	})
}

// Amending is what a Member is to be called, to sign in with, and to read the
// screens in, from now on.
type Amending struct {
	Name, Email string
	Locale      i18n.Locale
}

// Amend changes all of it in one Change, or nothing. The own account may be
// amended: no right comes with a name.
func (r *Roster) Amend(ctx context.Context, actor content.Actor, id content.MemberID, a Amending) (*Member, error) {
	folded, _ := ParseEmail(a.Email)
	return r.on(ctx, actor, id, content.Ask{Claims: []content.Claim{EmailClaim(folded)}}, func(w *work, m *Member) error {
		is, err := w.person(a.Name, a.Email, a.Locale, m.ID)
		if err != nil || is.Name == m.Name && is.Email == m.Email && is.Locale == m.Locale {
			return err
		}
		m.Name, m.Email, m.Locale = is.Name, is.Email, is.Locale
		w.record(content.EventMemberChanged, m, "")
		return nil
	})
}

// SetLocale sets the language of one's own screens.
func (r *Roster) SetLocale(ctx context.Context, actor content.Actor, locale i18n.Locale) (*Member, error) {
	return r.ownWish(ctx, actor, func(w *work, m *Member) (bool, error) {
		is, err := w.person(m.Name, m.Email, locale, m.ID)
		if err != nil || is.Locale == m.Locale {
			return false, err
		}
		m.Locale = is.Locale
		return true, nil
	})
}

// SetMail sets when e-mails come to oneself.
func (r *Roster) SetMail(ctx context.Context, actor content.Actor, mail Mail) (*Member, error) {
	return r.ownWish(ctx, actor, func(_ *work, m *Member) (bool, error) {
		if !slices.Contains(Mails(), mail) {
			return false, issue("mail", "issue.field.choice")
		}
		changed := m.Mail != mail
		m.Mail = mail
		return changed, nil
	})
}

// ownWish lets a Member say how they want it, which needs no right. wish reports
// whether it changed anything.
func (r *Roster) ownWish(ctx context.Context, actor content.Actor, wish func(*work, *Member) (bool, error)) (*Member, error) {
	var done *Member
	err := r.do(ctx, actor, content.Ask{Everybody: true}, func(w *work) error {
		m, err := w.member(actor.ID)
		if err != nil || m.Disabled != nil {
			return fault.New(fault.Forbidden, "denied.nobody")
		}
		done = m
		changed, err := wish(w, m)
		if changed && err == nil {
			w.record(content.EventMemberChanged, m, "")
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return done, nil
}

// Disable keeps a Member out from now on; the name stays. All their sessions end.
func (r *Roster) Disable(ctx context.Context, actor content.Actor, id content.MemberID) (*Member, error) {
	m, err := r.on(ctx, actor, id, content.Ask{}, func(w *work, m *Member) error {
		if err := w.notOneself(m); err != nil || m.Disabled != nil {
			return err
		}
		mark := w.mark()
		m.Disabled = &mark
		w.record(content.EventMemberDisabled, m, "")
		return nil
	})
	if err != nil {
		return nil, err
	}
	return m, r.shut(ctx, id, dropLink)
}

// Enable lets a Member in again, with the Grants they had. Nothing else comes
// back: no session, no link.
func (r *Roster) Enable(ctx context.Context, actor content.Actor, id content.MemberID) (*Member, error) {
	m, err := r.on(ctx, actor, id, content.Ask{}, func(w *work, m *Member) error {
		if err := w.notOneself(m); err != nil || m.Disabled == nil {
			return err
		}
		m.Disabled = nil
		w.record(content.EventMemberEnabled, m, "")
		return nil
	})
	if err != nil {
		return nil, err
	}
	return m, r.shut(ctx, id, dropLink)
}
