package style

import (
	"regexp"
	"strings"
)

// blotted stands for a byte of what is no prose.
const blotted = "\x00"

// noProse are addresses of every kind, telephone numbers, names of files and
// what stands in the marks of a program: nobody writes those by the rules of a
// language.
var noProse = regexp.MustCompile(`(?i)(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>()\[\]]+` +
	`|(?:asset|doc|mailto|tel):[^\s()\[\]]+` +
	`|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+` +
	"|`[^`\n]*`" +
	`|\{[a-z_.]+\}|&[a-z0-9#]+;` +
	`|\+\d[\d ()/-]{5,}\d` +
	`|[\p{L}\p{N}_-]+\.(?:pdf|docx?|odt|ods|xlsx?|csv|zip|jpe?g|png|gif|webp|txt)` +
	`|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|eu|lt|si|al|rs|ge|bg|uk|example)(?:/[^\s()\[\]]*)?`)

// cameraName is a name that a camera or a program gave.
var cameraName = regexp.MustCompile(`(?i)^(?:img|dsc[nf]?|pict?|pxl|image|photo|foto|scan|screenshot|whatsapp image)[-_ ]?[\d_-]+$`)

// blot replaces what is no prose, and keeps every place where it is.
func blot(s string) string {
	return noProse.ReplaceAllStringFunc(s, func(found string) string { return strings.Repeat(blotted, len(found)) })
}
