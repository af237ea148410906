package intake

import (
	"math"
	"math/bits"
	"strings"
)

func mp4Box(name string, parts ...string) string {
	body := strings.Join(parts, "")
	return be32(len(body)+8) + name + body
}

const brandISOM = "isom\x00\x00\x02\x00isommp42"

// movieHeader says 12.5 seconds.
func movieHeader() string {
	return mp4Box("mvhd", be32(0), be32(11), be32(22), be32(1000), be32(12500), strings.Repeat("\x00", 80))
}

// trackHeader says 1280 by 720, turned by a quarter if asked.
func trackHeader(turned bool) string {
	matrix := be32(1<<16) + be32(0) + be32(0) + be32(0) + be32(1<<16) + be32(0) + be32(0) + be32(0) + be32(1<<30)
	if turned {
		matrix = be32(0) + be32(1<<16) + be32(0) + be32(-1<<16) + be32(0) + be32(0) + be32(0) + be32(0) + be32(1<<30)
	}
	return mp4Box("tkhd", be32(7), be32(11), be32(22), be32(1), be32(0), be32(12500), strings.Repeat("\x00", 16), matrix, be32(1280<<16), be32(720<<16))
}

func dataReference(flags int) string {
	return mp4Box("dinf", mp4Box("dref", be32(0), be32(1), mp4Box("url ", be32(flags), "http://x/")))
}

// track makes a track of one chunk with samples of some bytes at a place.
func track(handler, codec string, turned bool, flags, at int, samples ...int) string {
	sizes := ""
	for _, n := range samples {
		sizes += be32(n)
	}
	table := mp4Box("stbl", mp4Box("stsd", be32(0), be32(1), mp4Box(codec, strings.Repeat("\x00", 42), plantedSerial+strings.Repeat("\x00", 32-len(plantedSerial)), be32(0))),
		mp4Box("stsc", be32(0), be32(1), be32(1), be32(len(samples)), be32(1)),
		mp4Box("stsz", be32(0), be32(0), be32(len(samples)), sizes),
		mp4Box("stco", be32(0), be32(1), be32(at)))
	return mp4Box("trak", trackHeader(turned), mp4Box("mdia",
		mp4Box("mdhd", be32(0), be32(11), be32(22), be32(1000), be32(12500), be32(0)),
		mp4Box("hdlr", be32(0), be32(0), handler, be32(0), be32(0), be32(0), plantedSerial+"\x00"),
		mp4Box("minf", dataReference(flags), table)))
}

// goodMP4 is a film of a telephone: it knows where it was taken, in two places.
func goodMP4() string {
	head := mp4Box("ftyp", brandISOM)
	data := "frames of the film" + plantedGPS + "more frames"
	at := len(head) + 8 + len("frames of the film")
	return head + mp4Box("mdat", data) + mp4Box("moov", movieHeader(),
		track("vide", "avc1", true, 1, len(head)+8, 18),
		track("meta", "gpmd", false, 1, at, 5, len(plantedGPS)-5),
		mp4Box("udta", mp4Box("\xa9xyz", plantedGPS), mp4Box("meta", be32(0), plantedAuthor)),
		mp4Box("meta", be32(0), mp4Box("hdlr", be32(0), be32(0), "mdta"), plantedAuthor),
	) + mp4Box("uuid", "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac", plantedAuthor)
}

// partedMP4 is a film in parts, the last of which begins after six seconds.
func partedMP4() string {
	part := func(at int) string {
		return mp4Box("moof", mp4Box("traf", mp4Box("tfhd", be32(0), be32(1)), mp4Box("tfdt", be32(1<<24), be64(at)))) + mp4Box("mdat", "frames")
	}
	header := mp4Box("mvhd", be32(0), be32(0), be32(0), be32(1000), be32(0), strings.Repeat("\x00", 80))
	return mp4Box("ftyp", brandISOM) + mp4Box("moov", header, track("vide", "avc1", false, 1, 0)) + part(0) + part(6000)
}

