module larkspur.example/shop

go 1.26.0

require (
	github.com/getsentry/sentry-go v0.50.0
	github.com/rs/zerolog v1.35.1
	github.com/sendgrid/sendgrid-go v3.16.1+incompatible
)

require (
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.20 // indirect
	github.com/sendgrid/rest v2.6.9+incompatible // indirect
	golang.org/x/net v0.62.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/text v0.43.0 // indirect
)
