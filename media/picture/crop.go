package picture

import (
	"image"

	"github.com/disintegration/imaging"

	"herald/media"
)

// cut gives the part of a picture of width times height that s shows: all of it,
// or the largest crop of the proportion, as central around the focal point as the
// edges allow. The point is always inside.
func cut(s media.Size, f media.Focal, width, height int) image.Rectangle {
	if s.Crop == "" {
		return image.Rect(0, 0, width, height)
	}
	// At its own width the largest crop is as large as media.Size says.
	s.Width = width
	w, h := s.Dimensions(width, height)
	h = min(h, height)
	x := around(f.X, w, width)
	y := around(f.Y, h, height)
	return image.Rect(x, y, x+w, y+h)
}

// around places length within whole so that it is central to a point in percent.
func around(percent, length, whole int) int {
	point := min(whole-1, whole*percent/100)
	return max(0, min(point-length/2, whole-length))
}

// unturn says where r of the upright picture lies in the file, whose picture is
// width times height as it is stored.
func unturn(r image.Rectangle, turn, width, height int) image.Rectangle {
	point := func(x, y int) image.Point {
		switch turn {
		case 2:
			x = width - x
		case 3:
			x, y = width-x, height-y
		case 4:
			y = height - y
		case 5:
			x, y = y, x
		case 6:
			x, y = y, height-x
		case 7:
			x, y = width-y, height-x
		case 8:
			x, y = width-y, x
		}
		return image.Pt(x, y)
	}
	return image.Rectangle{Min: point(r.Min.X, r.Min.Y), Max: point(r.Max.X, r.Max.Y)}.Canon()
}

// upright turns a picture as the EXIF orientation says. imaging counts its angles
// against the clock.
func upright(m *image.NRGBA, turn int) *image.NRGBA {
	switch turn {
	case 2:
		return imaging.FlipH(m)
	case 3:
		return imaging.Rotate180(m)
	case 4:
		return imaging.FlipV(m)
	case 5:
		return imaging.Transpose(m)
	case 6:
		return imaging.Rotate270(m)
	case 7:
		return imaging.Transverse(m)
	case 8:
		return imaging.Rotate90(m)
	}
	return m
}
