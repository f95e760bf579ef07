// Package openai is a stub of the module of that name.
package openai

import "context"

type ChatCompletionMessage struct{ Role, Content string }

type ChatCompletionRequest struct {
	Model    string
	Messages []ChatCompletionMessage
}

type Client struct{}

func NewClient(token string) *Client { return nil }

func (*Client) CreateChatCompletion(ctx context.Context, request ChatCompletionRequest) (any, error) {
	return nil, nil
}
