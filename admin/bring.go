package admin

import (
	"io"
	"mime/multipart"
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/content/editorial"
	"herald/content/office"
	"herald/internal/fault"
	"herald/internal/web"
)

// bringFile makes a draft of the document in a plain form. What refuses it stands
// beside its field, and nothing of it is left behind.
func bringFile(v *visit, form *multipart.Form) error {
	var header *multipart.FileHeader
	for _, h := range form.File["file"] {
		if h.Filename != "" || h.Size > 0 {
			header = h
			break
		}
	}
	if header == nil {
		return v.newText(mistakes{ByField: map[string]string{"file": v.T("desk.bring.none")}}, fiber.StatusUnprocessableEntity)
	}
	f, err := header.Open()
	if err != nil {
		return err
	}
	defer f.Close()
	to, err := v.bring(header.Filename, f, header.Size)
	if err == nil {
		return v.to(to)
	}
	m, ok := v.mistakes(err)
	if !ok {
		return err
	}
	if fault.Is(err, fault.Invalid) && len(m.Whole) == 1 && len(m.ByField) == 0 {
		m = mistakes{ByField: map[string]string{"file": m.Whole[0]}}
	}
	return v.newText(m, web.Status(err))
}

// bringPieces makes a draft of a document that has come in pieces.
func (v *visit) bringPieces(id content.ID) error {
	t := told{ID: id}
	err := v.Intake.Peruse(v.ctx, v.actor.ID, id, func(name string, f io.ReaderAt, size int64) (err error) {
		t.Go, err = v.bring(name, f, size)
		return err
	})
	return v.tell(t, err)
}

// bring makes a draft of a document and gives the address of its editor. Whether
// the member may is asked before anything is read, and pictures are taken in only
// after the whole document has been; should the draft be refused even then, they
// are ordinary uploads of the member.
func (v *visit) bring(name string, f io.ReaderAt, size int64) (string, error) {
	title := v.asked("title")
	in, err := v.beginning(cmpOr(title, "-"))
	if err != nil {
		return "", err
	}
	if err := v.mayBring(in); err != nil {
		return "", err
	}
	text, err := office.Read(v.ctx, f, size)
	if err != nil {
		return "", err
	}
	b := &brought{visit: v, text: text, name: web.CleanText(path.Base(strings.ReplaceAll(name, `\`, "/")), 150)}
	in.Words.Title = b.title(title)
	if err := b.takePictures(); err != nil {
		return "", err
	}
	made, err := b.create(in)
	if err != nil {
		return "", err
	}
	return documentURL(made.Document, made.Locale) + "/edit?done=brought", nil
}

// mayBring refuses what could never become a draft, before a file is looked into.
func (v *visit) mayBring(in editorial.Create) error {
	_, err := v.Desk.Rehearse(v.ctx, "", func(desk *editorial.Desk) (editorial.Result, error) { return desk.Create(v.ctx, v.actor, in) })
	if err != nil {
		return err
	}
	if v.Types.Get(in.Type).Body == content.Absent {
		return &editorial.IssuesError{Issues: []content.Issue{{Field: "type", Key: "desk.bring.no_body"}}}
	}
	return nil
}
