package admin

import (
	"errors"
	"path"
	"slices"
	"strings"

	"herald/content"
	"herald/content/editorial"
	"herald/content/office"
	"herald/internal/fault"
)

// brought is a document that was read, on its way to a draft.
type brought struct {
	*visit
	text *office.Text
	// name is what its file is called.
	name string
	// assets are its pictures as they were taken in, "" for those that were not.
	assets []string
	// lines say what was left out beside what the reading left out.
	lines []string
}

// title is the one typed, else that of the document, else the name of its file,
// which is then said.
func (b *brought) title(typed string) string {
	if title := cmpOr(typed, b.text.Title); title != "" {
		return title
	}
	b.lines = append(b.lines, b.T("desk.bring.no_title"))
	return cmpOr(strings.TrimSpace(strings.TrimSuffix(b.name, path.Ext(b.name))), b.T("desk.new.title"))
}

// takePictures takes in the pictures of the document by the rules of every upload.
// One that is refused is left out, and told with why.
func (b *brought) takePictures() error {
	for _, p := range b.text.Pictures {
		f, err := p.Open()
		if err != nil {
			return err
		}
		id, err := b.Intake.Bring(b.ctx, b.actor, p.Name, f)
		f.Close()
		if err != nil && !fault.Is(err, fault.Invalid) {
			return err
		}
		if err != nil {
			b.lines = append(b.lines, b.T("desk.bring.picture_refused", "name", p.Name)+" "+b.say(err))
		}
		b.assets = append(b.assets, string(id))
	}
	return nil
}

// create makes the draft. A picture that other readers do not see yet is left out:
// put into the text by hand, it is asked about.
func (b *brought) create(in editorial.Create) (editorial.Result, error) {
	for range 2 {
		var left []office.Left
		in.Words.Body, left = b.text.Body(b.assets)
		in.Note = b.note(left)
		made, err := b.Desk.Create(b.ctx, b.actor, in)
		asked := asksOf(err)
		if err == nil || len(asked) == 0 {
			return made, err
		}
		for _, i := range asked {
			at := slices.Index(b.assets, string(i.AskedOf()))
			if at < 0 {
				return made, err
			}
			for j := range b.assets {
				if b.assets[j] == string(i.AskedOf()) {
					b.assets[j] = ""
				}
			}
			b.lines = append(b.lines, b.T("desk.bring.picture_asked", "name", b.text.Pictures[at].Name))
		}
	}
	return editorial.Result{}, errors.New("a picture of a document is asked about again")
}

// note says where the text comes from and what did not come with it. It stays with
// the beginning of the text in its history.
func (b *brought) note(left []office.Left) string {
	lines := []string{b.T("desk.bring.from", "name", b.name)}
	for _, l := range left {
		line := b.T("desk.bring.left."+l.Kind, "n", l.Count)
		if l.Excerpt != "" {
			line += " (" + l.Excerpt + ")"
		}
		lines = append(lines, line)
	}
	lines = append(lines, b.lines...)
	if len(lines) == 1 {
		lines = append(lines, b.T("desk.bring.nothing"))
	}
	return strings.Join(lines, "\n")
}

// begunKeys say how a text was just begun.
var begunKeys = map[string]string{"brought": "desk.bring.done", "copied": "desk.copy.done"}

// begun gives, line by line, what a text was begun out of and what that left out,
// as long as readers have never known it: later its history alone tells.
func (v *visit) begun(o *open) ([]string, error) {
	if o.t.Live != 0 || !o.t.FirstPublic().IsZero() {
		return nil, nil
	}
	trail, err := v.Store.Trail(v.ctx, content.TrailQuery{Document: o.d.ID, Locale: o.t.Locale, Kinds: []content.EventKind{content.EventCreated}, Limit: 1})
	if err != nil || len(trail) == 0 || trail[0].Note == "" {
		return nil, err
	}
	bodies, err := v.Store.Texts(v.ctx, trail[0].Note)
	if err != nil {
		return nil, err
	}
	said, err := content.DecodeNote(bodies[trail[0].Note])
	if err != nil {
		return nil, err
	}
	return strings.Split(said, "\n"), nil
}
