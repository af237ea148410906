package content

import (
	"slices"

	"herald/i18n"
	"herald/internal/fault"
)

// Question is what somebody who translates asks about a passage of the text that
// they translate. It belongs to that text, so it is seen beside it by everybody who
// translates it, and what was answered stands below it for all of them. What was
// asked and answered are texts beside the log, which a redaction reaches.
type Question struct {
	ID ID `json:"id"`
	// Of is the language of the text that it is about, From that of the translation
	// it was asked from.
	Of    i18n.Locale `json:"of"`
	From  i18n.Locale `json:"from"`
	Asked Mark        `json:"asked"`
	// Text is the hash of a Remark: what is asked, and the passage it is about.
	Text    Hash     `json:"text"`
	Answers []Answer `json:"answers,omitempty"`
	// Passed is when the text first did not hold the passage any more; it is zero
	// while it does. Closed is set by whoever asked.
	Passed Mark `json:"passed,omitzero"`
	Closed Mark `json:"closed,omitzero"`
}

// Answer is what somebody said to a Question, whoever asked it included.
type Answer struct {
	Mark
	Text Hash `json:"text"`
}

// MaxQuestions bounds how many open ones a Document has: more are no questions but
// another text.
const MaxQuestions = 200

// Waits reports whether q is open and somebody else than who asked it has the next
// word: nobody has answered what was said last, and the text still says it.
func (q *Question) Waits() bool {
	if !q.Closed.At.IsZero() || !q.Passed.At.IsZero() {
		return false
	}
	n := len(q.Answers)
	return n == 0 || q.Answers[n-1].By == q.Asked.By
}

// Told reports whether q is open and there is something for whoever asked it: an
// answer, or that the passage has changed.
func (q *Question) Told() bool { return q.Closed.At.IsZero() && !q.Waits() }

// Question gives the Question called id, or nil.
func (d *Document) Question(id ID) *Question {
	for i := range d.Questions {
		if d.Questions[i].ID == id {
			return &d.Questions[i]
		}
	}
	return nil
}

// Forget drops the Questions that nobody can meet any more: closed ones about a
// passage that the text does not hold. The log keeps what was said.
func (d *Document) Forget() {
	d.Questions = slices.DeleteFunc(d.Questions, func(q Question) bool { return !q.Closed.At.IsZero() && !q.Passed.At.IsZero() })
}

// texts gives the hashes of what was asked and answered.
func (q *Question) texts() []Hash {
	all := []Hash{q.Text}
	for _, a := range q.Answers {
		all = append(all, a.Text)
	}
	return all
}

// MayAnswer refuses whoever may not comment on any language of a Document: who
// writes in the text that a Question is about, or in a translation of it, may answer.
func MayAnswer(actor Actor, s Subject) error {
	err := error(fault.New(fault.Forbidden, "denied.role"))
	for _, t := range s.Document.Translations {
		of := s
		of.Translation, of.Locale, of.Edition = t, t.Locale, t.Newest()
		if err = Can(actor, Comment, of); err == nil {
			return nil
		}
	}
	return err
}

// MayClose refuses whoever did not ask q: that they have what they need, only they
// can say.
func MayClose(actor Actor, q *Question) error {
	if actor.ID == "" || q.Asked.By != actor.ID {
		return fault.New(fault.Forbidden, "denied.question")
	}
	return nil
}

// Concerned gives who is asked by a Question from another language about the text
// in locale: who answers for the Document, where that is its source, and who wrote
// or handed over what stands there or what readers see. Commands are nobody.
func (d *Document) Concerned(locale i18n.Locale) []MemberID {
	var all []MemberID
	if locale == d.Source {
		all = append(all, d.Owner)
	}
	t := d.Translation(locale)
	if t == nil {
		return nil
	}
	for _, e := range []*Edition{t.Newest(), t.LiveEdition()} {
		if e == nil {
			continue
		}
		for _, r := range e.Revisions {
			all = append(all, r.By)
		}
		if e.Submitted != nil {
			all = append(all, e.Submitted.By)
		}
	}
	all = slices.DeleteFunc(all, func(m MemberID) bool { return m == "" || m.IsSystem() })
	return sortedUnique(all)
}

// questions puts into s who waits for what: those concerned by a Question that
// waits, and those whose own Question from here was answered or overtaken.
func (s *Standing) questions(d *Document) {
	for i := range d.Questions {
		q := &d.Questions[i]
		if q.Told() && q.From == s.Locale {
			s.Told = append(s.Told, q.Asked.By)
		}
		if q.Waits() {
			for _, m := range d.Concerned(s.Locale) {
				if m != q.Asked.By {
					s.Asked = append(s.Asked, m)
				}
			}
		}
	}
	s.Told, s.Asked = sortedUnique(s.Told), sortedUnique(s.Asked)
}
