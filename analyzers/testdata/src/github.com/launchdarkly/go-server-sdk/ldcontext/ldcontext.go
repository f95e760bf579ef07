// Package ldcontext is a stub of the module of that name.
package ldcontext

type Context struct{}

type Builder struct{}

func NewBuilder(key string) *Builder                          { return &Builder{} }
func (b *Builder) SetString(attribute, value string) *Builder { return b }
func (b *Builder) Build() Context                             { return Context{} }
