// Package gin stands in for the real one: its names and signatures, nothing else.
package gin

import "net/http"

type H map[string]any

type Context struct{ Request *http.Request }

func (c *Context) Query(key string) string      { return "" }
func (c *Context) ShouldBindJSON(obj any) error { return nil }
func (c *Context) JSON(code int, obj any)       {}
func (c *Context) ClientIP() string             { return "" }
func (c *Context) Redirect(code int, to string) {}
func (c *Context) SetCookie(name, value string, maxAge int, path, domain string, secure, httpOnly bool) {
}

func (c *Context) Set(key string, value any)           {}
func (c *Context) Get(key string) (value any, ok bool) { return nil, false }
func (c *Context) MustGet(key string) any              { return nil }
func (c *Context) GetString(key string) string         { return "" }
func (c *Context) Next()                               {}
