// Package access writes down who asks for what.
package access

import (
	"log/slog"
	"net"
	"net/http"
)

// Log notes every request before next answers it.
func Log(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ip, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			ip = r.RemoteAddr
		}
		log.Info("asked", "ip", ip, "method", r.Method, "path", r.URL.Path)
		next.ServeHTTP(w, r)
	})
}
