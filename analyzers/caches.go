package analyzers

import (
	"github.com/candor-privacy/candor/analyzers/flow"
	"github.com/candor-privacy/candor/practice"
)

var cachesFamily = &family{
	Name: "caches",
	Doc: `personal data are written to a cache or a session

Copies in a cache are easily forgotten when a person asks for deletion. This is noted for an audit, with the time after which they expire if
it stands in the code; candor-vet says nothing of it.

	rdb.Set(ctx, key, u.Email, time.Hour) // contact.email of User is written to a cache

It knows Redis, memcached, caches in memory and sessions kept by the server.`,
	Noted: true,
	Practice: func(f flow.Finding) (practice.Practice, bool) {
		return done(f, practice.StoreCache), f.Family == "cache"
	},
	Told: told("is written to a cache"),
}
