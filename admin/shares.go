package admin

import (
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/web"
)

// Sharing is the part of a text's page that makes links for people without an
// account, and lists those that are open.
type Sharing struct {
	Links []SharedLink
	// May says that one can be made; Days are the lives that it can have.
	May  bool
	Days []Choice
	For  string
}

// SharedLink is an open link. Its address is not known any more.
type SharedLink struct {
	For, Who, Opened string
	Until            time.Time
	// Over says that it has stopped leading to the text before its time.
	Over bool
	// Revoke is where it is taken back.
	Revoke string
}

// NewShare shows the address of a link, which is possible once.
type NewShare struct {
	Base
	Path, Text, Link, For string
	Lang                  string
	Until                 time.Time
}

// sharing gives the links of a text to whoever may make one; nil is to nobody else,
// and where there is nothing to say.
func (v *visit) sharing(o *open) (*Sharing, error) {
	s := o.subject
	s.Edition = o.t.NextEdition()
	if content.Can(v.actor, content.SharePreview, s) != nil {
		return nil, nil
	}
	all, err := v.Shares.SharesOf(v.ctx, o.d.ID, o.t.Locale)
	if err != nil {
		return nil, err
	}
	p := &Sharing{For: v.field("for")}
	site := v.siteOf(o.d)
	p.May = site != nil && site.Audience == content.Public && s.Edition != nil && s.Edition.State.Prepared() && o.t.At(v.now) != s.Edition
	chosen := v.c.FormValue("days", strconv.Itoa(content.ShareUsual))
	for _, n := range content.ShareDays {
		value := strconv.Itoa(n)
		p.Days = append(p.Days, Choice{Value: value, Text: v.lives(n), Chosen: value == chosen})
	}
	if p.Links, err = v.sharedLinks(o, all); err != nil || !p.May && len(p.Links) == 0 {
		return nil, err
	}
	return p, nil
}

func (v *visit) sharedLinks(o *open, all []content.Share) ([]SharedLink, error) {
	var members []content.MemberID
	var hashes []content.Hash
	for _, s := range all {
		members, hashes = append(members, s.By), append(hashes, s.For)
	}
	if len(all) == 0 {
		return nil, nil
	}
	names, err := v.names(members...)
	if err != nil {
		return nil, err
	}
	bodies, err := v.Store.Texts(v.ctx, hashes...)
	if err != nil {
		return nil, err
	}
	var links []SharedLink
	for i := range all {
		s := &all[i]
		fate, err := v.fate(o, s)
		if err != nil {
			return nil, err
		}
		if v.shareOver(s) || fate == content.FatePublic {
			continue
		}
		l := SharedLink{Who: names[s.By], Opened: v.lastOpened(s), Until: s.Until, Over: fate == content.FateOver,
			Revoke: documentURL(o.d.ID, o.t.Locale) + "/shares/" + string(s.ID) + "/revoke"}
		if l.For, err = content.DecodeNote(bodies[s.For]); err != nil {
			return nil, err
		}
		links = append(links, l)
	}
	return links, nil
}

// fate is what whoever comes with a link to o finds now.
func (v *visit) fate(o *open, s *content.Share) (content.Fate, error) {
	maker, err := v.Roster.Member(v.ctx, s.By)
	if err != nil {
		return content.FateOver, err
	}
	return s.Fate(o.d, o.typ, v.siteOf(o.d), maker.Actor(), v.now), nil
}

// share makes a link and shows it. It is told this once, so that no page is led to
// that could be loaded again.
func share(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	days, _ := strconv.Atoi(v.field("days")) // what is no number is no life that can be chosen
	token, s, err := v.Desk.SharePreview(v.ctx, v.actor, editorial.Sharing{Document: o.d.ID, Locale: o.t.Locale, For: v.field("for"), Days: days})
	if err != nil {
		m, ok := v.mistakes(err)
		if !ok {
			return err
		}
		return v.textForm(m, web.Status(err))
	}
	return v.page(fiber.StatusOK, "share", &NewShare{Base: v.base(v.T("desk.shared.made")), Path: documentURL(o.d.ID, o.t.Locale), Text: v.titled(o.words),
		Lang: string(o.t.Locale), Link: v.whole(sharedPath(token)), For: v.field("for"), Until: s.Until})
}

func revokeShare(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	id, err := v.id("share")
	if err != nil {
		return err
	}
	if err := v.Desk.RevokePreview(v.ctx, v.actor, o.d.ID, o.t.Locale, id); err != nil {
		return v.refuseAct(err, content.SharePreview)
	}
	return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=share_revoked#_shares")
}
