package intake

import "strings"

// behind is a picture with something after its end.
func behind(s string) string { return plainJPEG(9, 9) + "telephone" + s }

const (
	elf       = "\x7fELF\x02\x01\x01\x00\x00\x00"
	hostile7z = "7z\xbc\xaf\x27\x1c\x00\x04"
)

func exe() string {
	return "MZ" + strings.Repeat("\x00", 58) + le32(128) + strings.Repeat("\x00", 64) + "PE\x00\x00" + strings.Repeat("\x00", 20)
}

func hostilePictures() []hostile {
	plain := plainPNG(9, 9)
	header := pngHeader(9, 9, 8, 6)
	badSum := []byte(plain)
	badSum[30] ^= 1
	gif := goodGIF(1)
	return []hostile{
		{"nothing", "", "empty"},
		{"PNG of 60,000 pixels a side", pngStart + pngHeader(60000, 60000, 8, 6) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "too_wide"},
		{"PNG of 2^31 pixels a side", pngStart + pngHeader(1<<31-1, 1, 8, 6) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "too_wide"},
		{"PNG with sides beyond the format", pngStart + pngHeader(1<<32-1, 1, 8, 6) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "broken"},
		{"PNG of too many pixels", pngStart + pngHeader(19000, 19000, 8, 6) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "too_many_pixels"},
		{"PNG without a width", pngStart + pngHeader(0, 9, 8, 6) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "broken"},
		{"PNG with another sum", string(badSum), "broken"},
		{"PNG with data of 2 GB", pngStart + header + be32(1<<31-1) + "IDAT" + strings.Repeat("x", 100), "cut"},
		{"PNG with data beyond the format", pngStart + header + be32(1<<32-1) + "IDAT" + strings.Repeat("x", 100), "broken"},
		{"PNG without data", pngStart + header + pngChunk("IEND", ""), "broken"},
		{"PNG with two headers", pngStart + header + header + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "broken"},
		{"PNG that begins with data", pngStart + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "broken"},
		{"PNG with a strange colour", pngStart + pngHeader(9, 9, 8, 5) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "broken"},
		{"PNG with strange depth", pngStart + pngHeader(9, 9, 3, 3) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "broken"},
		{"PNG without its palette", pngStart + pngHeader(9, 9, 8, 3) + pngChunk("IDAT", packed("x")) + pngChunk("IEND", ""), "broken"},
		{"PNG with a palette of 257", pngStart + pngHeader(9, 9, 8, 3) + pngChunk("PLTE", strings.Repeat("x", 771)) + pngChunk("IDAT", "x") + pngChunk("IEND", ""), "broken"},
		{"PNG with a palette beyond its depth", pngStart + pngHeader(9, 9, 1, 3) + pngChunk("PLTE", strings.Repeat("x", 9)) + pngChunk("IDAT", "x") + pngChunk("IEND", ""), "broken"},
		{"PNG with a crooked palette", pngStart + pngHeader(9, 9, 8, 3) + pngChunk("PLTE", "xxxx") + pngChunk("IDAT", "x") + pngChunk("IEND", ""), "broken"},
		{"PNG with two palettes", pngStart + pngHeader(9, 9, 8, 3) + pngChunk("PLTE", "xxx") + pngChunk("PLTE", "yyy") + pngChunk("IDAT", "x") + pngChunk("IEND", ""), "broken"},
		{"PNG of many frames", pngStart + header + pngChunk("acTL", be32(301)+be32(0)) + pngChunk("IDAT", "x") + pngChunk("IEND", ""), "frames"},
		{"PNG of many uncounted frames", pngStart + header + pngChunk("acTL", be32(1)+be32(0)) + strings.Repeat(pngChunk("fcTL", be32(0)+be32(9)+be32(9)+be32(0)+be32(0)+"\x00\x01\x00\x01\x00\x00"), 301) + pngChunk("IDAT", "x") + pngChunk("IEND", ""), "frames"},
		{"PNG with a frame beyond the picture", pngStart + header + pngChunk("fcTL", be32(0)+be32(9)+be32(9)+be32(1)+be32(0)+"\x00\x01\x00\x01\x00\x00") + pngChunk("IDAT", "x") + pngChunk("IEND", ""), "broken"},
		{"PNG with a strange chunk", pngStart + header + pngChunk("ID\x00T", "x") + pngChunk("IEND", ""), "broken"},
		{"PNG with a page behind it", plain + "<html><body>", "hidden"},
		{"PNG with script behind it", plain + strings.Repeat(" ", 70000) + "<ScRiPt>alert(1)</script>", "hidden"},
		{"PNG with PHP behind it", plain + "<?php system($_GET[0]); ?>", "hidden"},
		{"PNG with a drawing behind it", plain + "<svg onload=alert(1)>", "hidden"},
		{"PNG that is a drawing", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "svg"},
		{"PNG that is a drawing with a declaration", "<?xml version=\"1.0\"?>\n<!-- a --><svg/>", "svg"},

		{"JPEG of 65,535 pixels a side", crafted(0xc0, 8, 65535, 65535, 1), "too_wide"},
		{"JPEG of too many pixels", crafted(0xc0, 8, 20000, 20000, 1), "too_many_pixels"},
		{"JPEG without a height", crafted(0xc0, 8, 9, 0, 1), "broken"},
		{"JPEG of twelve bits", crafted(0xc1, 12, 9, 9, 1), "jpeg_form"},
		{"JPEG without loss", crafted(0xc3, 8, 9, 9, 1), "jpeg_form"},
		{"JPEG with arithmetic coding", crafted(0xc9, 8, 9, 9, 1), "jpeg_form"},
		{"JPEG of steps", crafted(0xc5, 8, 9, 9, 1), "jpeg_form"},
		{"JPEG of 101 scans", crafted(0xc2, 8, 9, 9, 101), "scans"},
		{"large JPEG of 40 scans", crafted(0xc2, 8, 6300, 6300, 40), "scans"},
		{"JPEG without a scan", crafted(0xc2, 8, 9, 9, 0), "broken"},
		{"JPEG with a scan before its frame", "\xff\xd8" + jpegSegment(markSOS, "\x01\x01\x00\x00\x3f\x00") + "\xff\xd9", "broken"},
		{"JPEG with two frames", crafted(0xc0, 8, 9, 9, 1)[:15] + crafted(0xc0, 8, 900, 900, 1)[2:], "broken"},
		{"JPEG with a height to come", strings.Replace(crafted(0xc0, 8, 9, 9, 1), "\xff\xd9", jpegSegment(markDNL, "\x27\x10")+"\xff\xd9", 1), "jpeg_form"},
		{"JPEG with a frame of seven parts", "\xff\xd8" + jpegSegment(0xc0, "\x08\x00\x09\x00\x09\x07"+strings.Repeat("\x01\x11\x00", 7)) + "\xff\xd9", "broken"},
		{"JPEG with a segment of no length", "\xff\xd8\xff\xe0\x00\x01\xff\xd9", "broken"},
		{"JPEG with data between segments", "\xff\xd8" + jpegSegment(0xe0, "JFIF\x00") + "garbage", "broken"},
		{"JPEG that begins a script", "\xff\xd8\xff\xe0/*" + strings.Repeat("\x00", 0x2f2a-2) + crafted(0xc0, 8, 9, 9, 1)[2:] + "*/=alert(1)", "hidden"},
		{"JPEG with an archive behind it", behind(makeZIP(file{"a", "b"})), "hidden"},
		{"JPEG with a packed file behind it", behind("PK\x03\x04\x14\x00\x00\x00\x08\x00" + strings.Repeat("\x00", 40)), "hidden"},
		{"JPEG with PDF behind it", behind(goodPDF()), "hidden"},
		{"JPEG with PDF in a comment", plainJPEG(8, 9)[:2] + jpegSegment(markCOM, "%PDF-1.7") + plainJPEG(8, 9)[2:], "hidden"},
		{"JPEG with an archive in a comment", plainJPEG(8, 9)[:2] + jpegSegment(markCOM, makeZIP(file{"a", "b"})) + plainJPEG(8, 9)[2:], "hidden"},
		{"JPEG with a program behind it", behind(exe()), "hidden"},
		{"JPEG with an ELF program behind it", behind(elf), "hidden"},
		{"JPEG with RAR behind it", behind("Rar!\x1a\x07\x01\x00"), "hidden"},
		{"JPEG with 7z behind it", behind(hostile7z), "hidden"},

		{"GIF that begins a script", "GIF89a/*" + gif[8:] + "*/=1;alert(1)", "hidden"},
		{"GIF that is assigned to", "GIF89a=1" + gif[8:], "hidden"},
		{"GIF that begins a line of script", "GIF87a//" + gif[8:], "hidden"},
		{"GIF of many frames", goodGIF(301), "frames"},
		{"GIF of 65,535 pixels a side", "GIF89a\xff\xff\xff\xff" + gif[10:], "too_wide"},
		{"GIF with a frame beyond the screen", "GIF89a\x01\x00\x01\x00" + gif[10:], "broken"},
		{"GIF without a frame", "GIF89a\x09\x00\x09\x00\x00\x00\x00;", "broken"},
		{"GIF of unknown blocks", "GIF89a\x09\x00\x09\x00\x00\x00\x00\x99\x00;", "broken"},
		{"GIF with codes of twelve bits", "GIF89a\x09\x00\x09\x00\x00\x00\x00,\x00\x00\x00\x00\x09\x00\x09\x00\x00\x0c\x00;", "broken"},
		{"GIF with an archive behind it", gif + makeZIP(file{"a", "b"}), "hidden"},

		{"WebP of 16,384 pixels a side", riff(vp8l(16384, 16384)), "too_many_pixels"},
		{"WebP of 2^24 pixels a side", riff(vp8x(0, 1<<24, 1<<24), vp8(9, 9)), "too_wide"},
		{"WebP with two sizes", riff(vp8x(0, 9, 9), vp8(9000, 4000)), "broken"},
		{"WebP with two pictures", riff(vp8x(0, 9, 9), vp8(9, 9), vp8l(9, 9)), "broken"},
		{"WebP that moves", riff(vp8x(2, 9, 9), riffChunk("ANIM", "\x00\x00\x00\x00\x00\x00"), vp8(9, 9)), "animated_webp"},
		{"WebP that moves unsaid", riff(vp8x(0, 9, 9), riffChunk("ANMF", strings.Repeat("\x00", 16))), "animated_webp"},
		{"WebP of nothing", riff(), "broken"},
		{"WebP with a chunk beyond the end", riff(vp8(9, 9), "EXIF"+le32(1<<31)), "broken"},
		{"WebP that begins in the middle", riff(strings.Replace(vp8(9, 9), "\x30", "\x31", 1)), "broken"},
		{"WebP of another version", riff(riffChunk("VP8L", "\x2f"+le32(1<<30))), "broken"},
		{"WebP with its head last", riff(vp8(9, 9), vp8x(0, 9, 9)), "broken"},
		{"WebP that is longer than the file", "RIFF" + le32(1<<31) + "WEBP" + vp8(9, 9), "cut"},

		{"TIFF", "II*\x00\x08\x00\x00\x00", "tiff"},
		{"BMP", "BM" + le32(1000) + strings.Repeat("\x00", 60), "bmp"},
		{"AVIF", mp4Box("ftyp", "avif\x00\x00\x00\x00mif1"), "avif"},
		{"HEIC", mp4Box("ftyp", "heic\x00\x00\x00\x00mif1heic"), "heic"},
		{"Photoshop", "8BPS\x00\x01", "picture"},
		{"an icon", "\x00\x00\x01\x00\x01\x00", "picture"},
	}
}
