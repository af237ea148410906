package media

import (
	"context"
	"time"

	"herald/content"
)

// Upload is a file on its way in, in pieces.
type Upload struct {
	ID    content.ID       `json:"id"`
	Owner content.MemberID `json:"owner"`
	// Name is what the file is called, for people; it has no folder.
	Name string `json:"name"`
	// Size is what its owner said that the whole file has.
	Size  int64     `json:"size"`
	Begun time.Time `json:"begun"`
	// Received is how many bytes are there: where the next piece begins.
	Received int64 `json:"-"`
}

// Complete reports whether all bytes are there.
func (u Upload) Complete() bool { return u.Received == u.Size }

// Pieces keep files on their way in where every process on a store finds them: plain
// rows beside the log. They hold no rule but that pieces follow each other without a
// gap, because one begins where the last one that is there ends. Everything is durable
// when a method returns.
type Pieces interface {
	// AddUpload keeps a new upload, of which nothing has been received.
	AddUpload(ctx context.Context, u Upload) error
	// Uploads gives all that are on their way, the oldest first.
	Uploads(ctx context.Context) ([]Upload, error)
	// Upload gives one, or fault.NotFound.
	Upload(ctx context.Context, id content.ID) (Upload, error)
	// AddPiece puts a piece behind the bytes that are there, which are offset many, and
	// notes when. It gives fault.Conflict where somebody else has put one there.
	AddPiece(ctx context.Context, id content.ID, offset int64, piece []byte, at time.Time) error
	// EachPiece gives the pieces that end after from, in order, with where they begin.
	EachPiece(ctx context.Context, id content.ID, from int64, do func(offset int64, piece []byte) error) error
	// DropUpload forgets an upload with its pieces; that there is none is no error.
	DropUpload(ctx context.Context, id content.ID) error
	// IdleUploads gives those to which nothing was added since an instant.
	IdleUploads(ctx context.Context, since time.Time) ([]content.ID, error)
}
