// Package fault owns the few kinds of error that Herald distinguishes and
// nothing else. It must not know HTTP, storage or any noun of the domain:
// edges map a Kind to a status, a store maps its own errors to a Kind.
//
// What a person is shown is never err.Error(): it is the catalogue key of the
// Fault, rendered in the reader's language at the edge.
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure happened, as far as a caller may care.
type Kind int

// The kinds. An error that is not a Fault is Internal.
const (
	// Internal is anything unexpected; its text is for the log only.
	Internal Kind = iota
	// Invalid is input that breaks a rule and can be corrected by its author.
	Invalid
	// Forbidden is an act that the policy does not allow this actor.
	Forbidden
	// NotFound is something that does not exist, or may not be known to exist.
	NotFound
	// Gone is something that was public once and is not any more.
	Gone
	// Conflict is a write that started from a Version that is no longer current.
	Conflict
	// Unavailable is a dependency that does not answer now and may later.
	Unavailable
	// TooMany is a request from somebody who asks more often than is good, and
	// may ask again later.
	TooMany
)

var names = [...]string{"internal", "invalid", "forbidden", "not found", "gone", "conflict", "unavailable", "too many"}

// String names the kind in English, for logs.
func (k Kind) String() string {
	if k < 0 || int(k) >= len(names) {
		return "unknown"
	}
	return names[k]
}

// Fault is an error with a Kind, a catalogue key for people and a cause for the log.
type Fault struct {
	Kind Kind
	// Key is the catalogue key shown to people; empty means the general text of the Kind.
	Key string
	// Args are alternating names and values for the text behind Key.
	Args []any
	// Err is the cause, for the log; it may be nil.
	Err error
}

// New returns a Fault of kind k shown as the catalogue key with its args
// (alternating names and values).
func New(k Kind, key string, args ...any) *Fault {
	return &Fault{Kind: k, Key: key, Args: args}
}

// Wrap returns a Fault of kind k around err, with a sentence for the log. It
// returns nil when err is nil.
func Wrap(k Kind, err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return &Fault{Kind: k, Err: fmt.Errorf(format+": %w", append(args, err)...)}
}

// Absent returns the NotFound fault for a thing named in English, for the log.
func Absent(format string, args ...any) error {
	return &Fault{Kind: NotFound, Err: fmt.Errorf(format, args...)}
}

// Error gives the text for the log: the cause says more than the key.
func (f *Fault) Error() string {
	switch {
	case f.Err != nil:
		return f.Err.Error()
	case f.Key != "" && len(f.Args) > 0:
		return f.Kind.String() + ": " + f.Key + " " + fmt.Sprint(f.Args...)
	case f.Key != "":
		return f.Kind.String() + ": " + f.Key
	default:
		return f.Kind.String()
	}
}

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.Err }

// KindOf gives the Kind of err: that of the first Fault in its chain, Internal
// for any other error. It must not be asked of a nil error.
func KindOf(err error) Kind {
	var f *Fault
	if errors.As(err, &f) {
		return f.Kind
	}
	return Internal
}

// Is reports whether err is a Fault of kind k.
func Is(err error, k Kind) bool { return err != nil && KindOf(err) == k }
