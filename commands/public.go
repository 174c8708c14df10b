package commands

import (
	"context"

	"csp/store"
)

// publicly is a context whose views show what a whole channel may be told: a
// title that sources dispute is left out wherever its holder is named.
func publicly(ctx context.Context) context.Context {
	return store.Veiled(ctx, func(rec any) {
		if p, ok := rec.(*store.Person); ok && p.IsDisputed("title") {
			p.Title = ""
		}
	})
}

// publicPerson names a person with title and organisation for a channel,
// which a title that sources dispute stays out of.
func publicPerson(tx *store.Tx, id string) (string, error) {
	p, err := store.People.Get(tx, id)
	if err != nil {
		return "", err
	}
	if p.IsDisputed("title") {
		p.Title = ""
	}
	line := personLine(p)
	if p.Organisation != "" {
		line += ", " + organisationName(tx, p.Organisation)
	}
	return line, nil
}
