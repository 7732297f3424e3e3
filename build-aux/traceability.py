#!/usr/bin/env python3
"""What the catalogue of requirements, the lists of peers' rules and the lints say of each other.

usage: traceability.py settle

The module reads docs/requirements/*.csv, docs/peers/*.csv and the comments of the lints; the tests,
the coverage page and the comparison with peers are made from it.  `settle` empties the column
`undecided` of each row that a lint decides by now.
"""
import collections
import csv
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / 'lints'))
sys.dont_write_bytecode = True

import registry  # noqa: E402


def lints(root=ROOT):
    """Every lint in the sources, in the order of the files."""
    return [lint for path in sorted((root / 'lints').glob('*/*.c')) for lint in registry.read(path)]


def rows(path):
    with path.open(newline='', encoding='utf-8') as f:
        return list(csv.DictReader(f))


def tables(folder, root=ROOT):
    """The rows of each file of docs/`folder`, by the file's name without its ending."""
    return {path.stem: rows(path) for path in sorted((root / 'docs' / folder).glob('*.csv'))}


def peer_word(peer, name):
    """How a lint's comment writes a peer's name: words have no blanks."""
    return f'{peer}:{name.replace(" ", "_")}'


def by_word(all_lints, tag):
    """The ids of the lints that have a word in `covers` or `peers`."""
    out = collections.defaultdict(list)
    for lint in all_lints:
        for word in dict.fromkeys(lint.words(tag)):
            out[word].append(lint.id)
    return out


def write(path, header, all_rows):
    with path.open('w', newline='', encoding='utf-8') as f:
        writer = csv.DictWriter(f, header, lineterminator='\n')
        writer.writeheader()
        writer.writerows(all_rows)


def settle_file(path, is_decided):
    table, settled = rows(path), 0
    for row in table:
        if row.get('undecided') and is_decided(row):
            row['undecided'] = ''
            settled += 1
    if settled:
        write(path, list(table[0]), table)
        print(f'{path.name}: {settled} rows are decided now')


def settle():
    all_lints = lints()
    covered, named = by_word(all_lints, 'covers'), by_word(all_lints, 'peers')
    for path in sorted((ROOT / 'docs/requirements').glob('*.csv')):
        settle_file(path, lambda row: row['id'] in covered)
    for path in sorted((ROOT / 'docs/peers').glob('*.csv')):
        settle_file(path, lambda row: peer_word(path.stem, row['name']) in named)


if __name__ == '__main__':
    if sys.argv[1:] != ['settle']:
        sys.exit(__doc__)
    settle()
