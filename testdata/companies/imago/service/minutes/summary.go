// Package minutes writes the minutes of meetings that were recorded.
package minutes

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"

	"github.com/sashabaranov/go-openai"
)

// maxTranscript is how long a transcript may be, in bytes.
const maxTranscript = 1 << 20

// A Writer makes minutes of what was said.
type Writer struct {
	Model *openai.Client
	Log   *slog.Logger
}

// Summarise answers a room whose meeting is over: the form holds the transcript.
func (m *Writer) Summarise(w http.ResponseWriter, r *http.Request) {
	transcript := r.FormValue("meeting_transcript")
	if len(transcript) > maxTranscript {
		http.Error(w, "the transcript is too long", http.StatusRequestEntityTooLarge)
		return
	}
	answer, err := m.Model.CreateChatCompletion(r.Context(), openai.ChatCompletionRequest{
		Model: "gpt-4o-mini",
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: "Write the minutes of this meeting in ten lines."},
			{Role: openai.ChatMessageRoleUser, Content: transcript},
		},
	})
	if err == nil && len(answer.Choices) == 0 {
		err = errors.New("no answer")
	}
	if err != nil {
		m.Log.Error("no minutes", "words", len(strings.Fields(transcript)))
		http.Error(w, "there are no minutes", http.StatusBadGateway)
		return
	}
	m.Log.Info("minutes written", "words", len(strings.Fields(transcript)))
	_, _ = io.WriteString(w, answer.Choices[0].Message.Content)
}
