#!/bin/sh
# OpenSSL's parser accepts each template of the forge; skipped where there is no OpenSSL.
command -v openssl >/dev/null || exit 77
file=$(mktemp) || exit 1
trap 'rm -f "$file"' EXIT
status=0
for name in $("$1" --list | cut -d' ' -f1); do
	"$1" --pem "$name" >"$file"
	case $(head -n 1 "$file") in
	*CRL*) openssl crl -in "$file" -noout -text ;;
	*REQUEST*) openssl req -in "$file" -noout -text ;;
	*OCSP*) "$1" "$name" >"$file" && openssl ocsp -respin "$file" -noverify -resp_text ;;
	*) openssl x509 -in "$file" -noout -text ;;
	esac >/dev/null 2>&1 || {
		echo "openssl refuses the template $name"
		status=1
	}
done
exit $status
