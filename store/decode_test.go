package store

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// FuzzDecode compares with encoding/json, which decides.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/golden/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, path := range files {
		sealed, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		b, err := unseal(sealed[:len(sealed)-1])
		if err != nil {
			f.Fatal(path, err)
		}
		f.Add(b)
	}
	for _, s := range []string{
		`{"id":"x","name":"A\u00e9\n\"\\","area":"\ud800"}`, `{"id":"x\"`, `{"id":"\`, `{"id":"\x"}`, `{"name":"A","id":"x"}`, `{"id":"x","id":"y"}`, `{"id":"x","aliases":[]}`, `{"ID":"x"}`, `{"id":null}`,
		`{"id":"x","refreshed":[01]}`, `{"id":"x","refreshed":[1,2,3],"more":1}`, `{"id":"x","timings":{"a":[],"a":["b"]}}`, `{"id":"x","quorum":-1}`,
		`{"id":"x","as_at":"","timings":{}}`, "{\"id\":\"\xff\"}", `{"id":"x"} `, `{"id":"x","links":[{"url":"a"},{}]}`, `{}`, ``, `[]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		compareDecode[Partnership](t, b)
		compareDecode[Plan](t, b)
		compareDecode[Scheme](t, b)
		compareDecode[Meeting](t, b)
		compareDecode[Action](t, b)
		compareDecode[Office](t, b)
	})
}

func compareDecode[T any](t *testing.T, b []byte) {
	want := new(T)
	wantErr := json.Unmarshal(b, want)
	got, err := decodeRecord[T](b)
	if (err == nil) != (wantErr == nil) {
		t.Fatalf("%q: %v, want %v", b, err, wantErr)
	}
	if err == nil && !reflect.DeepEqual(got, want) {
		t.Fatalf("%q is %+v, want %+v", b, got, want)
	}
}

// TestOwnRecordsAreReadFast sees to it that what encode writes never needs
// the slow way, unless a text has escapes.
func TestOwnRecordsAreReadFast(t *testing.T) {
	files, err := filepath.Glob("testdata/golden/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		sealed, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := unseal(sealed[:len(sealed)-1])
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range slices.Concat(Table, Beside) {
			if name, _ := k.Called(); name+".json" == filepath.Base(path) {
				p := plain{s: string(b)}
				v := reflect.ValueOf(k.New()).Elem()
				if !p.object(shapeOf(v.Type()), v) || p.at != len(b) {
					t.Errorf("%s is not read from %q on", path, b[p.at:])
				}
			}
		}
	}
}
