package intake

import (
	"errors"
	"fmt"

	"herald/internal/fault"
	"herald/media"
)

// Parsers say only that a file is cut short or broken; Identify adds which kind
// it seemed to be and makes the key of it.
var (
	errCut    = errors.New("the file ends too early")
	errBroken = errors.New("the file breaks the rules of its kind")
)

// broken says what is wrong, for the log.
func broken(format string, args ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errBroken}, args...)...)
}

// reason is the exact cause of a refusal, for the log. People are told in one of a
// few sentences what to do about it.
type reason string

func (r reason) Error() string { return "refused: " + string(r) }

// said gives the sentence that a reason is told with. A reason that is not here
// is about the kind of the file.
var said = map[string]string{
	"cut": "damaged", "broken": "damaged", "jpeg_form": "damaged", "pdf_form": "damaged", "no_track": "damaged",
	"macros": "active", "objects": "active", "dde": "active", "hidden": "active", "entities": "active", "formula": "active",
	"pdf_active": "active", "pdf_attachment": "active", "office_active": "active", "office_external": "active", "film_external": "active",
	"vtt_markup": "active", "svg": "active", "html": "active", "script": "active", "program": "active",
	"not_utf8": "coding", "encrypted": "encrypted", "empty": "empty", "too_large": "too_large",
	"too_wide": "pixels", "too_many_pixels": "pixels",
	"frames": "too_much", "scans": "too_much", "swells": "too_much", "nested": "too_much", "entries": "too_much",
}

// refused is the answer that people see: the catalogue key media.refused.NAME.
func refused(name string, args ...any) error { return refuse(reason(name), name, args...) }

func refuse(err error, name string, args ...any) error {
	key := said[name]
	if key == "" {
		key = "kind"
	}
	return &fault.Fault{Kind: fault.Invalid, Key: "media.refused." + key, Args: args, Err: err}
}

// hidden refuses a file that holds another one where nobody would look.
func hidden(what string) error { return refused("hidden", "what", what) }

// told turns what a parser found into what people are told. A failure of the
// disk or an ended context stays what it is.
func told(err error, kind media.Kind) error {
	name := ""
	switch {
	case errors.Is(err, errCut):
		name = "cut"
	case errors.Is(err, errBroken):
		name = "broken"
	default:
		return err
	}
	return refuse(errors.Join(reason(name), err), name, "kind", kind.Label())
}
