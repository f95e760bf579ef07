// Package dbx is a stub of the module of that name.
package dbx

type Params map[string]any

type Builder interface {
	NewQuery(string) *Query
	Insert(table string, cols Params) *Query
	Update(table string, cols Params, where any) *Query
}

type Query struct{ data any }

func (q *Query) Bind(params Params) *Query { return q }
func (q *Query) One(a any) error           { return nil }
func (q *Query) All(slice any) error       { return nil }
func (q *Query) Row(a ...any) error        { return nil }
func (q *Query) Execute() (any, error)     { return nil, nil }
