module imagen.example/service

go 1.26.0

require (
	github.com/lib/pq v1.12.3
	github.com/simpleforce/simpleforce v0.0.0-20220429021116-acf4ac67ef68
)

require github.com/pkg/errors v0.9.1 // indirect
