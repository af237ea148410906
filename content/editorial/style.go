package editorial

import (
	"context"

	"herald/content"
	"herald/content/style"
	"herald/i18n"
	"herald/internal/fault"
)

// Houses gives the Records of what was said about every language, as of now.
func (d *Desk) Houses(ctx context.Context) ([]content.Record, error) {
	snap, err := d.Log.Load(ctx, content.Ask{Style: true})
	return snap.Style, err
}

// AddRule adds a rule to those of a language: to write better instead of wrong. It
// gives the id of the rule, and refuses what cannot be one.
func (d *Desk) AddRule(ctx context.Context, actor content.Actor, locale i18n.Locale, wrong, better string) (content.ID, error) {
	id := content.NewID()
	err := d.keepStyle(ctx, actor, locale, func(w *work, h *style.House) error {
		rule := style.HouseRule{ID: id, Wrong: wrong, Better: better, Added: w.mark()}
		if issues := h.Add(d.style(), rule); len(issues) > 0 {
			return &IssuesError{Issues: issues}
		}
		w.styled(content.EventRuleAdded, h, wording(h.Rule(id)))
		return nil
	})
	return id, err
}

// RemoveRule gives a rule up. One that is given up already stays so.
func (d *Desk) RemoveRule(ctx context.Context, actor content.Actor, locale i18n.Locale, id content.ID) error {
	return d.keepStyle(ctx, actor, locale, func(w *work, h *style.House) error {
		rule := h.Rule(id)
		if rule == nil {
			return nil
		}
		was := wording(rule)
		h.Remove(id)
		w.styled(content.EventRuleRemoved, h, was)
		return nil
	})
}

// SwitchRule does without one of Herald's rules, or takes it up again.
func (d *Desk) SwitchRule(ctx context.Context, actor content.Actor, locale i18n.Locale, rule string, on bool) error {
	return d.keepStyle(ctx, actor, locale, func(w *work, h *style.House) error {
		switch {
		case on && h.SwitchOn(rule):
			w.styled(content.EventRuleOn, h, rule)
		case !on && h.SwitchOff(d.style(), style.SwitchedOff{Rule: rule, Added: w.mark()}):
			w.styled(content.EventRuleOff, h, rule)
		}
		return nil
	})
}

// wording is how the audit trail names a rule.
func wording(r *style.HouseRule) string { return r.Wrong + " → " + r.Better }

func (d *Desk) style() *style.Rules {
	if d.Style == nil {
		return style.Shipped()
	}
	return d.Style
}

// keepStyle lets verb change what is said about a language. A language that follows
// another one has no rules of its own.
func (d *Desk) keepStyle(ctx context.Context, actor content.Actor, locale i18n.Locale, verb func(*work, *style.House) error) error {
	_, err := d.do(ctx, actor, content.Ask{Style: true}, func(w *work) error {
		if own, ok := style.HouseLocale(locale); !ok || own != locale {
			return fault.Absent("house style of %q", locale)
		}
		if err := content.Can(w.actor, content.KeepStyle, content.Subject{Locale: locale, Now: w.now}); err != nil {
			return err
		}
		all, err := style.DecodeHouses(w.snap.Style)
		if err != nil {
			return err
		}
		return verb(w, style.HouseOf(all, locale))
	})
	return err
}

// styled puts what is said about a language into the Change, with what happened.
func (w *work) styled(kind content.EventKind, h *style.House, rule string) {
	w.styles = append(w.styles, h)
	w.events = append(w.events, content.Event{Kind: kind, At: w.now, By: w.actor.ID, Locale: h.Locale, Other: rule})
}
