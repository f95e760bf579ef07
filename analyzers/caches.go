package analyzers

import (
	"slices"
	"strings"

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
		return done(f, practice.StoreCache), f.Family == "cache" && !looksUp(f)
	},
	Told: told("is written to a cache"),
}

// setting are the commands of Redis that store what they are given.
var setting = []string{"set", "setex", "setnx", "psetex", "getset", "hset", "hmset", "hsetnx", "lpush", "rpush", "sadd", "zadd", "xadd", "append", "mset"}

// looksUp reports whether a call that names the command of a cache by a text only asks: c.Do("GET", key).
func looksUp(f flow.Finding) bool {
	byName := strings.HasSuffix(f.Callee, ".Do") || strings.HasSuffix(f.Callee, ".Send")
	return byName && !slices.Contains(setting, strings.ToLower(f.Text))
}
