package intake

// watch notices, in what passes by, where readers could be sent to read on: the
// beginning of an object, "12 0 obj", and a trailer, "trailer <<". A comment may
// stand wherever a space may, and whether something is a comment depends on where
// reading began. So all readings are followed at once: each bit of state is one.
type watch struct {
	state uint32
	found bool
}

// Where a reading stands. After trailerFirst follow the other letters.
const (
	numberOne uint32 = 1 << iota
	gapOne
	remarkOne
	numberTwo
	gapTwo
	remarkTwo
	letterO
	letterB
	gapTrailer
	remarkTrailer
	openTrailer
	trailerFirst
)

const (
	trailerWord = "trailer"
	trailerLast = trailerFirst << (len(trailerWord) - 1)
)

// see follows one more byte.
func (w *watch) see(c byte) {
	if w.state == 0 && c != 't' && (c < '0' || c > '9') {
		return
	}
	old, now := w.state, uint32(0)
	move := func(from, to uint32) {
		if old&from != 0 {
			now |= to
		}
	}
	switch {
	case c >= '0' && c <= '9':
		now = numberOne
		move(gapOne|numberTwo, numberTwo)
	case isSpace(c):
		move(numberOne|gapOne, gapOne)
		move(numberTwo|gapTwo, gapTwo)
		move(trailerLast|gapTrailer, gapTrailer)
	case c == '%':
		move(numberOne|gapOne, remarkOne)
		move(numberTwo|gapTwo, remarkTwo)
		move(trailerLast|gapTrailer, remarkTrailer)
	case c == 'o':
		move(numberTwo|gapTwo, letterO)
	case c == 'b':
		move(letterO, letterB)
	case c == 'j':
		w.found = w.found || old&letterB != 0
	case c == '<':
		w.found = w.found || old&openTrailer != 0
		move(trailerLast|gapTrailer, openTrailer)
	}
	for i := range len(trailerWord) {
		if c == trailerWord[i] && (i == 0 || old&(trailerFirst<<(i-1)) != 0) {
			now |= trailerFirst << i
		}
	}
	if c == '\n' || c == '\r' {
		move(remarkOne, gapOne)
		move(remarkTwo, gapTwo)
		move(remarkTrailer, gapTrailer)
	} else {
		now |= old & (remarkOne | remarkTwo | remarkTrailer)
	}
	w.state = now
}
