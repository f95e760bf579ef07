// Package attribute is a stub of the module of that name.
package attribute

type Key string

type KeyValue struct{ v any }

func (k Key) String(v string) KeyValue { return KeyValue{v} }

func String(k, v string) KeyValue  { return KeyValue{v} }
func Int(k string, v int) KeyValue { return KeyValue{v} }
