package view

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
)

// Asset is a file of the theme under an address that changes with its content.
type Asset struct {
	// Name is the path below assets/, Path the address it is served at.
	Name, Path string
	// ContentType is what to send with it.
	ContentType string
	// Bytes are the content; they must not be changed.
	Bytes []byte
}

// stylesheet is the one style sheet that all CSS of a theme becomes.
const stylesheet = "style.css"

// contentTypes are all kinds of file a theme may hold: a closed list, because
// what a browser would run must be known beforehand.
var contentTypes = map[string]string{
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".gif":         "image/gif",
	".webp":        "image/webp",
	".ico":         "image/x-icon",
	".woff2":       "font/woff2",
	".txt":         "text/plain; charset=utf-8",
	".json":        "application/json",
	".webmanifest": "application/manifest+json",
}

// Assets are all assets by the path of their address.
func (s *Set) Assets() map[string]Asset { return s.assets }

// Asset is the address of the asset with that name, "style.css" for the style
// sheet. A name that does not exist is an error: it would be a dead link.
func (s *Set) Asset(name string) (string, error) {
	if address, ok := s.names[name]; ok {
		return address, nil
	}
	return "", fmt.Errorf("there is no asset %q", name)
}

// sheetForm is the last part of every address that the style sheet has had.
var sheetForm = regexp.MustCompile(`^style\.[0-9a-f]{12}\.css$`)

// OtherSheet gives the style sheet for an address that one of another version has: a page
// that somebody kept, or that a node of that version made, shall not stand there bare. It
// must not be kept under that address.
func (s *Set) OtherSheet(address string) (Asset, bool) {
	now, ok := s.assets[s.names[stylesheet]]
	return now, ok && path.Dir(address) == path.Dir(now.Path) && sheetForm.MatchString(path.Base(address))
}

// fingerprint names all assets by their content and joins the style sheets.
func fingerprint(found files, prefix string) (map[string]Asset, map[string]string, []error) {
	n := &naming{found: found, prefix: prefix, assets: map[string]Asset{}, names: map[string]string{}, open: map[string]bool{}}
	for _, file := range found.in("assets", "") {
		switch {
		case isSheet(file):
			continue
		case contentTypes[path.Ext(file)] == "":
			n.problems = append(n.problems, fmt.Errorf("%s: files of kind %q are not served", file, path.Ext(file)))
		case path.Ext(file) == ".js":
			n.script(file)
		default:
			n.add(strings.TrimPrefix(file, "assets/"), found[file])
		}
	}
	css, err := bundle(found, prefix, n.names)
	if err != nil {
		n.problems = append(n.problems, err)
	}
	if len(css) > 0 {
		n.add(stylesheet, css)
	}
	return n.assets, n.names, n.problems
}

// naming gives every asset its address.
type naming struct {
	found    files
	prefix   string
	assets   map[string]Asset
	names    map[string]string
	open     map[string]bool // scripts whose imports are being named
	problems []error
}

func (n *naming) add(name string, content []byte) {
	ext := path.Ext(name)
	sum := sha256.Sum256(content)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	n.names[name] = n.prefix + hashed
	n.assets[n.prefix+hashed] = Asset{Name: name, Path: n.prefix + hashed, ContentType: contentTypes[ext], Bytes: content}
}

// isSheet says whether a file goes into the one style sheet: CSS directly in
// assets. One in a folder below stays a file of its own.
func isSheet(file string) bool { return path.Ext(file) == ".css" && path.Dir(file) == "assets" }

var (
	cssURL    = regexp.MustCompile(`url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s][^)\s]*))\s*\)`)
	cssImport = regexp.MustCompile(`@import\b`)
)

// bundle joins the style sheets in cascade order: assets (tokens and base, in
// order of name), partials, pages.
func bundle(found files, prefix string, names map[string]string) ([]byte, error) {
	var out strings.Builder
	var problems []error
	for _, folder := range []string{"assets", "partials", "pages"} {
		for _, file := range found.in(folder, ".css") {
			if folder == "assets" && !isSheet(file) {
				continue
			}
			css, err := rewrite(file, string(found[file]), prefix, names)
			if err != nil {
				problems = append(problems, err)
				continue
			}
			out.WriteString(css)
			out.WriteByte('\n')
		}
	}
	return []byte(out.String()), errors.Join(problems...)
}

// rewrite puts fingerprinted names, relative to the style sheet, into url().
func rewrite(file, css, prefix string, names map[string]string) (string, error) {
	var problems []error
	if at := cssImport.FindStringIndex(css); at != nil {
		problems = append(problems, fmt.Errorf("%s:%d: @import is not needed: every sheet in assets is loaded", file, lineOf(css, at[0])))
	}
	var out strings.Builder
	done := 0
	for _, at := range cssURL.FindAllStringSubmatchIndex(css, -1) {
		target := submatch(css, at)
		out.WriteString(css[done:at[0]])
		done = at[1]
		if strings.HasPrefix(target, "#") {
			out.WriteString(css[at[0]:at[1]])
			continue
		}
		name, fragment, _ := strings.Cut(strings.TrimPrefix(target, "./"), "#")
		address, ok := names[name]
		if !ok {
			problems = append(problems, fmt.Errorf("%s:%d: there is no asset %q; style sheets load nothing from elsewhere", file, lineOf(css, at[0]), target))
			continue
		}
		if fragment != "" {
			fragment = "#" + fragment
		}
		fmt.Fprintf(&out, `url("%s%s")`, strings.TrimPrefix(address, prefix), fragment)
	}
	out.WriteString(css[done:])
	return out.String(), errors.Join(problems...)
}

func submatch(s string, at []int) string {
	for group := 1; group < len(at)/2; group++ {
		if at[2*group] >= 0 {
			return s[at[2*group]:at[2*group+1]]
		}
	}
	return ""
}

func lineOf(s string, offset int) int { return 1 + strings.Count(s[:offset], "\n") }
