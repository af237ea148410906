package feeds

import (
	"net/url"
	"strings"
	"time"
)

// TagID makes the permanent name of a thing (RFC 4151) from the host of origin,
// a day on which that host was the Site's, and the thing's kind and id:
// tag:example.org,2026:doc/0123456789ab. Readers know an entry by it, so origin
// and since must stay what they were when the Site opened, even if it moves.
func TagID(origin string, since time.Time, kind, id string) string {
	host := origin
	if u, err := url.Parse(origin); err == nil && u.Host != "" {
		host = u.Hostname()
	}
	return "tag:" + strings.ToLower(host) + "," + tagDay(since) + ":" + url.PathEscape(kind) + "/" + escapeParts(id)
}

// tagDay leaves out what RFC 4151 lets stand for the first of the year or month.
func tagDay(t time.Time) string {
	_, month, day := t.Date()
	switch {
	case day != 1:
		return t.Format("2006-01-02")
	case month != time.January:
		return t.Format("2006-01")
	}
	return t.Format("2006")
}

func escapeParts(id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}
