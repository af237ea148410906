package web

import (
	"fmt"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// shell surrounds the application at the level of fasthttp, because some
// answers (a method Fiber does not know, a header too large, a body too large)
// never pass through Fiber's own middleware and still need every header.
type shell struct {
	config  Config
	headers [len(securityHeaders)]header
	app     *fiber.App
	inner   fasthttp.RequestHandler
	refuse  func(*fasthttp.RequestCtx, error)
}

// exchange is what the shell knows of one request.
type exchange struct {
	id      requestID
	started time.Time
	shell   *shell
	// host is in the form of Host.
	host string
}

type exchangeKey struct{}

func (s *shell) wrap(app *fiber.App) {
	server := app.Server()
	s.app, s.inner, s.refuse = app, server.Handler, server.ErrorHandler
	server.Handler = s.serve
	server.ErrorHandler = s.unreadable
	server.CloseOnShutdown = true
	server.MaxRequestsPerConn = perConn
	server.MaxConnsPerIP = s.config.MaxConnsPerIP
	if s.config.LargeBody != nil {
		server.HeaderReceived = s.config.LargeBody.admit
	}
}

// serve answers one request that could be read.
func (s *shell) serve(ctx *fasthttp.RequestCtx) {
	x := s.begin(ctx)
	s.guarded(ctx, x)
	s.end(ctx, x)
}

// unreadable answers one request that could not be read whole.
func (s *shell) unreadable(ctx *fasthttp.RequestCtx, err error) {
	x := s.begin(ctx)
	s.refuse(ctx, err)
	s.end(ctx, x)
}

func (s *shell) begin(ctx *fasthttp.RequestCtx) *exchange {
	x := &exchange{id: newRequestID(), started: time.Now(), shell: s, host: hostOf(ctx)}
	ctx.SetUserValue(exchangeKey{}, x)
	return x
}

func (s *shell) end(ctx *fasthttp.RequestCtx, x *exchange) {
	s.config.LargeBody.release(&ctx.Request.Header)
	ctx.Response.Header.SetCanonical(headerRequestID, x.id[:])
	s.secure(ctx)
	if s.config.Counted == nil && s.config.Answered == nil {
		return
	}
	took := time.Since(x.started)
	if s.config.Counted != nil {
		s.config.Counted(ctx.Response.StatusCode(), took)
	}
	if s.config.Answered != nil {
		s.config.Answered(s.answer(ctx, x, took))
	}
}

// guarded runs the application; a panic and what Fiber would answer by itself
// become errors like any other.
func (s *shell) guarded(ctx *fasthttp.RequestCtx, x *exchange) {
	defer func() {
		if cause := recover(); cause != nil {
			s.error(ctx, &panicked{cause: cause, stack: debug.Stack()})
		}
	}()
	switch {
	case !knownMethod(ctx.Method()):
		s.error(ctx, fiber.ErrNotImplemented)
	case s.config.AllowHost != nil && !s.config.AllowHost(x.host):
		s.error(ctx, fiber.ErrMisdirectedRequest)
	default:
		s.inner(ctx)
	}
}

// error hands err to the error handler outside of any route.
func (s *shell) error(ctx *fasthttp.RequestCtx, err error) {
	c := s.app.AcquireCtx(ctx)
	defer s.app.ReleaseCtx(c)
	if failed := s.fail(c, err); failed != nil {
		plain(c, fiber.StatusInternalServerError)
	}
}

// panicked is a recovered panic; the stack goes to the log only.
type panicked struct {
	cause any
	stack []byte
}

// Error gives the text for the log.
func (p *panicked) Error() string { return fmt.Sprintf("panic: %v", p.cause) }

func knownMethod(method []byte) bool {
	for _, known := range fiber.DefaultMethods {
		if string(method) == known {
			return true
		}
	}
	return false
}
