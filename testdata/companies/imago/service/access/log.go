// Package access writes the access log.
package access

import (
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Log logs every request that next answers.
func Log(logger *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		next.ServeHTTP(w, r)

		ip, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			ip = r.RemoteAddr
		}
		logger.Info("request", "ip", ip, "method", r.Method, "path", r.URL.Path, "user_agent", r.UserAgent(), "took", time.Since(start))
	})
}
