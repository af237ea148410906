package mongo

import (
	"encoding/hex"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
)

// where gives the conditions of q on rows, but for After. ok is false where nothing
// can be selected.
func where(q content.Query) (w bson.D, ok bool) {
	if len(q.Audiences) == 0 {
		return nil, false
	}
	now := q.Now.UnixMilli()
	w = append(timeless(q), field("begin", bson.D{field("$lte", now)}), field("end", bson.D{field("$gt", now)}))
	if q.Current {
		w = append(w, field("until", bson.D{field("$gt", now)}))
	}
	return w, true
}

// timeless gives those conditions that hold at any instant or at none.
func timeless(q content.Query) bson.D {
	w := bson.D{field("audience", in(q.Audiences)), field("state", in(states(q)))}
	if len(q.Sites) > 0 {
		w = append(w, field("site", in(q.Sites)))
	}
	if q.For != "" {
		w = append(w, field("for", string(q.For)))
	} else {
		w = append(w, field("own", true))
	}
	if len(q.Types) > 0 {
		w = append(w, field("type", in(q.Types)))
	}
	if len(q.Documents) > 0 {
		w = append(w, field("owner", in(owners(q.Documents))))
	}
	if q.Parent != nil {
		w = append(w, field("parent", string(*q.Parent)))
	}
	all := bson.A{}
	for _, name := range slices.Sorted(maps.Keys(q.Terms)) {
		keys := []string{}
		for _, v := range q.Terms[name] {
			keys = append(keys, termKey(name, v))
		}
		all = append(all, fields(field("terms", in(keys))))
	}
	all = append(all, dates(q)...)
	if len(all) > 0 {
		w = append(w, field("$and", all))
	}
	return w
}

// owners are the Records of Documents: there is an index of rows by theirs.
func owners(documents []content.ID) []string {
	all := make([]string, len(documents))
	for i, id := range documents {
		all[i] = ownerOf(content.Record{Kind: content.RecordDocument, ID: id})
	}
	return all
}

// dates gives the conditions of From and To. A partial day is within a bound as soon as
// some day in it may be, so both are compared as far as the shorter goes. What has no
// day is within no bound.
func dates(q content.Query) (all bson.A) {
	if q.From == "" && q.To == "" {
		return nil
	}
	all = append(all, fields(field("date", bson.D{field("$ne", "")})))
	if q.From != "" {
		either := bson.A{fields(field("date", bson.D{field("$gte", q.From)}))}
		for n := 1; n < len(q.From); n++ {
			either = append(either, fields(field("date", q.From[:n])))
		}
		all = append(all, fields(field("$or", either)))
	}
	if q.To != "" {
		// "~" comes after whatever a day goes on with.
		all = append(all, fields(field("date", bson.D{field("$lt", q.To+"~")})))
	}
	return all
}

func states(q content.Query) []content.State {
	if len(q.States) == 0 {
		return []content.State{content.Published}
	}
	return q.States
}

// sortField is where the key of an order stands.
func sortField(s content.Sort) string {
	switch s {
	case content.ByTitle:
		return "title"
	case content.ByDate, content.ByDateAsc:
		return "date_key"
	case content.ByOrder:
		return "order"
	default:
		return "public"
	}
}

// after keeps what comes after a place in an order.
func after(s content.Sort, c content.Cursor) bson.D {
	return beyond(s.Descends(), bson.E{Key: sortField(s), Value: hex.EncodeToString([]byte(c.Key))}, bson.E{Key: "document", Value: string(c.Document)})
}

// beyond keeps what comes after the values of fields in their order.
func beyond(descends bool, keys ...bson.E) bson.D {
	sign := "$gt"
	if descends {
		sign = "$lt"
	}
	either := bson.A{}
	for i, k := range keys {
		one := append(bson.D{}, keys[:i]...)
		either = append(either, append(one, field(k.Key, bson.D{field(sign, k.Value)})))
	}
	return fields(field("$or", either))
}

// also joins conditions of which any may have alternatives.
func also(w bson.D, more ...bson.D) bson.D {
	all := bson.A{w}
	for _, m := range more {
		if len(m) > 0 {
			all = append(all, m)
		}
	}
	if len(all) == 1 {
		return w
	}
	return fields(field("$and", all))
}
