package editorial

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"herald/content"
	"herald/i18n"
)

// AskRedaction asks for passages to be taken out of every text of a Document:
// of every Edition, Revision, comment and reason, public or not. A second
// person confirms. ground names the legal ground and must not repeat the
// passages.
func (d *Desk) AskRedaction(ctx context.Context, actor content.Actor, id content.ID, ground string, passages ...string) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, _, err := w.whole(content.AskRedaction, id)
		if err != nil {
			return err
		}
		passages = slices.DeleteFunc(slices.Clone(passages), func(p string) bool { return strings.TrimSpace(p) == "" })
		switch {
		case len(passages) == 0:
			return issue("passages", "issue.redaction.passages")
		case strings.TrimSpace(ground) == "":
			return issue("ground", "issue.redaction.ground")
		case doc.OpenRedaction() != nil:
			return issue("", "issue.redaction.open")
		}
		for _, p := range passages {
			if strings.Contains(ground, p) {
				return issue("ground", "issue.redaction.repeats")
			}
		}
		note := w.note(strings.Join(passages, "\n"))
		doc.Redactions = append(doc.Redactions, content.Redaction{Asked: w.mark(), Ground: ground, Passages: note})
		w.record(content.EventRedactAsked, doc, nil)
		return nil
	})
}

// Passages gives what an open redaction asks to take out, for the second person
// to read before confirming.
func (d *Desk) Passages(ctx context.Context, actor content.Actor, id content.ID) (passages []string, err error) {
	_, err = d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, _, err := w.whole(content.AskRedaction, id)
		if err != nil || doc.OpenRedaction() == nil {
			return err
		}
		passages, err = w.passages(doc.OpenRedaction())
		return err
	})
	return passages, err
}

func (w *work) passages(r *content.Redaction) ([]string, error) {
	body, err := w.body(r.Passages)
	if err != nil {
		return nil, err
	}
	note, err := content.DecodeNote(body)
	return strings.Split(note, "\n"), err
}

// Redact confirms an open redaction. In the same Change every text of the
// Document is rewritten without the passages, for ever; hashes stay, so that
// seals and log still verify.
func (d *Desk) Redact(ctx context.Context, actor content.Actor, id content.ID) (Result, error) {
	return d.do(ctx, actor, content.Ask{Documents: []content.ID{id}}, func(w *work) error {
		doc, _, err := w.whole(content.Redact, id)
		if err != nil {
			return err
		}
		r := doc.OpenRedaction()
		if r == nil {
			return issue("", "issue.redaction.none")
		}
		passages, err := w.passages(r)
		if err != nil {
			return err
		}
		hashes, err := w.allTexts(doc)
		if err != nil {
			return err
		}
		for _, h := range hashes {
			body, err := w.body(h)
			if err != nil {
				return err
			}
			clean, changed, err := w.clean(doc, h, body, passages)
			if err != nil {
				return err
			}
			if changed {
				w.texts = append(w.texts, content.Text{Hash: h, Body: clean, Redacted: true})
				r.Texts = append(r.Texts, h)
			}
		}
		r.Confirmed = w.mark()
		w.record(content.EventRedacted, doc, nil)
		return nil
	})
}

// allTexts gives every text of doc: those its Record names, the passages of its
// redactions, and the notes of its timeline.
func (w *work) allTexts(doc *content.Document) ([]content.Hash, error) {
	all := doc.Texts()
	for _, r := range doc.Redactions {
		all = append(all, r.Passages)
	}
	const batch = 500
	for after := content.Position(0); ; {
		changes, err := w.desk.Log.Changes(w.ctx, after, batch)
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			all = append(all, textsAbout(doc.ID, c)...)
			after = c.Position
		}
		if len(changes) < batch {
			break
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// textsAbout gives the texts that a Change named for one Document: Revisions
// that were dropped since are among them.
func textsAbout(id content.ID, c content.Change) []content.Hash {
	var all []content.Hash
	for _, e := range c.Events {
		if e.Document == id {
			all = append(all, e.Note, e.Words)
		}
	}
	if docs, err := c.Documents(); err == nil {
		for _, d := range docs {
			if d.ID == id {
				all = append(all, d.Texts()...)
			}
		}
	}
	return slices.DeleteFunc(all, func(h content.Hash) bool { return h == "" })
}

// clean gives body without the passages. The note that named the passages is
// emptied whole.
func (w *work) clean(doc *content.Document, h content.Hash, body []byte, passages []string) ([]byte, bool, error) {
	for _, r := range doc.Redactions {
		if r.Passages == h {
			return content.NoteText("").Body, true, nil
		}
	}
	var tree any
	if err := json.Unmarshal(body, &tree); err != nil {
		return nil, false, err
	}
	c := cleaner{passages: passages, mark: w.removed(localeOf(doc, h))}
	tree = c.walk("", tree)
	if !c.changed {
		return body, false, nil
	}
	out, err := json.Marshal(tree)
	return out, true, err
}

// localeOf gives the locale that a text is read in: that of the Translation
// whose words it is, else the source.
func localeOf(doc *content.Document, h content.Hash) i18n.Locale {
	for _, t := range doc.Translations {
		for _, e := range t.Editions {
			written := func(r content.Revision) bool { return r.Words == h }
			if e.Words == h || slices.ContainsFunc(e.Revisions, written) {
				return t.Locale
			}
		}
	}
	return doc.Source
}

func (w *work) removed(locale i18n.Locale) string {
	if w.desk.Removed == nil {
		return "█████"
	}
	return w.desk.Removed(locale, w.now)
}

// cleaner takes passages out of every string of a JSON tree.
type cleaner struct {
	passages []string
	mark     string
	changed  bool
}

func (c *cleaner) walk(key string, v any) any {
	switch v := v.(type) {
	case string:
		return c.text(key, v)
	case []any:
		for i := range v {
			v[i] = c.walk(key, v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = c.walk(k, v[k])
		}
	}
	return v
}

// text takes the passages out of s, as typed and as they stand in an address.
func (c *cleaner) text(key, s string) string {
	out := s
	for _, p := range c.passages {
		out = strings.ReplaceAll(out, p, c.mark)
		if key != "path" && key != "former" && key != "name" {
			continue
		}
		for _, l := range i18n.Shipped() {
			if slug := l.Slug(p); slug != "" && strings.Contains(s, slug) {
				out = strings.ReplaceAll(out, slug, "x")
			}
		}
	}
	if out != s {
		c.changed = true
	}
	return out
}
