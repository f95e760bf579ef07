// Package chi is a stub of the module of that name.
package chi

import "net/http"

func URLParam(r *http.Request, key string) string { return "" }
