module imago.example/service

go 1.26.0

require (
	github.com/lib/pq v1.12.3
	github.com/sashabaranov/go-openai v1.43.0
)
