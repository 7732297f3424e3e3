#!/bin/sh
# OpenSSL's parser accepts each template of the forge; skipped where there is no OpenSSL.
command -v openssl >/dev/null || exit 77
status=0
for name in $("$1" --list | cut -d' ' -f1); do
	"$1" --pem "$name" | openssl x509 -noout -text >/dev/null 2>&1 || {
		echo "openssl refuses the template $name"
		status=1
	}
done
exit $status
