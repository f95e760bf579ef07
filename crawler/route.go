package crawler

import (
	"net/url"
	"strings"
)

// Route is the fragment of an address by which an application of one document names its pages, as in /#/privacy and /#!/privacy: what stands
// before its own query. It is "" for an address without one, and for a place within a page.
func Route(u *url.URL) string {
	route, _, _ := strings.Cut(u.Fragment, "?")
	if strings.HasPrefix(route, "/") || strings.HasPrefix(route, "!/") {
		return route
	}
	return ""
}

// pathOf is the path under which a site has a page: with the route, where it has one.
func pathOf(u *url.URL) string {
	if route := strings.TrimPrefix(Route(u), "!"); route != "" {
		return strings.TrimSuffix(u.Path, "/") + route
	}
	return u.Path
}
