package analyzers

import (
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"
)

func TestSuite(t *testing.T) {
	analysistest.Run(t, analysistest.TestData(), Logs, "signup")
}
