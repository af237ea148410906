package search

// The most texts, and characters of text, that are written to an index at once. Each
// writing makes a file that has to be merged with others later, and takes many times
// its text in memory until it is written: that goes by the words and hardly by the
// bytes that a letter takes in its script.
const (
	largestWrite = 2000
	longestWrite = 5 << 20
)

// load is what is to be written to an index at once.
type load struct {
	entries map[string]entry
	weight  int
}

// add adds e, if it may be added: an entry that is too long for any load has one alone.
func (l *load) add(id string, e entry) bool {
	weight := e.weight()
	if len(l.entries) > 0 && (len(l.entries) >= largestWrite || l.weight+weight > longestWrite) {
		return false
	}
	if l.entries == nil {
		l.entries = map[string]entry{}
	}
	l.entries[id] = e
	l.weight += weight
	return true
}

// characters counts those of text, by the bytes that one begins with. All texts are
// counted, and that is three times as fast as to read them.
func characters(text []byte) (n int) {
	for _, c := range text {
		if c&0xC0 != 0x80 {
			n++
		}
	}
	return n
}

// take gives what was added and leaves nothing.
func (l *load) take() map[string]entry {
	full := l.entries
	*l = load{}
	return full
}
