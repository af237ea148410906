package web

import (
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
)

// File is something that is sent as it lies, whole or in part.
type File struct {
	Content interface {
		io.ReaderAt
		io.Closer
	}
	Size int64
	// Tag names the bytes; it becomes the strong entity tag.
	Tag         string
	ContentType string
}

// inMemory is the longest part that is read at once; a longer one is sent while
// it is read.
const inMemory = 64 << 10

// SendFile answers with f, or with the one range of it that the request asks for
// (RFC 9110, section 14). It closes f. Headers on caching and names are the
// caller's. Several ranges at once, which no player asks for, get the whole.
func SendFile(c *fiber.Ctx, f File) error {
	tag := `"` + f.Tag + `"`
	c.Set(fiber.HeaderETag, tag)
	c.Set(fiber.HeaderAcceptRanges, "bytes")
	c.Set(fiber.HeaderContentType, f.ContentType)
	if held := c.Get(fiber.HeaderIfNoneMatch); held != "" && (strings.TrimSpace(held) == "*" || listsTag(held, tag)) {
		c.Status(fiber.StatusNotModified)
		return f.Content.Close()
	}
	part, status := f.part(c, tag)
	switch status {
	case fiber.StatusRequestedRangeNotSatisfiable:
		c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes */%d", f.Size))
		c.Status(status)
		return f.Content.Close()
	case fiber.StatusPartialContent:
		c.Set(fiber.HeaderContentRange, fmt.Sprintf("bytes %d-%d/%d", part.from, part.from+part.length-1, f.Size))
	}
	c.Status(status)
	return part.send(c, f)
}

// part is a stretch of a File.
type part struct{ from, length int64 }

// part says what of f to send. A range counts only where the reader's bytes are
// these: If-Range with another tag, or with a date, asks for the whole.
func (f File) part(c *fiber.Ctx, tag string) (part, int) {
	whole := part{0, f.Size}
	asked := c.Get(fiber.HeaderRange)
	if held := c.Get(fiber.HeaderIfRange); asked == "" || held != "" && held != tag {
		return whole, fiber.StatusOK
	}
	spec, ok := strings.CutPrefix(asked, "bytes=")
	first, last, ok2 := strings.Cut(strings.TrimSpace(spec), "-")
	if !ok || !ok2 || strings.Contains(spec, ",") {
		return whole, fiber.StatusOK
	}
	from, errFrom := strconv.ParseUint(first, 10, 62)
	to, errTo := strconv.ParseUint(last, 10, 62)
	switch {
	case first == "" && errTo == nil: // the last bytes
		length := min(int64(to), f.Size)
		if length == 0 {
			return part{}, fiber.StatusRequestedRangeNotSatisfiable
		}
		return part{f.Size - length, length}, fiber.StatusPartialContent
	case errFrom != nil, last != "" && (errTo != nil || to < from):
		return whole, fiber.StatusOK
	case int64(from) >= f.Size:
		return part{}, fiber.StatusRequestedRangeNotSatisfiable
	case last == "":
		to = uint64(f.Size)
	}
	end := min(int64(to), f.Size-1)
	return part{int64(from), end - int64(from) + 1}, fiber.StatusPartialContent
}

func (p part) send(c *fiber.Ctx, f File) error {
	if c.Method() == fiber.MethodHead {
		c.Response().SkipBody = true
		c.Response().Header.SetContentLength(int(p.length))
		return f.Content.Close()
	}
	section := io.NewSectionReader(f.Content, p.from, p.length)
	if p.length <= inMemory {
		body, err := io.ReadAll(section)
		if err == nil && int64(len(body)) < p.length {
			err = io.ErrUnexpectedEOF
		}
		if closing := f.Content.Close(); err == nil {
			err = closing
		}
		if err != nil {
			for _, name := range []string{fiber.HeaderETag, fiber.HeaderAcceptRanges, fiber.HeaderContentRange} {
				c.Response().Header.Del(name)
			}
			return err
		}
		return c.Send(body)
	}
	c.Context().SetBodyStream(&flow{Reader: section, Closer: f.Content, conn: c.Context().Conn()}, int(p.length))
	return nil
}

// flow is a body that is read while it is sent. A reader on a slow line has the
// server's patience for each piece, and not for the whole.
type flow struct {
	io.Reader
	io.Closer
	conn net.Conn
}

func (f *flow) Read(p []byte) (int, error) {
	if f.conn != nil {
		// A connection that cannot be given more time is cut off by the old limit.
		_ = f.conn.SetWriteDeadline(time.Now().Add(writeTimeout))
	}
	return f.Reader.Read(p)
}
