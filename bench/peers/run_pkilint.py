#!/usr/bin/env python3
"""Lint each certificate named on standard input with pkilint; write a line of JSON about it.

Runs in the environment that compare.py makes for pkilint.  Certificates for TLS, CAs and OCSP
responders are linted by the TLS Baseline Requirements, others by RFC 5280 alone.
"""
import functools
import json
import sys

from pkilint import finding_filter, loader
from pkilint.cabf import serverauth
from pkilint.pkix import certificate, extension, name
from pyasn1_alt_modules import rfc5280


@functools.lru_cache(maxsize=None)
def tls_validator(kind):
    return certificate.create_pkix_certificate_validator_container(
        serverauth.create_decoding_validators(), serverauth.create_validators(kind))


@functools.lru_cache(maxsize=None)
def tls_filters(kind):
    return serverauth.create_serverauth_finding_filters(kind)


@functools.lru_cache(maxsize=None)
def plain_validator():
    return certificate.create_pkix_certificate_validator_container(
        certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS,
                                               extension.EXTENSION_MAPPINGS),
        [certificate.create_issuer_validator_container([]),
         certificate.create_validity_validator_container(),
         certificate.create_subject_validator_container([]),
         certificate.create_extensions_validator_container([]),
         certificate.create_spki_validator_container([])])


def is_tls(cert):
    purposes = cert.extended_key_usages
    return not purposes or cert.is_ca or bool(
        purposes & {rfc5280.id_kp_serverAuth, rfc5280.anyExtendedKeyUsage,
                    rfc5280.id_kp_OCSPSigning})


def validate(cert):
    if not is_tls(cert):
        return 'pkix', plain_validator().validate(cert.root)
    kind = serverauth.determine_certificate_type(cert)
    results, _ = finding_filter.filter_results(tls_filters(kind),
                                               tls_validator(kind).validate(cert.root))
    return str(kind), results


def lint(path):
    try:
        with open(path, 'rb') as f:
            cert = loader.load_certificate(f.read(), path)
        kind, results = validate(cert)
    except Exception as e:  # whatever the linter cannot take is its answer
        return {'file': path, 'results': {}, 'error': f'{type(e).__name__}: {e}'[:200]}
    found = {d.finding.code: d.finding.severity.name
             for result in results for d in result.finding_descriptions}
    return {'file': path, 'type': kind, 'results': found}


for line in sys.stdin:
    print(json.dumps(lint(line.rstrip('\n'))), flush=True)
