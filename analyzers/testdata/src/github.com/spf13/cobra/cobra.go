// Package cobra is a stub of the module of that name.
package cobra

import "io"

type Command struct{ out io.Writer }

func (c *Command) OutOrStdout() io.Writer         { return c.out }
func (c *Command) ErrOrStderr() io.Writer         { return c.out }
func (c *Command) Println(i ...any)               {}
func (c *Command) Printf(format string, i ...any) {}
