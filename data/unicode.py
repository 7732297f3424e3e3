#!/usr/bin/env python3
"""Write the C tables of lib/idna_tables.h from idna.csv.

usage: unicode.py idna.csv idna_tables.c

Code points with equal properties share a record; a two-stage table leads from a code point to the
number of its record, blocks of equal content being kept once.
"""
import pathlib
import sys

CODE_POINTS = 0x110000
FIELDS = ('class', 'bidi', 'joining', 'script', 'nfc', 'ccc', 'mark')
PLAIN = ('CLASS_DISALLOWED', 'BIDI_NONE', 'JOINING_U', 'SCRIPT_OTHER', 'NFC_YES', '0', '0')
LONGEST = 4     # code points of a full canonical decomposition: DECOMPOSED_MAX in idna.c


def read(path):
    """Yield (property, first, last, value) of each row."""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith('#') or line.startswith('property,'):
            continue
        try:
            name, first, last, value = line.split(',')
            yield name, int(first, 16), int(last, 16), value
        except ValueError as error:
            sys.exit(f'{path}:{number}: {error}')


def constant(name, value):
    """The C spelling of a value."""
    if name == 'nfc':
        return {'N': 'NFC_NO', 'M': 'NFC_MAYBE'}[value]
    return value if name in ('ccc', 'mark') else f'{name}_{value}'.upper()


def collect(rows):
    """The record of every code point, and the compositions as (first, second, composite)."""
    facts = [PLAIN] * CODE_POINTS
    pairs = []
    for name, first, last, value in rows:
        if name == 'compose':
            pairs.append((first, last, int(value, 16)))
            continue
        field = FIELDS.index(name)
        for c in range(first, last + 1):
            facts[c] = facts[c][:field] + (constant(name, value),) + facts[c][field + 1:]
    return facts, sorted(pairs)


def check_pairs(pairs):
    """What idna.c takes for granted."""
    whole = {composite: (first, second) for first, second, composite in pairs}
    assert len(whole) == len({(f, s) for f, s, _ in pairs}) == len(pairs)
    for first, second in whole.values():
        assert second not in whole
        depth = 2
        while first in whole:
            first = whole[first][0]
            depth += 1
        assert depth <= LONGEST


def split(numbers, shift):
    """The two stages for blocks of 1 << shift code points."""
    seen, first, second = {}, [], []
    for start in range(0, CODE_POINTS, 1 << shift):
        block = tuple(numbers[start:start + (1 << shift)])
        if block not in seen:
            seen[block] = len(seen)
            second.extend(block)
        first.append(seen[block])
    return first, second


def lines(values, width):
    return '\n'.join('\t' + ' '.join(f'{v},' for v in values[i:i + width])
                     for i in range(0, len(values), width))


def array(declaration, values, width=20):
    return f'const {declaration} = {{\n{lines(values, width)}\n}};\n'


def tables(facts, pairs):
    records = sorted(set(facts), key=lambda r: (r != PLAIN, r))
    number = {r: i for i, r in enumerate(records)}
    numbers = [number[r] for r in facts]
    shift = 7
    first, second = split(numbers, shift)
    assert len(records) <= 256 and (max(first) + 1 << shift) == len(second) <= 65536
    by_composite = sorted(range(len(pairs)), key=lambda i: pairs[i][2])
    yield array('struct char_facts char_records[]', ['{' + ', '.join(r) + '}' for r in records], 1)
    yield array('uint16_t char_blocks[]', first, 16)
    yield array('uint8_t char_numbers[]', second)
    yield array('struct composition compositions[]',
                ['{' + ', '.join(map(hex, p)) + '}' for p in pairs], 3)
    yield array('uint16_t by_composite[]', by_composite, 14)
    yield f'const int composition_count = {len(pairs)};\n'


def write(path, text):
    """Leave an unchanged file alone, so that nothing is rebuilt for it."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    origin = source.read_text().splitlines()[0].lstrip('# ')
    facts, pairs = collect(read(source))
    check_pairs(pairs)
    head = f'/* Made by unicode.py from {source.name}: {origin}. */\n\n#include "idna_tables.h"\n'
    write(target, '\n'.join([head, *tables(facts, pairs)]))


main()
