package editorial

import (
	"context"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// End says what a withdrawal or an unpublishing tells readers.
type End struct {
	Document content.ID
	// Locale names one Translation; empty is the whole Document.
	Locale i18n.Locale
	// ReasonKey is a ready-made sentence, complete in every locale. Reason is
	// what somebody typed instead, by locale; readers see it once it is sealed.
	ReasonKey string
	Reason    map[i18n.Locale]string
	// Redirect and NewSource are for Unpublish alone.
	Redirect  content.Redirect
	NewSource i18n.Locale
}

// Withdraw leaves a text readable under a banner with the reason, and takes it
// out of lists, feeds and search.
func (d *Desk) Withdraw(ctx context.Context, actor content.Actor, in End) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		return w.end(content.Withdraw, content.EventWithdrawn, content.Withdrawn, in, content.Published)
	})
}

// Unpublish takes a text away: its address answers 410 or a redirect, with the
// reason. Without its source nothing stays, unless a new source is named.
func (d *Desk) Unpublish(ctx context.Context, actor content.Actor, in End) (Result, error) {
	ask := content.Ask{Documents: []content.ID{in.Document}}
	if in.Redirect.Document != "" {
		ask.Documents = append(ask.Documents, in.Redirect.Document)
	}
	return d.do(ctx, actor, ask, func(w *work) error {
		if err := w.redirectable(in.Redirect); err != nil {
			return err
		}
		doc, err := w.document(in.Document)
		if err != nil {
			return err
		}
		if in.Locale == doc.Source {
			if in.NewSource == "" {
				in.Locale = ""
			} else if err := w.makeSource(in.Document, in.NewSource); err != nil {
				return err
			}
		}
		return w.end(content.Unpublish, content.EventUnpublished, content.Unpublished, in, content.Published, content.Withdrawn)
	})
}

func (w *work) redirectable(to content.Redirect) error {
	switch {
	case to.Document != "" && w.snap.Documents[to.Document] == nil:
		return issue("redirect", "issue.ref.unknown")
	case to.Path != "" && (!strings.HasPrefix(to.Path, "/") || strings.HasPrefix(to.Path, "//") || strings.ContainsAny(to.Path, "\\\r\n")):
		return issue("redirect", "issue.redirect.path")
	}
	return nil
}

func (w *work) end(action content.Action, kind content.EventKind, to content.State, in End, from ...content.State) error {
	doc, err := w.document(in.Document)
	if err != nil {
		return err
	}
	ends := locales(doc, in.Locale, from...)
	if in.Locale != "" {
		ends = w.derivedToo(doc, ends, from...)
	}
	if len(ends) == 0 {
		if len(doc.Translations) == 0 || doc.Translation(in.Locale) == nil && in.Locale != "" {
			return fault.Absent("document %s in %s", in.Document, in.Locale)
		}
		return wrongState(action, doc.Translations[0].Newest().State)
	}
	reason, err := w.reason(in)
	if err != nil {
		return err
	}
	for _, l := range ends {
		g, err := w.aim(action, in.Document, l, live)
		if err != nil {
			return err
		}
		g.e.State = to
		g.e.Ending = &content.Ending{Mark: w.mark(), Reason: reason}
		if to == content.Unpublished {
			g.e.Ending.Redirect = in.Redirect
			w.halt(g)
		}
		note := w.note(strings.TrimSpace(in.Reason[l]))
		w.record(kind, g.d, g.t, about(g.e), func(e *content.Event) { e.Reason, e.Note = in.ReasonKey, note })
		w.result.Edition, w.result.State = g.e.Number, g.e.State
	}
	return nil
}

// withDerived adds the locales that follow by rule.
func (w *work) withDerived(site *content.Site, all []i18n.Locale) []i18n.Locale {
	for _, l := range all {
		if derived := site.Derives(l); derived != "" {
			all = append(all, derived)
		}
	}
	return all
}

// derivedToo adds derived Translations of ends: they share their origin's fate.
func (w *work) derivedToo(doc *content.Document, ends []i18n.Locale, from ...content.State) []i18n.Locale {
	var all []i18n.Locale
	for _, l := range w.withDerived(w.desk.Sites[doc.Site], ends) {
		t := doc.Translation(l)
		if has(ends, l) || t != nil && t.Derived && has(locales(doc, l, from...), l) {
			all = append(all, l)
		}
	}
	return all
}

// halt takes the time off what was scheduled beside a text that is unpublished:
// it must not bring back by itself what somebody took away.
func (w *work) halt(g *target) {
	if e := g.t.NextEdition(); e != nil && e.State == content.Scheduled {
		w.unschedule(g.d, g.t, e)
	}
}

// reason gives the ready-made sentence, and keeps a typed one beside it that
// readers see once a language editor has sealed it in their locale.
func (w *work) reason(in End) (content.Reason, error) {
	if in.ReasonKey == "" {
		return content.Reason{}, issue("reason", "issue.reason.missing")
	}
	site := w.desk.Sites[w.snap.Documents[in.Document].Site]
	sentences := map[i18n.Locale]string{}
	for l, s := range in.Reason {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		sentences[l] = s
		if derived := site.Derives(l); derived != "" && in.Reason[derived] == "" {
			sentences[derived] = i18n.SerbianLatin(s)
		}
	}
	r := content.Reason{Key: in.ReasonKey}
	if len(sentences) > 0 {
		r.Text = w.keep(content.ReasonText(sentences))
	}
	return r, nil
}

// SealReason approves the typed reason of a withdrawal or an unpublishing in
// one locale; from then on readers see it instead of the ready-made sentence.
func (d *Desk) SealReason(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.look(id, locale, live)
		if err != nil {
			return err
		}
		if g.e == nil || g.e.Ending == nil || !g.e.Ending.Reason.Waiting(locale) {
			return wrongState(content.Approve, content.None)
		}
		if g.e.Ending.By == actor.ID {
			return fault.New(fault.Forbidden, "denied.four_eyes.wrote")
		}
		g.subject.Step, g.subject.Steps = content.StepLanguage, []string{content.StepLanguage}
		// The one who ended a text wrote its reason, whoever wrote the text.
		g.subject.Edition = &content.Edition{}
		if err := w.may(content.Approve, g); err != nil {
			return err
		}
		for _, l := range w.withDerived(g.site, []i18n.Locale{locale}) {
			t := g.d.Translation(l)
			e := t.LiveEdition()
			if e == nil || e.Ending == nil || l != locale && !t.Derived {
				continue
			}
			e.Ending.Reason.Sealed = append(e.Ending.Reason.Sealed, content.ReasonSeal{Locale: l, Mark: w.mark()})
			w.record(content.EventReasonSealed, g.d, t, about(e))
		}
		return nil
	})
}

// Restore makes a withdrawn text current again. Empty locale is the whole
// Document.
func (d *Desk) Restore(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, err := w.document(id)
		if err != nil {
			return err
		}
		back := locales(doc, locale, content.Withdrawn)
		if len(back) == 0 {
			return wrongState(content.Restore, content.None)
		}
		for _, l := range back {
			g, err := w.aim(content.Restore, id, l, live)
			if err != nil {
				return err
			}
			g.e.State, g.e.Ending = content.Published, nil
			w.record(content.EventRestored, g.d, g.t, about(g.e))
			w.result.Edition, w.result.State = g.e.Number, g.e.State
		}
		return nil
	})
}
