package register

import (
	"csp/store"
)

// save writes the records of the file. A record may be in order only once
// another one is written (a chair's term ends where the next one begins), so
// what is refused is tried again as long as that helps.
func (in *importer) save() error {
	bad := map[[2]string]bool{}
	for _, p := range in.problems.list {
		bad[[2]string{p.Kind, p.ID}] = true
	}
	items := make([]*Item, len(in.file.Records))
	var todo []int
	for i, r := range in.file.Records {
		if kind, _ := r.Kind.Called(); !bad[[2]string{kind, r.ID()}] {
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		var again []int
		var refused []error
		for _, i := range todo {
			item, err := in.saveOne(in.file.Records[i])
			if err != nil && !isRefusal(err) {
				return err
			}
			if err != nil {
				again, refused = append(again, i), append(refused, err)
				continue
			}
			items[i] = item
		}
		if len(again) == len(todo) {
			for n, i := range again {
				in.refused(in.file.Records[i], refused[n])
			}
			break
		}
		todo = again
	}
	for _, item := range items {
		in.report.add(item)
	}
	return nil
}

// saveOne writes one record and returns what that did, an Item without a
// What when nothing changed.
func (in *importer) saveOne(r Record) (*Item, error) {
	old, err := in.load(r.Kind, r.ID())
	if err != nil {
		return nil, err
	}
	rec := in.unconfirmed(old, r.Value)
	item := newItem(r.Kind, rec, Added)
	item.lapsed = rec != r.Value
	if old == nil {
		store.MetaOf(rec).Rev = 0
		return item, r.Kind.Save(in.tx, rec)
	}
	same, err := sameRecord(old, rec)
	if err != nil {
		return nil, err
	}
	if same {
		item.What = Unchanged
		return item, nil
	}
	item.What = Changed
	item.Fields = differences(r.Kind, old, rec)
	return item, r.Kind.Save(in.tx, rec)
}
