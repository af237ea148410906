// Package web owns the Fiber plumbing that both HTTP edges share: a server
// with safe settings, the shell around every request (request id, security
// headers, host guard, access log, recovery), the one map from error kinds to
// statuses, and bodies sent with their coding and their entity tag.
//
// It must not know a noun of the domain, a template or a text in a human
// language: what an error looks like is a function that the edge gives it.
package web

import (
	"log/slog"
	"net/netip"
	"time"

	"github.com/gofiber/fiber/v2"
)

// The limits that hold where Config does not say otherwise.
const (
	// DefaultBodyLimit is the largest request body, held in memory whole.
	DefaultBodyLimit = 1 << 20
	// DefaultTimeout is the time a handler has before its context ends.
	DefaultTimeout = 20 * time.Second

	readTimeout  = 10 * time.Second
	writeTimeout = 30 * time.Second
	idleTimeout  = 60 * time.Second
	headerLimit  = 8 << 10
	connections  = 4096
	perConn      = 10_000
)

// Config is what an edge decides about its server; the zero value is usable.
type Config struct {
	// Name tells the servers of one process apart in the log.
	Name string
	// OnError renders every error: those of handlers, panics, unknown paths,
	// wrong methods, oversized headers and bodies. It must not show err to the
	// reader. Where it is nil, fails or panics a plain number is answered.
	OnError func(c *fiber.Ctx, status int, err error, requestID string) error
	// Log receives internal errors; nil means slog.Default().
	Log *slog.Logger
	// Counted and Answered hear of every answer, those that no route ever saw as
	// well, the second of all that a log may say about it. They must not block;
	// nil means that nobody listens.
	Counted  func(status int, took time.Duration)
	Answered func(Answer)
	// AllowHost says which hosts (lower case, no port) are served; the others
	// are answered 421. Nil serves every host.
	AllowHost func(host string) bool
	// TrustedProxies may set X-Forwarded-For and X-Forwarded-Proto; nobody else.
	TrustedProxies []netip.Prefix
	// Policy is what the security headers say.
	Policy Policy
	// BodyLimit is the largest request body in bytes; 0 means DefaultBodyLimit.
	BodyLimit int
	// LargeBody names the few requests that may carry more; nil means none.
	LargeBody *LargeBody
	// Timeout bounds the context of a handler; 0 means DefaultTimeout, below 0
	// none, for an edge that answers from memory and puts Timeout on the routes
	// that render.
	Timeout time.Duration
	// MaxConnsPerIP bounds the connections of one address; 0 means no bound,
	// which is right behind a proxy and for offices that share an address.
	MaxConnsPerIP int
}

// New returns an application with the shell already around it: an edge only
// adds its routes.
func New(config Config) *fiber.App {
	if config.Log == nil {
		config.Log = slog.Default()
	}
	if config.BodyLimit == 0 {
		config.BodyLimit = DefaultBodyLimit
	}
	if config.Timeout == 0 {
		config.Timeout = DefaultTimeout
	}
	s := &shell{config: config, headers: config.Policy.headers()}
	app := fiber.New(settings(config, s.fail))
	s.wrap(app)
	if config.Timeout > 0 {
		app.Use(Timeout(config.Timeout))
	}
	return app
}

// settings are Fiber's own, each away from a default that is unsafe in public.
func settings(config Config, onError fiber.ErrorHandler) fiber.Config {
	proxies := make([]string, 0, len(config.TrustedProxies))
	for _, prefix := range config.TrustedProxies {
		proxies = append(proxies, prefix.Masked().String())
	}
	return fiber.Config{
		AppName:                 config.Name,
		Immutable:               true, // strings of a request outlive it in caches and logs
		StrictRouting:           true, // one address, one page
		CaseSensitive:           true,
		UnescapePath:            false, // an encoded slash must never become a segment
		BodyLimit:               config.BodyLimit,
		StreamRequestBody:       false, // streaming would disable BodyLimit
		Concurrency:             connections,
		ReadTimeout:             readTimeout,
		WriteTimeout:            writeTimeout,
		IdleTimeout:             idleTimeout,
		ReadBufferSize:          headerLimit,
		ServerHeader:            "",
		DisableStartupMessage:   true,
		EnableTrustedProxyCheck: true, // without it everyone may claim a protocol and a host
		TrustedProxies:          proxies,
		EnableIPValidation:      true,
		ErrorHandler:            onError,
	}
}
