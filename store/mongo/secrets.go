package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"

	"herald/content"
	"herald/internal/fault"
	"herald/staff"
)

var _ staff.Vault = (*Store)(nil)

type secretsDoc struct {
	Member   string   `bson:"_id"`
	Version  int64    `bson:"version"`
	Epoch    int64    `bson:"epoch"`
	Password string   `bson:"password"`
	Short    bool     `bson:"short"`
	Factor   []byte   `bson:"factor"`
	Step     int64    `bson:"step"`
	Codes    []string `bson:"codes"`
	Link     string   `bson:"link"`
	Purpose  string   `bson:"link_purpose"`
	Until    int64    `bson:"link_until"`
}

func secretsOf(x staff.Secrets) secretsDoc {
	return secretsDoc{string(x.Member), x.Version, x.Epoch, x.Password, x.Short, blob(x.Factor), x.Step, texts(x.Codes),
		string(x.Link.Hash), string(x.Link.Purpose), since1970(x.Link.Until)}
}

func (d secretsDoc) secrets() staff.Secrets {
	x := staff.Secrets{Member: content.MemberID(d.Member), Version: d.Version, Epoch: d.Epoch, Password: d.Password, Short: d.Short,
		Factor: unblob(d.Factor), Step: d.Step, Link: staff.Link{Hash: content.Hash(d.Link), Purpose: staff.Purpose(d.Purpose), Until: instant(d.Until, 0)}}
	for _, c := range d.Codes {
		x.Codes = append(x.Codes, content.Hash(c))
	}
	return x
}

// unblob makes an empty value what it was before it was stored.
func unblob(b []byte) []byte {
	if len(b) == 0 {
		return nil
	}
	return b
}

// Secrets implements staff.Vault.
func (s *Store) Secrets(ctx context.Context, id content.MemberID) (staff.Secrets, error) {
	found, err := plain[secretsDoc](ctx, s, secretColl, fields(field("_id", string(id))))
	if err != nil || len(found) == 0 {
		return staff.Secrets{Member: id}, err
	}
	return found[0].secrets(), nil
}

// SecretsByLink implements staff.Vault.
func (s *Store) SecretsByLink(ctx context.Context, link content.Hash) (staff.Secrets, error) {
	if link == "" {
		return staff.Secrets{}, fault.Absent("one-time link")
	}
	found, err := plain[secretsDoc](ctx, s, secretColl, fields(field("link", string(link))))
	if err == nil && len(found) == 0 {
		err = fault.Absent("one-time link")
	}
	if err != nil {
		return staff.Secrets{}, err
	}
	return found[0].secrets(), nil
}

// PutSecrets implements staff.Vault. The Version is part of what is replaced, so that of
// two who replace the same one the server lets one.
func (s *Store) PutSecrets(ctx context.Context, x staff.Secrets) error {
	doc := secretsOf(x)
	doc.Version++
	if x.Version == 0 {
		err := s.insertInto(ctx, secretColl, doc)
		if taken(err) {
			return replaced(x.Member)
		}
		return failed(err, "secrets")
	}
	n, err := s.update(ctx, secretColl, fields(field("_id", doc.Member), field("version", x.Version)), bson.D{field("$set", doc.values())})
	if err == nil && n == 0 {
		err = replaced(x.Member)
	}
	return err
}

// values are the fields of d without its key, which no update may name.
func (d secretsDoc) values() bson.D {
	return fields(field("version", d.Version), field("epoch", d.Epoch), field("password", d.Password), field("short", d.Short), field("factor", d.Factor),
		field("step", d.Step), field("codes", d.Codes), field("link", d.Link), field("link_purpose", d.Purpose), field("link_until", d.Until))
}

func replaced(m content.MemberID) error {
	return fault.Wrap(fault.Conflict, errors.New("they have been replaced"), "secrets of %s", m)
}
