package admin

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/internal/web"
)

// saveText keeps what was typed, makes room for more, or corrects a place in it, as
// the button says.
func saveText(v *visit) error {
	w, why, err := v.openWriting()
	if err != nil {
		return err
	}
	if why != nil {
		return v.frozen(w, why)
	}
	if err := v.take(w); err != nil {
		return err
	}
	if group := v.field("more"); group != "" {
		w.form.grow(group)
		return v.editor(w, fiber.StatusOK, nil)
	}
	if wanted := v.field("correct"); wanted != "" {
		v.restyle(w, wanted)
		return v.editor(w, fiber.StatusOK, nil)
	}
	in := editorial.Save{Document: w.d.ID, Locale: w.t.Locale, Base: w.version, Words: w.words, CaughtUp: v.field("caught_up") != "", Agreed: ids(w.form.sent["agree"])}
	if w.form.facts {
		in.Facts = &w.facts
	}
	save := v.Desk.Save
	if w.action == content.Correct {
		save = v.Desk.Correct
	}
	if _, err := save(v.ctx, v.actor, in); err != nil {
		return v.refuseSave(w, err)
	}
	if err := v.Store.DropScratch(v.ctx, v.actor.ID, w.d.ID, w.t.Locale); err != nil {
		// The text is saved, and says so; what was typed says the same.
		v.log.Error("what was typed could not be dropped after it was saved", "error", err)
	}
	path := documentURL(w.d.ID, w.t.Locale)
	if v.field("intent") == "finish" {
		return v.to(path + "?done=save")
	}
	return v.to(path + "/edit?done=save")
}

// take lays what was typed over the text that w holds.
func (v *visit) take(w *writing) error {
	w.version = content.Version(w.form.line("version"))
	was := w.words
	w.words = w.form.words(w.words)
	if w.form.facts {
		w.facts = w.form.read(w.facts)
	}
	return v.attribute(w, was)
}

// refuseSave shows the form again with what was typed and why it is not saved.
func (v *visit) refuseSave(w *writing, err error) error {
	var c *editorial.ConflictError
	if errors.As(err, &c) {
		conflict, err := v.conflict(w, c)
		if err != nil {
			return err
		}
		w.version = c.Version
		return v.editor(w, fiber.StatusConflict, conflict)
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	w.questions = v.questionsOf(err, nil)
	for _, i := range asksOf(err) {
		delete(m.ByField, i.Field)
	}
	w.form.wrong = m
	return v.editor(w, web.Status(err), nil)
}

// Question is asked before a file that readers are not given yet goes into a text
// that they will read.
type Question struct {
	Asset content.ID
	Text  string
	// Agreed says that it was answered before.
	Agreed bool
}

// questionsOf gives the questions that refused something; agreed are the files about
// which one was answered.
func (v *visit) questionsOf(err error, agreed []content.ID) []Question {
	var all []Question
	for _, i := range asksOf(err) {
		id := i.AskedOf()
		all = append(all, Question{Asset: id, Text: v.T(i.Key, i.Args...), Agreed: slices.Contains(agreed, id)})
	}
	return all
}
