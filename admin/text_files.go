package admin

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/markdown"
	"herald/i18n"
	"herald/media"
)

// TextFiles are the files that one text shows, each with what the text says about
// it, and the ways to more of them.
type TextFiles struct {
	Base
	// Path is the address of this page, Text that of the text, Version the one that
	// a change starts from.
	Path, Text, Version string
	Lang                i18n.Locale
	Language, Kind      string
	Files               []TextFile
	// Changes says that the member may change them, Source that the fields can be
	// changed here.
	Changes, Source bool
	// Pending is a file that is not in the text yet.
	Pending *PendingFile
	// Lost is what was typed about files that the text no longer shows.
	Lost []LostWords
	// Corrected says what became of a correction that was asked for.
	Corrected string
	// For names the text where a file is chosen or uploaded for it.
	For    string
	Places []Choice
	Upload *UploadForm
	Wrong  mistakes
}

// TextFile is a file of a text.
type TextFile struct {
	FileLine
	Where []FilePlace
	// IsPicture and IsFilm say what can be said about it.
	IsPicture, IsFilm bool
	Said              content.AssetWords
	// InText says that the text describes it where it stands.
	InText   bool
	Captions []Choice
	// Now is what the text says meanwhile, where something else was typed.
	Now []string
	// Asked is the question that has to be answered, Mistake what is wrong.
	Asked, Mistake string
	// Hints are what to look at in what is said about it.
	Hints []TextHint
}

// FilePlace is where in the text a file stands, with what can be done there.
type FilePlace struct {
	Label, Slot      string
	Up, Down, Remove bool
}

// PendingFile is a file that goes into the text when the member says so.
type PendingFile struct {
	FileLine
	Do, Where, Asked string
}

// LostWords is what was typed about a file.
type LostWords struct{ Name, Words string }

// bodySlot names the body of a text among the places for files; no field can have
// such a name.
const bodySlot = ":body"

// filesURL is the address of the files of a text.
func filesURL(o *open) string { return documentURL(o.d.ID, o.t.Locale) + "/files" }

func textFilesPage(v *visit) error {
	o, err := v.openText()
	if err != nil {
		return err
	}
	p, err := v.placing(o)
	if err != nil {
		return err
	}
	page, err := v.textFiles(o, p)
	if err != nil {
		return err
	}
	if v.c.Query("done") == "files" {
		page.Done = v.T("desk.files.saved")
	}
	if id := content.ID(v.c.Query("asset")); id.Valid() {
		if err := v.pend(page, o, v.c.Query("place"), id, ""); err != nil {
			return err
		}
	}
	return v.page(fiber.StatusOK, "textfiles", page)
}

// placing is the text as it is read now.
func (v *visit) placing(o *open) (*content.Placing, error) {
	facts := o.facts
	if h := o.d.Beside(o.t.Locale); h != o.e.Facts {
		bodies, err := v.Store.Texts(v.ctx, h)
		if err != nil {
			return nil, err
		}
		if facts, err = content.DecodeFacts(bodies[h]); err != nil {
			return nil, err
		}
	}
	return content.NewPlacing(o.typ, o.words, facts), nil
}

// changing is the action by which the member could change a text in its state.
func (o *open) changing() content.Action {
	if o.e.State == content.Submitted {
		return content.Correct
	}
	return content.Save
}

func (v *visit) mayChange(o *open) bool {
	_, ok := content.Find(o.changing(), o.e.State)
	return ok && !o.t.Derived && content.Can(v.actor, o.changing(), o.subject) == nil
}

// slots are the fields that the member can put files into: those of the facts in
// the source alone, and not under review.
func (o *open) slots() []content.Field {
	facts := o.t.Locale == o.d.Source && o.e.State != content.Submitted
	return slices.DeleteFunc(o.typ.Slots(), func(f content.Field) bool { return !f.Words && !facts })
}

