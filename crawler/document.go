package crawler

// MaxDocument is the most bytes of one document that are read, 20 MB: as much as the reader of notices takes.
const MaxDocument = 20 << 20

// A Document is what a person can read at an address.
type Document struct {
	URL      string   // as asked for; of a frame, its own
	FinalURL string   // after redirects
	Status   int      // 0 for a frame
	MIME     string   // of Content
	Lang     string   // of <html lang>
	Title    string   //
	Headings []string // of the two highest levels, in their order
	Links    []Link   // that it holds, with their places in it; those of frames are not read
	Versions []Link   // links that say which language their target is in
	Content  []byte   // HTML as rendered, with what tabs and folds hide and without scripts and form values; or the bytes of a file
}
