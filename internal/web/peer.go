package web

import (
	"net"
	"net/netip"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// ClientIP is the address of the reader: the rightmost one in X-Forwarded-For
// that no trusted proxy wrote, or the peer itself. What stands further left
// was sent by the reader and proves nothing.
func ClientIP(c *fiber.Ctx) netip.Addr {
	if s := shellOf(c); s != nil {
		return s.clientIP(c.Context())
	}
	return peerOf(c.Context())
}

// Secure reports whether the reader came by https, to us or to a trusted proxy.
func Secure(c *fiber.Ctx) bool {
	if s := shellOf(c); s != nil {
		return s.isSecure(c.Context())
	}
	return c.Context().IsTLS()
}

func shellOf(c *fiber.Ctx) *shell {
	if x, ok := c.Context().UserValue(exchangeKey{}).(*exchange); ok {
		return x.shell
	}
	return nil
}

func (s *shell) clientIP(ctx *fasthttp.RequestCtx) netip.Addr {
	addr := peerOf(ctx)
	if len(s.config.TrustedProxies) == 0 || !s.trusted(addr) {
		return addr
	}
	hops := allOf(ctx, fiber.HeaderXForwardedFor)
	for i := len(hops) - 1; i >= 0; i-- {
		hop, err := netip.ParseAddr(hops[i])
		if err != nil {
			return addr // a hop that cannot be read ends what can be believed
		}
		addr = hop.Unmap().WithZone("")
		if !s.trusted(addr) {
			return addr
		}
	}
	return addr
}

func (s *shell) isSecure(ctx *fasthttp.RequestCtx) bool {
	if ctx.IsTLS() {
		return true
	}
	if len(s.config.TrustedProxies) == 0 || !s.trusted(peerOf(ctx)) {
		return false
	}
	hops := allOf(ctx, fiber.HeaderXForwardedProto)
	return len(hops) > 0 && strings.EqualFold(hops[len(hops)-1], "https")
}

func (s *shell) trusted(addr netip.Addr) bool {
	for _, prefix := range s.config.TrustedProxies {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}

func peerOf(ctx *fasthttp.RequestCtx) netip.Addr {
	if tcp, ok := ctx.RemoteAddr().(*net.TCPAddr); ok {
		return tcp.AddrPort().Addr().Unmap().WithZone("")
	}
	return netip.IPv4Unspecified()
}

// allOf lists the comma-separated values of a header over all its lines.
func allOf(ctx *fasthttp.RequestCtx, name string) []string {
	var values []string
	for _, line := range ctx.Request.Header.PeekAll(name) {
		for value := range strings.SplitSeq(string(line), ",") {
			values = append(values, strings.TrimSpace(value))
		}
	}
	return values
}
