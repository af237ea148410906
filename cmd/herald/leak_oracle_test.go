package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"herald/content"
)

// unknownToo demands that the address a, of a text that nobody outside may know
// of, is answered exactly as an address of the same form that never was.
func (s *sky) unknownToo(a errand, r *reply) {
	s.Helper()
	b := a
	for c := range s.sighted(a.url) {
		b.url = strings.ReplaceAll(b.url, c.word, s.never)
	}
	if a.doc != nil {
		b.url = strings.ReplaceAll(b.url, string(a.doc.id), string(s.nobody))
	}
	if a.url == b.url {
		s.Errorf("%s names nothing hidden", a.url)
	}
	s.alike(a, r, b, s.get(b))
}

// alike demands that two answers tell a reader the same: status, headers, and
// every byte but the reader's own question.
func (s *sky) alike(a errand, r *reply, b errand, never *reply) {
	s.Helper()
	s.check(r.status == never.status, "LEAK: %s answers %d and %s, which is nowhere, %d", a.url, r.status, b.url, never.status)
	s.check(len(r.body) == len(never.body), "LEAK: %s is %d bytes long and %s, which is nowhere, %d", a.url, len(r.body), b.url, len(never.body))
	s.check(s.unasked(string(r.header)) == s.unasked(string(never.header)), "LEAK: %s and %s, which is nowhere, differ in their headers:\n%s\n%s", a.url, b.url, r.header, never.header)
	s.check(s.unasked(r.body) == s.unasked(never.body), "LEAK: %s and %s, which is nowhere, differ", a.url, b.url)
}

// unasked takes the word that is nowhere, and every canary, out of a text: what
// is left must not depend on which of them was asked for. An entity tag depends
// on all of the text.
func (s *sky) unasked(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "Etag: ") {
			lines[i] = "Etag"
		}
	}
	text = strings.Join(lines, "\n")
	for _, never := range []string{s.never, cyrillic(s.never)} {
		text = strings.NewReplacer(never, "?", loud(never), "?", url.QueryEscape(loud(never)), "?").Replace(text)
	}
	for _, syllable := range []string{loud(latinSyllable), loud(cyrillicSyllable), url.QueryEscape(loud(cyrillicSyllable))} {
		size := canaryLetters
		if strings.HasPrefix(syllable, "%") {
			size = canaryLetters * 6
		}
		for at := strings.Index(text, syllable); at >= 0; at = strings.Index(text, syllable) {
			text = text[:at] + "?" + text[at+len(firstRunes(text[at:], size)):]
		}
	}
	return text
}

// otherwise asks for the same in every other way that HTTP has: the answer is no
// other, and holds no more.
func (s *sky) otherwise(a errand, r *reply) {
	s.Helper()
	head := s.send(http.MethodHead, a)
	s.innocent(a, head, "HEAD")
	s.check(head.status == r.status && head.body == "" && head.header.Get("Etag") == r.header.Get("Etag") && head.header.Get("Last-Modified") == r.header.Get("Last-Modified"),
		"HEAD %s answers %d, GET %d", a.url, head.status, r.status)
	s.same(a, r, "with a wrong tag", s.send(http.MethodGet, a, "If-None-Match", `"wrong"`))
	s.same(a, r, "since the beginning", s.send(http.MethodGet, a, "If-Modified-Since", "Thu, 01 Jan 1970 00:00:00 GMT"))
	hostile := []string{"X-Forwarded-Host", "stranger.test", "X-HTTP-Method-Override", "PUT",
		"X-Original-URL", "/admin/", "Authorization", "Bearer staff"}
	if s.as == nil {
		hostile = append(hostile, "Cookie", "session=admin; audience=staff; preview=1")
	}
	if a.kind != askFile {
		hostile = append(hostile, "Range", "bytes=0-5") // only files have parts
	}
	s.same(a, r, "with hostile headers", s.send(http.MethodGet, a, hostile...))
	if tag := r.header.Get("Etag"); tag != "" && r.status == http.StatusOK {
		again := s.send(http.MethodGet, a, "If-None-Match", tag)
		s.innocent(a, again, "304")
		s.check(again.status == http.StatusNotModified && again.body == "", "%s answers %d to its own tag", a.url, again.status)
	}
	if packed := s.send(http.MethodGet, a, "Accept-Encoding", "gzip"); packed.header.Get("Content-Encoding") == "gzip" {
		unzip, err := gzip.NewReader(bytes.NewReader([]byte(packed.body)))
		if err == nil {
			body, _ := io.ReadAll(unzip)
			s.check(string(body) == r.body, "%s is another text when compressed", a.url)
		}
	}
	if !strings.Contains(a.url, "?") && r.status < 300 || r.status == http.StatusGone {
		hostile := a
		hostile.url += "?state=draft&draft=1&preview=true&access=staff&now=2099-01-01T00:00:00Z&edition=9&version=next&_method=PUT&lang[]=1&lang=%ff"
		s.same(a, r, "with a hostile query", s.send(http.MethodGet, hostile))
	}
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodOptions, http.MethodPatch, "PROPFIND"} {
		other := s.send(method, a)
		s.innocent(a, other, method)
		s.check(other.status >= 400 && len(other.seen) == 0, "%s %s answers %d", method, a.url, other.status)
	}
	stranger := a
	stranger.site = ""
	foreign := s.send(http.MethodGet, stranger)
	s.innocent(stranger, foreign, "from a foreign host")
	s.check(foreign.status == http.StatusMisdirectedRequest, "a foreign host answers %d", foreign.status)
}

