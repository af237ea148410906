package reading

import (
	"context"
	"errors"

	"herald/internal/fault"
)

// officeWhy tells what kept a paper of a word processor from being read.
func officeWhy(err error) error {
	var f *fault.Fault
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return Fatal
	case errors.As(err, &f) && f.Key == "desk.bring.encrypted":
		return Encrypted
	case errors.As(err, &f) && f.Key == "desk.bring.too_large":
		return Large
	case errors.As(err, &f) && f.Kind == fault.Invalid:
		return Damaged
	}
	return err
}
