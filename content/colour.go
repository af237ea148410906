package content

import (
	"fmt"
	"math"
	"regexp"
	"slices"

	"herald/internal/colour"
)

var colourForm = regexp.MustCompile(`^#[0-9a-f]{6}$`)

// checkColour refuses a colour in which nothing could be read, and says what was
// measured and what comes nearest to it.
func (f Field) checkColour(item string) (key string, args []any) {
	if !colourForm.MatchString(item) {
		return "issue.field.colour", []any{"value", item}
	}
	ratio := colour.Least(item, f.Grounds)
	if ratio >= colour.Readable {
		return "", nil
	}
	// Cut, not rounded: 4.499 must not read as the 4.5 that it is short of.
	measured := fmt.Sprintf("%.2f", math.Floor(ratio*100)/100)
	return "issue.colour.contrast", []any{"value", item, "count", measured, "better", colour.Nearest(item, f.Grounds)}
}

// badColour gives what in the field itself is no colour or cannot be read, or "".
func (f Field) badColour() string {
	for _, c := range slices.Concat(f.Grounds, f.Palette) {
		if !colourForm.MatchString(c) {
			return c
		}
	}
	for _, c := range f.Palette {
		if key, _ := f.checkColour(c); key != "" {
			return c
		}
	}
	return ""
}
