package admin

import (
	"slices"
	"strings"

	"herald/content"
	"herald/content/markdown"
	"herald/internal/fault"
	"herald/media"
)

// FoundFile is a file that can be put into a text.
type FoundFile struct {
	ID   content.ID `json:"id"`
	Name string     `json:"name"`
	Kind string     `json:"kind"`
	Size string     `json:"size"`
	// Thumb is the address of a small picture of it, "" where it has none.
	Thumb string `json:"thumb,omitempty"`
	// Shown says that it is shown where it stands, and has to be described.
	Shown bool `json:"shown,omitempty"`
	// Alt and Caption are offered in the language of the text.
	Alt     string `json:"alt,omitempty"`
	Caption string `json:"caption,omitempty"`
}

// foundFiles bounds how many are offered.
const foundFiles = 12

// findFiles lists files for the text of the address: those that the member may see,
// the one uploaded last first, by words of their names or one by its id.
func findFiles(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	ask := v.visible()
	ask.Name, ask.Limit = strings.TrimSpace(v.c.Query("q")), foundFiles
	if value := v.c.Query("id"); value != "" {
		id := content.ID(value)
		if !id.Valid() {
			return fault.Absent("asset %q", value)
		}
		ask.IDs = []content.ID{id}
	}
	found, err := v.Store.Files(v.ctx, ask)
	if err != nil {
		return err
	}
	notes, err := v.notesOf(found)
	if err != nil {
		return err
	}
	all := []FoundFile{}
	for _, f := range found {
		if f.Successor != "" {
			continue // it is not to be put into a text any more
		}
		line, n := v.bareLine(f.Named), notes[f.ID]
		all = append(all, FoundFile{ID: f.ID, Name: f.Name, Kind: line.Kind, Size: line.Size, Thumb: line.Picture,
			Shown: f.Kind.Class() == media.Picture, Alt: n.Alt[o.t.Locale], Caption: n.Caption[o.t.Locale]})
	}
	return v.c.JSON(all)
}

// notesOf gives what is offered about files.
func (v *visit) notesOf(found []media.Listed) (map[content.ID]media.Notes, error) {
	var hashes []content.Hash
	for _, f := range found {
		hashes = append(hashes, f.Notes)
	}
	texts, err := v.Store.Texts(v.ctx, hashes...)
	if err != nil {
		return nil, err
	}
	all := map[content.ID]media.Notes{}
	for _, f := range found {
		if all[f.ID], err = media.DecodeNotes(texts[f.Notes]); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// attribute gives the files that are new in the body the credit that is kept with
// them, as putting them in on their own page does.
func (v *visit) attribute(w *writing, was content.Words) error {
	var fresh []content.ID
	before := bodyFiles(was.Body)
	for _, id := range bodyFiles(w.words.Body) {
		if !slices.Contains(before, id) && was.WordsOf(id) == nil {
			fresh = append(fresh, id)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	ask := v.visible()
	ask.IDs = fresh
	found, err := v.Store.Files(v.ctx, ask)
	if err != nil {
		return err
	}
	notes, err := v.notesOf(found)
	if err != nil {
		return err
	}
	p := content.NewPlacing(w.typ, w.words, w.facts)
	for _, id := range fresh {
		said := content.AssetWords{Asset: id, Credit: notes[id].Credit}
		if so := p.Words.WordsOf(id); so != nil {
			said.Decorative = so.Decorative
		}
		if said.Credit != "" {
			p.Say(said)
		}
	}
	w.words = p.Words
	return nil
}

func bodyFiles(body string) []content.ID {
	if !strings.Contains(body, "asset:") {
		return nil
	}
	var all []content.ID
	for _, r := range markdown.Refs(body) {
		if id := content.ID(r.ID); r.Kind == "asset" && id.Valid() && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}