// textFiles is the page of the files that p shows.
func (v *visit) textFiles(o *open, p *content.Placing) (*TextFiles, error) {
	page := &TextFiles{Base: v.base(v.titled(o.words)), Path: filesURL(o), Text: documentURL(o.d.ID, o.t.Locale), Version: string(o.t.Version()),
		Lang: o.t.Locale, Language: v.words.LanguageName(o.t.Locale), Kind: v.kind(o.typ.Name), Changes: v.mayChange(o),
		Source: o.t.Locale == o.d.Source, For: string(o.d.ID) + "/" + string(o.t.Locale)}
	ids := content.AssetsOf(o.typ, p.Words, p.Facts, content.Staff)
	named, err := media.Library{Shelf: v.Store, Texts: v.Store}.Named(v.ctx, ids...)
	if err != nil {
		return nil, err
	}
	captions, err := v.captions()
	if err != nil {
		return nil, err
	}
	hints := v.hintsOfFiles(o, p)
	for _, id := range ids {
		if a, ok := named[id]; ok && (a.Kind != media.VTT || len(v.placesOf(o, p, id, page.Changes)) > 0) {
			f := v.textFile(o, p, a, captions, page.Changes)
			f.Hints = hints[id]
			page.Files = append(page.Files, f)
		}
	}
	if !page.Changes {
		return page, nil
	}
	page.Places = v.placeChoices(o)
	if page.Upload, err = v.uploadForm(); page.Upload != nil {
		page.Upload.For, page.Upload.Places, page.Upload.Next, page.Upload.Unfinished = page.For, page.Places, page.Path+"?done=files", nil
	}
	return page, err
}

func (v *visit) textFile(o *open, p *content.Placing, a media.Named, captions []Choice, changes bool) TextFile {
	f := TextFile{FileLine: v.bareLine(a), Where: v.placesOf(o, p, a.ID, changes), IsPicture: a.Kind.Class() == media.Picture,
		IsFilm: a.Kind.Class() == media.Film, Said: content.AssetWords{Asset: a.ID}}
	if said := p.Words.WordsOf(a.ID); said != nil {
		f.Said = *said
	}
	f.InText = f.Said.Alt == "" && typedAlt(p.Words.Body, a.ID)
	if f.IsFilm {
		f.Captions = slices.Clone(captions)
		for i := range f.Captions {
			f.Captions[i].Chosen = f.Captions[i].Value == string(f.Said.Captions)
		}
	}
	return f
}

// typedAlt reports whether a body describes a picture where it stands.
func typedAlt(body string, id content.ID) bool {
	return slices.ContainsFunc(markdown.Refs(body), func(r markdown.Ref) bool {
		return r.Kind == "asset" && r.ID == string(id) && strings.TrimSpace(r.Alt) != ""
	})
}

// placesOf lists where in the text a file stands.
func (v *visit) placesOf(o *open, p *content.Placing, id content.ID, changes bool) []FilePlace {
	var all []FilePlace
	if p.InBody(id) {
		all = append(all, FilePlace{Label: v.T("desk.files.in_text")})
	}
	slots := o.slots()
	for _, field := range o.typ.Slots() {
		ids := p.In(field)
		at := slices.Index(ids, id)
		if at < 0 {
			continue
		}
		open := changes && slices.ContainsFunc(slots, func(f content.Field) bool { return f.Name == field.Name })
		all = append(all, FilePlace{Label: v.fieldLabel(o.typ, field.Name), Slot: field.Name, Up: open && at > 0, Down: open && at < len(ids)-1, Remove: open})
	}
	return all
}

// placeChoices are where a file can be put.
func (v *visit) placeChoices(o *open) []Choice {
	var all []Choice
	for _, f := range o.slots() {
		all = append(all, Choice{Value: f.Name, Text: v.fieldLabel(o.typ, f.Name)})
	}
	if o.typ.Body != content.Absent {
		all = append(all, Choice{Value: bodySlot, Text: v.T("desk.files.in_text")})
	}
	return all
}

// captions are the subtitles that the member may see, to choose from for a film.
func (v *visit) captions() ([]Choice, error) {
	ask := v.visible()
	ask.Classes, ask.Limit = []media.Class{media.Captions}, filesLength
	found, err := v.Store.Files(v.ctx, ask)
	var all []Choice
	for _, f := range found {
		all = append(all, Choice{Value: string(f.ID), Text: f.Name})
	}
	return all, err
}
