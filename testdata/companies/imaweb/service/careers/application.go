// Package careers takes the applications of those who want to join the company.
package careers

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"go.uber.org/zap"
)

const (
	bucket = "imaweb-applications"
	region = "us-east-1"

	largestCV = 8 << 20 // bytes
)

// An Application is what an applicant sends.
type Application struct {
	Name       string
	Email      string
	Phone      string
	BirthDate  string // 2006-01-02
	Disability bool   // recognised
}

// Files keep the curricula.
type Files struct{ client *s3.Client }

// OpenFiles connects to the bucket.
func OpenFiles(ctx context.Context) (*Files, error) {
	c, err := config.LoadDefaultConfig(ctx, config.WithRegion(region))
	if err != nil {
		return nil, fmt.Errorf("careers: %w", err)
	}
	return &Files{client: s3.NewFromConfig(c)}, nil
}

// Keep stores a curriculum under a random key, with the address of who sent it.
func (f *Files) Keep(ctx context.Context, email string, cv io.Reader) (key string, err error) {
	key = rand.Text() + ".pdf"
	_, err = f.client.PutObject(ctx, &s3.PutObjectInput{
		Bucket:   aws.String(bucket),
		Key:      aws.String(key),
		Body:     cv,
		Metadata: map[string]string{"applicant": email},
	})
	return key, err
}

// Office answers the form for applicants.
type Office struct {
	DB    *sql.DB
	Files *Files
	Log   *zap.Logger
}

// Apply keeps an application.
func (o *Office) Apply(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	a := Application{
		Name:       r.FormValue("name"),
		Email:      r.FormValue("email"),
		Phone:      r.FormValue("phone"),
		BirthDate:  r.FormValue("birth_date"),
		Disability: r.FormValue("disability") == "yes",
	}
	cv, header, err := r.FormFile("cv")
	if err != nil || header.Size > largestCV {
		http.Error(w, "please send your curriculum vitae, at most 8 MB", http.StatusBadRequest)
		return
	}
	defer cv.Close()
	key, err := o.Files.Keep(ctx, a.Email, cv)
	if err != nil {
		o.Log.Error("curriculum not kept", zap.Error(err))
		http.Error(w, "we could not take your application", http.StatusInternalServerError)
		return
	}
	if err := o.keep(ctx, a, key); err != nil {
		o.Log.Error("application not kept", zap.String("curriculum", key), zap.Error(err))
		http.Error(w, "we could not take your application", http.StatusInternalServerError)
		return
	}
	o.Log.Info("application", zap.String("applicant", a.Name), zap.Int64("bytes", header.Size))
	http.Redirect(w, r, "/thanks", http.StatusSeeOther)
}

func (o *Office) keep(ctx context.Context, a Application, key string) error {
	_, err := o.DB.ExecContext(ctx, `INSERT INTO applications (name, email, phone, birth_date, disability, curriculum) VALUES ($1, $2, $3, $4, $5, $6)`,
		a.Name, a.Email, a.Phone, a.BirthDate, a.Disability, key)
	return err
}
