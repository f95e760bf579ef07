package chrome

import (
	"context"
	"errors"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Choose answers the consent dialog of url.
func (s *session) Choose(context.Context, string, practice.Condition) (*crawler.Page, crawler.Choice, error) {
	return nil, crawler.Choice{}, errors.New("consent dialogs are not answered yet")
}
