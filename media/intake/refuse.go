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

// refused is the answer that people see: the catalogue key media.refused.NAME.
func refused(name string, args ...any) error {
	return fault.New(fault.Invalid, "media.refused."+name, args...)
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
	return &fault.Fault{Kind: fault.Invalid, Key: "media.refused." + name, Args: []any{"kind", kind.Label()}, Err: err}
}
