package content

import "slices"

// Stewardship is what is looked after of a Document beside its words: whose it is,
// who answers for it, what it is about, and when somebody looks at it again. Owner
// and Review are the desk's own and hold at once; Organization and Topics are facts,
// which readers see when an Edition that holds them is public.
type Stewardship struct {
	Owner        MemberID
	Organization ID
	Topics       []ID
	// Review is a day ("2027-03-01"), or "".
	Review string
}

// Steward is a change of that: nil and empty leave things as they are.
type Steward struct {
	Owner        *MemberID
	Organization *ID
	// Add and Drop are topics; what is in both is dropped.
	Add, Drop []ID
	Review    *string
}

// Of gives what becomes of s.
func (c Steward) Of(s Stewardship) Stewardship {
	if c.Owner != nil {
		s.Owner = *c.Owner
	}
	if c.Organization != nil {
		s.Organization = *c.Organization
	}
	if c.Review != nil {
		s.Review = *c.Review
	}
	topics := append(slices.Clone(s.Topics), c.Add...)
	topics = slices.DeleteFunc(topics, func(id ID) bool { return slices.Contains(c.Drop, id) })
	s.Topics = sortedUnique(topics)
	return s
}

// Empty reports whether c changes nothing whatever it is about.
func (c Steward) Empty() bool {
	return c.Owner == nil && c.Organization == nil && c.Review == nil && len(c.Add)+len(c.Drop) == 0
}

// Facts reports whether c is about facts, which go public with the source.
func (c Steward) Facts() bool { return c.Organization != nil || len(c.Add)+len(c.Drop) > 0 }

// SameFacts reports whether readers would be told the same by s and o.
func (s Stewardship) SameFacts(o Stewardship) bool {
	return s.Organization == o.Organization && slices.Equal(sortedUnique(s.Topics), sortedUnique(o.Topics))
}

// Stamp names what somebody who looks after d was shown: it is another once the
// owner, the review day, the facts, or the state or Version of the source is.
func (d *Document) Stamp() string {
	shown := string(d.Owner) + "\n" + d.Review + "\n" + string(d.Organization) + "\n"
	if t := d.SourceTranslation(); t != nil {
		if e := t.Newest(); e != nil {
			shown += string(t.Version()) + "\n" + string(e.State) + "\n" + string(e.Facts)
		}
	}
	const enough = 16
	return string(Sum([]byte(shown)))[:enough]
}
