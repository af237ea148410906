package picture_test

import (
	"image"
	"math"
	"math/rand/v2"
)

// noise is a picture somewhat like a photograph: broad gradients, edges of
// things, and grain.
func noise(w, h int) *image.NRGBA {
	random := rand.New(rand.NewPCG(7, 11))
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		fy := float64(y) / float64(h)
		for x := range w {
			fx := float64(x) / float64(w)
			sky := 120 + 90*math.Sin(3*fx+2*fy)
			ridge := 0.0
			if fy > 0.55+0.08*math.Sin(9*fx)+0.02*math.Sin(71*fx) {
				ridge = -70 + 25*math.Sin(140*fx*fy)
			}
			grain := float64(random.IntN(19) - 9)
			i := m.PixOffset(x, y)
			m.Pix[i] = clip(sky + ridge + grain)
			m.Pix[i+1] = clip(sky*0.9 + ridge*0.6 + 30*fy + grain)
			m.Pix[i+2] = clip(230 - 120*fy + ridge + grain)
			m.Pix[i+3] = 255
		}
	}
	return m
}

func clip(v float64) uint8 { return uint8(max(0, min(255, v))) }
