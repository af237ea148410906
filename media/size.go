package media

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Size is a size in which pictures are shown: a width and perhaps a crop, as the
// theme declares them. The widths of one crop are offered to browsers together.
type Size struct {
	// Crop names the crop, "" for the whole picture.
	Crop string
	// Width is in pixels.
	Width int
	// Across and Down are the sides of the crop in proportion; 0 without one.
	Across, Down int
}

// String names s as it stands in addresses: "640" or "card-640".
func (s Size) String() string {
	if s.Crop == "" {
		return strconv.Itoa(s.Width)
	}
	return s.Crop + "-" + strconv.Itoa(s.Width)
}

// Dimensions gives what s makes of a picture of width times height, in pixels. A
// picture is never made larger than it is.
func (s Size) Dimensions(width, height int) (w, h int) {
	if width <= 0 || height <= 0 {
		return 0, 0
	}
	if s.Crop == "" {
		w = min(s.Width, width)
		return w, max(1, (height*w+width/2)/width)
	}
	w = min(s.Width, width, height*s.Across/s.Down)
	w = max(1, w)
	return w, max(1, (w*s.Down+s.Across/2)/s.Across)
}

// Sizes are all sizes that a theme declares, narrow ones first within a crop.
type Sizes []Size

// Of gives the sizes of one crop, "" for those of the whole picture.
func (all Sizes) Of(crop string) Sizes {
	var some Sizes
	for _, s := range all {
		if s.Crop == crop {
			some = append(some, s)
		}
	}
	return some
}

// Variant is a derived file of an Asset.
type Variant struct {
	// Size is the size of a picture. It is zero for the file itself, freed of
	// everything that its maker's machine wrote into it.
	Size Size
	// Focal is the point that the crop keeps; crops of another point have
	// another address.
	Focal Focal
	// Kind is what the bytes are.
	Kind Kind
}

// WholeFile names the Variant that is the file itself.
const WholeFile = "file"

// Name names v as it stands in addresses, without its Kind: "file", "640" or
// "card-640-50x50".
func (v Variant) Name() string {
	switch {
	case v.Size == (Size{}):
		return WholeFile
	case v.Size.Crop == "":
		return v.Size.String()
	}
	return fmt.Sprintf("%s-%dx%d", v.Size, v.Focal.X, v.Focal.Y)
}

// FileName names the file in which v is kept.
func (v Variant) FileName() string { return v.Name() + "." + v.Kind.Ext() }

var variantName = regexp.MustCompile(`^(?:([a-z]{1,20})-)?([1-9][0-9]{1,4})(?:-([0-9]{1,3})x([0-9]{1,3}))?$`)

// ParseVariant reads what Variant.Name wrote: the Variant in a declared size, of
// a kind that is still to be said. Any other name is not ok.
func ParseVariant(name string, sizes Sizes) (v Variant, ok bool) {
	if name == WholeFile {
		return Variant{}, true
	}
	m := variantName.FindStringSubmatch(name)
	if m == nil {
		return Variant{}, false
	}
	width, err := strconv.Atoi(m[2])
	if err != nil {
		return Variant{}, false
	}
	for _, s := range sizes.Of(m[1]) {
		if s.Width != width {
			continue
		}
		v = Variant{Size: s}
		if s.Crop != "" {
			v.Focal.X, _ = strconv.Atoi(m[3])
			v.Focal.Y, _ = strconv.Atoi(m[4])
		}
		// One Variant has one name: no leading zeros, no focal point where
		// nothing is cropped.
		return v, v.Name() == name && v.Focal.Valid()
	}
	return Variant{}, false
}

// Valid reports whether f lies in the picture.
func (f Focal) Valid() bool { return f.X >= 0 && f.X <= 100 && f.Y >= 0 && f.Y <= 100 }

// PictureKinds gives the kinds in which a size of a picture of kind k is made,
// the one for old browsers last: JPEG for photographs, PNG for what may have
// transparent parts.
func PictureKinds(k Kind) []Kind {
	if k == JPEG {
		return []Kind{WebP, JPEG}
	}
	return []Kind{WebP, PNG}
}

// WholeKind gives the kind in which readers get the whole file of kind k: that of
// every browser for what some cannot show.
func WholeKind(k Kind) Kind {
	if k == GIF || k == WebP {
		return PNG
	}
	return k
}

// CleanName makes of an uploaded name the last part of an address: letters,
// digits and hyphens, and the extension of k whatever the name had.
func CleanName(name string, k Kind, slug func(string) string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	if dot := strings.LastIndex(name, "."); dot > 0 {
		name = name[:dot]
	}
	const most = 80
	clean := strings.Trim(slug(name), "-")
	if len(clean) > most {
		clean = strings.Trim(clean[:most], "-")
	}
	if clean == "" {
		clean = WholeFile
	}
	return clean + "." + k.Ext()
}
