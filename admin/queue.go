package admin

import (
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"herald/content"
	"herald/i18n"
)

// run is one way through the texts that wait for a member. All of it stands in the
// address: nothing is kept for it, and any of its pages can be opened again.
type run struct {
	// since is when it began: what the member has done since then counts.
	since time.Time
	// unsealed says that it leads through what came from a previous site and was
	// never sealed; else through what waits for a step.
	unsealed bool
	// only shows of every text what changed.
	only bool
	// language, typ and organization narrow it.
	language     i18n.Locale
	typ          string
	organization content.ID
	// skipped are the texts that were passed over, by their keys, the earliest first.
	skipped []string
}

// unsealedList is what the address calls the texts of a previous site.
const unsealedList = "unsealed"

// keyLength is how long the key of a text is that stands in an address, and
// maxSkipped how many stand there. What is forgotten comes again a little earlier.
const (
	keyLength  = 5
	maxSkipped = 300
)

// skipKey stands for a text in an address. Two that share a key by chance are passed
// over together and both come again.
func skipKey(id content.ID, locale i18n.Locale) string {
	sum := sha256.Sum256([]byte(string(id) + "/" + string(locale)))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:keyLength]
}

// runOf reads what values wrote. What it cannot read is left out.
func runOf(get func(string) string, now time.Time) run {
	r := run{unsealed: get("list") == unsealedList, only: get("only") != "", typ: get("type"), organization: content.ID(get("organization"))}
	if ms, err := strconv.ParseInt(get("since"), 10, 64); err == nil && ms > 0 && !time.UnixMilli(ms).After(now) {
		r.since = time.UnixMilli(ms).UTC()
	}
	if l, err := i18n.Parse(get("language")); err == nil {
		r.language = l
	}
	for all := get("skipped"); len(all) >= keyLength && len(r.skipped) < maxSkipped; all = all[keyLength:] {
		r.skipped = append(r.skipped, all[:keyLength])
	}
	return r
}

// run is the one that the address is of.
func (v *visit) run() run { return runOf(func(name string) string { return v.c.Query(name) }, v.now) }

// values are what stands of r in an address.
func (r run) values() url.Values {
	all := url.Values{}
	put := func(name, value string) {
		if value != "" {
			all.Set(name, value)
		}
	}
	if !r.since.IsZero() {
		put("since", strconv.FormatInt(r.since.UnixMilli(), 10))
	}
	if r.unsealed {
		put("list", unsealedList)
	}
	if r.only {
		put("only", "1")
	}
	put("language", string(r.language))
	put("type", r.typ)
	put("organization", string(r.organization))
	put("skipped", strings.Join(r.skipped, ""))
	return all
}

// from is where the run is entered: it leads to what comes first.
func (r run) from() string { return withQuery(Root+"/queue", r.values()) }

// at is the address of a text in the run.
func (r run) at(id content.ID, locale i18n.Locale) string {
	return withQuery(queuePath(id, locale), r.values())
}

// skipping is r without a text for now: it comes again after all others.
func (r run) skipping(id content.ID, locale i18n.Locale) run {
	key := skipKey(id, locale)
	r.skipped = append(slices.DeleteFunc(slices.Clone(r.skipped), func(s string) bool { return s == key }), key)
	r.skipped = r.skipped[max(0, len(r.skipped)-maxSkipped):]
	return r
}

// narrowed reports whether the run is through a part only.
func (r run) narrowed() bool { return r.language != "" || r.typ != "" || r.organization != "" }

// whole is r through everything.
func (r run) whole() run {
	r.language, r.typ, r.organization = "", "", ""
	return r
}

func queuePath(id content.ID, locale i18n.Locale) string {
	return Root + "/queue/" + string(id) + "/" + string(locale)
}

func withQuery(path string, values url.Values) string {
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

// behind gives where a member goes back to from the editor of a text, and what goes
// along in the address of the editor: the run that they came from, or the text.
func (v *visit) behind(o *open) (back, query string) {
	values, err := url.ParseQuery(v.c.Query("run"))
	if err != nil || len(values) == 0 {
		return documentURL(o.d.ID, o.t.Locale), ""
	}
	r := runOf(values.Get, v.now)
	return r.at(o.d.ID, o.t.Locale), r.editing()
}

// editing is what goes along with r to the editor.
func (r run) editing() string { return "?run=" + escape(r.values().Encode()) }
