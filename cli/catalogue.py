#!/usr/bin/env python3
"""Write catalogue.c: the requirements and the peers' rules that `certlint list` sets lints against.

usage: catalogue.py OUT.c DOCS
"""
import csv
import json
import pathlib
import sys


def read(path):
    with path.open(newline='', encoding='utf-8') as f:
        return list(csv.DictReader(f))


def literal(text):
    """A C string literal; JSON's escapes of ASCII are C's, and what is not ASCII stays as it is."""
    return json.dumps(text, ensure_ascii=False) if text else 'NULL'


def table(kind, name, fields, rows):
    lines = ''.join('\t{ ' + ', '.join(literal(row[field]) for field in fields) + ' },\n'
                    for row in rows)
    return (f'const struct {kind} {name}[] = {{\n{lines}}};\n'
            f'const size_t {kind}_count = {len(rows)};\n')


def main(out, docs):
    docs = pathlib.Path(docs)
    requirements = [row | {'undecided': row.get('undecided') or ''}
                    for path in sorted(docs.glob('requirements/*.csv')) for row in read(path)]
    rules = [row | {'peer': path.stem}
             for path in sorted(docs.glob('peers/*.csv')) for row in read(path)]
    pathlib.Path(out).write_text(
        '/* Made by catalogue.py from docs/requirements and docs/peers. */\n#include "catalogue.h"\n\n'
        + table('requirement', 'requirements',
                ('id', 'document', 'section', 'level', 'undecided'), requirements)
        + '\n' + table('peer_rule', 'peer_rules', ('peer', 'name', 'undecided'), rules))


main(*sys.argv[1:])
