package web

import (
	"net"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Host is the host of the request in lower case, without port and final dot.
// X-Forwarded-Host is never looked at: addresses are built from configuration.
func Host(c *fiber.Ctx) string {
	if x, ok := c.Context().UserValue(exchangeKey{}).(*exchange); ok {
		return x.host
	}
	return hostOf(c.Context())
}

// CleanHost brings a configured or received host into the form of Host.
func CleanHost(host string) string {
	if strings.IndexByte(host, ':') >= 0 {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

func hostOf(ctx *fasthttp.RequestCtx) string { return CleanHost(string(ctx.Host())) }
