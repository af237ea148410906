package site

import (
	"context"
	"fmt"
	"strings"
	"time"

	"herald/content"
	"herald/content/markdown"
	"herald/media"
	"herald/themes"
)

// Media gives Assets and the bytes of their Variants. It does not ask who may
// see them: the Site has done that before.
type Media interface {
	// Named gives Assets with the names that their files came under; absent ones
	// are left out.
	Named(ctx context.Context, ids ...content.ID) (map[content.ID]media.Named, error)
	// Open gives the bytes of a Variant, made now where it is not kept.
	Open(ctx context.Context, a *media.Asset, v media.Variant) (media.Blob, error)
}

// Sizes gives every size in which a theme shows pictures.
func Sizes(t *themes.Theme) media.Sizes {
	var all media.Sizes
	for name, crop := range t.Manifest.Pictures {
		size := media.Size{Crop: name}
		if name == themes.WholePicture {
			size.Crop = ""
		}
		size.Across, size.Down = crop.Shape()
		for _, size.Width = range crop.Widths {
			all = append(all, size)
		}
	}
	return all
}

// shapes of the theme that pages ask for by name.
const (
	shapeWhole    = ""
	shapeLead     = "lead"
	shapeCard     = "card"
	shapePortrait = "portrait"
	shapeShare    = "share"
)

// assetsOf loads every Asset that the readings show, once for the whole answer.
// What cannot be loaded now is not shown; the answer is then not kept for long.
func (v *visit) assetsOf(list ...*content.Reading) {
	if v.config.Media == nil {
		return
	}
	var wanted []content.ID
	for _, r := range list {
		for _, id := range assetsIn(r) {
			if _, known := v.assets[id]; !known {
				wanted = append(wanted, id)
			}
		}
	}
	v.load(wanted...)
}

// assetsIn gives the Assets that r shows to the readers of its Site.
func assetsIn(r *content.Reading) []content.ID {
	if r.Type == nil || r.Site == nil {
		return nil
	}
	return content.AssetsOf(r.Type, r.Words, r.Facts, r.Site.Audience)
}

func (v *visit) load(ids ...content.ID) {
	if len(ids) == 0 {
		return
	}
	if v.assets == nil {
		v.assets = map[content.ID]media.Named{}
	}
	found, err := v.config.Media.Named(v.ctx, ids...)
	if err != nil {
		v.log.Error("files not loaded", "error", err)
		v.until(v.reader.Now().Add(shared))
	}
	for _, id := range ids {
		v.assets[id] = found[id] // one that is not there is not asked for again
		v.noted = append(v.noted, content.AssetTag(id))
	}
}

// asset gives an Asset that r shows.
func (v *visit) asset(name string) (media.Named, bool) {
	id := content.ID(name)
	if v.config.Media == nil || !id.Valid() {
		return media.Named{}, false
	}
	if _, known := v.assets[id]; !known {
		v.load(id)
	}
	a := v.assets[id]
	return a, a.Asset != nil
}

// fileURL gives the address of a Variant on the Site that r is at home on: of its
// path where the page is there too, else the whole of it.
func (v *visit) fileURL(r *content.Reading, a media.Named, variant media.Variant) string {
	if v.foreseen.is(r) && v.foreseen.Media != "" {
		return v.foreseen.previewPath(a, variant)
	}
	path := mediaPath(r.Site, a, variant)
	if r.Site.Origin != v.site.Origin {
		return r.Site.URL(path)
	}
	return path
}

// mediaPath is the path of a Variant on a Site.
func mediaPath(site *content.Site, a media.Named, variant media.Variant) string {
	return site.Base + "/media" + variantPath(site, a, variant)
}

// variantPath is the path of a Variant below the place of all files.
func variantPath(site *content.Site, a media.Named, variant media.Variant) string {
	return fmt.Sprintf("/%s/%s/%s", a.ID, variant.Name(), fileName(site, a, variant))
}

