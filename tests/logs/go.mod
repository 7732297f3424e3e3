module certlint.example/logs

go 1.25.0

tool (
	filippo.io/sunlight/cmd/skylight
	filippo.io/sunlight/cmd/sunlight
	github.com/google/certificate-transparency-go/trillian/ctfe/ct_server
	github.com/google/trillian/cmd/createtree
	github.com/google/trillian/cmd/trillian_log_server
	github.com/google/trillian/cmd/trillian_log_signer
)

require (
	filippo.io/sunlight v0.8.1
	github.com/google/certificate-transparency-go v1.3.2
	github.com/google/trillian v1.7.2
)
