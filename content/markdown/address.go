package markdown

import (
	"html"
	"net/url"
	"regexp"
	"strings"
)

var (
	docAddress   = regexp.MustCompile(`^doc:([A-Za-z0-9_-]{1,64})(#[^\s#]*)?$`)
	assetAddress = regexp.MustCompile(`^asset:([A-Za-z0-9_-]{1,64})$`)
	mailAddress  = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$`)
	phoneAddress = regexp.MustCompile(`^\+?[0-9][0-9 ()./-]{1,30}$`)
)

// kind of an address as typed.
type kind int

const (
	badAddress kind = iota
	webAddress
	ownAddress // "/..." on this site
	fragmentAddress
	mailto
	phone
	docRef
	assetRef
)

// address reads the address of a link. It returns the address in its safe
// form, or the id for doc: and asset:. Whatever is not named here is refused:
// a list of what is dangerous is never complete.
func address(dest string) (string, kind) {
	dest = strings.TrimSpace(dest)
	if strings.HasPrefix(dest, "tel:") {
		dest = strings.ReplaceAll(dest, " ", "")
	}
	if dest == "" || strings.ContainsFunc(dest, func(r rune) bool { return r <= 0x20 || r == '\\' || r == 0x7F }) {
		return "", badAddress
	}
	if m := docAddress.FindStringSubmatch(dest); m != nil {
		return m[1] + m[2], docRef
	}
	if m := assetAddress.FindStringSubmatch(dest); m != nil {
		return m[1], assetRef
	}
	switch {
	case strings.HasPrefix(dest, "//"):
		return "", badAddress
	case strings.HasPrefix(dest, "www."):
		dest = "https://" + dest
	case mailAddress.MatchString(dest):
		dest = "mailto:" + dest
	}
	u, err := url.Parse(dest)
	if err != nil {
		return "", badAddress
	}
	return typedAddress(u, dest)
}

func typedAddress(u *url.URL, dest string) (string, kind) {
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" || u.User != nil {
			return "", badAddress
		}
		return u.String(), webAddress
	case "mailto":
		if to, _, _ := strings.Cut(u.Opaque, "?"); !mailAddress.MatchString(to) {
			return "", badAddress
		}
		return u.String(), mailto
	case "tel":
		if !phoneAddress.MatchString(dest[len("tel:"):]) {
			return "", badAddress
		}
		return "tel:" + digits(dest), phone
	case "":
		if strings.HasPrefix(dest, "#") && len(dest) > 1 {
			return u.Fragment, fragmentAddress
		}
		if strings.HasPrefix(dest, "/") && u.Host == "" {
			return u.String(), ownAddress
		}
	}
	return "", badAddress
}

// digits keeps what is dialled of a phone number.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// aside is what is known of a link beside its address.
type aside struct {
	class, rel, lang, text string
	kind, size             string
}

// facts returns " (PDF, 1.2 MB)", escaped.
func (a aside) facts() string {
	parts := make([]string, 0, 2)
	for _, p := range []string{a.kind, a.size} {
		if p != "" {
			parts = append(parts, html.EscapeString(p))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// resolve finds where a link leads; false where it leads nowhere.
func (w *writer) resolve(n *anchor) (string, aside, bool) {
	to, k := address(n.dest)
	switch k {
	case webAddress:
		return to, w.aside(to, aside{text: to}), true
	case ownAddress:
		return w.absolute(to), aside{text: to}, true
	case mailto, phone:
		_, text, _ := strings.Cut(to, ":")
		return to, aside{text: text}, true
	case fragmentAddress:
		return w.within(to)
	case docRef:
		return w.docLink(to)
	case assetRef:
		return w.fileLink(to)
	}
	return "", aside{}, false
}

// aside marks an address outside the site.
func (w *writer) aside(to string, a aside) aside {
	if w.o.Base == "" || to != w.o.Base && !strings.HasPrefix(to, w.o.Base+"/") {
		a.class, a.rel = "external", "noopener"
	}
	return a
}

// within resolves "#id" to a heading of this text; elsewhere than on its page
// there is nothing to jump to.
func (w *writer) within(id string) (string, aside, bool) {
	if w.form != Page {
		return "", aside{}, false
	}
	if w.held[w.o.IDPrefix+id] {
		return w.fragment(id), aside{text: id}, true
	}
	if w.held[id] {
		return (&url.URL{Fragment: id}).String(), aside{text: id}, true
	}
	return "", aside{}, false
}

func (w *writer) docLink(ref string) (string, aside, bool) {
	if w.o.Doc == nil {
		return "", aside{}, false
	}
	id, fragment, _ := strings.Cut(ref, "#")
	link, ok := w.o.Doc(id)
	if !ok {
		return "", aside{}, false
	}
	to, k := address(link.URL)
	if k != webAddress && k != ownAddress {
		return "", aside{}, false
	}
	if fragment != "" {
		to += (&url.URL{Fragment: fragment}).String()
	}
	a := aside{text: link.Title, lang: link.Lang}
	if a.lang == w.o.Lang {
		a.lang = ""
	}
	if a.text == "" {
		a.text = to
	}
	return w.absolute(to), a, true
}

func (w *writer) fileLink(id string) (string, aside, bool) {
	if w.o.File == nil {
		return "", aside{}, false
	}
	f, ok := w.o.File(id)
	if !ok {
		return "", aside{}, false
	}
	to, k := address(f.URL)
	if k != webAddress && k != ownAddress {
		return "", aside{}, false
	}
	return w.absolute(to), aside{class: "file", text: f.Name, kind: f.Kind, size: f.Size}, true
}

// absolute puts the origin before an address of the site where the text leaves
// the site.
func (w *writer) absolute(to string) string {
	if w.form != Page && strings.HasPrefix(to, "/") {
		return w.o.Base + to
	}
	return to
}

// fragment is the address of an id of this text.
func (w *writer) fragment(id string) string {
	return (&url.URL{Fragment: w.o.IDPrefix + id}).String()
}
