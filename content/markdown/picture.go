package markdown

import "strconv"

// figure writes a picture that stands in a paragraph of its own.
func (w *writer) figure(n *image) {
	p, ok := w.find(n)
	if !ok {
		if alt := plainInline(n, w.t.src); alt != "" {
			w.raw("<p", w.class("no-picture"), ">")
			w.text(alt)
			w.raw("</p>\n")
		}
		return
	}
	w.raw("<figure>\n")
	w.img(p)
	w.raw("\n")
	if p.Caption != "" || p.Credit != "" {
		w.raw("<figcaption>")
		w.text(p.Caption)
		if p.Credit != "" {
			w.credit(p)
		}
		w.raw("</figcaption>\n")
	}
	w.raw("</figure>\n")
}

func (w *writer) credit(p Picture) {
	if p.Caption != "" {
		w.raw(" ")
	}
	if w.form != Feed {
		w.raw(`<span class="credit">`)
	}
	w.text(p.Credit)
	if w.form != Feed {
		w.raw("</span>")
	}
}

// picture writes a picture within a line of text.
func (w *writer) picture(n *image) {
	p, ok := w.find(n)
	if !ok {
		w.text(plainInline(n, w.t.src))
		return
	}
	w.img(p)
}

// find resolves a picture. What the writer typed beside it stands before what
// is known of the file.
func (w *writer) find(n *image) (Picture, bool) {
	id, k := address(n.dest)
	if k != assetRef || w.o.Picture == nil {
		return Picture{}, false
	}
	p, ok := w.o.Picture(id)
	if !ok {
		return Picture{}, false
	}
	src, k := address(p.Src)
	if k != webAddress && k != ownAddress {
		return Picture{}, false
	}
	p.Src = w.absolute(src)
	if alt := plainInline(n, w.t.src); alt != "" {
		p.Alt = alt
	} else if p.Decorative {
		p.Alt = ""
	}
	if n.title != "" {
		p.Caption = n.title
	}
	return p, true
}

func (w *writer) img(p Picture) {
	sources := w.form == Page && p.WebP != ""
	if sources {
		w.raw("<picture><source", attr("type", "image/webp"), attr("srcset", p.WebP), attr("sizes", p.Sizes), ">")
	}
	w.raw("<img", attr("src", p.Src))
	if w.form == Page {
		w.raw(attr("srcset", p.SrcSet), attr("sizes", p.Sizes))
	}
	w.raw(` alt="`)
	w.text(p.Alt)
	w.raw(`"`)
	if p.Width > 0 && p.Height > 0 {
		w.raw(attr("width", strconv.Itoa(p.Width)), attr("height", strconv.Itoa(p.Height)))
	}
	if w.form == Page {
		w.raw(` loading="lazy" decoding="async"`)
	}
	w.raw(">")
	if sources {
		w.raw("</picture>")
	}
}
