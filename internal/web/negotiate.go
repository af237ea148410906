package web

import (
	"strconv"
	"strings"
)

// codings says for each coding how much the reader wants it, from 0 to 1;
// identity, unless named, is the last resort.
type codings [3]float64

// acceptEncoding reads an Accept-Encoding header. It never fails: what cannot
// be read is not wanted.
func acceptEncoding(header string) codings {
	const unset, lastResort = -1, 0.0005
	wanted, rest := codings{unset, unset, unset}, 0.0
	for part := range strings.SplitSeq(header, ",") {
		name, params, _ := strings.Cut(part, ";")
		q := quality(params)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "identity":
			wanted[Identity] = q
		case "gzip", "x-gzip":
			wanted[Gzip] = q
		case "br":
			wanted[Brotli] = q
		case "*":
			rest = q
		}
	}
	if wanted[Identity] == unset {
		wanted[Identity] = max(rest, lastResort)
	}
	for c := range wanted {
		if wanted[c] == unset {
			wanted[c] = rest
		}
	}
	return wanted
}

// quality reads the q of one element; it is 1 where none is given.
func quality(params string) float64 {
	for param := range strings.SplitSeq(params, ";") {
		name, value, found := strings.Cut(param, "=")
		if !found || !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

// best is the coding wanted most; between equals the smaller one wins.
func (w codings) best() Coding {
	best := Identity
	for _, c := range []Coding{Gzip, Brotli} {
		if w[c] > 0 && w[c] >= w[best] {
			best = c
		}
	}
	return best
}

// codable says whether a content type gets smaller by a coding.
func codable(contentType string) bool {
	mime, _, _ := strings.Cut(contentType, ";")
	mime = strings.TrimSpace(strings.ToLower(mime))
	if strings.HasPrefix(mime, "text/") || strings.HasSuffix(mime, "+xml") || strings.HasSuffix(mime, "+json") {
		return true
	}
	switch mime {
	case "application/json", "application/javascript", "application/xml", "application/manifest+json", "font/ttf", "font/otf":
		return true
	}
	return false
}
