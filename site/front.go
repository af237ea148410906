package site

import (
	"strings"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// front leads to the best locale of the reader. It asks the browser's
// languages and never a cookie.
func front(v *visit) (answer, error) {
	return found(v.site.Path(v.best(), "")), nil
}

// best is the locale of the Site that serves the reader best.
func (v *visit) best() i18n.Locale {
	return i18n.Match(v.accept, v.site.Locales, v.site.Default())
}

// short leads from the permanent address of a Document to where it is now. The
// target may change, and so the way is not for ever.
func short(v *visit) (answer, error) {
	id := content.ID(v.rest)
	if lower := content.ID(strings.ToLower(v.rest)); lower != id && lower.Valid() {
		return moved(v.site.Base + "/p/" + string(lower)), nil
	}
	if !id.Valid() {
		return answer{}, fault.Absent("document %q", id)
	}
	v.speak(v.best())
	v.asked = v.locale
	f, err := v.reader.ByID(v.ctx, id, v.locale)
	if err != nil {
		return answer{}, err
	}
	if t := f.Reading.Type; t != nil && t.Hidden {
		return answer{}, fault.Absent("document %s has no page", id)
	}
	if f.Kind != content.FoundGone {
		return found(f.To), nil
	}
	a, err := gone(v, f)
	if a.location != "" {
		a.status = fiber.StatusFound
	}
	return a, err
}
