package web

import (
	"sync"
	"time"

	"github.com/valyala/fasthttp"
)

// LargeBody lets the requests it matches carry a body above the common limit,
// a few at a time: a body is held in memory whole. One that comes when all
// slots are taken meets the common limit.
type LargeBody struct {
	// Match names the requests by method and path (without the query).
	Match func(method, path string) bool
	// Limit is the largest body in bytes.
	Limit int
	// AtOnce is how many may be under way; 0 means 2.
	AtOnce int
	// ReadTimeout is the time the reader has for sending; 0 means two minutes.
	ReadTimeout time.Duration

	mu   sync.Mutex
	held map[*fasthttp.RequestHeader]time.Time
}

func (l *LargeBody) admit(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	uri := h.RequestURI()
	for i, b := range uri {
		if b == '?' {
			uri = uri[:i]
			break
		}
	}
	if !l.Match(string(h.Method()), string(uri)) {
		return fasthttp.RequestConfig{}
	}
	timeout := l.ReadTimeout
	if timeout == 0 {
		timeout = 2 * time.Minute
	}
	if !l.take(h, time.Now(), timeout) {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: l.Limit, ReadTimeout: timeout, WriteTimeout: timeout}
}

// take gives a slot to h. A connection that broke off in the middle is never
// reported, so a slot older than its own timeout counts as free.
func (l *LargeBody) take(h *fasthttp.RequestHeader, now time.Time, timeout time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held == nil {
		l.held = map[*fasthttp.RequestHeader]time.Time{}
	}
	for other, since := range l.held {
		if other == h || now.Sub(since) > 2*timeout {
			delete(l.held, other)
		}
	}
	most := l.AtOnce
	if most == 0 {
		most = 2
	}
	if len(l.held) >= most {
		return false
	}
	l.held[h] = now
	return true
}

// release gives the slot of h back; it may be called on nil and without a slot.
func (l *LargeBody) release(h *fasthttp.RequestHeader) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.held, h)
}
