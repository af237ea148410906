package admin

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
	"herald/media"
)

// Files is the list of the files that the member may see, the one uploaded last
// first. With a text in its address it is where a file for that text is chosen.
type Files struct {
	Base
	Lines []FileLine
	Kinds []Choice
	Name  string
	Next  string
	// Upload is the form, nil for whoever may not upload.
	Upload *UploadForm
	// For is the text that a file is chosen for, Place where it goes there.
	For   *FileTarget
	Wrong mistakes
}

// FileLine is a file in a list.
type FileLine struct {
	ID, URL, Name, Kind, Size string
	// Picture is the address of a small picture of it, "" where it has none.
	Picture string
	// Shown are the first texts that show it, More how many others do.
	Shown []Line
	More  int
}

// UploadForm is what is asked of whoever uploads, and where the files go.
type UploadForm struct {
	// For and Place are a text and the place in it, Replace the file whose place
	// the upload takes.
	For, Place, Replace string
	// Places are to choose from where no place is given.
	Places []Choice
	MiB    int
	// Next is where the desk goes on when every file is there.
	Next       string
	Unfinished []Incoming
}

// FileTarget is a text that a file is chosen for.
type FileTarget struct{ Value, Title, Path, Place string }

// filesLength is how many files a page of the list has, usesLength how many texts
// a line of it names.
const (
	filesLength = 24
	usesLength  = 2
)

func mediaPage(v *visit) error {
	p := &Files{Base: v.base(v.T("desk.nav.media"))}
	return v.mediaForm(p, fiber.StatusOK)
}

func (v *visit) mediaForm(p *Files, status int) (err error) {
	ask := v.visible()
	ask.Name = strings.TrimSpace(v.c.Query("name"))
	ask.After, ask.Limit = content.ParseTrailPlace(v.c.Query("after")), filesLength+1
	p.Name = ask.Name
	for _, class := range []media.Class{media.Picture, media.Document, media.Table, media.Captions, media.Film, media.Sound} {
		p.Kinds = append(p.Kinds, v.choice("kind", string(class), v.T("desk.media.class."+string(class)), func() { ask.Classes = []media.Class{class} }))
	}
	if p.For, err = v.fileTarget(); err != nil {
		return err
	}
	found, err := v.Store.Files(v.ctx, ask)
	if err != nil {
		return err
	}
	if len(found) > filesLength {
		found = found[:filesLength]
		p.Next = v.filesAfter(found[filesLength-1].Place)
	}
	for _, f := range found {
		line, err := v.fileLine(f.Named)
		if err != nil {
			return err
		}
		p.Lines = append(p.Lines, line)
	}
	if p.For == nil {
		if p.Upload, err = v.uploadForm(); err != nil {
			return err
		}
	}
	return v.page(status, "files", p)
}

// visible asks for the files that the member may see.
func (v *visit) visible() media.Query { return media.Query{By: v.actor.ID, Within: v.reading()} }

// seen gives a file that the member may see. Any other is not there.
func (v *visit) seen(id content.ID) (media.Named, error) {
	ask := v.visible()
	ask.IDs = []content.ID{id}
	found, err := v.Store.Files(v.ctx, ask)
	if err == nil && len(found) == 0 {
		err = fault.Absent("asset %s", id)
	}
	if err != nil {
		return media.Named{}, err
	}
	return found[0].Named, nil
}

// filesAfter is the address of the page after, with the filters of this one.
func (v *visit) filesAfter(at content.TrailPlace) string {
	q := url.Values{"after": {at.String()}}
	for _, name := range []string{"name", "kind", "for", "place"} {
		if value := v.c.Query(name); value != "" {
			q.Set(name, value)
		}
	}
	return Root + "/media?" + q.Encode()
}

func (v *visit) fileLine(a media.Named) (FileLine, error) {
	line := v.bareLine(a)
	uses, err := v.uses(a.ID)
	if err != nil {
		return line, err
	}
	uses = v.onePerDocument(uses)
	if len(uses) > usesLength {
		uses, line.More = uses[:usesLength], len(uses)-usesLength
	}
	line.Shown, err = v.lines(uses, touched)
	return line, err
}

// bareLine is what a line says of a file without asking for more.
func (v *visit) bareLine(a media.Named) FileLine {
	return FileLine{ID: string(a.ID), URL: fileURL(a.ID), Name: a.Name, Kind: media.WholeKind(a.Kind).Label(), Size: v.words.Size(a.Size),
		Picture: v.picture(a, thumbWidth)}
}

// uses gives the texts that show a file, as far as the member may read them.
func (v *visit) uses(id content.ID) ([]content.Standing, error) {
	all, err := v.Store.Using(v.ctx, id)
	if err != nil {
		return nil, err
	}
	return v.readable(all), nil
}

// onePerDocument leaves of each Document one text: that in the member's language,
// else the source, else the first.
func (v *visit) onePerDocument(all []content.Standing) (some []content.Standing) {
	rank := func(s content.Standing) int {
		switch {
		case s.Locale == v.locale:
			return 0
		case s.IsSource():
			return 1
		}
		return 2
	}
	for _, s := range all {
		if n := len(some); n == 0 || some[n-1].Document != s.Document {
			some = append(some, s)
		} else if rank(s) < rank(some[n-1]) {
			some[n-1] = s
		}
	}
	return some
}

func (v *visit) readable(all []content.Standing) (some []content.Standing) {
	bounds := v.reading()
	for i := range all {
		for _, b := range bounds {
			if b.Holds(&all[i]) {
				some = append(some, all[i])
				break
			}
		}
	}
	return some
}

func fileURL(id content.ID) string { return Root + "/media/" + string(id) }
