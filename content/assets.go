package content

import (
	"context"
	"path"
	"slices"
	"strings"

	"herald/content/markdown"
)

// TermAsset is the term of every Asset that a readable Edition shows.
const TermAsset = "asset"

// AssetTag is the tag of one Asset: of what is said of it, and of what it is cut
// to.
func AssetTag(id ID) string { return "asset:" + string(id) }

// AssetsOf gives every Asset that words and facts of Type t show to readers whose
// Site has an audience, each once, in the order of the page: in fields, in the
// body and in prose. To say something about a file shows nobody the file.
func AssetsOf(t *Type, w Words, f Facts, audience string) []ID {
	var all []ID
	add := func(id ID) {
		if id.Valid() && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	prose := func(source string) {
		// Most texts show nothing: they need not be read.
		if !strings.Contains(source, "asset:") {
			return
		}
		for _, ref := range markdown.Refs(source) {
			if ref.Kind == "asset" {
				add(ID(ref.ID))
			}
		}
	}
	var walk func(fields []Field, values Fields)
	walk = func(fields []Field, values Fields) {
		for _, field := range fields {
			if field.Audience == Staff && audience != Staff {
				continue
			}
			v := values[field.Name]
			for _, item := range v.Items {
				switch field.Kind {
				case KindAsset:
					add(ID(item))
				case KindProse:
					prose(item)
				}
			}
			for _, row := range v.Rows {
				walk(field.Fields, row)
			}
		}
	}
	prose(w.Body)
	walk(t.Fields, f.Fields)
	walk(t.Fields, w.Fields)
	for _, said := range w.Assets {
		if slices.Contains(all, said.Asset) {
			add(said.Captions)
		}
	}
	return all
}

// Shows reports whether a text that r's reader may read on its Site now shows an
// Asset: nobody else is given the file.
func Shows(ctx context.Context, r Reader, id ID) (bool, error) {
	n, err := r.Count(ctx, Filter{Terms: map[string]string{TermAsset: string(id)}, Own: true, All: true, Withdrawn: true})
	return n > 0, err
}

// WordsOf gives what the text says about an Asset, or nil.
func (w *Words) WordsOf(id ID) *AssetWords {
	for i := range w.Assets {
		if w.Assets[i].Asset == id {
			return &w.Assets[i]
		}
	}
	return nil
}

// AssetFacts is what the rules need to know of an Asset.
type AssetFacts struct {
	// Name is the name that the file was uploaded under.
	Name string
	// Picture says that it has to be described to whoever cannot see it.
	Picture bool
	// Gone says that another file took its place, or that it was taken out.
	Gone bool
}

// assets asks that every picture is described in the language of the text, or
// said to be decorative, and that what is shown is there.
func (r *requiring) assets() {
	typed := map[ID]string{}
	if strings.Contains(r.Words.Body, "asset:") {
		for _, ref := range markdown.Refs(r.Words.Body) {
			typed[ID(ref.ID)] = ref.Alt
		}
	}
	for _, id := range AssetsOf(r.Type, r.Words, r.Beside, Staff) {
		place, known := "asset:"+string(id), r.Assets[id]
		said := AssetWords{Asset: id}
		if w := r.Words.WordsOf(id); w != nil {
			said = *w
		}
		if said.Alt == "" {
			said.Alt = typed[id]
		}
		switch {
		case known == nil:
			r.add(place, "issue.asset.unknown")
		case known.Gone:
			r.add(place, "issue.asset.gone", "file", known.Name)
		case known.Picture:
			r.described(place, known.Name, &said)
		}
	}
	// Files of a folder of which no Asset was made.
	for _, a := range r.Words.Assets {
		if a.Asset == "" && isPicture(a.File) {
			r.described("asset:"+a.Name(), a.File, &a)
		}
	}
}

func (r *requiring) described(place, name string, said *AssetWords) {
	switch {
	case said.Decorative:
	case strings.TrimSpace(said.Alt) == "":
		r.add(place, "issue.alt.missing")
	case NamesFile(said.Alt, name):
		r.add(place, "issue.alt.file_name")
	}
}

// NamesFile reports whether an alt text only repeats the name of a file, or has
// the form of one: "IMG_2041", "photo-12.jpg".
func NamesFile(alt, name string) bool {
	alt = strings.TrimSpace(alt)
	if alt == "" {
		return false
	}
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	bare := strings.TrimSuffix(base, path.Ext(base))
	return strings.EqualFold(alt, base) || strings.EqualFold(alt, bare) && !strings.Contains(alt, " ") ||
		!strings.Contains(alt, " ") && isPicture(alt)
}

// Name names the asset within its text.
func (a AssetWords) Name() string {
	if a.Asset != "" {
		return string(a.Asset)
	}
	return a.File
}

func isPicture(file string) bool {
	switch strings.ToLower(path.Ext(file)) {
	case ".jpg", ".jpeg", ".png", ".gif", ".webp":
		return true
	}
	return false
}
