// Package collections keeps elements apart where their keys are written in the code.
package collections

import (
	"container/list"
	"container/ring"
	"encoding/json"
	"log"
	"maps"
	"slices"
)

type Customer struct {
	Email string
	Plan  string
}

func AnArray(c *Customer) {
	a := [3]string{c.Email, c.Plan, ""}
	log.Print(a[0]) // want `contact.email`
	log.Print(a[1])
	log.Print(a[2])
}

func AnArrayByIndex(c *Customer) {
	var a [3]string
	a[1] = c.Email
	log.Print(a[1]) // want `contact.email`
	log.Print(a[0])
}

func AnArrayIsCopied(c *Customer) {
	a := [2]string{c.Email}
	b := a
	a[0] = "none"
	log.Print(a[0])
	log.Print(b[0]) // want `contact.email`
}

func AnArrayIsOverwritten(c *Customer) {
	a := [2]string{c.Email, ""}
	a[0] = "none"
	log.Print(a[0])
	a[1] = c.Email
	log.Print(a[1]) // want `contact.email`
}

func AnArrayAsAWhole(c *Customer) {
	a := [2]string{c.Email, ""}
	log.Print(a) // want `contact.email`
	b := [2]string{c.Plan, ""}
	log.Print(b)
}

func AnArrayWithAnyIndex(c *Customer, i int) {
	var a, b [3]string
	a[i] = c.Email
	b[i] = c.Plan
	log.Print(a[0]) // want `contact.email`
	log.Print(b[0])
}

func AnArrayOfArrays(c *Customer) {
	var a [2][2]string
	a[0][1] = c.Email
	log.Print(a[0][1]) // want `contact.email`
	log.Print(a[1][1])
	log.Print(a[0][0])
}

func ASlice(c *Customer) {
	s := []string{c.Plan, c.Email}
	log.Print(s[1]) // want `contact.email`
	log.Print(s[0])
}

func ASliceInALoop(c *Customer) {
	for _, v := range []string{c.Plan, c.Email} {
		log.Print(v) // want `contact.email`
	}
	for i := range []string{c.Email} {
		log.Print(i)
	}
	for _, v := range []string{c.Plan, "x"} {
		log.Print(v)
	}
}

func ASliceOfASlice(c *Customer) {
	s := []string{"a", c.Email, "b"}
	log.Print(s[1:2]) // want `contact.email`
	t := s[1:]
	log.Print(t[0]) // want `contact.email`
	u := []string{"a", c.Plan}
	log.Print(u[1:])
}

func ASliceSharesItsArray(c *Customer) {
	a := make([]string, 2)
	b := a[:]
	b[0] = c.Email
	log.Print(a[0]) // want `contact.email`
	log.Print(a[1])
}

func Appended(c *Customer) {
	var s, t []string
	s = append(s, c.Email)
	t = append(t, c.Plan)
	log.Print(s)    // want `contact.email`
	log.Print(s[0]) // want `contact.email`
	log.Print(t[0])
	log.Print(len(s), cap(s))
}

func AppendedKeepsWhatWasThere(c *Customer) {
	s := []string{c.Email}
	s = append(s, "x")
	log.Print(s) // want `contact.email`
	t := append([]string{"x"}, "y")
	log.Print(t)
}

func AppendedAtAKnownPlace(c *Customer) {
	s := []string{"first"}
	s = append(s, c.Email)
	log.Print(s[1]) // want `contact.email`
	log.Print(s[0])
}

func AppendedSlice(c *Customer) {
	s := append([]string{}, []string{c.Email}...)
	log.Print(s[0]) // want `contact.email`
	t := append([]string{}, []string{c.Plan}...)
	log.Print(t[0])
}

func AppendedBytes(c *Customer) {
	b := append([]byte("x"), c.Email...)
	log.Print(string(b)) // want `contact.email`
	d := append([]byte("x"), c.Plan...)
	log.Print(string(d))
}

func Copied(c *Customer) {
	to, clean := make([]string, 1), make([]string, 1)
	copy(to, []string{c.Email})
	n := copy(clean, []string{c.Plan})
	log.Print(to[0]) // want `contact.email`
	log.Print(clean[0], n)
}

