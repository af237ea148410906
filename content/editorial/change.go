package editorial

import "herald/content"

// described takes down what the submitter says about a change of a public text:
// how large it is, whether it corrects, and what readers are told of it.
func (w *work) described(g *target, in Submit) error {
	first := g.t.FirstPublic().IsZero()
	g.e.Major, g.e.Correction, g.e.MinorBy = first || !in.Minor, in.Correction, ""
	if first {
		return nil
	}
	if err := w.told(g, in.Note, in.Correction); err != nil {
		return err
	}
	if in.AskMinor {
		return nil
	}
	doubts, err := w.doubts(g)
	if len(doubts) > 0 {
		return &IssuesError{Issues: doubts}
	}
	return err
}

// told takes down what readers are told of a change of a public text; nil keeps
// what the text says. A major change is told.
func (w *work) told(g *target, note *content.Note, correction bool) error {
	if note != nil {
		if note.Key != "" && !note.Ready() {
			return issue("note", "issue.change.note_unknown")
		}
		w.setNote(g, *note)
		g.e.Correction = note.Correction(correction)
	}
	if g.e.Major && g.words.ChangeNote == (content.Note{}) {
		return issue("note", "issue.change.note_missing")
	}
	return nil
}

// minor refuses a minor change that looks like more, unless somebody confirms it
// who neither wrote nor submitted it.
func (w *work) minor(g *target, confirmed bool) error {
	doubts, err := w.doubts(g)
	switch {
	case err != nil || len(doubts) == 0:
		return err
	case !confirmed:
		return &IssuesError{Issues: doubts}
	}
	g.e.MinorBy = w.actor.ID
	return content.MayConfirmMinor(w.actor, g.e)
}

// doubts gives why the change that g is cannot be called minor without a second
// person; nothing for what is new or called major.
func (w *work) doubts(g *target) ([]content.Issue, error) {
	live := g.t.LiveEdition()
	if g.e.Major || live == nil || g.e == live {
		return nil, nil
	}
	was, err := w.words(live.Words)
	if err != nil {
		return nil, err
	}
	now, err := w.words(g.e.Words)
	if err != nil {
		return nil, err
	}
	d := content.Differ(g.t.Locale, was, now)
	// The facts of a translation are those of its source, and judged there.
	if g.t.Locale == g.d.Source && live.Facts != g.e.Facts {
		before, err := w.facts(live.Facts)
		if err != nil {
			return nil, err
		}
		d.Facts = content.FactsDiffer(before, g.facts)
	}
	return d.Issues(g.t.Locale), nil
}

// changeNote is the key of the ready-made change note that e tells readers, or "".
func (w *work) changeNote(e *content.Edition) (string, error) {
	words, err := w.words(e.Words)
	if err != nil || !words.ChangeNote.Ready() || e.Major && e.Number == 1 {
		return "", err
	}
	return words.ChangeNote.Catalogued(), nil
}

// setNote puts a change note into the words of g and reports whether it is
// another than was there.
func (w *work) setNote(g *target, note content.Note) bool {
	words := g.words
	words.ChangeNote = note
	if words.Encode().Hash == g.e.Words {
		return false
	}
	w.revise(g.t, g.e, words, g.facts, false)
	g.words = words
	return true
}

// onlyNote reports whether words are those of before but for a ready-made note.
func (w *work) onlyNote(before content.Hash, words content.Words) bool {
	if before == "" {
		return false
	}
	was, err := w.words(before)
	return err == nil && content.OnlyNote(was, words)
}
