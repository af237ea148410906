package admin

import (
	"context"
	"io"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/web"
)

// Intake is the way of a file into the house. It looks into the file, keeps its
// bytes and has a verb make it known; who may bring one the verb decides.
type Intake interface {
	// Bring takes in a whole file.
	Bring(ctx context.Context, actor content.Actor, name string, r io.Reader) (content.ID, error)

	// Begin announces a file that comes in pieces; Append takes in the piece that
	// begins at offset, and tells with every error how far the file is; Received
	// tells that alone, and Unfinished of every file.
	Begin(ctx context.Context, by content.MemberID, name string, size int64) (Incoming, error)
	Append(ctx context.Context, by content.MemberID, id content.ID, offset int64, piece []byte) (Incoming, error)
	Received(ctx context.Context, by content.MemberID, id content.ID) (Incoming, error)
	Unfinished(ctx context.Context, by content.MemberID) ([]Incoming, error)
	// Finish takes in the file that is complete. One that is refused is forgotten.
	Finish(ctx context.Context, actor content.Actor, id content.ID) (content.ID, error)
	Discard(ctx context.Context, by content.MemberID, id content.ID) error
	// Peruse gives the file that is complete to read, which keeps nothing of it, and
	// forgets it, unless what read meets may be over later.
	Peruse(ctx context.Context, by content.MemberID, id content.ID, read func(name string, f io.ReaderAt, size int64) error) error
}

// Incoming is a file on its way in.
type Incoming struct {
	ID             content.ID
	Name           string
	Size, Received int64
}

// uploadPath takes whole files in a plain form, and is the only address of the
// desk that takes more than other forms may hold.
const uploadPath = "/media"

// uploadLimit is the longest such form in bytes.
const uploadLimit = 16 << 20

// LargeBody lets the one form through that carries whole files, two at a time.
func LargeBody() *web.LargeBody {
	return &web.LargeBody{Limit: uploadLimit, AtOnce: 2,
		Match: func(method, path string) bool { return method == fiber.MethodPost && path == Root+uploadPath }}
}
