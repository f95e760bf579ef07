// Package storm is a stub of the module of that name.
package storm

type Node interface {
	Save(data any) error
	One(fieldName string, value any, to any) error
	All(to any) error
}