// same demands the very same answer.
func (s *sky) same(a errand, r *reply, how string, other *reply) {
	s.Helper()
	s.innocent(a, other, how)
	s.check(other.status == r.status && other.body == r.body && other.header == r.header,
		"%s%s answers otherwise %s: %d, %d bytes, not %d, %d bytes\n%s\n%s", s.host(a.site), a.url, how, other.status, len(other.body), r.status, len(r.body), other.header, r.header)
}

// snapshot asks for everything that readers know of.
func (s *sky) snapshot() map[string]*reply {
	var asks []errand
	for _, name := range []string{"public", "second"} {
		site := s.site(name)
		for _, path := range []string{"/", "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/nothing-here", "/p/" + string(s.nobody)} {
			asks = append(asks, errand{site: name, url: path})
		}
		for _, l := range site.Locales {
			paths := []string{"", "site-map", "search", "nothing-here"}
			if !s.lagging {
				// An index that is behind leaves out what it cannot answer for.
				paths = append(paths, "search?q=T", "search/data.json?q=T", "search/data.json?q=B&type=news", "search/suggest?q=T",
					"search/suggest.html?q=T1", "search/data.csv?q=T", "search/feed.atom?q=T")
			}
			for _, path := range paths {
				asks = append(asks, errand{site: name, url: site.Path(l, path)})
			}
			for _, t := range s.server.house.types.All() {
				if t.Slugs[l] == "" || !lists(site, t) {
					continue
				}
				if l != site.Default() && !slices.Contains(chiefTypes, t.Name) {
					continue
				}
				for _, more := range append([]string{""}, appendages...) {
					asks = append(asks, errand{site: name, url: site.Path(l, t.Slugs[l]+"/"+more)})
				}
				for _, query := range s.queries(site, t) {
					if l != site.Default() || !slices.Contains(chiefTypes, t.Name) {
						break
					}
					asks = append(asks, errand{site: name, url: site.Path(l, t.Slugs[l]+"/"+query)})
				}
			}
			for _, p := range s.docs {
				if f := s.flockOf(p, l); f != nil && f.path != nil && p.record.Site == name && (l == site.Default() || sampled(f.path.word, "")) {
					asks = append(asks, errand{site: name, url: site.Path(l, pathOf(p, l, f.path))})
				}
			}
		}
	}
	s.forget()
	all := map[string]*reply{}
	inParallel(asks, func(a errand) {
		r := s.get(a)
		s.mu.Lock()
		all[s.host(a.site)+a.url] = r
		s.mu.Unlock()
	})
	return all
}

// unmoved demands that nothing of what readers know has changed: no counter, no
// facet, no date, no tag.
func (s *sky) unmoved(before, after map[string]*reply, since string) {
	s.Helper()
	for address, r := range before {
		now := after[address]
		if now == nil {
			s.check(s.lagging, "LEAK: %s is not asked for any more %s", address, since)
			continue
		}
		s.check(now.status == r.status, "LEAK: %s answered %d and answers %d %s", address, r.status, now.status, since)
		s.check(now.body == r.body, "LEAK: %s has another text %s:\n%s", address, since, firstDifference(r.body, now.body))
		s.check(now.header == r.header, "LEAK: %s has other headers %s:\n%s\n%s", address, since, r.header, now.header)
	}
}

// firstDifference shows where two texts part.
func firstDifference(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	cut := func(s string) string { return s[max(0, n-60):min(len(s), n+120)] }
	return cut(a) + "\n--- now ---\n" + cut(b)
}

// dropPages empties the page cache, as a start would.
func (m *matrix) dropPages() {
	m.server.pages.Touch(content.Change{Events: []content.Event{{Kind: content.EventRedacted}}})
}
