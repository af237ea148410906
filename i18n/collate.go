package i18n

import (
	"bytes"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// sorter is a collator with the buffer it needs; neither is safe to share.
type sorter struct {
	collator *collate.Collator
	buffer   collate.Buffer
}

// sorters keeps collators per locale between uses: making one costs far more than a key.
var sorters = func() map[Locale]*sync.Pool {
	pools := map[Locale]*sync.Pool{}
	for l := range conventions {
		tag := l.tag()
		if l == SerbianLatn {
			// The data of x/text sort Serbian Latin by root order: č among c, dž and
			// nj unknown as letters. Croatian has the same alphabet and is right.
			tag = language.Croatian
		}
		pools[l] = &sync.Pool{New: func() any { return &sorter{collator: collate.New(tag)} }}
	}
	return pools
}()

// CollationKey returns bytes that sort as l sorts s. Keys of different locales
// must not be mixed in one order.
func (l Locale) CollationKey(s string) []byte {
	pool, ok := sorters[l]
	if !ok {
		pool = sorters[defaultWords]
	}
	w := pool.Get().(*sorter)
	defer pool.Put(w)
	w.buffer.Reset()
	return bytes.Clone(w.collator.KeyFromString(&w.buffer, mkhedruli(s)))
}

// Compare is negative, zero or positive as a sorts before, with or after b in l.
func (l Locale) Compare(a, b string) int {
	pool, ok := sorters[l]
	if !ok {
		pool = sorters[defaultWords]
	}
	w := pool.Get().(*sorter)
	defer pool.Put(w)
	return w.collator.CompareString(mkhedruli(a), mkhedruli(b))
}
