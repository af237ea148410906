package intake

import "strings"

func hostileFilms() []hostile {
	moov := func(parts ...string) string { return filmOf(mp4Box("moov", parts...)) }
	good := func() string { return track("vide", "avc1", false, 1, 0, 1) }
	deep := "x"
	for range 20 {
		deep = mp4Box("trak", deep)
	}
	segment := func(parts ...string) string { return webmHeader("webm") + ebml(idSegment, parts...) }
	frames := mp3Frames(20)
	return []hostile{
		{"QuickTime", mp4Box("ftyp", "qt  \x00\x00\x00\x00qt  ") + mp4Box("moov", movieHeader(), good()) + mp4Box("mdat", "x"), "quicktime"},
		{"QuickTime without a brand", mp4Box("moov", movieHeader(), good()) + mp4Box("mdat", "x"), "quicktime"},
		{"a film of another brand", mp4Box("ftyp", "crx \x00\x00\x00\x00crx ") + mp4Box("moov", movieHeader(), good()) + mp4Box("mdat", "x"), "film"},
		{"MP4 without a track", moov(movieHeader()), "no_track"},
		{"MP4 with a track of nothing", moov(movieHeader(), mp4Box("trak", trackHeader(false))), "no_track"},
		{"MP4 without a film", filmOf(), "cut"},
		{"MP4 without data", mp4Box("ftyp", brandISOM) + mp4Box("moov", movieHeader(), good()), "cut"},
		{"MP4 with two films", moov(movieHeader(), good()) + mp4Box("moov", movieHeader()), "broken"},
		{"MP4 with two brands", mp4Box("ftyp", brandISOM) + moov(movieHeader(), good()), "broken"},
		{"MP4 with a box of no length in a box", moov(movieHeader(), be32(0)+"trak"), "broken"},
		{"MP4 with a box of four bytes", moov(movieHeader(), be32(4)+"trak"), "broken"},
		{"MP4 with a box beyond its box", moov(movieHeader(), be32(4000)+"trak"), "broken"},
		{"MP4 with a box of 2^63 bytes", moov(movieHeader(), be32(1)+"trak"+be64(-1)), "broken"},
		{"MP4 with a long box shorter than its header", moov(movieHeader(), be32(1)+"trak"+be64(8)), "broken"},
		{"MP4 with a long box beyond the file", mp4Box("ftyp", brandISOM) + be32(1) + "mdat" + be64(1<<62), "cut"},
		{"MP4 with boxes in boxes in boxes", moov(movieHeader(), deep), "broken"},
		{"MP4 of boxes without number", filmOf(strings.Repeat(mp4Box("free"), 200_001)), "broken"},
		{"MP4 whose pictures lie elsewhere", moov(movieHeader(), track("vide", "avc1", false, 0, 0, 1)), "film_external"},
		{"MP4 that is a list of films", moov(movieHeader(), mp4Box("rmra", "x")), "film_external"},
		{"MP4 that is locked", moov(movieHeader(), track("vide", "encv", false, 1, 0, 1)), "encrypted"},
		{"MP4 with a short header", moov(mp4Box("mvhd", "\x00\x00\x00\x00")), "broken"},
		{"MP4 with a short track header", moov(movieHeader(), mp4Box("trak", mp4Box("tkhd", "\x01\x00\x00\x00"))), "broken"},
		{"MP4 with references without number", moov(movieHeader(), mp4Box("trak", mp4Box("mdia", mp4Box("minf", mp4Box("dinf", mp4Box("dref", be32(0), be32(-1))))))), "broken"},
		{"MP4 with an archive in it", moov(movieHeader(), good()) + mp4Box("free", makeZIP(file{"a", "b"})), "hidden"},
		{"AVI", "RIFF\x00\x00\x00\x00AVI LIST", "film"},

		{"Matroska", webmHeader("matroska") + ebml(idSegment, webmInfo(), webmTracks("V_VP9"), cluster(0)), "matroska"},
		{"WebM of no type", ebml(idHeader) + ebml(idSegment, webmInfo(), webmTracks("V_VP9"), cluster(0)), "matroska"},
		{"WebM with another coding", segment(webmInfo(), webmTracks("V_MPEG4/ISO/AVC"), cluster(0)), "matroska"},
		{"WebM without a track", segment(webmInfo(), cluster(0)), "no_track"},
		{"WebM without data", segment(webmInfo(), webmTracks("V_VP9")), "cut"},
		{"WebM with files", segment(webmInfo(), webmTracks("V_VP9"), cluster(0), ebml(idAttachments, exe())), "hidden"},
		{"WebM with a header of no length", unknownLength(idHeader, ebml(idDocType, "webm")) + ebml(idSegment, cluster(0)), "broken"},
		{"WebM with information of no length", segment(unknownLength(idInfo, webmInfo())), "broken"},
		{"WebM with tracks of no length", segment(unknownLength(idTracks, webmTracks("V_VP9"))), "broken"},
		{"WebM with an element beyond the end", webmHeader("webm") + ebmlID(idSegment) + "\x01" + be64(1 << 40)[1:] + webmInfo(), "cut"},
		{"WebM with a name of a megabyte", ebml(idHeader, ebml(idDocType, strings.Repeat("webm", 1<<18))), "broken"},
		{"WebM with a number of a hundred bytes", segment(ebml(idInfo, ebml(idScale, strings.Repeat("1", 100)))), "broken"},
		{"WebM with a duration of three bytes", segment(ebml(idInfo, ebml(idDuration, "123"))), "broken"},
		{"WebM with clusters in clusters", segment(webmInfo(), webmTracks("V_VP9"), ebml(idCluster, ebml(idCluster, ebml(idCluster, ebml(idCluster, ebml(idCluster, ebml(idCluster, ebml(idCluster, "x")))))))), "broken"},
		{"WebM with an id of five bytes", webmHeader("webm") + "\x08\x01\x02\x03\x04\x85xxxxx", "broken"},

		{"MP3 with a tag of 256 MB", id3(1<<28-1, frames), "cut"},
		{"MP3 with a tag and nothing", id3(10, "0123456789"), "broken"},
		{"MP3 with a wrong tag", "ID3\x03\x00\x00\xff\xff\xff\xff" + frames, "broken"},
		{"MP3 of two frames", mp3Frames(2), "broken"},
		{"MP3 of one frame and noise", mp3Frames(1) + strings.Repeat("noise", 30000), "broken"},
		{"MP3 with noise in it", frames + strings.Repeat("noise", 30000) + frames, "broken"},
		{"MP3 with tags without number", strings.Repeat(id3(10, "0123456789"), 70) + frames, "broken"},
		{"MP3 that is cut", "\xff\xfb\x90\x00" + strings.Repeat("\x00", 32) + "Xing" + be32(1) + be32(1000) + strings.Repeat("\x00", 417-48) + frames, "cut"},
		{"MP3 with a long footer", frames + "APETAGEX" + le32(2000) + le32(1<<30) + le32(1) + "\x00\x00\x00\xa0" + strings.Repeat("\x00", 8), "cut"},
		{"MP3 with an archive behind it", frames + makeZIP(file{"a", "b"}), "hidden"},
		{"MP3 with PDF in its tag", id3(9, "%PDF-1.7\n") + frames, "hidden"},
		{"Ogg", "OggS\x00\x02", "recording"},
		{"WAV", "RIFF\x00\x00\x00\x00WAVEfmt ", "recording"},
		{"Flash", "FWS\x09\x00\x00\x00\x00", "flash"},
		{"a program of Windows", exe(), "program"},
		{"a program of Linux", elf, "program"},
		{"gzip", "\x1f\x8b\x08\x00", "archive"},
		{"tar", "name" + strings.Repeat("\x00", 253) + "ustar\x0000", "archive"},
		{"noise", "\x01\x02\x03\x04\x99\x98", "unknown"},
	}
}
