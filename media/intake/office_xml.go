package intake

import (
	"bufio"
	"regexp"
	"strings"
)

// part is one part of an office file that is markup.
type part struct {
	*bundle
	name string
	root string
	// field holds the instructions of the fields of a paragraph.
	field   []byte
	inField bool
}

// markup reads the tags of a part.
func (b *bundle) markup(e entry, r *bufio.Reader) error {
	p := &part{bundle: b, name: e.name}
	x := xmlScan{r: r, tag: p.tag, text: p.text}
	return x.run()
}

func (p *part) tag(t *tag) error {
	if p.root == "" && !t.end {
		p.root = t.name
		if strings.EqualFold(t.name, "html") {
			return hidden("HTML")
		}
	}
	if t.end {
		p.inField = false
		if t.name == "p" {
			return p.endField()
		}
		return nil
	}
	if p.root == "svg" {
		return drawing(t)
	}
	if p.open {
		return p.openTag(t)
	}
	switch t.name {
	case "Override", "Default":
		return p.contentType(t)
	case "Relationship":
		return relationship(t)
	case "OLEObject", "oleObject", "oleLink", "ocx":
		return refused("objects")
	case "ddeLink":
		return refused("dde")
	case "imagedata", "fill", "stroke":
		if elsewhere(t.attr("src")) {
			return refused("office_external")
		}
	case "altChunk":
		return refused("office_external")
	case "instrText", "delInstrText":
		p.inField = !t.closed
	case "fldSimple":
		return instruction(t.attr("instr"))
	case "p":
		p.field = p.field[:0]
	}
	return nil
}

func (p *part) text(b []byte) error {
	if p.inField && len(p.field) < 8<<10 {
		p.field = append(p.field, b...)
	}
	return nil
}

func (p *part) endField() error {
	err := instruction(string(p.field))
	p.field = p.field[:0]
	return err
}

var (
	ddeField   = regexp.MustCompile(`(?i)(?:^|[\s"'{])DDE(?:AUTO)?(?:[\s"']|$)`)
	fetchField = regexp.MustCompile(`(?i)(?:^|[\s"'{])(?:INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|LINK|DATABASE)[\s"'].*(?:[a-z]+:|\\\\)`)
)

// instruction refuses fields that start programs or fetch files.
func instruction(s string) error {
	s = strings.ReplaceAll(s, "&quot;", `"`)
	if ddeField.MatchString(s) {
		return refused("dde")
	}
	if fetchField.MatchString(s) {
		return refused("office_external")
	}
	return nil
}

// contentType looks at what [Content_Types].xml says of a part.
func (p *part) contentType(t *tag) error {
	value := strings.TrimSpace(t.attr("ContentType"))
	low := strings.ToLower(value)
	switch {
	case strings.Contains(low, "macroenabled"), strings.Contains(low, "vbaproject"), strings.Contains(low, "vbadata"), strings.Contains(low, "macrosheet"):
		return refused("macros")
	case strings.Contains(low, "activex"), strings.Contains(low, "oleobject"):
		return refused("objects")
	case strings.Contains(low, "presentationml"), strings.HasSuffix(low, "template.main+xml"):
		if p.level == 0 && strings.HasSuffix(low, ".main+xml") {
			return refused("office_form")
		}
	}
	if p.name != "[Content_Types].xml" || t.name != "Override" {
		return nil
	}
	if kind, ok := mainParts[value]; ok {
		if p.kind != "" {
			return broken("two main parts")
		}
		p.kind, p.main = kind, strings.TrimPrefix(t.attr("PartName"), "/")
	}
	return nil
}

// relationship refuses whatever is fetched from elsewhere, or run. Links that a
// reader follows are fine.
func relationship(t *tag) error {
	kind := t.attr("Type")
	kind = strings.ToLower(kind[strings.LastIndexByte(kind, '/')+1:])
	target := strings.TrimSpace(t.attr("Target"))
	switch kind {
	case "vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet":
		return refused("macros")
	case "oleobject", "control", "activexcontrolbinary":
		return refused("objects")
	case "afchunk", "subdocument", "connections", "externallink":
		return refused("office_external")
	}
	outside := strings.EqualFold(strings.TrimSpace(t.attr("TargetMode")), "External")
	if outside && kind == "hyperlink" {
		return link(target)
	}
	if outside || elsewhere(target) {
		return refused("office_external")
	}
	return nil
}

// elsewhere reports whether an address leads out of the file.
func elsewhere(target string) bool {
	return strings.Contains(target, ":") || strings.HasPrefix(target, "//") || strings.Contains(target, `\`)
}

// link refuses addresses that run something.
func link(target string) error {
	low := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, target))
	for _, scheme := range []string{"javascript:", "vbscript:", "data:", "mhtml:", "search-ms:", "ms-", "macro:", "vnd.sun.star.script:", "script:", "service:", "slot:", ".uno:"} {
		if strings.HasPrefix(low, scheme) {
			return refused("office_active")
		}
	}
	return nil
}

// openTag looks at a tag of an OpenDocument file.
func (p *part) openTag(t *tag) error {
	switch t.name {
	case "event-listener", "script", "module", "library-embedded":
		return refused("macros")
	case "object-ole", "plugin", "applet", "floating-frame":
		return refused("objects")
	case "dde-connection-decl", "dde-source", "dde-link", "dde-connection":
		return refused("dde")
	case "encryption-data":
		return refused("encrypted")
	}
	href := strings.TrimSpace(t.attr("href"))
	if href == "" || strings.HasPrefix(href, "#") {
		return nil
	}
	switch {
	case t.name == "a" || strings.HasPrefix(t.name, "area-"):
		return link(href)
	case p.root == "document-meta":
		// What a text was made from is taken out for readers.
		return nil
	case elsewhere(href), strings.HasPrefix(href, "/"), strings.HasPrefix(href, "../"):
		return refused("office_external")
	}
	return nil
}

// drawing looks at a tag of a drawing within an office file.
func drawing(t *tag) error {
	switch strings.ToLower(t.name) {
	case "script", "foreignobject", "iframe", "embed", "object", "handler":
		return refused("office_active")
	}
	for _, a := range t.attrs {
		low := strings.ToLower(strings.TrimSpace(a.value))
		if strings.HasPrefix(strings.ToLower(a.name), "on") || strings.HasPrefix(low, "javascript:") || strings.HasPrefix(low, "data:text/html") {
			return refused("office_active")
		}
	}
	return nil
}
