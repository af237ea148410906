package editorial

import (
	"context"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Ask puts a question about the source of a Document to those who answer for it, from
// the translation in locale. A Remark about a passage is refused where the source, as
// it stands, does not hold that passage.
func (d *Desk) Ask(ctx context.Context, actor content.Actor, id content.ID, locale i18n.Locale, in content.Remark) (Result, error) {
	fresh := content.NewID()
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		g, err := w.look(id, locale, newest)
		if err != nil {
			return err
		}
		if err := w.may(content.Comment, g); err != nil {
			return err
		}
		if locale == g.d.Source || g.t.Derived {
			return fault.New(fault.Invalid, "issue.question.source")
		}
		in = in.Normal()
		holds, err := w.says(g.d.SourceTranslation(), in.Passage)
		switch {
		case err != nil:
			return err
		case in.Text == "":
			return issue("question", "issue.question.missing")
		case !holds:
			return issue("passage", "issue.comment.passage")
		case len(g.d.Questions) >= content.MaxQuestions:
			return issue("question", "issue.question.many", "count", content.MaxQuestions)
		}
		q := content.Question{ID: fresh, Of: g.d.Source, From: locale, Asked: w.mark(), Text: w.keep(in.Encode())}
		g.d.Questions = append(g.d.Questions, q)
		w.spoke(content.EventAsked, g.d, g.d.SourceTranslation(), &q, q.Text)
		return nil
	})
}

// Answer says something to a question: an answer, or more of the question where it is
// said by whoever asked.
func (d *Desk) Answer(ctx context.Context, actor content.Actor, id, question content.ID, text string) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, q, err := w.question(id, question)
		if err != nil {
			return err
		}
		subject := content.Subject{Document: doc, Type: w.desk.Types.Get(doc.Type), Now: w.now}
		if err := content.MayAnswer(w.actor, subject); err != nil {
			return err
		}
		said := content.Remark{Text: text}.Normal()
		switch {
		case said.Text == "":
			return issue("answer", "issue.question.answer")
		case !q.Closed.At.IsZero():
			return fault.New(fault.Invalid, "issue.question.closed")
		}
		note := w.keep(said.Encode())
		q.Answers = append(q.Answers, content.Answer{Mark: w.mark(), Text: note})
		w.spoke(content.EventAnswered, doc, doc.Translation(q.Of), q, note)
		return nil
	})
}

// CloseQuestion is for whoever asked: they have what they need.
func (d *Desk) CloseQuestion(ctx context.Context, actor content.Actor, id, question content.ID) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, q, err := w.question(id, question)
		if err != nil {
			return err
		}
		if err := content.MayClose(w.actor, q); err != nil {
			return err
		}
		if !q.Closed.At.IsZero() {
			return nil
		}
		q.Closed = w.mark()
		w.spoke(content.EventQuestionClosed, doc, doc.Translation(q.Of), q, "")
		return nil
	})
}

// question gives a Question as it was loaded, with its Document.
func (w *work) question(id, question content.ID) (*content.Document, *content.Question, error) {
	doc, err := w.document(id)
	if err != nil {
		return nil, nil, err
	}
	q := doc.Question(question)
	if q == nil || doc.Translation(q.Of) == nil {
		return nil, nil, fault.Absent("question %s of %s", question, id)
	}
	return doc, q, nil
}

// spoke records what was said about a question. It is no work on the text that the
// question is about: who touched that last stays as it was.
func (w *work) spoke(kind content.EventKind, doc *content.Document, t *content.Translation, q *content.Question, note content.Hash) {
	touched := t.Touched
	w.record(kind, doc, t, func(e *content.Event) { e.Note, e.Other = note, string(q.ID) })
	t.Touched = touched
}

// overtake takes down which questions are about a passage that the text does not hold
// any more, or holds again, before the Records are written: no way of changing a text
// can leave it out.
func (w *work) overtake() error {
	for _, doc := range w.touched {
		for i := range doc.Questions {
			if err := w.overtaken(doc, &doc.Questions[i]); err != nil {
				return err
			}
		}
		doc.Forget()
	}
	return nil
}

func (w *work) overtaken(doc *content.Document, q *content.Question) error {
	t := doc.Translation(q.Of)
	if t == nil {
		return nil
	}
	body, err := w.body(q.Text)
	if err != nil {
		return err
	}
	asked, err := content.DecodeRemark(body)
	if err != nil {
		return err
	}
	holds, err := w.says(t, asked.Passage)
	if holds {
		q.Passed = content.Mark{}
	} else if err == nil && q.Passed.At.IsZero() {
		q.Passed = w.mark()
	}
	return err
}

// says reports whether a text holds a passage, as it stands or as readers see it:
// whoever translates has the one or the other before them. No passage is anywhere.
func (w *work) says(t *content.Translation, passage string) (bool, error) {
	if passage == "" {
		return true, nil
	}
	for _, e := range []*content.Edition{t.Newest(), t.LiveEdition()} {
		if e == nil {
			continue
		}
		words, err := w.words(e.Words)
		if err != nil || words.Holds(passage) {
			return err == nil, err
		}
	}
	return false, nil
}