func CopiedBytes(c *Customer) {
	b := make([]byte, 10)
	copy(b, c.Email)
	log.Printf("%s", b) // want `contact.email`
	d := make([]byte, 10)
	copy(d, c.Plan)
	log.Printf("%s", d)
}

func Truncated(c *Customer) {
	s := []string{c.Email}
	s = s[:0]
	s = append(s, c.Plan)
	log.Print(len(s))
}

func Runes(c *Customer) {
	for _, r := range c.Email {
		log.Print(string(r)) // want `contact.email`
	}
	for i := range c.Email {
		log.Print(i)
	}
	b := []rune(c.Email)
	log.Print(string(b))    // want `contact.email`
	log.Print(c.Email[0:3]) // want `contact.email`
}

func AMap(c *Customer) {
	m := map[string]string{"to": c.Email, "plan": c.Plan}
	log.Print(m["to"]) // want `contact.email`
	log.Print(m["plan"])
	log.Print(m["none"])
	log.Print(m) // want `contact.email`
}

func AMapByKey(c *Customer) {
	m := map[string]string{}
	m["to"] = c.Email
	m["plan"] = c.Plan
	log.Print(m["plan"])
	log.Print(m["to"]) // want `contact.email`
}

func AMapByANumber(c *Customer) {
	m := map[int]string{1: c.Email, 2: c.Plan}
	log.Print(m[1]) // want `contact.email`
	log.Print(m[2])
}

func AMapByAnyKey(c *Customer, key string) {
	m, n := map[string]string{}, map[string]string{}
	m[key] = c.Email
	n[key] = c.Plan
	log.Print(m["x"]) // want `contact.email`
	log.Print(n["x"])
}

func AMapReadByAnyKey(c *Customer, key string) {
	m := map[string]string{"a": c.Email}
	log.Print(m[key]) // want `contact.email`
	n := map[string]string{"a": c.Plan}
	log.Print(n[key])
}

func AMapIsOverwritten(c *Customer) {
	m := map[string]string{"a": c.Email}
	m["a"] = "none"
	log.Print(m["a"])
	m["b"] = c.Email
	log.Print(m["b"]) // want `contact.email`
}

func AMapLosesAKey(c *Customer) {
	m := map[string]string{"a": c.Email, "b": c.Email}
	delete(m, "a")
	log.Print(m["a"])
	log.Print(m["b"]) // want `contact.email`
}

func AMapIsCleared(c *Customer) {
	m := map[string]string{"a": c.Email}
	log.Print(m) // want `contact.email`
	clear(m)
	log.Print(m)
}

func ASliceIsCleared(c *Customer) {
	s := []string{c.Email}
	log.Print(s) // want `contact.email`
	clear(s)
	log.Print(s)
}

func TheKeysOfAMap(c *Customer) {
	m := map[string]string{c.Email: "x"}
	for k, v := range m {
		log.Print(k) // want `contact.email`
		log.Print(v)
	}
	log.Print(m) // want `contact.email`
	n := map[string]string{"k": c.Email}
	for k, v := range n {
		log.Print(k)
		log.Print(v) // want `contact.email`
	}
}

func TheKeysOfAMapByAVariable(c *Customer) {
	m := map[string]bool{}
	m[c.Email] = true
	for k := range m {
		log.Print(k) // want `contact.email`
	}
	n := map[string]bool{}
	n[c.Plan] = true
	for k := range n {
		log.Print(k)
	}
}

func AMapOfMaps(c *Customer) {
	m := map[string]map[string]string{"a": {"x": c.Email}, "b": {"x": c.Plan}}
	log.Print(m["a"]["x"]) // want `contact.email`
	log.Print(m["b"]["x"])
	log.Print(m["a"]["y"])
}

func AMapOfSlices(c *Customer) {
	m := map[string][]string{}
	m["a"] = append(m["a"], c.Email)
	m["b"] = append(m["b"], c.Plan)
	log.Print(m["a"][0]) // want `contact.email`
	log.Print(m["b"][0])
}

