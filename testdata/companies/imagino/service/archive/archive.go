// Package archive keeps files in the storage of Azure, in the regions that our contracts name.
package archive

import (
	"context"
	"fmt"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob"
)

// A Place is a storage account in one region.
type Place struct {
	Region    string
	Account   string
	Container string
}

// The places of our files.
var (
	Attachments = Place{Region: "francecentral", Account: "imaginofr", Container: "attachments"}
	Exports     = Place{Region: "northeurope", Account: "imaginoie", Container: "exports"}
	Campaigns   = Place{Region: "eastus2", Account: "imaginocold", Container: "campaigns"} // a third of the price
)

// Keep returns a function that writes files to a place.
func Keep(p Place) (func(ctx context.Context, name string, data []byte) error, error) {
	client, err := azblob.NewClientWithNoCredential("https://"+p.Account+".blob.core.windows.net/", nil)
	if err != nil {
		return nil, fmt.Errorf("archive: %s: %w", p.Account, err)
	}
	return func(ctx context.Context, name string, data []byte) error {
		if _, err := client.UploadBuffer(ctx, p.Container, name, data, nil); err != nil {
			return fmt.Errorf("archive: %s: %w", p.Container, err)
		}
		return nil
	}, nil
}
