package admin

import (
	"io"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"herald/content"
	"herald/internal/fault"
	"herald/internal/web"
)

// told is what a script is answered that uploads a file in pieces.
type told struct {
	ID       content.ID `json:"id,omitempty"`
	Received int64      `json:"received"`
	// Go is where the desk goes on, Problem what is wrong, in the member's words.
	Go string `json:"go,omitempty"`
	// Version is that of the text into which the file was put, for the form beside.
	Version content.Version `json:"version,omitempty"`
	Problem string          `json:"problem,omitempty"`
}

// tell answers a script. What nobody at the screen can mend is told with its
// status, and stands in the log.
func (v *visit) tell(t told, err error) error {
	if err != nil {
		m, ok := v.mistakes(err)
		switch status := web.Status(err); {
		case ok:
			t.Problem = m.first("")
		case status == fiber.StatusNotFound || status == fiber.StatusServiceUnavailable:
			t.Problem = v.say(err)
		default:
			return err
		}
		v.c.Status(web.Status(err))
	}
	return v.c.JSON(t)
}

// beginPieces announces a file.
func beginPieces(v *visit) error {
	size, err := strconv.ParseInt(v.field("size"), 10, 64)
	if err != nil {
		return v.tell(told{}, fault.New(fault.Invalid, "issue.field.asset"))
	}
	u, err := v.Intake.Begin(v.ctx, v.actor.ID, v.field("name"), size)
	return v.tell(told{ID: u.ID, Received: u.Received}, err)
}

// piecesState tells how far a file is.
func piecesState(v *visit) error {
	id, err := v.id("upload")
	if err != nil {
		return v.tell(told{}, err)
	}
	u, err := v.Intake.Received(v.ctx, v.actor.ID, id)
	return v.tell(told{ID: u.ID, Received: u.Received}, err)
}

// takePiece takes in one piece.
func takePiece(v *visit) error {
	id, err := v.id("upload")
	if err != nil {
		return v.tell(told{}, err)
	}
	offset, err := strconv.ParseInt(v.field("offset"), 10, 64)
	if err != nil {
		return v.tell(told{}, fault.New(fault.Invalid, "media.refused.piece"))
	}
	piece, err := v.piece()
	if err != nil {
		return v.tell(told{}, err)
	}
	u, err := v.Intake.Append(v.ctx, v.actor.ID, id, offset, piece)
	return v.tell(told{ID: id, Received: u.Received}, err)
}

func (v *visit) piece() ([]byte, error) {
	header, err := v.c.FormFile("piece")
	if err != nil {
		return nil, fault.New(fault.Invalid, "media.refused.piece")
	}
	f, err := header.Open()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// finishPieces takes in a file whose last piece has come, and puts it where it
// belongs.
func finishPieces(v *visit) error {
	id, err := v.id("upload")
	if err != nil {
		return v.tell(told{}, err)
	}
	if v.field("bring") != "" {
		return v.bringPieces(id)
	}
	asset, err := v.Intake.Finish(v.ctx, v.actor, id)
	if err != nil {
		return v.tell(told{ID: id}, err)
	}
	at, err := v.place(asset)
	return v.tell(told{ID: asset, Go: at.to, Version: at.version}, err)
}

// discardPieces forgets a file that shall not come any more.
func discardPieces(v *visit) error {
	id, err := v.id("upload")
	if err != nil {
		return err
	}
	if err := v.Intake.Discard(v.ctx, v.actor.ID, id); err != nil {
		return err
	}
	return v.to(Root + "/media")
}
