package picture

import (
	"cmp"
	"context"
	"image"
	"slices"

	"github.com/disintegration/imaging"

	"herald/media"
)

// group is the Variants that show the same part of a picture, the largest first.
type group []media.Variant

// groups sorts Variants by what they show, in the order in which they first came.
// The file as a whole is a group of its own.
func groups(want []media.Variant) []group {
	type part struct {
		whole        bool
		crop         string
		across, down int
		focal        media.Focal
	}
	var all []group
	known := map[part]int{}
	for _, v := range want {
		p := part{v.Name() == media.WholeFile, v.Size.Crop, v.Size.Across, v.Size.Down, v.Focal}
		if v.Size.Crop == "" {
			p.focal = media.Focal{}
		}
		i, ok := known[p]
		if !ok {
			i = len(all)
			known[p], all = i, append(all, nil)
		}
		all[i] = append(all[i], v)
	}
	for _, g := range all {
		slices.SortStableFunc(g, func(v, w media.Variant) int { return cmp.Compare(w.Size.Width, v.Size.Width) })
	}
	return all
}

// paint makes one group: the largest from the negative, each other from the one
// before, which holds all that it can show and is much smaller.
func (n *negative) paint(ctx context.Context, g group, put func(media.Variant, []byte) error) error {
	var last image.Image
	made := map[media.Kind][]byte{}
	for _, v := range g {
		w, h := n.dimensions(v)
		if last == nil || last.Bounds().Dx() != w || last.Bounds().Dy() != h {
			clear(made)
			if err := ctx.Err(); err != nil {
				return err
			}
			last = n.shrink(last, v, w, h)
		}
		// A small picture is the same file at several widths.
		if made[v.Kind] == nil {
			if err := ctx.Err(); err != nil {
				return err
			}
			body, err := n.encode(v, last)
			if err != nil {
				return err
			}
			made[v.Kind] = body
		}
		if err := put(v, made[v.Kind]); err != nil {
			return err
		}
	}
	return nil
}

func (n *negative) dimensions(v media.Variant) (w, h int) {
	if v.Name() == media.WholeFile {
		return n.width, n.height
	}
	return v.Size.Dimensions(n.width, n.height)
}

// shrink makes the picture of v from a larger one of the same part, or from the
// negative: there it is made smaller first and turned then, which touches fewer
// pixels and comes to the same.
func (n *negative) shrink(larger image.Image, v media.Variant, w, h int) image.Image {
	if larger != nil {
		return imaging.Resize(larger, w, h, imaging.Lanczos)
	}
	b := n.img.Bounds()
	part := unturn(cut(v.Size, v.Focal, n.width, n.height), n.turn, b.Dx(), b.Dy())
	if part == b && n.turn == 1 && w == b.Dx() && h == b.Dy() {
		return n.img
	}
	if n.turn >= 5 {
		w, h = h, w
	}
	sub := n.img.(interface {
		SubImage(image.Rectangle) image.Image
	}).SubImage(part)
	return upright(imaging.Resize(sub, w, h, imaging.Lanczos), n.turn)
}
