package store

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
)

// AnyKind is a Kind whose record type is not known at compile time. Records
// go in and out as pointers: *Plan for plans.
type AnyKind interface {
	// Called returns the register's key (plans) and the word for one (plan).
	Called() (name, one string)
	// Traits: Single, Timed and Lasting of the kind.
	Traits() (single, timed, lasting bool)
	// Fields describes the record's fields in the register's order, without
	// the store's own.
	Fields() []Field
	// New returns a pointer to an empty record.
	New() any
	// Decode returns the record that is stored as JSON b, as in an Entry.
	Decode(b []byte) (any, error)
	// Load returns the record with the id, or ErrNotFound.
	Load(tx *Tx, id string) (any, error)
	// Save is Put.
	Save(tx *Tx, rec any) error
	// Remove is Delete.
	Remove(tx *Tx, id string, rev uint64) error
	// Each yields all records in the order of their ids.
	Each(tx *Tx) iter.Seq2[any, error]
	// Problems is CheckRecord.
	Problems(rec any) Problems
	// NamesOf returns what people call the record, its name first.
	NamesOf(rec any) []string
}

// Table is every kind, in the order of the register.
var Table = []AnyKind{
	&Offices, &Organisations, &People, &Partnerships, &Roles, &Plans, &Schemes,
	&Pilots, &Initiatives, &Issues, &Meetings, &Decisions, &Actions, &Duties,
}

// Beside is every kind that is kept beside the register: audited and undone
// like the others, but no fact, so it travels by backup alone.
var Beside = []AnyKind{&Snoozes, &Emails, &Settlements}

// kinds are those of the register and those beside it.
var kinds = slices.Concat(Table, Beside)

// KindNamed returns the kind with the name, false when there is none.
func KindNamed(name string) (AnyKind, bool) {
	for _, k := range kinds {
		if n, _ := k.Called(); n == name {
			return k, true
		}
	}
	return nil, false
}

// MetaOf returns the Meta of a record that a kind gave out.
func MetaOf(rec any) *Meta { return rec.(record).meta() }

// Called is Name and One.
func (k *Kind[T]) Called() (name, one string) { return k.Name, k.One }

// Traits is Single, Timed and Lasting.
func (k *Kind[T]) Traits() (single, timed, lasting bool) { return k.Single, k.Timed, k.Lasting }

// Fields describes T.
func (k *Kind[T]) Fields() []Field { return shapeOf(reflect.TypeFor[T]()).fields(k.Timed) }

// New returns a new *T.
func (k *Kind[T]) New() any { return new(T) }

// Decode returns the *T stored as b.
func (k *Kind[T]) Decode(b []byte) (any, error) {
	rec, err := decodeRecord[T](b)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", k.One, err)
	}
	return rec, nil
}

// Load returns the *T with the id.
func (k *Kind[T]) Load(tx *Tx, id string) (any, error) {
	rec, err := k.Get(tx, id)
	if err != nil {
		return nil, err
	}
	return &rec, nil
}

// Save puts the *T.
func (k *Kind[T]) Save(tx *Tx, rec any) error {
	_, err := k.Put(tx, *rec.(*T))
	return err
}

// Remove deletes the record.
func (k *Kind[T]) Remove(tx *Tx, id string, rev uint64) error { return k.Delete(tx, id, rev) }

// Each yields every *T.
func (k *Kind[T]) Each(tx *Tx) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for rec, err := range k.All(tx) {
			if !yield(&rec, err) {
				return
			}
		}
	}
}

// NamesOf returns the names of the *T that are not empty.
func (k *Kind[T]) NamesOf(rec any) []string {
	if k.Names == nil {
		return nil
	}
	var out []string
	for _, n := range k.Names(rec.(*T)) {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}
