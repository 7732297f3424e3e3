#!/usr/bin/env python3
"""Renew idna.csv: what IDNA2008 asks of Unicode's code points.

usage: data/renew_unicode.py > data/idna.csv

Needs the PyPI packages idna (code point classes of RFC 5892, joining types, scripts, which code
points UTS #46 maps) and unicodedata2 (combining and bidirectional classes, marks, normalization),
both of one Unicode version.
"""
import importlib.metadata
import sys

import idna.idnadata
import idna.uts46data
import unicodedata2 as ucd

CODE_POINTS = [c for c in range(0x110000) if not 0xd800 <= c < 0xe000]
HANGUL = range(0xac00, 0xd7a4)

# Classes with which a character may stand in a right-to-left label: RFC 5893 section 2.
BIDI = {'R', 'AL', 'AN', 'EN', 'ES', 'CS', 'ET', 'ON', 'BN', 'NSM'}


def expand(packed):
    """The code points of idnadata's ranges: first << 32 | past the last."""
    for both in packed:
        yield from range(both >> 32, both & 0xffffffff)


def mapped():
    """The code points that UTS #46 replaces: upper case, compatibility forms."""
    starts = list(idna.uts46data.uts46_starts) + [0x110000]
    for i, status in enumerate(idna.uts46data.uts46_statuses):
        if status == ord('M'):
            yield from range(starts[i], starts[i + 1])


def classes():
    found = {c: 'MAPPED' for c in mapped()}
    for name, packed in idna.idnadata.codepoint_classes.items():
        found.update((c, name) for c in expand(packed))
    return found


def by_name(tables):
    return {c: name for name, packed in tables.items() for c in expand(packed)}


def by_rule(rule):
    found = ((c, rule(chr(c))) for c in CODE_POINTS)
    return {c: value for c, value in found if value}


def is_primary(char):
    """Whether the decomposed char composes to itself again."""
    return len(ucd.normalize('NFD', char)) > 1 and ucd.normalize('NFC', char) == char


def compositions():
    """{composite: (first, second)}, but for Hangul syllables, whose rule is arithmetic."""
    found = {}
    for char in map(chr, CODE_POINTS):
        if is_primary(char) and ord(char) not in HANGUL:
            found[ord(char)] = tuple(int(c, 16) for c in ucd.decomposition(char).split())
    return found


def quick_check(composites):
    """NFC_Quick_Check: N where a character never stands in NFC, M where it may join the last.

    That is a second part, or a composite whose own first part is one.
    """
    joining = {second for _, second in composites.values()}
    joining.update(range(0x1161, 0x1176), range(0x11a8, 0x11c3))
    found = {c: 'M' for c in [*joining, *composites]
             if ord(ucd.normalize('NFD', chr(c))[0]) in joining}
    found.update((c, 'N') for c in CODE_POINTS if ucd.normalize('NFC', chr(c)) != chr(c))
    return found


def ranges(values):
    """[first, last, value] of neighbours with one value."""
    out = []
    for c in sorted(values):
        if out and out[-1][1] == c - 1 and out[-1][2] == values[c]:
            out[-1][1] = c
        else:
            out.append([c, c, values[c]])
    return out


def main():
    if idna.idnadata.__version__ != ucd.unidata_version:
        sys.exit(f'idna has Unicode {idna.idnadata.__version__}, '
                 f'unicodedata2 {ucd.unidata_version}')
    composites = compositions()
    print(f'# Unicode {ucd.unidata_version}, from the PyPI packages '
          f'idna {importlib.metadata.version("idna")} and '
          f'unicodedata2 {importlib.metadata.version("unicodedata2")}')
    print('property,first,last,value')
    tables = {
        'class': classes(),
        'bidi': by_rule(lambda c: ucd.bidirectional(c) if ucd.bidirectional(c) in BIDI else ''),
        'joining': {c: t for c, t in by_name(idna.idnadata.joining_types).items() if t != 'U'},
        'script': by_name(idna.idnadata.scripts),
        'ccc': by_rule(ucd.combining),
        'mark': by_rule(lambda c: ucd.category(c)[0] == 'M' and 1),
        'nfc': quick_check(composites),
    }
    for name, values in tables.items():
        for first, last, value in ranges(values):
            print(f'{name},{first:04X},{last:04X},{value}')
    for composite, (first, second) in sorted(composites.items()):
        print(f'compose,{first:04X},{second:04X},{composite:04X}')


main()
