package order

import (
	"context"
	"log/slog"
	"net/http"
	"strconv"

	"larkspur.example/shop/faults"
)

// What an order needs of the rest of the shop.
type (
	// A Payment opens a payment page and returns its address.
	Payment interface {
		Open(ctx context.Context, number int, cents int64, email string) (string, error)
	}
	// A Mail confirms an order.
	Mail interface {
		Confirm(ctx context.Context, name, email string, number int, total string) error
	}
	// A Counter tells the people in the shop that there is work.
	Counter interface {
		NewOrder(ctx context.Context, number int, name string) error
	}
	// Texts tells a customer that the parcel is on its way.
	Texts interface {
		Sent(ctx context.Context, phone string, number int) error
	}
)

// Handler answers the checkout form and the packing table.
type Handler struct {
	Store   Store
	Payment Payment
	Mail    Mail
	Counter Counter
	Texts   Texts
	Log     *slog.Logger
}

// Checkout turns the checkout form into an order and sends the customer on to the payment page.
func (h *Handler) Checkout(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	o := Order{
		Customer: Customer{
			Name:    r.FormValue("name"),
			Email:   r.FormValue("email"),
			Phone:   r.FormValue("phone"),
			Address: r.FormValue("address"),
		},
		Titles: r.Form["title"],
		Cents:  2270,
	}
	if o.Customer.Email == "" || o.Customer.Address == "" {
		h.Log.Info("checkout refused", "missing", "email or address")
		http.Error(w, "please fill in your e-mail address and your postal address", http.StatusBadRequest)
		return
	}
	number, err := h.Store.Add(o)
	if err != nil {
		h.fail(w, r, err, o)
		return
	}
	page, err := h.Payment.Open(ctx, number, o.Cents, o.Customer.Email)
	if err != nil {
		h.fail(w, r, err, o)
		return
	}
	if err := h.Mail.Confirm(ctx, o.Customer.Name, o.Customer.Email, number, o.Total()); err != nil {
		h.fail(w, r, err, o)
		return
	}
	if err := h.Counter.NewOrder(ctx, number, o.Customer.Name); err != nil {
		h.Log.Warn("nobody at the counter was told", "order", number, "error", err)
	}
	h.Log.Info("order taken", "order", number, "books", len(o.Titles), "cents", o.Cents)
	http.Redirect(w, r, page, http.StatusSeeOther)
}

// Sent is called from the packing table when a parcel leaves.
func (h *Handler) Sent(w http.ResponseWriter, r *http.Request) {
	number, err := strconv.Atoi(r.PathValue("number"))
	if err != nil {
		http.Error(w, "an order number is a number", http.StatusBadRequest)
		return
	}
	o, err := h.Store.ByNumber(number)
	if err != nil {
		http.Error(w, "no such order", http.StatusNotFound)
		return
	}
	if o.Customer.Phone != "" {
		if err := h.Texts.Sent(r.Context(), o.Customer.Phone, number); err != nil {
			h.fail(w, r, err, o)
			return
		}
	}
	w.WriteHeader(http.StatusNoContent)
}

func (h *Handler) fail(w http.ResponseWriter, r *http.Request, err error, o Order) {
	faults.Report(r.Context(), err, o.Customer.Email)
	http.Error(w, "something went wrong on our side; nothing was charged", http.StatusInternalServerError)
}
