package content

import "maps"

// FieldKinds gives the kind of every field, as "type.field" or
// "type.group.field".
func (ts *Types) FieldKinds() map[string]Kind {
	all := map[string]Kind{}
	var walk func(prefix string, fields []Field)
	walk = func(prefix string, fields []Field) {
		for _, f := range fields {
			all[prefix+f.Name] = f.Kind
			walk(prefix+f.Name+".", f.Fields)
		}
	}
	for _, t := range ts.All() {
		walk(t.Name+".", t.Fields)
	}
	return all
}

// Changed gives the fields whose kind is another one than it was. A field that
// is new or gone has not changed: its values are kept as they are.
func Changed(was, is map[string]Kind) map[string]Kind {
	changed := maps.Clone(was)
	maps.DeleteFunc(changed, func(name string, k Kind) bool {
		now, there := is[name]
		return !there || now == k
	})
	return changed
}

// HasValue reports whether words or facts of a Document of Type typ hold a value
// of the field called name, as FieldKinds writes it.
func HasValue(typ, name string, words, facts Fields) bool {
	holds := false
	var walk func(prefix string, f Fields)
	walk = func(prefix string, f Fields) {
		for k, v := range f {
			holds = holds || prefix+k == name && !v.Empty()
			for _, row := range v.Rows {
				walk(prefix+k+".", row)
			}
		}
	}
	walk(typ+".", words)
	walk(typ+".", facts)
	return holds
}
