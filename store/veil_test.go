package store_test

import (
	"testing"

	. "csp/store"
	"csp/store/kv/memkv"
)

// A veil lies over every way to read a record, and over no write.
func TestVeiled(t *testing.T) {
	s, err := Open(t.Context(), memkv.New())
	if err != nil {
		t.Fatal(err)
	}
	write := func(fn func(*Tx) error) {
		t.Helper()
		if _, err := s.Change(Veiled(t.Context(), blank), Change{Actor: "a", At: at}, fn); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *Tx) error {
		_, err := People.Put(tx, Person{Meta: Meta{ID: "a"}, Name: "A", Title: "Inspector", Slack: "U0A"})
		return err
	})
	write(func(tx *Tx) error {
		p, err := People.Get(tx, "a")
		if err == nil && p.Title != "Inspector" {
			t.Errorf("a write reads the title as %q", p.Title)
		}
		return err
	})
	err = s.View(Veiled(t.Context(), blank), func(tx *Tx) error {
		p, err := People.Get(tx, "a")
		got := []string{p.Title}
		for p := range People.All(tx) {
			got = append(got, p.Title)
		}
		for p := range People.By(tx, "slack", "U0A") {
			got = append(got, p.Title)
		}
		for rec := range (&People).Each(tx) {
			got = append(got, rec.(*Person).Title)
		}
		for _, title := range got {
			if title != "" {
				t.Errorf("shown: %q", got)
			}
		}
		if len(got) != 4 {
			t.Errorf("read %d times", len(got))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func blank(rec any) {
	if p, ok := rec.(*Person); ok {
		p.Title = ""
	}
}
