package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"herald/internal/fault"
)

var statuses = map[fault.Kind]int{
	fault.Invalid:     fiber.StatusUnprocessableEntity,
	fault.Forbidden:   fiber.StatusForbidden,
	fault.NotFound:    fiber.StatusNotFound,
	fault.Gone:        fiber.StatusGone,
	fault.Conflict:    fiber.StatusConflict,
	fault.Unavailable: fiber.StatusServiceUnavailable,
	fault.TooMany:     fiber.StatusTooManyRequests,
	fault.Internal:    fiber.StatusInternalServerError,
}

// Status is the one map from an error to an HTTP status: the kind of a fault,
// the code of a Fiber error, 503 for a deadline that passed, 500 for the rest.
func Status(err error) int {
	var known *fault.Fault
	if errors.As(err, &known) {
		if status, ok := statuses[known.Kind]; ok {
			return status
		}
		return fiber.StatusInternalServerError
	}
	var own *fiber.Error
	if errors.As(err, &own) && own.Code >= 400 && own.Code <= 599 {
		return own.Code
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fiber.StatusServiceUnavailable
	}
	return fiber.StatusInternalServerError
}

// survivors are the headers an error answer keeps from the failed handler.
var survivors = []string{fiber.HeaderAllow, fiber.HeaderRetryAfter}

// retryAfter is when whoever met a 503 should come again, in seconds.
const retryAfter = "30"

// fail is the error handler of every application made by New.
func (s *shell) fail(c *fiber.Ctx, err error) error {
	status := Status(err)
	if status >= 500 {
		s.logError(c, status, err)
	}
	startOver(c)
	if status == fiber.StatusServiceUnavailable && len(c.Response().Header.Peek(fiber.HeaderRetryAfter)) == 0 {
		c.Set(fiber.HeaderRetryAfter, retryAfter)
	}
	c.Status(status)
	if s.config.OnError == nil {
		plain(c, status)
		return nil
	}
	if failed := s.render(c, status, err); failed != nil {
		s.logError(c, status, fmt.Errorf("error page: %w", failed))
		startOver(c)
		plain(c, status)
	}
	return nil
}

// startOver drops what a failed handler had written, so that no half page and
// no caching header of it reaches the reader.
func startOver(c *fiber.Ctx) {
	kept := make([]string, len(survivors))
	for i, name := range survivors {
		kept[i] = string(c.Response().Header.Peek(name))
	}
	c.Response().Reset()
	for i, name := range survivors {
		if kept[i] != "" {
			c.Set(name, kept[i])
		}
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
}

// render asks the edge for its error page and turns a panic there into an error.
func (s *shell) render(c *fiber.Ctx, status int, err error) (failed error) {
	defer func() {
		if cause := recover(); cause != nil {
			failed = &panicked{cause: cause, stack: debug.Stack()}
		}
	}()
	return s.config.OnError(c, status, err, RequestID(c))
}

// plain answers with the number alone, which is the same in every language.
func plain(c *fiber.Ctx, status int) {
	c.Status(status)
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	c.Response().SetBodyString(strconv.Itoa(status) + "\n")
}

func (s *shell) logError(c *fiber.Ctx, status int, err error) {
	attrs := []slog.Attr{
		slog.String("server", s.config.Name),
		slog.String("request", RequestID(c)),
		slog.Int("status", status),
		slog.String("method", clean(c.Method())),
		slog.String("path", clean(c.Path())),
		slog.String("error", err.Error()),
	}
	var p *panicked
	if errors.As(err, &p) {
		attrs = append(attrs, slog.String("stack", string(p.stack)))
	}
	s.config.Log.LogAttrs(context.Background(), slog.LevelError, "request failed", attrs...)
}