// fileName is how the file of a Variant is called: by the name that it came
// under, in the letters of an address.
func fileName(site *content.Site, a media.Named, variant media.Variant) string {
	return media.CleanName(a.Name, variant.Kind, site.Default().Slug)
}

// picture resolves a picture and gives it the words that r says about it.
func (v *visit) picture(r *content.Reading, name string) (markdown.Picture, bool) {
	return v.shape(r, name, shapeWhole)
}

// shape is picture, cut to a shape of the theme.
func (v *visit) shape(r *content.Reading, name, crop string) (markdown.Picture, bool) {
	a, ok := v.asset(name)
	if !ok || a.Kind.Class() != media.Picture {
		return markdown.Picture{}, false
	}
	sizes := v.sizes.Of(crop)
	kinds := media.PictureKinds(a.Kind)
	if len(sizes) == 0 {
		return markdown.Picture{}, false
	}
	p := markdown.Picture{Sizes: v.sizesHint(crop), WebP: v.srcset(r, a, sizes, kinds[0]), SrcSet: v.srcset(r, a, sizes, kinds[1])}
	best := sizes[len(sizes)/2]
	p.Src = v.fileURL(r, a, media.Variant{Size: best, Focal: a.Focal, Kind: kinds[1]})
	p.Width, p.Height = sizes[len(sizes)-1].Dimensions(a.Width, a.Height)
	v.say(&p, r, a)
	return p, true
}

// Picture is a picture of a page, with the file that journalists print.
type Picture struct {
	markdown.Picture
	// Print is the picture as large as it is.
	Print markdown.File
}

func (v *visit) pictureIn(r *content.Reading, name, shape string) (Picture, bool) {
	p, ok := v.shape(r, name, shape)
	if !ok {
		return Picture{}, false
	}
	print, _ := v.file(r, name)
	return Picture{p, print}, true
}

// card gives the picture of r for a list. A page loads nothing from another host,
// and so has none of a Document that is at home there.
func (v *visit) card(r *content.Reading) *Picture {
	if r.Site == nil || r.Site.Origin != v.site.Origin || r.State == content.Unpublished {
		return nil
	}
	p, ok := v.pictureIn(r, leadPicture(r), shapeCard)
	if !ok {
		return nil
	}
	// The title beside it says what it is.
	return &Picture{Picture: markdown.Picture{Src: p.Src, SrcSet: p.SrcSet, WebP: p.WebP, Sizes: p.Sizes, Width: p.Width, Height: p.Height}}
}

// leadPicture names the picture that stands for r where only one can.
func leadPicture(r *content.Reading) string {
	f := fieldsOf(r)
	for _, name := range []string{"picture", "cover", "portrait", "pictures"} {
		if id := f.Text(name); id != "" {
			return id
		}
	}
	return ""
}

// show gives other sites a picture of r, cut as they show it.
func (g *Graph) show(v *visit, r *content.Reading, name string) {
	if p, ok := v.shape(r, name, shapeShare); ok {
		g.Image, g.ImageAlt = v.whole(p.Src), p.Alt
	}
}

// sizesHint is what the theme tells browsers about the place of a picture.
func (v *visit) sizesHint(crop string) string {
	if crop == shapeWhole {
		crop = themes.WholePicture
	}
	if c := v.theme.Manifest.Pictures[crop]; c != nil {
		return c.Sizes
	}
	return ""
}

// srcset offers the widths that are no wider than the picture, and of the others
// the first, which is the picture's own width.
func (v *visit) srcset(r *content.Reading, a media.Named, sizes media.Sizes, kind media.Kind) string {
	var offers []string
	widest := 0
	for _, s := range sizes {
		w, _ := s.Dimensions(a.Width, a.Height)
		if w <= widest {
			break
		}
		widest = w
		offers = append(offers, fmt.Sprintf("%s %dw", v.fileURL(r, a, media.Variant{Size: s, Focal: a.Focal, Kind: kind}), w))
	}
	return strings.Join(offers, ", ")
}

