// Package sqlbuilder is a stub of the module of that name.
package sqlbuilder

type InsertBuilder struct{ args []any }

func NewInsertBuilder() *InsertBuilder { return nil }

func (ib *InsertBuilder) InsertInto(table string) *InsertBuilder { return ib }
func (ib *InsertBuilder) Cols(col ...string) *InsertBuilder      { return ib }
func (ib *InsertBuilder) Values(value ...any) *InsertBuilder     { return ib }
func (ib *InsertBuilder) Build() (sql string, args []any)        { return "", nil }

type UpdateBuilder struct{ args []any }

func NewUpdateBuilder() *UpdateBuilder { return nil }

func (ub *UpdateBuilder) Update(table string) *UpdateBuilder      { return ub }
func (ub *UpdateBuilder) Set(assignment ...string) *UpdateBuilder { return ub }
func (ub *UpdateBuilder) Assign(field string, value any) string   { return "" }
func (ub *UpdateBuilder) Equal(field string, value any) string    { return "" }
func (ub *UpdateBuilder) Build() (sql string, args []any)         { return "", nil }
