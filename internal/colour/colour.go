// Package colour owns the arithmetic of colours: contrast as WCAG measures it, and
// the nearest colour of the same hue that can be read. It must not know a theme, a
// Type or a style sheet.
package colour

import (
	"encoding/hex"
	"fmt"
	"math"
)

// Readable is the contrast that WCAG 2.2 asks of text (1.4.3, level AA).
const Readable = 4.5

// Check reports whether s is a colour, "#rrggbb".
func Check(s string) error {
	_, err := parseColour(s)
	return err
}

// Least gives the contrast of text on the ground where it is hardest to read, and 0
// where one of them is no colour.
func Least(text string, grounds []string) float64 {
	c, err := parseColour(text)
	if err != nil {
		return 0
	}
	least := 21.0
	for _, g := range grounds {
		ground, err := parseColour(g)
		if err != nil {
			return 0
		}
		least = min(least, contrast(c, ground))
	}
	return least
}

// Nearest gives the colour closest in lightness to text, of the same hue, that
// is readable on all grounds. What is no colour is left as it is.
func Nearest(text string, grounds []string) string {
	c, err := parseColour(text)
	if err != nil {
		return text
	}
	var on []rgb
	for _, g := range grounds {
		ground, err := parseColour(g)
		if err != nil {
			return text
		}
		on = append(on, ground)
	}
	if passes(c, on) {
		return text
	}
	lab := c.oklab()
	for step := 0.0025; step <= 1; step += 0.0025 {
		for _, l := range []float64{lab.l - step, lab.l + step} {
			if l < 0 || l > 1 {
				continue
			}
			if moved := (oklab{l, lab.a, lab.b}).rgb(); passes(moved, on) {
				return moved.String()
			}
		}
	}
	return text
}

func passes(c rgb, grounds []rgb) bool {
	for _, g := range grounds {
		if contrast(c, g) < Readable {
			return false
		}
	}
	return true
}

// rgb is a colour in sRGB, each part from 0 to 1.
type rgb struct{ r, g, b float64 }

func parseColour(s string) (rgb, error) {
	if len(s) != 7 || s[0] != '#' {
		return rgb{}, fmt.Errorf("%q is no colour of the form #rrggbb", s)
	}
	raw, err := hex.DecodeString(s[1:])
	if err != nil {
		return rgb{}, fmt.Errorf("%q is no colour of the form #rrggbb", s)
	}
	return rgb{float64(raw[0]) / 255, float64(raw[1]) / 255, float64(raw[2]) / 255}, nil
}

// String gives "#rrggbb".
func (c rgb) String() string {
	part := func(v float64) int { return int(math.Round(255 * min(1, max(0, v)))) }
	return fmt.Sprintf("#%02x%02x%02x", part(c.r), part(c.g), part(c.b))
}

// linear and gamma are the transfer function of sRGB and its inverse.
func linear(v float64) float64 {
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

func gamma(v float64) float64 {
	if v <= 0.0031308 {
		return 12.92 * v
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}

// contrast is the contrast ratio of WCAG, from 1 to 21, of the colours as they
// are written: rounded to bytes.
func contrast(a, b rgb) float64 {
	la, lb := a.rounded().luminance(), b.rounded().luminance()
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func (c rgb) rounded() rgb {
	r, err := parseColour(c.String())
	if err != nil {
		return c
	}
	return r
}

func (c rgb) luminance() float64 {
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// oklab is a colour by perceived lightness and two axes of hue (B. Ottosson,
// 2020): moving l alone keeps what people call the same colour.
type oklab struct{ l, a, b float64 }

func (c rgb) oklab() oklab {
	r, g, b := linear(c.r), linear(c.g), linear(c.b)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return oklab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

func (c oklab) rgb() rgb {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(c.l + 0.3963377774*c.a + 0.2158037573*c.b)
	m := cube(c.l - 0.1055613458*c.a - 0.0638541728*c.b)
	s := cube(c.l - 0.0894841775*c.a - 1.2914855480*c.b)
	clip := func(v float64) float64 { return gamma(min(1, max(0, v))) }
	return rgb{
		clip(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		clip(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		clip(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
	}
}
