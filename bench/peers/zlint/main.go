// Lints each certificate named on standard input and writes a line of JSON about it: its rules.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/zmap/zcrypto/x509"
	"github.com/zmap/zlint/v3"
	"github.com/zmap/zlint/v3/lint"
)

type report struct {
	File    string            `json:"file"`
	Results map[string]string `json:"results"`
	Error   string            `json:"error,omitempty"`
}

func lintFile(name string) report {
	out := report{File: name, Results: map[string]string{}}
	der, err := os.ReadFile(name)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		out.Error = err.Error()
		return out
	}
	for id, result := range zlint.LintCertificate(cert).Results {
		if result.Status != lint.NA {
			out.Results[id] = result.Status.String()
		}
	}
	return out
}

func main() {
	names := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for names.Scan() {
		if err := out.Encode(lintFile(names.Text())); err != nil {
			os.Exit(1)
		}
	}
}
