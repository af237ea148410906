package search

import "fmt"

// prints gives the prints of those ids that g holds.
func (g *generation) prints(ids []string) (map[string]string, error) {
	out := map[string]string{}
	err := guard(func() error {
		inner, err := g.bleve.Advanced()
		if err != nil {
			return err
		}
		reader, err := inner.Reader()
		if err != nil {
			return err
		}
		defer reader.Close()
		values, err := reader.DocValueReader([]string{fieldPrint})
		if err != nil {
			return err
		}
		for _, id := range ids {
			internal, err := reader.InternalID(id)
			if err != nil || internal == nil {
				continue
			}
			out[id] = ""
			err = values.VisitDocValues(internal, func(_ string, term []byte) { out[id] = string(term) })
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// every gives the prints of everything that g holds.
func (g *generation) every() (map[string]string, error) {
	out := map[string]string{}
	err := guard(func() error {
		inner, err := g.bleve.Advanced()
		if err != nil {
			return err
		}
		reader, err := inner.Reader()
		if err != nil {
			return err
		}
		defer reader.Close()
		values, err := reader.DocValueReader([]string{fieldPrint})
		if err != nil {
			return err
		}
		all, err := reader.DocIDReaderAll()
		if err != nil {
			return err
		}
		defer all.Close()
		for {
			internal, err := all.Next()
			if err != nil || internal == nil {
				return err
			}
			id, err := reader.ExternalID(internal)
			if err != nil {
				return err
			}
			if _, twice := out[id]; twice {
				return fmt.Errorf("%w: %s is in it twice", errDamaged, id)
			}
			out[id] = ""
			if err := values.VisitDocValues(internal, func(_ string, term []byte) { out[id] = string(term) }); err != nil {
				return err
			}
		}
	})
	return out, err
}
