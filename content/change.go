package content

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"herald/internal/fault"
)

// Change is one entry of the log: the new Records, their Events, and the hash
// of the entry before. Positions are dense; a Change is committed at the
// Position after the one it was loaded and checked at, or not at all.
type Change struct {
	// ID makes a retry safe: the same ID is never committed twice.
	ID       ID        `json:"id"`
	Position Position  `json:"position"`
	Previous Hash      `json:"previous"`
	At       time.Time `json:"at"`
	Records  []Record  `json:"records,omitempty"`
	Events   []Event   `json:"events,omitempty"`
	// Texts are the hashes of texts that the Records or Events name.
	Texts []Hash `json:"texts,omitempty"`
}

// Record is a Document, an Asset, a Member, the house style of a language or what was
// said of the searches of a Site, as of a Change, encoded.
type Record struct {
	Kind RecordKind      `json:"kind"`
	ID   ID              `json:"id"`
	Body json.RawMessage `json:"body"`
}

// RecordKind says what a Record is.
type RecordKind string

// The kinds of Record.
const (
	RecordDocument RecordKind = "document"
	RecordAsset    RecordKind = "asset"
	RecordMember   RecordKind = "member"
	RecordStyle    RecordKind = "style"
	RecordTuning   RecordKind = "tuning"
)

// Record encodes d for the log.
func (d *Document) Record() Record {
	body, err := json.Marshal(d)
	if err != nil {
		panic("content: a Document of plain fields cannot fail to encode: " + err.Error())
	}
	return Record{Kind: RecordDocument, ID: d.ID, Body: body}
}

// DecodeDocument reads what Document.Record wrote.
func DecodeDocument(body []byte) (*Document, error) {
	var d Document
	if err := json.Unmarshal(body, &d); err != nil {
		return nil, fmt.Errorf("document record: %w", err)
	}
	return &d, nil
}

// Entry gives the bytes of c as they stand in the log, and their hash, to which
// the next entry is chained.
func (c Change) Entry() (body []byte, hash Hash) {
	body, err := json.Marshal(c)
	if err != nil {
		panic("content: a Change of plain fields cannot fail to encode: " + err.Error())
	}
	return body, Sum(body)
}

// DecodeChange reads what Change.Entry wrote.
func DecodeChange(body []byte) (Change, error) {
	var c Change
	if err := json.Unmarshal(body, &c); err != nil {
		return Change{}, fmt.Errorf("log entry: %w", err)
	}
	return c, nil
}

// Documents decodes the Document Records of c.
func (c Change) Documents() ([]*Document, error) {
	var all []*Document
	for _, r := range c.Records {
		if r.Kind != RecordDocument {
			continue
		}
		d, err := DecodeDocument(r.Body)
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	return all, nil
}

// Storable refuses, with fault.Invalid, what no store could read back: a Change or a
// Record without a name, a text under a hash that is not its own.
func (c Change) Storable(texts []Text) error {
	if c.ID == "" {
		return fault.Wrap(fault.Invalid, errors.New("it has no id"), "change")
	}
	for _, x := range texts {
		if !x.Redacted && Sum(x.Body) != x.Hash {
			return fault.Wrap(fault.Invalid, errors.New("its body has another hash"), "text %s", x.Hash)
		}
	}
	for _, r := range c.Records {
		if r.Kind == "" || r.ID == "" {
			return fault.Wrap(fault.Invalid, errors.New("a record has no kind or no id"), "change %s", c.ID)
		}
	}
	return nil
}

var hashForm = regexp.MustCompile(`"[0-9a-f]{64}"`)

// Named gives every hash that stands in an entry of the log or in a Record, whatever
// for.
func Named(body []byte) []Hash {
	var all []Hash
	for _, quoted := range hashForm.FindAll(body, -1) {
		all = append(all, Hash(quoted[1:len(quoted)-1]))
	}
	return all
}
