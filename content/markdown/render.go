package markdown

import "html/template"

// Render returns the sanitised HTML of source in one form. It is safe for
// concurrent use. The only error is ErrTooLong.
func Render(source string, form Form, o Options) (template.HTML, error) {
	if len(source) > MaxSource {
		return "", ErrTooLong
	}
	w := newWriter(parse(source), form, o)
	w.document()
	return template.HTML(sanitise(w.b.Bytes())), nil
}
