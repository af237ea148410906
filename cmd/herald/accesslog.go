package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"sync"
	"time"

	"herald/admin"
	"herald/internal/web"
)

// accessLog gives what writes a line for every answer on the public address; nil
// writes none.
func (s *server) accessLog() func(web.Answer) {
	switch {
	case s.config.Pages.NoAccessLog:
		return nil
	case textual(s.err, s.config.Log):
		return accessRecords(newHandler(later{s.lines}, s.err, s.config.Log))
	}
	return accessLines(later{s.lines})
}

// accessRecords has lines for people written by the handler of all other lines.
func accessRecords(to slog.Handler) func(web.Answer) {
	return func(a web.Answer) {
		r := slog.NewRecord(a.At.Add(a.Took), slog.LevelInfo, "request", 0)
		r.AddAttrs(slog.String("server", "public"), slog.String("request", string(a.Request)), slog.Any("ip", a.IP),
			slog.String("method", a.Method), slog.String("host", a.Host), slog.String("path", withoutSecret(a.Path)),
			slog.Int("status", a.Status), slog.Int("bytes", a.Bytes), slog.Float64("ms", a.Took.Seconds()*1000))
		_ = to.Handle(context.Background(), r) // there is nobody to tell
	}
}

var accessBuffers = sync.Pool{New: func() any { return new([]byte) }}

// accessLines writes the lines of a busy server, which are the same in form as
// all others: by hand, because it does so for every answer.
func accessLines(w io.Writer) func(web.Answer) {
	return func(a web.Answer) {
		buffer := accessBuffers.Get().(*[]byte)
		defer accessBuffers.Put(buffer)
		b := append((*buffer)[:0], `{"time":"`...)
		b = a.At.Add(a.Took).AppendFormat(b, time.RFC3339Nano)
		b = append(b, `","level":"INFO","msg":"request","server":"public","request":"`...)
		b = append(b, a.Request...)
		b = append(b, `","ip":"`...)
		b = a.IP.AppendTo(b)
		b = append(b, `","method":`...)
		b = appendJSON(b, a.Method)
		b = append(b, `,"host":`...)
		b = appendJSON(b, a.Host)
		b = append(b, `,"path":`...)
		b = appendJSON(b, withoutSecret(a.Path))
		b = append(b, `,"status":`...)
		b = strconv.AppendInt(b, int64(a.Status), 10)
		b = append(b, `,"bytes":`...)
		b = strconv.AppendInt(b, int64(a.Bytes), 10)
		b = append(b, `,"ms":`...)
		b = strconv.AppendFloat(b, float64(a.Took.Microseconds())/1000, 'f', 3, 64)
		*buffer = append(b, "}\n"...)
		_, _ = w.Write(*buffer) // there is nobody to tell
	}
}

// withoutSecret gives a path as it is written down: whoever reads the log must not
// come in by a link that somebody was given.
func withoutSecret(path string) string {
	for _, place := range []string{admin.Root + "/preview/", admin.Root + "/welcome/"} {
		token, ok := strings.CutPrefix(path, place)
		token, rest, _ := strings.Cut(token, "/")
		if ok && len(token) > longestID {
			return place + "…/" + rest
		}
	}
	return path
}

// longestID is how long a part of an address is at most that is no secret: the
// preview of a member stands at the id of its document.
const longestID = 12

// appendJSON writes a string without control characters, which most are.
func appendJSON(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] >= 0x7f || s[i] == '"' || s[i] == '\\' {
			quoted, _ := json.Marshal(s) // a string can always be written
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
