package content

import (
	"slices"
	"strings"
)

// ChangeNotes are the ready-made change notes, complete in every locale: a
// correction, or an update. They are keys of the catalogue.
var ChangeNotes = []string{
	"change.correction.typo", "change.correction.date", "change.correction.number", "change.correction.name", "change.correction.quote", "change.correction.file",
	"change.update.contact", "change.update.hours", "change.update.fee", "change.update.law", "change.update.information",
}

// noteKeys is where the catalogue has them; a key may be written without it.
const noteKeys = "change."

// Catalogued is the key of a ready-made note in the catalogue.
func (n Note) Catalogued() string { return noteKeys + strings.TrimPrefix(n.Key, noteKeys) }

// Ready reports whether n is one of the ready-made sentences.
func (n Note) Ready() bool { return n.Text == "" && slices.Contains(ChangeNotes, n.Catalogued()) }

// Correction reports whether n calls a change a correction. What is typed leaves
// that to whoever typed it.
func (n Note) Correction(typed bool) bool {
	if n.Ready() {
		return strings.HasPrefix(n.Catalogued(), "change.correction.")
	}
	return typed
}

// OnlyNote reports whether b is a but for another ready-made change note, or none.
// Every sentence of such a text was read by whoever approved a.
func OnlyNote(a, b Words) bool {
	for _, n := range []Note{a.ChangeNote, b.ChangeNote} {
		if n != (Note{}) && !n.Ready() {
			return false
		}
	}
	a.ChangeNote = b.ChangeNote
	return a.Encode().Hash == b.Encode().Hash
}

// Carry lets the approvals of the words before hold for the words of e as well.
// It is for words that differ by nothing but a ready-made note: see OnlyNote.
func (e *Edition) Carry(before Hash) {
	for i := range e.Approvals {
		if a := &e.Approvals[i]; a.Words == before {
			if a.Read == "" {
				a.Read = before
			}
			a.Words = e.Words
		}
	}
}
