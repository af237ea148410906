package web_test

import (
	"testing"

	"github.com/valyala/fasthttp"
)

func benchmark(b *testing.B, handler fasthttp.RequestHandler) {
	b.ReportAllocs()
	var ctx fasthttp.RequestCtx
	for b.Loop() {
		ctx.Request.Reset()
		ctx.Response.Reset()
		ctx.Request.Header.SetMethod("GET")
		ctx.Request.SetRequestURI("http://localhost/")
		ctx.Request.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
		handler(&ctx)
	}
}