// say gives p the words of the text that shows it.
func (v *visit) say(p *markdown.Picture, r *content.Reading, a media.Named) {
	said := r.Words.WordsOf(a.ID)
	if said == nil {
		return
	}
	p.Alt, p.Caption, p.Credit, p.Decorative = said.Alt, said.Caption, said.Credit, said.Decorative
	if p.Decorative {
		p.Alt = ""
	}
}

// file resolves a file that is offered for download, under what r calls it.
func (v *visit) file(r *content.Reading, name string) (markdown.File, bool) {
	a, ok := v.asset(name)
	if !ok {
		return markdown.File{}, false
	}
	whole := media.Variant{Kind: media.WholeKind(a.Kind)}
	f := markdown.File{URL: v.fileURL(r, a, whole), Name: a.Name, Kind: whole.Kind.Label(), Size: v.words.Size(a.Size)}
	if a.Kind.Class() == media.Picture {
		// Its bytes are made anew: their number is not known before.
		f.Size = fmt.Sprintf("%d × %d", a.Width, a.Height)
	}
	if said := r.Words.WordsOf(a.ID); said != nil && said.Caption != "" && a.Kind.Class() != media.Picture {
		f.Name = said.Caption
	}
	return f, true
}

// addressed gives r with the addresses of its files in the place of their ids,
// which mean nothing to whoever takes data away.
func (v *visit) addressed(r content.Reading) content.Reading {
	if r.Type == nil || v.config.Media == nil {
		return r
	}
	v.assetsOf(&r)
	var walk func(fields []content.Field, values content.Fields)
	walk = func(fields []content.Field, values content.Fields) {
		for _, f := range fields {
			for n, item := range values[f.Name].Items {
				if a, ok := v.asset(item); ok && f.Kind == content.KindAsset {
					values[f.Name].Items[n] = r.Site.URL(mediaPath(r.Site, a, media.Variant{Kind: media.WholeKind(a.Kind)}))
				}
			}
			for _, row := range values[f.Name].Rows {
				walk(f.Fields, row)
			}
		}
	}
	r.Facts.Fields, r.Words.Fields = r.Facts.Fields.Clone(), r.Words.Fields.Clone()
	walk(r.Type.Fields, r.Facts.Fields)
	walk(r.Type.Fields, r.Words.Fields)
	return r
}

// Player is a film or a recording on a page.
type Player struct {
	URL, Name, Kind string
	// Sound says that there is nothing to see.
	Sound         bool
	Width, Height int
	// Length is how long it takes, in words.
	Length          string
	Caption, Credit string
	// Captions is the address of its captions in the language Lang.
	Captions, Lang string
	Download       markdown.File
}

// player resolves a film or a recording.
func (v *visit) player(r *content.Reading, name string) (Player, bool) {
	a, ok := v.asset(name)
	class := media.Class("")
	if ok {
		class = a.Kind.Class()
	}
	if class != media.Film && class != media.Sound {
		return Player{}, false
	}
	p := Player{URL: v.fileURL(r, a, media.Variant{Kind: a.Kind}), Name: a.Name, Kind: string(a.Kind), Sound: class == media.Sound,
		Width: a.Width, Height: a.Height, Lang: string(r.Locale)}
	p.Download, _ = v.file(r, name)
	if a.Length > 0 {
		p.Length = playingTime(a.Length)
	}
	if said := r.Words.WordsOf(a.ID); said != nil {
		p.Caption, p.Credit = said.Caption, said.Credit
		if c, ok := v.asset(string(said.Captions)); ok && c.Kind == media.VTT {
			p.Captions = v.fileURL(r, c, media.Variant{Kind: media.VTT})
		}
	}
	return p, true
}

// playingTime writes a length as players do: "3:05", "1:02:07".
func playingTime(d time.Duration) string {
	seconds := int(d.Round(time.Second) / time.Second)
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
