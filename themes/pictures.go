package themes

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Pictures says in which sizes a theme shows pictures: by the name of a crop, and
// "whole" for pictures as they are.
type Pictures map[string]*Crop

// WholePicture is the name of the sizes of pictures that are not cropped.
const WholePicture = "whole"

// Crop is a shape and the widths it is made in.
type Crop struct {
	// Ratio is "3:2", empty for the picture's own shape.
	Ratio string `toml:"ratio"`
	// Widths are in pixels, as many as a browser may choose from.
	Widths []int `toml:"widths"`
	// Sizes tells browsers how wide the picture will stand on the page, in the
	// notation of HTML's sizes attribute.
	Sizes string `toml:"sizes"`
}

// Bounds of what a theme may ask for: more would be made for every picture that
// is ever uploaded.
const (
	mostCrops, mostWidths = 8, 6
	leastWidth, mostWidth = 32, 4000
)

var cropName = regexp.MustCompile(`^[a-z]{1,20}$`)

// Shape gives the sides of the crop in proportion, zeros where there is none.
func (c *Crop) Shape() (across, down int) {
	a, d, ok := strings.Cut(c.Ratio, ":")
	if !ok {
		return 0, 0
	}
	across, _ = strconv.Atoi(a)
	down, _ = strconv.Atoi(d)
	return across, down
}

func (p Pictures) check() []error {
	var problems []error
	bad := func(name, why string, args ...any) {
		problems = append(problems, fmt.Errorf("theme.toml: pictures.%s: %s", name, fmt.Sprintf(why, args...)))
	}
	if len(p) > mostCrops {
		bad(WholePicture, "there are %d shapes, %d at most", len(p), mostCrops)
	}
	for _, name := range slices.Sorted(maps.Keys(p)) {
		c := p[name]
		across, down := c.Shape()
		switch {
		case !cropName.MatchString(name):
			bad(name, "a shape is named by small letters")
		case name == WholePicture && c.Ratio != "":
			bad(name, "a whole picture has its own ratio")
		case name != WholePicture && (across < 1 || down < 1 || across > 100 || down > 100):
			bad(name, "ratio is %q and must be like \"3:2\"", c.Ratio)
		case len(c.Widths) == 0 || len(c.Widths) > mostWidths:
			bad(name, "it has %d widths and must have 1 to %d", len(c.Widths), mostWidths)
		case !slices.IsSorted(c.Widths) || c.Widths[0] < leastWidth || c.Widths[len(c.Widths)-1] > mostWidth:
			bad(name, "widths %v must rise, from %d at least to %d at most", c.Widths, leastWidth, mostWidth)
		}
	}
	return problems
}