func AMapOfStructs(c *Customer) {
	type pair struct{ left, right string }
	m := map[string]pair{"a": {left: c.Email}}
	log.Print(m["a"].left) // want `contact.email`
	log.Print(m["a"].right)
}

func AMapOfPointers(c *Customer) {
	type pair struct{ left, right string }
	m := map[string]*pair{"a": {}, "b": {}}
	m["a"].left = c.Email
	log.Print(m["a"].left) // want `contact.email`
	log.Print(m["a"].right)
	log.Print(m["b"].left)
}

func AMapWithAStructAsKey(c *Customer) {
	type key struct{ a, b string }
	m := map[key]string{{"x", "y"}: c.Email}
	log.Print(m[key{"x", "y"}]) // want `contact.email`
	n := map[key]string{{"x", "y"}: c.Plan}
	log.Print(n[key{"x", "y"}])
}

func AMapOfAnything(c *Customer) {
	m := map[string]any{"a": c.Email, "b": 1}
	log.Print(m["a"]) // want `contact.email`
	log.Print(m["b"])
	if s, ok := m["a"].(string); ok {
		log.Print(s) // want `contact.email`
	}
}

func IsItThere(c *Customer) {
	m := map[string]bool{c.Email: true}
	v, ok := m[c.Email]
	log.Print(v, ok)
	w, ok := map[string]string{"a": c.Email}["a"]
	log.Print(ok)
	log.Print(w) // want `contact.email`
}

func Cloned(c *Customer) {
	m := maps.Clone(map[string]string{"a": c.Email})
	log.Print(m["a"]) // want `contact.email`
	s := slices.Clone([]string{c.Plan})
	log.Print(s[0])
	t := slices.Clone([]string{c.Email})
	log.Print(t[0]) // want `contact.email`
}

func SortedKeys(c *Customer) {
	k := slices.Sorted(maps.Keys(map[string]string{c.Email: ""}))
	log.Print(k) // want `contact.email`
	v := slices.Collect(maps.Values(map[string]string{"": c.Email}))
	log.Print(v) // want `contact.email`
	n := slices.Sorted(maps.Keys(map[string]string{"x": c.Plan}))
	log.Print(n)
}

func AList(c *Customer) {
	l, clean := list.New(), list.New()
	l.PushBack(c.Email)
	clean.PushBack(c.Plan)
	log.Print(l.Front().Value) // want `contact.email`
	log.Print(clean.Front().Value)
	for e := l.Front(); e != nil; e = e.Next() {
		log.Print(e.Value.(string)) // want `contact.email`
	}
}

func ARing(c *Customer) {
	r, clean := ring.New(2), ring.New(2)
	r.Value = c.Email
	clean.Value = c.Plan
	log.Print(r.Value) // want `contact.email`
	log.Print(clean.Value)
	r.Do(func(v any) {
		log.Print(v) // want `contact.email`
	})
}

type stack struct{ items []string }

func (s *stack) push(v string) { s.items = append(s.items, v) }
func (s *stack) pop() string {
	v := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v
}

func AStack(c *Customer) {
	var s, clean stack
	s.push(c.Email)
	clean.push(c.Plan)
	log.Print(s.pop()) // want `contact.email`
	log.Print(clean.pop())
}

type registry struct{ byKey map[string]string }

func (r *registry) put(k, v string)     { r.byKey[k] = v }
func (r *registry) get(k string) string { return r.byKey[k] }

func AMapBehindMethods(c *Customer) {
	r, clean := &registry{map[string]string{}}, &registry{map[string]string{}}
	r.put("a", c.Email)
	clean.put("a", c.Plan)
	log.Print(r.get("a")) // want `contact.email`
	log.Print(clean.get("a"))
}

func ASliceIsFilledByADecoder(b []byte) {
	made := []Customer{}
	json.Unmarshal(b, &made)
	log.Print(made) // want `contact.email`
	empty := []Customer{}
	json.Unmarshal(b, &struct{ Total int }{})
	log.Print(empty)
}