func filmOf(parts ...string) string {
	return mp4Box("ftyp", brandISOM) + strings.Join(parts, "") + mp4Box("mdat", "frames")
}

// ebml makes an element with a length of eight bytes.
func ebml(id int, parts ...string) string {
	body := strings.Join(parts, "")
	return ebmlID(id) + "\x01" + be64(len(body))[1:] + body
}

// unknownLength makes one whose length is not said.
func unknownLength(id int, parts ...string) string {
	return ebmlID(id) + "\x01" + strings.Repeat("\xff", 7) + strings.Join(parts, "")
}

func ebmlID(id int) string {
	n := (bits.Len(uint(id)) + 7) / 8
	return be32(id)[4-n:]
}

func ebmlNumber(id, n int) string { return ebml(id, be32(n)) }

func webmHeader(kind string) string { return ebml(idHeader, ebml(idDocType, kind)) }

func webmTracks(codec string) string {
	return ebml(idTracks, ebml(idTrack, ebmlNumber(idTrackType, 1), ebml(idCodec, codec), ebml(idVideo, ebmlNumber(idWidth, 640), ebmlNumber(idHeight, 360))))
}

func webmInfo(more ...string) string {
	return ebml(idInfo, append([]string{ebmlNumber(idScale, 1_000_000), ebml(idDuration, be64(int(math.Float64bits(8000))))}, more...)...)
}

func cluster(at int) string { return ebml(idCluster, ebmlNumber(idTime, at), ebml(0xa3, "a block")) }

func goodWebM() string {
	return webmHeader("webm") + ebml(idSegment,
		webmInfo(ebml(idChecksum, "abcd"), ebml(idTitle, plantedAuthor), ebml(idMuxing, "mux "+plantedSerial), ebml(idWriting, plantedSerial), ebml(idDate, "12345678")),
		webmTracks("V_VP9"), cluster(0), cluster(4000), ebml(idTags, plantedGPS+plantedAuthor))
}

// liveWebM is one as browsers record it: nothing has a length.
func liveWebM() string {
	return webmHeader("webm") + unknownLength(idSegment, ebml(idInfo, ebmlNumber(idScale, 1_000_000)), webmTracks("V_VP8"),
		unknownLength(idCluster, ebmlNumber(idTime, 0), ebml(0xa3, "a block")), unknownLength(idCluster, ebmlNumber(idTime, 3000), ebml(0xa3, "a block")))
}

// mp3Frames are frames of 128 kbit/s at 44.1 kHz: 417 bytes, 26.12 ms each.
func mp3Frames(n int) string {
	return strings.Repeat("\xff\xfb\x90\x00"+strings.Repeat("\x55", 413), n)
}

func id3(size int, body string) string {
	return "ID3\x03\x00\x00" + string([]byte{byte(size >> 21 & 127), byte(size >> 14 & 127), byte(size >> 7 & 127), byte(size & 127)}) + body
}

func apeTag(words string) string {
	n := len(words) + 32
	return "APETAGEX" + le32(2000) + le32(n) + le32(1) + "\x00\x00\x00\xa0" + strings.Repeat("\x00", 8) + words +
		"APETAGEX" + le32(2000) + le32(n) + le32(1) + "\x00\x00\x00\x80" + strings.Repeat("\x00", 8)
}

func goodMP3() string {
	words := "TPE1" + plantedAuthor
	oldTag := "TAG" + plantedSerial
	return id3(len(words), words) + mp3Frames(100) + apeTag(plantedGPS) + oldTag + strings.Repeat("\x00", 128-len(oldTag))
}

const (
	goodCSV = "name;year;sum\nŽaliakalnis;2024;\"1;5\"\n\"a \"\"b\"\"\nc\";2025;7\n"
	goodVTT = "\ufeffWEBVTT - a meeting\n\nSTYLE\n::cue { color: white }\n\n1\n00:00:01.000 --> 00:00:02.500 align:start\n<v Ona>Labas, <i>3 < 4</i></v>\n\n02:00.000 --> 02:01.000\nviso <c.loud>gero</c>\n"
)
