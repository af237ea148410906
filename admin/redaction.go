package admin

import (
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
)

// Redaction is the page on which passages and files are taken out of a Document by
// two people: one asks, the other confirms or declines.
type Redaction struct {
	Base
	// Path is the address of the text, to which the forms are sent.
	Path, Text, Kind string
	Lang             i18n.Locale
	// Passages and Ground are what was typed, or what is asked for.
	Passages, Ground string
	Found            []FoundPassage
	// Files can be taken out, or are asked to be.
	Files []TakenFile
	// Unsaved says whose unsaved work is lost, language by language.
	Unsaved []Unsaved
	// Open is the request that waits, nil where there is none.
	Open  *OpenRedaction
	Wrong mistakes
	// Reason is what was typed to decline.
	Reason string
}

// OpenRedaction is a request that waits for its second person.
type OpenRedaction struct {
	Key, Who string
	When     time.Time
	// Own says that the member asked for it; Refused why they may not confirm it.
	Own     bool
	Refused string
}

// redactions gives the way to the redactions of a text for whoever has to do with
// them, by what there is to do.
func (v *visit) redactions(o *open) []Act {
	s := content.Subject{Document: o.d, Type: o.typ, Now: v.now}
	if content.Can(v.actor, content.AskRedaction, s) != nil {
		return nil
	}
	key := "action.ask_redaction"
	if r := o.d.OpenRedaction(); r != nil {
		key = "desk.redact.to_confirm"
		if r.Asked.By == v.actor.ID {
			key = "desk.redact.yours"
		}
	}
	return []Act{{Name: "redaction", ID: "redaction", Button: v.T(key), URL: documentURL(o.d.ID, o.t.Locale) + "/redaction"}}
}

// openRedaction gives the text of an address to whoever may ask for a redaction of
// it.
func (v *visit) openRedaction() (*open, error) {
	o, err := v.openText()
	if err != nil {
		return nil, err
	}
	return o, content.Can(v.actor, content.AskRedaction, content.Subject{Document: o.d, Type: o.typ, Now: v.now})
}

func redactionPage(v *visit) error {
	o, err := v.openRedaction()
	if err != nil {
		return err
	}
	return v.redactionForm(o, &Redaction{}, fiber.StatusOK)
}

// redactionForm shows the request that waits, with all that it would take out, or the
// form for one, with p as far as it was filled in.
func (v *visit) redactionForm(o *open, p *Redaction, status int) error {
	p.Base, p.Path, p.Text, p.Kind, p.Lang = v.base(v.T("desk.redact.title")), documentURL(o.d.ID, o.t.Locale), v.titled(o.words), v.kind(o.typ.Name), o.t.Locale
	passages, _ := content.ParsePassages(p.Passages)
	chosen := v.checked("file")
	if r := o.d.OpenRedaction(); r != nil {
		var err error
		if passages, err = v.Desk.Passages(v.ctx, v.actor, o.d.ID); err != nil {
			return err
		}
		if err := v.pending(o, r, p); err != nil {
			return err
		}
		chosen = r.Files
	}
	found, err := v.Desk.Trace(v.ctx, v.actor, o.d.ID, passages...)
	if err != nil {
		return err
	}
	p.Found = v.foundPassages(o, found)
	if p.Open != nil {
		found.Files = slices.DeleteFunc(found.Files, func(f editorial.TracedFile) bool { return !slices.Contains(chosen, f.Asset.ID) })
	}
	if p.Files, err = v.foundFiles(found, chosen); err != nil {
		return err
	}
	if p.Unsaved, err = v.typing(o); err != nil {
		return err
	}
	return v.page(status, "redaction", p)
}

// pending puts the open request into p.
func (v *visit) pending(o *open, r *content.Redaction, p *Redaction) error {
	names, err := v.names(r.Asked.By)
	if err != nil {
		return err
	}
	p.Ground = r.Ground
	p.Open = &OpenRedaction{Key: string(r.Key()), Who: nameOr(names, r.Asked.By), When: r.Asked.At, Own: r.Asked.By == v.actor.ID}
	if err := content.Can(v.actor, content.Redact, content.Subject{Document: o.d, Type: o.typ, Now: v.now}); err != nil && !p.Open.Own {
		p.Open.Refused = v.say(err)
	}
	return nil
}

// checked gives the ids of the boxes of a name that were ticked.
func (v *visit) checked(name string) (ids []content.ID) {
	for _, value := range v.c.Context().PostArgs().PeekMulti(name) {
		if id := content.ID(value); id.Valid() {
			ids = append(ids, id)
		}
	}
	return ids
}

// askRedaction asks for a redaction. To look shows what it would take out, and
// changes nothing.
func askRedaction(v *visit) error {
	o, err := v.openRedaction()
	if err != nil {
		return err
	}
	p := &Redaction{Passages: v.text("passages"), Ground: strings.TrimSpace(v.field("ground"))}
	if v.field("look") != "" {
		return v.redactionForm(o, p, fiber.StatusOK)
	}
	_, err = v.Desk.AskRedaction(v.ctx, v.actor, editorial.Redacting{Document: o.d.ID, Ground: p.Ground, Passages: []string{p.Passages}, Files: v.checked("file")})
	return v.redactionDone(p, "redaction_asked", err)
}

// redactionDone leads back to the text, or shows the page again with what refused.
func (v *visit) redactionDone(p *Redaction, done string, refused error) error {
	o, err := v.openRedaction()
	if err != nil {
		return err
	}
	if refused == nil {
		return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=" + done)
	}
	m, ok := v.mistakes(refused)
	if !ok {
		return refused
	}
	p.Wrong = m
	return v.redactionForm(o, p, web.Status(refused))
}

// dropRedaction takes a request back, or declines it, whichever the member may.
func dropRedaction(v *visit) error {
	o, err := v.openRedaction()
	if err != nil {
		return err
	}
	done := "redaction_declined"
	if r := o.d.OpenRedaction(); r != nil && r.Asked.By == v.actor.ID {
		done = "redaction_dropped"
	}
	p := &Redaction{Reason: v.reason()}
	_, err = v.Desk.DropRedaction(v.ctx, v.actor, o.d.ID, content.Hash(v.field("key")), p.Reason)
	return v.redactionDone(p, done, err)
}

// confirmRedaction takes out what was shown, for ever. It asks for a tick, because
// nothing can be taken back afterwards; pressed twice it is done once.
func confirmRedaction(v *visit) error {
	o, err := v.openRedaction()
	if err != nil {
		return err
	}
	key := content.Hash(v.field("key"))
	done := slices.ContainsFunc(o.d.Redactions, func(r content.Redaction) bool { return r.Key() == key && !r.Confirmed.At.IsZero() })
	switch {
	case done:
		return v.to(documentURL(o.d.ID, o.t.Locale) + "?done=already")
	case v.field("sure") == "":
		return v.redactionDone(&Redaction{}, "", asks("sure", "issue.redaction.sure"))
	}
	_, err = v.Desk.Redact(v.ctx, v.actor, o.d.ID, key)
	if fault.Is(err, fault.Unavailable) {
		v.log.Error("a redaction was not finished", "document", string(o.d.ID), "error", err)
	}
	return v.redactionDone(&Redaction{}, "redacted", err)
}
