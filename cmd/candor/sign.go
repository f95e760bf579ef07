package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/candor-privacy/candor/scan"
)

var sign = &command{
	Name: "sign",
	Doc: `sign a record with an SSH key, or have its time confirmed

With --key the manifest of the record is signed, and with it every file. What ssh-keygen -Y sign -n candor-record makes of
manifest.json is the same, with keys in an agent or a device too.

With --request a question is written for a time-stamping authority (RFC 3161), and with --answer what it answers is kept.
Candor itself asks nobody.

	candor sign shop.candor --key ~/.ssh/id_ed25519 --passphrase env:PASSPHRASE
	candor sign shop.candor --request shop.tsq
	curl -H "Content-Type: application/timestamp-query" --data-binary @shop.tsq -o shop.tsr https://tsa.example
	candor sign shop.candor --answer shop.tsr
	candor verify shop.candor`,
	Build: buildSign,
}

func buildSign(a *app) *cobra.Command {
	var key, passphrase, request, answer string
	c := newCommand("sign RECORD", func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage("sign", "%s given, want one", given(len(args), "record"))
		}
		switch {
		case key != "" && request+answer == "":
			return signWith(a, args[0], key, passphrase)
		case request != "" && key+passphrase+answer == "":
			question, err := scan.StampRequest(args[0])
			if err != nil {
				return err
			}
			return os.WriteFile(request, question, 0o600)
		case answer != "" && key+passphrase+request == "":
			text, err := os.ReadFile(answer)
			if err != nil {
				return err
			}
			return scan.Stamp(args[0], text)
		}
		return usage("sign", "want one of --key, --request and --answer")
	})
	c.Flags().StringVar(&key, "key", "", "file of the private SSH key to sign with")
	c.Flags().StringVar(&passphrase, "passphrase", "", "where the key's passphrase is: env:VARIABLE or file:PATH")
	c.Flags().StringVar(&request, "request", "", "file to write the question for a time-stamping authority to")
	c.Flags().StringVar(&answer, "answer", "", "file with the authority's answer")
	return c
}

// signWith signs with the key in a file. Its passphrase never stands on the command line, where others on the machine could read it.
func signWith(a *app, record, path, passphrase string) error {
	key, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("--key: %w", err)
	}
	var secret []byte
	if passphrase != "" {
		if !strings.HasPrefix(passphrase, "env:") && !strings.HasPrefix(passphrase, "file:") {
			return errors.New("--passphrase names where it is, as in env:PASSPHRASE or file:passphrase.txt: on the command line others could read it")
		}
		text, err := scan.ReadSecret(passphrase)
		if err != nil {
			return fmt.Errorf("--passphrase: %w", err)
		}
		secret = []byte(text)
	}
	if err := scan.Sign(record, key, secret); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s is signed\n", record)
	return nil
}
