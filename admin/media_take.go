package admin

import (
	"mime/multipart"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
	"herald/internal/web"
)

// uploadForm is the form of whoever may upload.
func (v *visit) uploadForm() (*UploadForm, error) {
	if !v.mayAny(content.Upload) {
		return nil, nil
	}
	f := &UploadForm{MiB: uploadLimit >> 20, Next: Root + "/media"}
	var err error
	f.Unfinished, err = v.Intake.Unfinished(v.ctx, v.actor.ID)
	return f, err
}

// takeFiles takes in the files of a plain form. One that is refused does not keep
// the others out; what is wrong with each is told beside its name.
func takeFiles(v *visit) error {
	form, err := v.c.MultipartForm()
	if err != nil {
		return fault.New(fault.Invalid, "issue.field.asset")
	}
	if v.field("bring") != "" {
		return bringFile(v, form)
	}
	to, wrong, status := "", mistakes{}, fiber.StatusOK
	for _, header := range form.File["file"] {
		if header.Filename == "" && header.Size == 0 {
			continue // a browser sends an empty one where none was chosen
		}
		next, err := v.takeFile(header)
		if err == nil {
			to = next.to
			continue
		}
		m, ok := v.mistakes(err)
		if !ok && web.Status(err) != fiber.StatusServiceUnavailable {
			return err
		}
		if !ok {
			m.Whole = []string{v.say(err)}
		}
		if len(asksOf(err)) > 0 && next.to != "" {
			to = next.to // there the question is asked
			continue
		}
		wrong.Whole = append(wrong.Whole, web.CleanText(header.Filename, 150)+": "+m.first(""))
		status = web.Status(err)
	}
	if to == "" && len(wrong.Whole) == 0 {
		wrong.Whole, status = []string{v.T("issue.field.asset")}, fiber.StatusUnprocessableEntity
	}
	if len(wrong.Whole) > 0 {
		return v.mediaForm(&Files{Base: v.base(v.T("desk.nav.media")), Wrong: wrong}, status)
	}
	return v.to(to)
}

// takeFile takes in one file and puts it where it belongs.
func (v *visit) takeFile(header *multipart.FileHeader) (placed, error) {
	f, err := header.Open()
	if err != nil {
		return placed{}, err
	}
	defer f.Close()
	id, err := v.Intake.Bring(v.ctx, v.actor, header.Filename, f)
	if err != nil {
		return placed{}, err
	}
	return v.place(id)
}

// target is the text that an address or a form names as DOCUMENT/LOCALE.
func (v *visit) target(value string) (*open, error) {
	id, locale := splitTarget(value)
	if !id.Valid() || locale == "" {
		return nil, fault.Absent("text %q", value)
	}
	return v.textOf(id, locale)
}

func splitTarget(value string) (content.ID, i18n.Locale) {
	for i := range value {
		if value[i] == '/' {
			locale, err := i18n.Parse(value[i+1:])
			if err != nil {
				return "", ""
			}
			return content.ID(value[:i]), locale
		}
	}
	return "", ""
}

// fileTarget is the text that the address of the list names, nil where none is.
func (v *visit) fileTarget() (*FileTarget, error) {
	value := v.c.Query("for")
	if value == "" {
		return nil, nil
	}
	o, err := v.target(value)
	if err != nil {
		return nil, err
	}
	return &FileTarget{Value: value, Title: v.titled(o.words), Path: filesURL(o), Place: v.c.Query("place")}, nil
}
