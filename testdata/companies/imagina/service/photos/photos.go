// Package photos keeps the photos of members.
package photos

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

const (
	host   = "s3.nl-ams.scw.cloud" // Scaleway's object storage
	region = "nl-ams"
	bucket = "imagina-photos"

	largest = 12 << 20 // bytes
)

// Album keeps photos in a bucket.
type Album struct {
	bucket *minio.Client
	log    *slog.Logger
}

// Open connects to the bucket.
func Open(key, secret string, log *slog.Logger) (*Album, error) {
	client, err := minio.New(host, &minio.Options{Creds: credentials.NewStaticV4(key, secret, ""), Region: region, Secure: true})
	if err != nil {
		return nil, fmt.Errorf("photos: %w", err)
	}
	return &Album{bucket: client, log: log}, nil
}

// Upload takes one photo.
func (a *Album) Upload(w http.ResponseWriter, r *http.Request) {
	photo, header, err := r.FormFile("photo")
	if err != nil || header.Size > largest {
		http.Error(w, "please send a photo, at most 12 MB", http.StatusBadRequest)
		return
	}
	defer photo.Close()
	name := rand.Text() + ".jpg"
	if _, err := a.bucket.PutObject(r.Context(), bucket, name, photo, header.Size, minio.PutObjectOptions{ContentType: "image/jpeg"}); err != nil {
		a.log.Error("photo not kept", "error", err)
		http.Error(w, "the photo could not be kept", http.StatusBadGateway)
		return
	}
	a.log.Info("photo kept", "photo_bytes", header.Size)
	http.Redirect(w, r, "/photos", http.StatusSeeOther)
}
