package mongo

import (
	"context"
	"errors"
	"slices"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/topology"

	"herald/internal/fault"
)

// Codes of the server that mean something to Herald.
var (
	// mistaken are answers to a question that should never have been asked.
	mistaken = []int{2, 9, 14, 17, 40, 59, 66, 73, 121, 10334, 40324}
	// forbidden are answers to an account that may not write.
	forbidden = []int{13, 31}
)

// failed gives err a Kind and a sentence for the log; nil stays nil. Whatever may be
// mended from outside (a network, a primary that is being elected, a full disk) is
// Unavailable.
func failed(err error, format string, args ...any) error {
	var known *fault.Fault
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case hasCode(err, mistaken...):
		return fault.Wrap(fault.Internal, err, format, args...)
	case hasCode(err, forbidden...):
		return fault.Wrap(fault.Unavailable, errors.Join(errors.New("the account may not write to this database"), err), format, args...)
	}
	err, gone := inPlain(err), away(err)
	err = fault.Wrap(fault.Unavailable, err, format, args...)
	if errors.As(err, &known) && gone {
		known.Key = "fault.store_away"
	}
	return err
}

// away reports that the server did not answer in time, or could not be reached at all.
func away(err error) bool {
	selection := topology.ServerSelectionError{}
	return !errors.Is(err, context.Canceled) &&
		(errors.As(err, &selection) || mongo.IsNetworkError(err) || mongo.IsTimeout(err) || errors.Is(err, context.DeadlineExceeded))
}

// hasCode reports whether the server gave one of codes.
func hasCode(err error, codes ...int) bool {
	var said mongo.ServerError
	return errors.As(err, &said) && slices.ContainsFunc(codes, said.HasErrorCode)
}

// taken reports that a document with the same key is there already.
func taken(err error) bool { return mongo.IsDuplicateKeyError(err) }

// orReplace does what adds a document or changes the one that is there. Of two who add the same
// at once, some servers refuse one, who finds it there then.
func orReplace(do func() error) error {
	err := do()
	if taken(err) {
		err = do()
	}
	return err
}

// unknown reports an error after which nobody knows whether the server did what it
// was asked: it may have, and the answer was lost.
func unknown(err error) bool {
	var said mongo.ServerError
	if errors.As(err, &said) {
		return said.HasErrorLabel("RetryableWriteError") || said.HasErrorLabel("NetworkError") || hasCode(err, 64, 50, 91, 189, 11600, 11602, 10107, 13435, 13436)
	}
	return mongo.IsNetworkError(err) || mongo.IsTimeout(err) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}
