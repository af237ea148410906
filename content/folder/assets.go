package folder

import (
	"strings"

	"herald/content"
)

// readAssets reads the [[asset]] tables.
func (p *page) readAssets(v val) {
	seen := map[string]bool{}
	for _, item := range v.items() {
		table, ok := item.v.(map[string]any)
		if !ok {
			item.bad("asset is a list of tables: [[asset]]")
			continue
		}
		a := p.asset(item, table)
		switch name := a.Name(); {
		case name == "":
			item.bad("an asset names its file")
		case seen[name]:
			item.bad("a second asset for %q", name)
		default:
			seen[name] = true
			p.words.Assets = append(p.words.Assets, a)
		}
	}
}

func (p *page) asset(item val, table map[string]any) content.AssetWords {
	var a content.AssetWords
	for _, name := range sortedKeys(table) {
		v := item.at(name, table[name])
		switch name {
		case "file":
			if a.File, _ = v.text(); a.File != "" && !p.load.d.hasFile(a.File) {
				v.bad("there is no file %q below files/", a.File)
			}
		case "id":
			s, ok := v.text()
			if a.Asset = content.ID(s); ok && !a.Asset.Valid() {
				v.bad("id %q of an asset is not twelve characters of 0-9 and a-z without i, l, o and u", s)
			}
		case "alt":
			a.Alt, _ = v.text()
		case "decorative":
			a.Decorative = v.bool()
		case "caption":
			a.Caption, _ = v.text()
		case "credit":
			a.Credit, _ = v.text()
		case "captions":
			s, _ := v.text()
			if a.Captions = content.ID(s); !a.Captions.Valid() && !p.load.d.hasFile(s) {
				v.bad("there is no file %q below files/", s)
			}
		default:
			v.bad("unknown key %q in asset", name)
		}
	}
	return a
}

// Attach puts the ids of Assets in the place of file names, once media has
// them: in asset fields, in links and beside the words of each file. A file
// that find does not know stays as it is.
func (d *Document) Attach(find func(file string) (content.ID, bool)) {
	for i := range d.Translations {
		for j := range d.Translations[i].Words.Assets {
			a := &d.Translations[i].Words.Assets[j]
			if id, ok := find(a.File); ok && a.File != "" {
				a.Asset = id
			}
			if id, ok := find(string(a.Captions)); ok && a.Captions != "" {
				a.Captions = id
			}
		}
	}
	d.rewrite(rewriter{
		item: func(k content.Kind, s string) string {
			if id, ok := find(s); ok && k == content.KindAsset && d.hasFile(s) {
				return string(id)
			}
			return s
		},
		link: func(scheme, target string) string {
			if scheme == "files/" {
				if id, ok := find(fileOf(target)); ok {
					return "asset:" + string(id)
				}
			}
			return scheme + target
		},
	})
}

// Detach is the opposite of Attach, for export: file names in the place of ids
// wherever find knows the file of an Asset. Words about a file keep both.
func (d *Document) Detach(t *content.Type, find func(asset content.ID) (string, bool)) {
	d.typ = t
	for i := range d.Translations {
		for j := range d.Translations[i].Words.Assets {
			a := &d.Translations[i].Words.Assets[j]
			if file, ok := find(a.Asset); ok && a.Asset != "" {
				a.File = file
			}
			if file, ok := find(a.Captions); ok && a.Captions != "" {
				a.Captions = content.ID(file)
			}
		}
	}
	d.rewrite(rewriter{
		item: func(k content.Kind, s string) string {
			if file, ok := find(content.ID(s)); ok && k == content.KindAsset {
				return file
			}
			return s
		},
		link: func(scheme, target string) string {
			id, fragment, _ := strings.Cut(target, "#")
			if scheme == "asset:" {
				if file, ok := find(content.ID(id)); ok {
					return "files/" + fileLink(file) + after("#", fragment)
				}
			}
			return scheme + target
		},
	})
}
