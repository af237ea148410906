package editorial

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// Sharing asks for a link by which somebody without an account sees a text that is
// being prepared.
type Sharing struct {
	Document content.ID
	Locale   i18n.Locale
	// For says whom the link is for, Days how long it lives.
	For  string
	Days int
}

// SharePreview makes a link to the Edition that is being prepared. It gives the
// token that opens it, which is kept nowhere and told this once. The fact is
// recorded before the link holds.
func (d *Desk) SharePreview(ctx context.Context, actor content.Actor, in Sharing) (token string, s content.Share, err error) {
	token = rand.Text()
	s = content.Share{ID: content.NewID(), Token: content.Sum([]byte(token)), Document: in.Document, Locale: in.Locale}
	_, err = d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		g, err := w.look(in.Document, in.Locale, next)
		if err != nil {
			return err
		}
		if err := w.may(content.SharePreview, g); err != nil {
			return err
		}
		if err := w.sharable(g, in); err != nil {
			return err
		}
		s.Edition, s.Mark, s.Until = g.e.Number, w.mark(), w.now.AddDate(0, 0, in.Days)
		s.For = w.note(strings.TrimSpace(in.For))
		w.record(content.EventShared, g.d, g.t, about(g.e), linked(s.ID, s.For, s.Until))
		return nil
	})
	if err == nil {
		err = d.Shares.AddShare(ctx, s)
	}
	return token, s, err
}

// sharable refuses what no link is made to: what readers have already, and the
// texts of a staff Site, whose every page is for staff.
func (w *work) sharable(g *target, in Sharing) error {
	switch {
	case g.site.Audience != content.Public:
		return issue("", "issue.share.staff")
	case g.e == nil || !g.e.State.Prepared() || g.t.At(w.now) == g.e:
		return issue("", "issue.share.nothing")
	case strings.TrimSpace(in.For) == "":
		return issue("for", "issue.share.for")
	case !slices.Contains(content.ShareDays, in.Days):
		return issue("days", "issue.share.days")
	}
	all, err := w.desk.Shares.SharesOf(w.ctx, g.d.ID, g.t.Locale)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(s content.Share) bool { return !s.Open(w.now) || s.Edition != g.e.Number })
	if len(all) >= content.ShareMost {
		return issue("", "issue.share.most", "most", content.ShareMost)
	}
	return nil
}

func linked(id content.ID, who content.Hash, until time.Time) func(*content.Event) {
	return func(e *content.Event) { e.Other, e.Note, e.When = string(id), who, until }
}

// RevokePreview takes back a link, whoever of those who may make one made it. Taken
// back twice it is recorded once.
func (d *Desk) RevokePreview(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale, link content.ID) error {
	var at time.Time
	_, err := d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.look(id, locale, newest)
		if err != nil {
			return err
		}
		if err := w.may(content.SharePreview, g); err != nil {
			return err
		}
		all, err := d.Shares.SharesOf(ctx, id, locale)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(s content.Share) bool { return s.ID == link })
		if i < 0 || !all[i].Open(w.now) {
			return nil
		}
		at = w.now
		w.record(content.EventShareRevoked, g.d, g.t, linked(link, all[i].For, time.Time{}),
			func(e *content.Event) { e.Edition = all[i].Edition })
		return nil
	})
	if err != nil || at.IsZero() {
		return err
	}
	return d.Shares.RevokeShare(ctx, link, at)
}
