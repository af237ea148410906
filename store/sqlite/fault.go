package sqlite

import (
	"errors"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"herald/internal/fault"
)

// failed gives err a Kind and a sentence for the log; nil stays nil. Whatever
// may be mended from outside (a full disk, a lock, a lost file) is Unavailable.
func failed(err error, format string, args ...any) error {
	var known *fault.Fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	return fault.Wrap(kindOf(err), err, format, args...)
}

func kindOf(err error) fault.Kind {
	switch primary(err) {
	case codes.SQLITE_ERROR, codes.SQLITE_INTERNAL, codes.SQLITE_CONSTRAINT, codes.SQLITE_MISMATCH,
		codes.SQLITE_MISUSE, codes.SQLITE_RANGE, codes.SQLITE_TOOBIG, codes.SQLITE_SCHEMA:
		return fault.Internal
	}
	return fault.Unavailable
}

// primary gives SQLite's primary result code of err, 0 for any other error.
func primary(err error) int {
	var e *driver.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return codes.SQLITE_OK
}

func busy(err error) bool {
	return primary(err) == codes.SQLITE_BUSY || primary(err) == codes.SQLITE_LOCKED
}

// lost reports an error after which what the disk holds is unknown: the kernel
// may have dropped pages whose writing it reported as failed.
func lost(err error) bool { return primary(err) == codes.SQLITE_IOERR }

// damaged reports an error that says that the file is not whole.
func damaged(err error) bool {
	return primary(err) == codes.SQLITE_CORRUPT || primary(err) == codes.SQLITE_NOTADB
}
