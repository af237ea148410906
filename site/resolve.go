package site

import (
	"net/url"
	"strconv"
	"strings"

	"herald/content"
	"herald/i18n"
	"herald/internal/fault"
)

// resolve answers an address below a locale: a listing or what is appended to
// one, an Edition, a Document.
func resolve(v *visit) (answer, error) {
	if _, ok := v.localeOf(v.tag); !ok {
		return unknown(v)
	}
	path, slash := strings.CutSuffix(v.rest, "/")
	if path == "" || strings.Contains(v.address, "//") {
		return v.straighten()
	}
	if decoded, err := url.PathUnescape(path); err == nil {
		path = decoded
	}
	listing, appended := cutAppendix(path)
	if t, former := v.types.Listing(v.locale, listing); t != nil && v.lists(t) && (appended == "" || !slash) {
		switch to := v.listingURL(t, v.locale) + appended; {
		case former, appended == "" && !slash:
			return moved(v.withQuery(to)), nil
		case appended != "":
			return listingAs(v, t, appended)
		}
		return listingPage(v, t)
	}
	if before, n, ok := cutEdition(path); ok {
		return edition(v, before, n)
	}
	return v.byPath(path, slash)
}

// byPath answers with the Document that holds path, or held it.
func (v *visit) byPath(path string, slash bool) (answer, error) {
	f, err := v.reader.Find(v.ctx, v.locale, path)
	if fault.Is(err, fault.NotFound) {
		return v.nearly(path, slash)
	}
	if err != nil {
		return answer{}, err
	}
	switch f.Kind {
	case content.FoundGone:
		return gone(v, f)
	case content.FoundMoved:
		return moved(v.target(f)), nil
	}
	r := &f.Reading
	if r.Type.Hidden {
		return answer{}, fault.Absent("%s %s has no page", r.Type.Name, r.ID)
	}
	if here := v.site.Path(v.asked, r.Words.Path); slash || here != v.site.Base+v.address {
		return moved(here), nil
	}
	return v.present(f)
}

// present gives the page of what was found: here, or whole in another language
// under one line in the language asked for.
func (v *visit) present(f content.Found) (answer, error) {
	r := &f.Reading
	d, err := v.document(r)
	if err != nil {
		return answer{}, err
	}
	if f.Kind == content.FoundElsewhere {
		d.Fallback = v.fallback(r.Locale)
		d.markAsked(v.asked)
	}
	return v.documentPage(r, d)
}

// markAsked tells the switcher which language was asked for, beside the one
// that is shown.
func (d *Document) markAsked(asked i18n.Locale) {
	for i := range d.Missing {
		d.Missing[i].Current = d.Missing[i].Locale == asked
	}
}

func (v *visit) target(f content.Found) string {
	if f.To != "" {
		return f.To
	}
	return f.Reading.Path()
}

// nearly answers an address that nobody holds but that differs from one only
// in the way it is written: capitals, a former listing, another language's.
func (v *visit) nearly(path string, slash bool) (answer, error) {
	absent := fault.Absent("path %s", path)
	if lower := strings.ToLower(path); lower != path {
		if _, err := v.reader.Find(v.ctx, v.locale, lower); err == nil {
			return moved(v.site.Path(v.locale, lower)), nil
		}
		if t, _ := v.types.Listing(v.locale, lower); t != nil && v.lists(t) {
			return moved(v.withQuery(v.listingURL(t, v.locale))), nil
		}
	}
	listing, appended := cutAppendix(path)
	for _, l := range v.site.Locales {
		if t, _ := v.types.Listing(l, listing); t != nil && v.lists(t) && !(slash && appended != "") {
			if to := v.listingURL(t, v.locale); to != "" {
				return moved(v.withQuery(to + appended)), nil
			}
		}
	}
	if slash && (path == "search" || path == "site-map") {
		return moved(v.withQuery(v.site.Path(v.locale, path))), nil
	}
	// An address of a former site may carry its query.
	if v.raw != "" {
		if f, err := v.reader.Find(v.ctx, v.locale, path+"?"+v.raw); err == nil {
			return v.former(f)
		}
	}
	return answer{}, absent
}

// former answers an address of a former site with where that is now.
func (v *visit) former(f content.Found) (answer, error) {
	if f.Kind == content.FoundGone {
		return gone(v, f)
	}
	return moved(v.target(f)), nil
}

// straighten answers an address with empty segments.
func (v *visit) straighten() (answer, error) {
	var kept []string
	for segment := range strings.SplitSeq(v.rest, "/") {
		if segment != "" {
			kept = append(kept, segment)
		}
	}
	to := strings.Join(kept, "/")
	if len(kept) > 0 && strings.HasSuffix(v.rest, "/") {
		to += "/"
	}
	return moved(v.withQuery(v.site.Path(v.locale, to))), nil
}

// withQuery keeps the question when only the address before it is mended.
func (v *visit) withQuery(to string) string {
	if v.raw == "" {
		return to
	}
	return to + "?" + v.raw
}

// unknown answers what lies below no locale: the locale alone or badly
// written, or an address of a former site.
func unknown(v *visit) (answer, error) {
	for _, l := range v.site.Locales {
		if strings.EqualFold(v.tag, string(l)) {
			_, rest, _ := strings.Cut(strings.TrimPrefix(v.address, "/"), "/")
			return moved(v.withQuery(v.site.Path(l, rest))), nil
		}
	}
	path := strings.Trim(v.address, "/")
	if decoded, err := url.PathUnescape(path); err == nil {
		path = decoded
	}
	for _, candidate := range []string{path, v.withQuery(path)} {
		f, err := v.reader.Find(v.ctx, v.locale, candidate)
		if err == nil && (f.Kind == content.FoundGone || f.Reading.Words.Path != candidate) {
			return v.former(f)
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return answer{}, err
		}
	}
	return answer{}, fault.Absent("address %s", v.address)
}

// appendices are what can stand behind the address of a listing.
var appendices = []string{"feed.rss", "feed.atom", "feed.json", "data.csv", "data.json", "calendar.ics"}

// cutAppendix parts the address of a listing from what is appended to it.
func cutAppendix(path string) (listing, appended string) {
	for _, a := range appendices {
		if before, ok := strings.CutSuffix(path, "/"+a); ok {
			return before, a
		}
	}
	return path, ""
}

// cutEdition parts the address of a Document from the number of an Edition.
func cutEdition(path string) (before string, n int, ok bool) {
	at := strings.LastIndex(path, "/editions/")
	if at < 0 {
		return "", 0, false
	}
	number := path[at+len("/editions/"):]
	n, err := strconv.Atoi(number)
	return path[:at], n, err == nil && n > 0 && itoa(n) == number
}

func itoa(n int) string { return strconv.Itoa(n) }
