package editorial

import (
	"context"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// Redacting asks for passages to be taken out of every text of a Document, and for
// files to be taken out of everything.
type Redacting struct {
	Document content.ID
	// Ground names the legal ground; it must not repeat the passages.
	Ground   string
	Passages []string
	Files    []content.ID
}

// AskRedaction asks for a redaction: of every Edition, Revision, comment and
// reason, public or not. A second person confirms. What is asked for must be there:
// a passage somewhere in the texts of the Document, a file among those that it
// shows or once showed, and the actor may ask in every other Document that shows
// the file.
func (d *Desk) AskRedaction(ctx context.Context, actor content.Actor, in Redacting) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{in.Document}}, func(w *work) error {
		doc, _, err := w.whole(content.AskRedaction, in.Document)
		if err != nil {
			return err
		}
		passages, short := content.ParsePassages(strings.Join(in.Passages, "\n"))
		switch {
		case len(passages)+len(in.Files) == 0:
			return issue("passages", "issue.redaction.passages")
		case short != "":
			return issue("passages", "issue.redaction.short", "passage", short)
		case strings.TrimSpace(in.Ground) == "":
			return issue("ground", "issue.redaction.ground")
		case doc.OpenRedaction() != nil:
			return issue("", "issue.redaction.open")
		case content.NewTakeout(nil, passages, nil).InLine(in.Ground):
			return issue("ground", "issue.redaction.repeats")
		}
		found, err := w.trace(doc, passages)
		if err != nil {
			return err
		}
		for _, p := range found.Passages {
			if p.Count == 0 {
				return issue("passages", "issue.redaction.not_found", "passage", p.Passage)
			}
		}
		if err := w.ownFiles(found, in.Files); err != nil {
			return err
		}
		if _, err := w.showing(content.AskRedaction, doc.ID, in.Files); err != nil {
			return err
		}
		r := content.Redaction{Asked: w.mark(), Ground: strings.TrimSpace(in.Ground), Files: in.Files}
		if len(passages) > 0 {
			r.Passages = w.keep(content.PassagesText(passages))
		}
		doc = w.snap.Documents[in.Document] // loading has read it afresh
		doc.Redactions = append(doc.Redactions, r)
		w.record(content.EventRedactAsked, doc, nil)
		return nil
	})
}

// ownFiles refuses files that the Document does not show and never did.
func (w *work) ownFiles(found Traces, files []content.ID) error {
	for _, id := range files {
		if !slices.ContainsFunc(found.Files, func(f TracedFile) bool { return f.Asset.ID == id }) {
			return issue("files", "issue.redaction.file")
		}
	}
	return nil
}

// DropRedaction takes an open redaction back, where the actor asked for it, and
// declines it with a written reason where somebody else did. key names the one that
// was read.
func (d *Desk) DropRedaction(ctx context.Context, actor content.Actor, id content.ID, key content.Hash, reason string) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, _, err := w.whole(content.AskRedaction, id)
		if err != nil {
			return err
		}
		r, err := openRedaction(doc, key)
		if err != nil {
			return err
		}
		kind, note := content.EventRedactDropped, content.Hash("")
		if r.Asked.By != w.actor.ID {
			if _, _, err := w.whole(content.Redact, id); err != nil {
				return err
			}
			if strings.TrimSpace(reason) == "" {
				return issue("reason", "issue.reason.missing")
			}
			passages, err := w.passages(r)
			if err != nil {
				return err
			}
			if content.NewTakeout(nil, passages, nil).InLine(reason) {
				return issue("reason", "issue.redaction.repeats")
			}
			kind, note = content.EventRedactDeclined, w.note(strings.TrimSpace(reason))
		}
		r.Dropped = w.mark()
		w.record(kind, doc, nil, func(e *content.Event) { e.Note = note })
		return nil
	})
}

// openRedaction gives the open redaction of doc, if it is still the one that key
// names: nobody may confirm what they have not read.
func openRedaction(doc *content.Document, key content.Hash) (*content.Redaction, error) {
	r := doc.OpenRedaction()
	if r == nil {
		return nil, issue("", "issue.redaction.none")
	}
	if r.Key() != key {
		return nil, fault.New(fault.Conflict, "issue.redaction.changed")
	}
	return r, nil
}

func (w *work) passages(r *content.Redaction) ([]string, error) {
	if r.Passages == "" {
		return nil, nil
	}
	body, err := w.body(r.Passages)
	if err != nil {
		return nil, err
	}
	return content.DecodePassages(body)
}

// Redact confirms an open redaction; key names the one that was read. In the same
// Change every text of the Document is rewritten without the passages, for ever,
// and the files are gone from it and from every other Document that shows them;
// hashes stay, so that seals and log still verify.
func (d *Desk) Redact(ctx context.Context, actor content.Actor, id content.ID, key content.Hash) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, typ, err := w.whole(content.Redact, id)
		if err != nil {
			return err
		}
		r, err := openRedaction(doc, key)
		if err != nil {
			return err
		}
		passages, err := w.passages(r)
		if err != nil {
			return err
		}
		others, err := w.showing(content.Redact, id, r.Files)
		if err != nil {
			return err
		}
		doc = w.snap.Documents[id] // loading has read it afresh
		r = doc.OpenRedaction()
		r.Confirmed = w.mark()
		if err := w.takeOut(doc, r, content.NewTakeout(typ, passages, r.Files)); err != nil {
			return err
		}
		if err := w.removeFiles(r); err != nil {
			return err
		}
		for _, other := range others {
			if err := w.takeAlong(w.snap.Documents[other], r); err != nil {
				return err
			}
		}
		w.record(content.EventRedacted, doc, nil)
		return nil
	})
}

// takeAlong takes the files of r out of another Document, whose readers are told.
func (w *work) takeAlong(doc *content.Document, r *content.Redaction) error {
	also := content.Redaction{Asked: r.Asked, Confirmed: r.Confirmed, Ground: r.Ground, Files: r.Files}
	if err := w.takeOut(doc, &also, content.NewTakeout(w.desk.Types.Get(doc.Type), nil, r.Files)); err != nil {
		return err
	}
	doc.Redactions = append(doc.Redactions, also)
	w.record(content.EventRedacted, doc, nil)
	return nil
}

// takeOut rewrites every text of doc, and notes in r which were. The text that named
// the passages of a redaction is emptied whole.
func (w *work) takeOut(doc *content.Document, r *content.Redaction, x *content.Takeout) error {
	all, err := w.textsOf(doc)
	if err != nil {
		return err
	}
	for _, h := range all.hashes {
		body, err := w.body(h)
		if err != nil {
			return err
		}
		left, cuts, err := x.From(body, w.removed(all.localeOf(h, doc)))
		if err != nil {
			return err
		}
		if len(cuts) > 0 {
			w.redactText(r, h, left)
		}
	}
	for _, was := range doc.Redactions {
		if was.Passages != "" {
			w.redactText(r, was.Passages, content.NoPassages())
		}
	}
	return nil
}

// redactText puts what is left of a text into the Change.
func (w *work) redactText(r *content.Redaction, h content.Hash, left []byte) {
	if !slices.Contains(r.Texts, h) {
		r.Texts = append(r.Texts, h)
	}
	t := content.Text{Hash: h, Body: left, Redacted: true}
	if i := slices.IndexFunc(w.texts, func(t content.Text) bool { return t.Hash == h }); i >= 0 {
		w.texts[i] = t
		return
	}
	w.texts = append(w.texts, t)
}

func (w *work) removed(locale i18n.Locale) string {
	if w.desk.Removed == nil {
		return "█████"
	}
	return w.desk.Removed(locale, w.now)
}
