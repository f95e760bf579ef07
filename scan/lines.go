package scan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/candor-privacy/candor/crawler"
	"github.com/candor-privacy/candor/practice"
)

// Schema is the version of record.jsonl.zst and of the inventory.
const Schema = 1

// largeBody is the size in bytes from which a request's body is a blob and not part of its line.
const largeBody = 16 << 10

// A line is one object of record.jsonl.zst. Exactly one field is set, beside Schema on the first line.
type line struct {
	Schema   int                   `json:"schema,omitempty"`
	Job      *jobLine              `json:"job,omitempty"`
	Page     *crawler.Page         `json:"page,omitempty"` // with the names of its blobs; what else belongs to it follows on lines of its own
	Request  *requestLine          `json:"request,omitempty"`
	Cookie   *crawler.Cookie       `json:"cookie,omitempty"`
	Storage  *crawler.StorageItem  `json:"storage,omitempty"`
	Use      *crawler.Use          `json:"use,omitempty"`
	Canvas   *crawler.Canvas       `json:"canvas,omitempty"`
	Choice   *crawler.Choice       `json:"choice,omitempty"`
	Alias    *crawler.Alias        `json:"alias,omitempty"`
	Code     *practice.Observation `json:"code,omitempty"`
	Packages *packagesLine         `json:"packages,omitempty"` // ends the code
	Notice   *noticeLine           `json:"notice,omitempty"`
	Search   *searchLine           `json:"search,omitempty"` // ends the notices
	File     *fileLine             `json:"file,omitempty"`
	Gap      *practice.Gap         `json:"gap,omitempty"`
	End      *endLine              `json:"end,omitempty"`
}

// A jobLine is the job as the record keeps it: without folders of the machine, and without credentials.
type jobLine struct {
	Tool       string               `json:"tool"`
	Start      time.Time            `json:"start"`
	Site       string               `json:"site,omitempty"`
	Packages   []string             `json:"packages,omitempty"`
	States     []practice.Condition `json:"states,omitempty"`
	MaxPages   int                  `json:"max_pages,omitempty"`
	Depth      int                  `json:"depth,omitempty"`
	FirstParty []string             `json:"first_party,omitempty"`
	Include    []string             `json:"include,omitempty"`
	Exclude    []string             `json:"exclude,omitempty"`
	LogIn      []string             `json:"log_in,omitempty"` // cookies, headers and steps, without their values
	NoRobots   bool                 `json:"ignore_robots,omitempty"`
	Submit     bool                 `json:"submit,omitempty"`
	Rate       float64              `json:"rate,omitempty"`    // pages a second, for each registrable domain
	Notices    []string             `json:"notices,omitempty"` // "auto" for those of the site, addresses for those that were named
	Redact     bool                 `json:"redact"`
	Browser    *crawler.About       `json:"browser,omitempty"`
}

// A requestLine is a request whose large body lies in a blob.
type requestLine struct {
	crawler.Request
	BodyBlob string `json:"body_blob,omitempty"`
}

type packagesLine struct {
	Count int `json:"count"`
}

// A noticeLine is a notice that was found; with the name of the blob that holds the document if it was read.
type noticeLine struct {
	crawler.Notice
	FinalURL string `json:"final_url,omitempty"`
	Status   int    `json:"status,omitempty"` // 0 for the document of a frame
	MIME     string `json:"mime,omitempty"`   // of the blob
	Title    string `json:"title,omitempty"`
	Blob     string `json:"blob,omitempty"`
}

// A searchLine says that notices were looked for, and where no link led to one.
type searchLine struct {
	Tried []string `json:"tried,omitempty"` // paths
}

// A fileLine is a file that the site keeps for programs, with the name of the blob that holds it if the site has it.
type fileLine struct {
	crawler.File
	Blob string `json:"blob,omitempty"`
}

type endLine struct {
	Time time.Time `json:"time"`
}

// encode writes lines as they stand in the file, before compression.
func encode(lines []line) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, l := range lines {
		if err := e.Encode(l); err != nil {
			return nil, fmt.Errorf("writing a line of the record: %w", err)
		}
	}
	return b.Bytes(), nil
}

// decode reads the lines of one frame.
func decode(text []byte) ([]line, error) {
	var lines []line
	for raw := range bytes.Lines(text) {
		var l line
		if err := json.Unmarshal(raw, &l); err != nil {
			return nil, fmt.Errorf("line %d of the frame: %w", len(lines)+1, err)
		}
		lines = append(lines, l)
	}
	return lines, nil
}
