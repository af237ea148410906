package admin

import (
	"herald/content"
	"herald/i18n"
	"herald/media"
)

// The widths of pictures in lists and on the page of a file; the next wider one
// that the theme declares is taken.
const (
	thumbWidth = 240
	wideWidth  = 900
)

// picture is the address of a picture of about a width, "" for a file of which
// there is none.
func (v *visit) picture(a media.Named, width int) string {
	sizes := v.Sizes.Of("")
	if a.Kind.Class() != media.Picture || len(sizes) == 0 {
		return ""
	}
	size := sizes[0]
	for _, s := range sizes {
		if size.Width < width {
			size = s
		}
	}
	kinds := media.PictureKinds(a.Kind)
	return variantURL(a, media.Variant{Size: size, Kind: kinds[len(kinds)-1]})
}

// wholeURL is the address of the file itself.
func wholeURL(a media.Named) string {
	return variantURL(a, media.Variant{Kind: media.WholeKind(a.Kind)})
}

func variantURL(a media.Named, v media.Variant) string {
	return fileURL(a.ID) + "/" + v.Name() + "/" + media.CleanName(a.Name, v.Kind, i18n.English.Slug)
}

// sendFile gives the bytes of a file to a member who may see it, and to nobody
// else.
func sendFile(v *visit) error {
	id, err := v.id("asset")
	if err != nil {
		return err
	}
	if _, err := v.seen(id); err != nil {
		return err
	}
	return v.Variant(v.c, content.ID(v.c.Params("asset")), v.c.Params("variant"), v.c.Params("file"))
}
