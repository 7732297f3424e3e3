#!/usr/bin/env python3
"""The shared library shows exactly the functions that the public headers declare, in their version.

usage: test_exports.py NM LIBRARY HEADER...
"""
import pathlib
import re
import subprocess
import sys


def declared(path):
    text = re.sub(r'/\*.*?\*/', '', pathlib.Path(path).read_text(), flags=re.S)
    return set(re.findall(r'CERTLINT_API[^;{(]*?\b(certlint_\w+)\(', text))


def main(nm, library, *headers):
    wanted = set().union(*map(declared, headers))
    out = subprocess.run([nm, '-D', '--defined-only', library], check=True, capture_output=True,
                         text=True).stdout
    symbols = [line.split()[1:] for line in out.splitlines()]
    shown = {name.split('@')[0] for kind, name in symbols if kind != 'A'}
    shown = {name for name in shown if not re.match(r'__(asan|odr_asan|ubsan|tsan)', name)}
    assert shown == wanted, (sorted(shown - wanted), sorted(wanted - shown))
    versions = {name.partition('@@')[2] for kind, name in symbols if kind == 'T'}
    assert versions <= {'CERTLINT_1.0', ''}, versions
    writable = [name for kind, name in symbols if kind in 'BDbd' and not name.startswith('__')]
    assert not writable, writable


main(*sys.argv[1:])
