package policy

import "github.com/candor-privacy/candor/practice"

// Languages are the languages that can be read, as ISO 639-1 codes; English, in which this program speaks, comes first.
func Languages() []string {
	codes := []string{"en"}
	for _, l := range languages() {
		if lexicons()[l.code] != nil && l.code != codes[0] {
			codes = append(codes, l.code)
		}
	}
	return codes
}

// Together is several documents as the one notice that they make: a privacy notice with the cookie notice it refers to, a notice and its
// longer version. Every declaration keeps the source that it stands in, and Documents says how many each has; a document whose
// bytes were read already adds nothing. Company and date are those of the first document that has them. One notice alone is returned as it is.
func Together(notices ...practice.Notice) practice.Notice {
	if len(notices) == 1 {
		return notices[0]
	}
	var all practice.Notice
	read := map[string]bool{}
	for _, n := range notices {
		if n.SHA256 != "" && read[n.SHA256] {
			continue
		}
		read[n.SHA256] = true
		if all.Source == "" {
			all.Source, all.SHA256 = n.Source, n.SHA256
		}
		if all.Company == "" {
			all.Company = n.Company
		}
		if all.Date == "" {
			all.Date = n.Date
		}
		all.Languages = appendNew(all.Languages, n.Languages...)
		all.Declarations = append(all.Declarations, n.Declarations...)
		all.Gaps = append(all.Gaps, n.Gaps...)
		all.Documents = append(all.Documents, documents(n)...)
	}
	return all
}

// documents are those of which a notice consists: itself, unless it was put together before.
func documents(n practice.Notice) []practice.NoticeDocument {
	if len(n.Documents) > 0 {
		return n.Documents
	}
	return []practice.NoticeDocument{{Source: n.Source, SHA256: n.SHA256, Languages: n.Languages, Date: n.Date, Declarations: len(n.Declarations)}}
}
