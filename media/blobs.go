package media

import (
	"context"
	"io"
	"os"

	"herald/content"
)

// Blobs is where the bytes of Assets lie, each under the SHA-256 of all of them.
// What was put is durable when Put returns, and is never changed.
type Blobs interface {
	// Put keeps the bytes of from, which may be moved away: the caller must not
	// use it afterwards but close it. It returns fault.Invalid when they are not
	// those of h, and fault.Unavailable when there is no room. To put what is
	// there already is no error.
	Put(ctx context.Context, h content.Hash, from *os.File) error
	// Open gives the bytes of h, or fault.NotFound.
	Open(ctx context.Context, h content.Hash) (Blob, error)
	// Remove takes h out for ever; what is not there is no error.
	Remove(ctx context.Context, h content.Hash) error
	// Each calls for everything that lies where blobs lie, in no order, until
	// an error, which it returns.
	Each(ctx context.Context, do func(Lying) error) error
	// Check reads all bytes of h and reports fault.NotFound when they are not
	// there, and fault.Invalid when they are not those of h.
	Check(ctx context.Context, h content.Hash) error
	// Quarantine sets aside what lies at a place that Each named.
	Quarantine(ctx context.Context, place string) error
}

// Blob is an open file.
type Blob interface {
	io.ReaderAt
	io.Closer
	Size() int64
}

// Lying is something that lies where blobs lie.
type Lying struct {
	// Place names it for people and for Quarantine.
	Place string
	// Hash is what it should be, "" for a file that is no blob's.
	Hash content.Hash
	Size int64
}
