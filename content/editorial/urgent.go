package editorial

import (
	"context"
	"time"

	"herald/content"
	"herald/i18n"
)

// owedDays is by when a second look is owed that nobody named a day for.
const owedDays = 3

// Urgent is a publishing that cannot wait for its steps.
type Urgent struct {
	Document content.ID
	Locale   i18n.Locale
	// Reason is written for colleagues and kept for ever.
	Reason string
	// Due is by when the skipped steps are owed; zero is three days.
	Due time.Time
	// Note tells readers what was changed in a text that they have already; nil
	// keeps what the text says. Correction says that a typed one corrects.
	Note       *content.Note
	Correction bool
}

// PublishUrgently makes a text public before the steps that its Type lets
// urgency skip. Each skipped step is owed by a due date; requirements hold.
func (d *Desk) PublishUrgently(ctx context.Context, actor content.Actor, in Urgent) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		g, err := w.aim(content.PublishUrgently, in.Document, in.Locale, next)
		if err != nil {
			return err
		}
		if in.Reason == "" {
			return issue("reason", "issue.reason.missing")
		}
		if g, err = w.demand(g, next); err != nil {
			return err
		}
		if err := w.sourceReady(g, []*target{g}, w.now); err != nil {
			return err
		}
		takeFacts(g, nil)
		if err := w.hurried(g, in); err != nil {
			return err
		}
		if err := w.skippable(g); err != nil {
			return err
		}
		due := content.Instant(in.Due)
		if !due.After(w.now) {
			due = w.now.AddDate(0, 0, owedDays)
		}
		note := w.note(in.Reason)
		if err := w.groupFollows(g, note, content.DayOf(due.In(zone(g.site))).String()); err != nil {
			return err
		}
		return w.publish(g, release{by: actor.ID, at: w.now, urgent: note, owed: w.owing(due)})
	})
}

// hurried takes down how large an urgent change is, and what readers are told of
// it. What nobody has called minor is not.
func (w *work) hurried(g *target, in Urgent) error {
	doubts, err := w.doubts(g)
	if err != nil {
		return err
	}
	g.e.Major = g.e.Major || g.e.Submitted == nil || len(doubts) > 0
	if g.t.FirstPublic().IsZero() {
		return nil
	}
	return w.told(g, in.Note, in.Correction)
}

// skippable refuses what lacks a step that its Type does not let urgency skip.
func (w *work) skippable(g *target) error {
	for _, step := range g.e.Missing(g.steps) {
		if !g.typ.MaySkip(step) {
			return &IssuesError{Issues: []content.Issue{{Key: "issue.step.not_skipped", Args: []any{"step", stepKey(step)}, Locale: g.t.Locale}}}
		}
	}
	return nil
}

// owing gives what a text owes that goes out now: every step that it lacks, and
// where it lacks none but nobody else has had a hand in it, as when facts beside
// approved words were changed, the first step once more.
func (w *work) owing(due time.Time) func(*target) []content.Debt {
	return func(g *target) (all []content.Debt) {
		for _, step := range g.e.Missing(g.steps) {
			all = append(all, content.Debt{Step: step, Due: due})
		}
		if len(all) == 0 && len(g.steps) > 0 && g.e.Alone(w.actor.ID) {
			all = append(all, content.Debt{Step: g.steps[0], Due: due})
		}
		return all
	}
}

// EndNow lets what a text is about be over from this moment, in every language:
// it stays readable under a line that says so and leaves what is current. The
// words stay, so nothing has to wait; who did it owes a second look.
func (d *Desk) EndNow(ctx context.Context, actor content.Actor, id content.ID, reason string) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, err := w.document(id)
		if err != nil {
			return err
		}
		g, err := w.look(id, doc.Source, live)
		if err != nil {
			return err
		}
		if err := w.may(content.PublishUrgently, g); err != nil {
			return err
		}
		if g.e == nil || g.e.State != content.Published {
			return wrongState(content.PublishUrgently, content.None)
		}
		if !g.facts.Until.IsZero() && !g.facts.Until.After(w.now) {
			return issue("", "issue.change.over")
		}
		if reason == "" {
			return issue("reason", "issue.reason.missing")
		}
		return w.endNow(g, w.note(reason))
	})
}

func (w *work) endNow(g *target, reason content.Hash) error {
	was, facts := g.e, g.facts
	facts.Until = w.now
	g.e = insert(g.t)
	g.e.Facts = w.keep(facts.Encode())
	if err := w.skippable(g); err != nil {
		return err
	}
	if draft := g.t.NextEdition(); draft != nil && draft.Facts == was.Facts {
		draft.Facts = g.e.Facts
	}
	r := release{by: w.actor.ID, at: w.now, urgent: reason}
	g.e.State, g.e.Owed = content.Published, w.owing(w.now.AddDate(0, 0, owedDays))(g)
	g.e.Published = &content.Publication{Mark: w.mark(), Urgent: reason, Imported: was.Imported(), FactsOnly: true}
	w.supersede(was)
	g.t.Live = g.e.Number
	w.record(content.EventPublished, g.d, g.t, about(g.e), func(e *content.Event) { e.When, e.Note = w.now, reason })
	w.result.Edition, w.result.State = g.e.Number, g.e.State
	w.spreadFacts(g, r)
	return nil
}
