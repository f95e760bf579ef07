// Package squirrel is a stub of the module of that name.
package squirrel

type Sqlizer interface {
	ToSql() (string, []any, error)
}

type Eq map[string]any

func (Eq) ToSql() (string, []any, error) { return "", nil, nil }

func Expr(sql string, args ...any) Sqlizer { return nil }

type SelectBuilder struct{ data any }

func Select(columns ...string) SelectBuilder { return SelectBuilder{} }

func (b SelectBuilder) From(from string) SelectBuilder             { return b }
func (b SelectBuilder) Where(pred any, args ...any) SelectBuilder  { return b }
func (b SelectBuilder) ToSql() (sql string, args []any, err error) { return "", nil, nil }

type UpdateBuilder struct{ data any }

func Update(table string) UpdateBuilder { return UpdateBuilder{} }

func (b UpdateBuilder) Set(column string, value any) UpdateBuilder  { return b }
func (b UpdateBuilder) SetMap(clauses map[string]any) UpdateBuilder { return b }
func (b UpdateBuilder) Where(pred any, args ...any) UpdateBuilder   { return b }
func (b UpdateBuilder) ToSql() (sql string, args []any, err error)  { return "", nil, nil }

type InsertBuilder struct{ data any }

func Insert(into string) InsertBuilder { return InsertBuilder{} }

func (b InsertBuilder) Columns(columns ...string) InsertBuilder     { return b }
func (b InsertBuilder) Values(values ...any) InsertBuilder          { return b }
func (b InsertBuilder) SetMap(clauses map[string]any) InsertBuilder { return b }
func (b InsertBuilder) ToSql() (sql string, args []any, err error)  { return "", nil, nil }
