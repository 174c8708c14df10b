package register

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"reflect"
	"strings"

	"csp/store"
)

// Export writes the whole register to w: the same data are the same bytes.
// The file is put together from one snapshot and only then written, so that a
// slow reader holds up nobody; a record takes about as many bytes of memory
// as of the file.
func Export(ctx context.Context, s *store.Store, w io.Writer) error {
	var e emitter
	err := s.View(ctx, func(tx *store.Tx) error {
		e = emitter{}
		return e.register(tx)
	})
	if err == nil {
		_, err = w.Write(e.out.Bytes())
	}
	if err != nil {
		return fmt.Errorf("export register: %w", err)
	}
	return nil
}

func (e *emitter) register(tx *store.Tx) error {
	rev, err := tx.Revision()
	if err != nil {
		return err
	}
	fmt.Fprintf(&e.out, "%s: %d\n", keyVersion, Version)
	if rev > 0 {
		fmt.Fprintf(&e.out, "%s: %d\n", keyRevision, rev)
	}
	if err := e.references(tx); err != nil {
		return err
	}
	for _, s := range shapes() {
		for rec, err := range s.kind.Each(tx) {
			if err != nil {
				return err
			}
			e.record(s, rec)
		}
	}
	return nil
}

// record writes one record, under its kind's key when it is the first.
func (e *emitter) record(s *shape, rec any) {
	if e.last != s {
		fmt.Fprintf(&e.out, "\n%s:\n", s.name)
		e.last = s
	}
	rv := reflect.ValueOf(rec).Elem()
	if s.single {
		e.out.Write(e.block(s.fields, rv, 2))
	} else {
		e.out.Write(dashed(e.block(s.fields, rv, 4), 4))
	}
}

// references writes the last number given out, by prefix and year.
func (e *emitter) references(tx *store.Tx) error {
	counters, err := tx.LastRefs()
	if err != nil || len(counters) == 0 {
		return err
	}
	fmt.Fprintf(&e.out, "%s:\n", keyReferences)
	for i := 0; i < len(counters); {
		prefix := counters[i].Prefix
		var years []string
		for ; i < len(counters) && counters[i].Prefix == prefix; i++ {
			years = append(years, fmt.Sprintf(`"%d": %d`, counters[i].Year, counters[i].Last))
		}
		fmt.Fprintf(&e.out, "  %s: {%s}\n", text(prefix, false), strings.Join(years, ", "))
	}
	return nil
}

// dashed makes an indented mapping an item of a list.
func dashed(text []byte, indent int) []byte {
	text[indent-2] = '-'
	return text
}

// emitter writes records as YAML for people: one field a line, small things
// in one line, quotes only where they are needed.
type emitter struct {
	out  bytes.Buffer
	last *shape // of the record that was written last
}

// width is how long a line may get before its list or mapping is written one
// below the other.
const width = 110

// block returns the fields of a record or group, one below the other.
func (e *emitter) block(fields []store.Field, rv reflect.Value, indent int) []byte {
	var b bytes.Buffer
	for _, f := range fields {
		v := rv.FieldByIndex(f.Index)
		if empty(v) {
			continue
		}
		line := fmt.Sprintf("%*s%s:", indent, "", f.Name)
		flow := flowOf(f, v)
		short := len(line)+1+len(flow) <= width
		switch {
		case f.Type == store.GroupField && f.List:
			fmt.Fprintf(&b, "%s\n", line)
			for i := range v.Len() {
				b.Write(e.item(f, v.Index(i), indent+2))
			}
		case f.List && !short:
			fmt.Fprintf(&b, "%s\n", line)
			for i := range v.Len() {
				fmt.Fprintf(&b, "%*s- %s\n", indent+2, "", flowOf(one(f), v.Index(i)))
			}
		case f.Type == store.MapField && !short:
			fmt.Fprintf(&b, "%s\n", line)
			for _, key := range sortedKeys(v.Interface().(store.Timings)) {
				fmt.Fprintf(&b, "%*s%s: %s\n", indent+2, "", text(key, true), offsets(v.Interface().(store.Timings)[key]))
			}
		case f.Type == store.TextField && !f.List:
			fmt.Fprintf(&b, "%s %s\n", line, blockText(v.String(), indent+2))
		default:
			fmt.Fprintf(&b, "%s %s\n", line, flow)
		}
	}
	if b.Len() == 0 {
		return fmt.Appendf(nil, "%*s{}\n", indent, "")
	}
	return b.Bytes()
}

// item returns one group of a list, in one line if it fits.
func (e *emitter) item(f store.Field, v reflect.Value, indent int) []byte {
	flow := flowOf(one(f), v)
	if indent+2+len(flow) <= width {
		return fmt.Appendf(nil, "%*s- %s\n", indent, "", flow)
	}
	return dashed(e.block(f.Fields, v, indent+2), indent+2)
}

// one is the field of a single item of a list.
func one(f store.Field) store.Field {
	f.List = false
	return f
}

// empty reports whether a value is Not recorded.
func empty(v reflect.Value) bool {
	if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
		return z.IsZero()
	}
	if k := v.Kind(); k == reflect.Slice || k == reflect.Map {
		return v.Len() == 0
	}
	return v.IsZero()
}
