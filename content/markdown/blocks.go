package markdown

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/yuin/goldmark/ast"
)

// Block is one top-level block of a text: a paragraph, a heading, a whole
// list, table or ::: block. Hash is the hex SHA-256 of its source in NFC with
// every run of spaces and line ends collapsed, so that moving or re-wrapping a
// block changes no hash. Line counts from 1.
type Block struct {
	Hash string
	Text string
	Line int
}

// Blocks returns the top-level blocks of source in order.
func Blocks(source string) []Block {
	t := parse(cut(source))
	var out []Block
	for c := t.doc.FirstChild(); c != nil; c = c.NextSibling() {
		start, stop := t.extent(c)
		p := &plainWriter{src: t.src}
		if def, ok := c.(*noteDef); ok {
			p.blocks(def, "\n\n")
		} else {
			p.block(c, "\n\n")
		}
		out = append(out, Block{
			Hash: hash(string(t.src[start:stop])),
			Text: strings.TrimSpace(p.b.String()),
			Line: t.lineAt(start),
		})
	}
	return out
}

// extent returns where the source of a top-level block begins and ends: at the
// line of the next one.
func (t *tree) extent(n ast.Node) (start, stop int) {
	start = t.lineStart(position(n))
	stop = len(t.src)
	if next := n.NextSibling(); next != nil {
		stop = max(start, t.lineStart(position(next)))
	}
	return start, stop
}

func (t *tree) lineStart(offset int) int { return t.starts[t.lineAt(offset)-1] }

// position is where a block begins, its number included.
func position(n ast.Node) int {
	if v, ok := n.AttributeString("pos"); ok {
		return v.(int)
	}
	if n.Pos() >= 0 {
		return n.Pos()
	}
	if n.Type() == ast.TypeBlock && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	return 0
}

func hash(source string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(norm.NFC.String(source)), " ")))
	return hex.EncodeToString(sum[:])
}
