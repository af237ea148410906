package admin

import (
	"slices"
	"strings"

	"herald/content"
	"herald/content/editorial"
)

// Copies are the ways to take a text elsewhere: into a text of its own, into a
// letter, into a message of a few lines.
type Copies struct {
	// New says that the member may begin a text out of this one.
	New bool
	// Mail and Social are the addresses of the pages with the ready words, "" while
	// there is nothing that could be given to anybody.
	Mail, Social string
}

// copies gives what can be taken out of a text, nil for nothing.
func (v *visit) copies(o *open) *Copies {
	c := &Copies{New: v.mayCopy(o)}
	if _, ok := v.sending(o); ok {
		c.Mail, c.Social = documentURL(o.d.ID, o.t.Locale)+"/mail", documentURL(o.d.ID, o.t.Locale)+"/social"
	}
	if *c == (Copies{}) {
		return nil
	}
	return c
}

func (v *visit) mayCopy(o *open) bool {
	return !o.t.Derived && !o.typ.Single &&
		content.Can(v.actor, content.Create, content.Subject{Type: o.typ, Locale: o.t.Locale, Organization: o.facts.Organization, Now: v.now}) == nil
}

// copyAsNew begins a text out of another one and leads to its editor, which says
// what was left out.
func (v *visit) copyAsNew(o *open) error {
	note, err := v.copyNote(o)
	if err != nil {
		return err
	}
	made, err := v.Desk.CopyAsNew(v.ctx, v.actor, editorial.Copying{Document: o.d.ID, Locale: o.t.Locale, Note: note})
	if err != nil {
		return v.refuseAct(err, content.Create)
	}
	return v.to(documentURL(made.Document, made.Locale) + "/edit?done=copied")
}

// copyNote says where a copy comes from, what has to be filled in anew, and which of
// its files nobody outside has seen yet: a copy asks no question about them.
func (v *visit) copyNote(o *open) (string, error) {
	p, err := v.placing(o)
	if err != nil {
		return "", err
	}
	c := o.typ.Copy(p.Words, p.Facts)
	lines := []string{v.T("desk.copy.from", "title", v.titled(o.words))}
	var left []string
	for _, name := range c.Left {
		label := v.T("part.until")
		if name != "until" {
			label = v.fieldLabel(o.typ, name)
		}
		left = append(left, label)
	}
	if len(left) > 0 {
		lines = append(lines, v.T("desk.copy.left", "what", v.words.List(left)))
	}
	unseen, err := v.unseen(o, content.AssetsOf(o.typ, c.Words, c.Facts, content.Public))
	if len(unseen) > 0 {
		lines = append(lines, v.T("desk.copy.unseen", "names", v.words.List(unseen)))
	}
	return strings.Join(append(lines, v.T("desk.copy.never")), "\n"), err
}

// unseen names the files that a text for everybody would be the first to show.
func (v *visit) unseen(o *open, ids []content.ID) ([]string, error) {
	var names []string
	if site := v.Sites[o.d.Site]; site == nil || site.Audience != content.Public {
		return nil, nil
	}
	for _, id := range ids {
		uses, err := v.Store.Using(v.ctx, id)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(uses, func(s content.Standing) bool { return s.Gives(id) }) {
			names = append(names, v.nameOf(id))
		}
	}
	return names, nil
}
