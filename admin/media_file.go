package admin

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/web"
	"herald/media"
)

// File is one file: what it is, where it is shown and who may see it, what must
// stay in its crops, and another that takes its place.
type File struct {
	Base
	FileLine
	// Wide is the address of the picture as this page shows it, Whole that of the
	// file itself.
	Wide, Whole   string
	Width, Height int
	Length, By    string
	Uploaded      content.Mark
	Uses          []Line
	Sees          string
	// Successor is the address of the file that took its place.
	Successor string
	// Focal is as it is, or as it was typed; Notes is what a change starts from.
	FocalX, FocalY, Credit string
	Notes                  string
	IsPicture, Changes     bool
	// Replacing is the form for another file, nil where the member may not; With a
	// new one that was chosen already, Asks whether to go on.
	Replacing *UploadForm
	With      *FileLine
	Asks      string
	Wrong     mistakes
}

func filePage(v *visit) error { return v.fileForm(mistakes{}, fiber.StatusOK) }

func (v *visit) fileForm(wrong mistakes, status int) error {
	id, err := v.id("asset")
	if err != nil {
		return err
	}
	a, err := v.seen(id)
	if err != nil {
		return err
	}
	p := &File{Base: v.base(a.Name), FileLine: v.bareLine(a), Whole: wholeURL(a), Wide: v.picture(a, wideWidth), Width: a.Width, Height: a.Height,
		Uploaded: a.Uploaded, Notes: string(a.Notes), IsPicture: a.Kind.Class() == media.Picture, Wrong: wrong}
	p.Changes = v.mayAny(content.Upload)
	if a.Length > 0 {
		p.Length = a.Length.Round(1e9).String()
	}
	if err := v.describeFile(p, a); err != nil {
		return err
	}
	if a.Successor != "" {
		p.Successor = fileURL(a.Successor)
	} else if v.mayAny(content.ReplaceFile) && p.Changes {
		p.Replacing = &UploadForm{Replace: string(a.ID), MiB: uploadLimit >> 20}
		if err := v.replacement(p); err != nil {
			return err
		}
	}
	switch v.c.Query("done") {
	case "file":
		p.Done = v.T("desk.media.saved")
	case "replace":
		p.Done = v.T("desk.media.replaced")
	}
	return v.page(status, "file", p)
}

// describeFile fills in the words about a file: who brought it, what it is shown
// by, and what was typed where that was refused.
func (v *visit) describeFile(p *File, a media.Named) error {
	notes, err := v.Desk.Notes(v.ctx, a.Asset)
	if err != nil {
		return err
	}
	names, err := v.names(a.Uploaded.By)
	if err != nil {
		return err
	}
	p.By = names[a.Uploaded.By]
	p.FocalX, p.FocalY, p.Credit = strconv.Itoa(a.Focal.X), strconv.Itoa(a.Focal.Y), notes.Credit
	if v.c.Method() == fiber.MethodPost && v.c.FormValue("focal_x") != "" {
		p.FocalX, p.FocalY, p.Credit = v.field("focal_x"), v.field("focal_y"), v.field("credit")
	}
	all, err := v.Store.Using(v.ctx, a.ID)
	if err != nil {
		return err
	}
	p.Sees = v.T(whoSees(all, a.ID))
	p.Uses, err = v.lines(v.readable(all), touched)
	return err
}

// whoSees names the widest circle of those who may see a file.
func whoSees(uses []content.Standing, id content.ID) string {
	live := func(s content.Standing) bool {
		return s.Audience == content.Staff && s.LiveState.Readable() && slices.Contains(s.LiveFiles, id)
	}
	switch {
	case slices.ContainsFunc(uses, func(s content.Standing) bool { return s.Gives(id) }):
		return "desk.media.see_public"
	case slices.ContainsFunc(uses, live):
		return "desk.media.see_staff"
	case len(uses) > 0:
		return "desk.media.see_desk"
	}
	return "desk.media.see_owner"
}

// describe keeps what must stay in the crops of a picture, and who made it.
func describe(v *visit) error {
	id, err := v.id("asset")
	if err != nil {
		return err
	}
	a, err := v.seen(id)
	if err != nil {
		return err
	}
	notes, err := v.Desk.Notes(v.ctx, a.Asset)
	if err != nil {
		return err
	}
	focal, ok := v.focal(a.Focal)
	if !ok {
		focal = media.Focal{X: -1}
	}
	notes.Credit = v.field("credit")
	if err := v.Desk.Describe(v.ctx, v.actor, id, content.Hash(v.field("notes")), focal, notes); err != nil {
		return v.refuseFile(err)
	}
	return v.to(fileURL(id) + "?done=file")
}

// focal reads a point in per cent; what is not typed stays.
func (v *visit) focal(was media.Focal) (media.Focal, bool) {
	ok := true
	number := func(name string, was int) int {
		typed := strings.TrimSpace(strings.Replace(v.field(name), ",", ".", 1))
		if typed == "" {
			return was
		}
		f, err := strconv.ParseFloat(typed, 64)
		ok = ok && err == nil && f >= 0 && f <= 100
		return int(f + 0.5)
	}
	return media.Focal{X: number("focal_x", was.X), Y: number("focal_y", was.Y)}, ok
}

// refuseFile shows a file again with what is wrong.
func (v *visit) refuseFile(err error) error {
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	for field, text := range m.ByField {
		if field != "focal" {
			m.Whole = append(m.Whole, text)
		}
	}
	if fault.Is(err, fault.Conflict) {
		m.Whole = []string{v.T("fault.changed_since_shown")}
	}
	return v.fileForm(m, web.Status(err))
}
