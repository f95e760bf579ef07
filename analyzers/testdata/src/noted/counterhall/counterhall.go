// Package counterhall has handlers that return what others write: what is returned is an answer, and the return is where to look.
package counterhall

import (
	"context"
	"encoding/json"
	"net/http"
)

type Customer struct {
	Email string
	Plan  string
}

type hall struct{ all map[string]*Customer }

// jsonResponse is what a library of the house writes.
type jsonResponse struct {
	Code int
	JSON any
}

func (h *hall) one(r *http.Request) jsonResponse {
	c, known := h.all[r.URL.Path]
	if !known {
		return jsonResponse{Code: http.StatusNotFound}
	}
	return jsonResponse{Code: http.StatusOK, JSON: c} // want `contact.email`
}

func (h *hall) plan(r *http.Request) jsonResponse {
	return jsonResponse{Code: http.StatusOK, JSON: h.all[r.URL.Path].Plan}
}

func (h *hall) again(r *http.Request) jsonResponse { return h.one(r) }

func ok(body any) jsonResponse { return jsonResponse{Code: http.StatusOK, JSON: body} }

func (h *hall) through(r *http.Request) jsonResponse {
	return ok(h.all[r.URL.Path].Email) // want `contact.email`
}

func (h *hall) throughPlan(r *http.Request) jsonResponse { return ok(h.all[r.URL.Path].Plan) }

// written makes handlers of functions that return what is to be written.
func written(f func(*http.Request) (any, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := f(r)
		if err != nil {
			http.Error(w, "failed", http.StatusInternalServerError)
			return
		}
		json.NewEncoder(w).Encode(body) // want `contact.email`
	})
}

func (h *hall) body(r *http.Request) (any, error) {
	return h.all[r.URL.Path], nil // want `contact.email`
}

func (h *hall) planBody(r *http.Request) (any, error) { return h.all[r.URL.Path].Plan, nil }

// nobody asks for what it returns: it is no answer.
func (h *hall) inside(r *http.Request) (any, error) { return h.all[r.URL.Path], nil }

func (h *hall) routes(mux *http.ServeMux) {
	mux.Handle("/body", written(h.body))
	mux.Handle("/plan", written(h.planBody))
}

type getRequest struct{ Name string }

type getResponse struct{ Customer *Customer }

type planResponse struct{ Plan string }

func (h *hall) Get(ctx context.Context, r *getRequest) (*getResponse, error) {
	return &getResponse{Customer: h.all[r.Name]}, nil // want `contact.email`
}

func (h *hall) Plan(ctx context.Context, r *getRequest) (*planResponse, error) {
	return &planResponse{Plan: h.all[r.Name].Plan}, nil
}

// hallClient asks another service: what it returns goes to nobody.
type hallClient struct{ last *Customer }

func (c *hallClient) Get(ctx context.Context, r *getRequest) (*getResponse, error) {
	return &getResponse{Customer: c.last}, nil
}
