#!/usr/bin/env python3
"""Make subdivisions.c, the compiled-in table of ISO 3166-2 codes and names.

usage: subdivisions.py iso3166-2.csv OUTPUT

Rows stand by country and code; an index over all pairs of letters leads to a country's first.  A
source that does not parse stops the build.
"""

import csv
import re
import sys

COLUMNS = ["country", "code", "name"]


def read(path):
    """The rows as (country, code, name in UTF-8), in order."""
    with open(path, encoding="utf-8", newline="") as file:
        first = file.readline()
        if not re.fullmatch(r"# name=iso3166-2 version=\d{4}-\d\d-\d\d origin=.+\n", first):
            sys.exit("%s:1: expected '# name=iso3166-2 version=DATE origin=TEXT'" % path)
        rows = csv.reader(file, strict=True)
        if next(rows) != COLUMNS:
            sys.exit("%s:2: expected the columns %s" % (path, ",".join(COLUMNS)))
        before = ("", "")
        for number, row in enumerate(rows, 3):
            if len(row) != 3 or not re.fullmatch("[A-Z]{2}", row[0]) \
                    or not re.fullmatch("[0-9A-Z]{1,3}", row[1]) or (row[0], row[1]) <= before:
                sys.exit("%s:%d: expected country, code and name, in order and once"
                         % (path, number))
            before = (row[0], row[1])
            yield row[0], row[1], row[2].encode()


def main(source, output):
    rows = list(read(source))
    names, offsets, index = b"", [], []
    for _, _, name in rows:
        offsets.append(len(names))
        names += name + b"\0"
    for first in range(26):
        for second in range(26):
            pair = chr(65 + first) + chr(65 + second)
            index.append(sum(row[0] < pair for row in rows))
    index.append(len(rows))
    text = ["/* Made by data/subdivisions.py from iso3166-2.csv. */\n\n"
            '#include "subdivision.h"\n\nconst struct subdivision subdivision_rows[] = {\n']
    text += ['\t{ "%s", %d },\n' % (row[1], at) for row, at in zip(rows, offsets)]
    text.append("};\n\nconst uint16_t subdivision_index[26 * 26 + 1] = {\n")
    for i in range(0, len(index), 26):
        text.append("\t" + ", ".join("%d" % n for n in index[i:i + 26]) + ",\n")
    text.append("};\n\nconst unsigned char subdivision_names[] = {\n")
    for i in range(0, len(names), 24):
        text.append("\t" + ", ".join("%d" % n for n in names[i:i + 24]) + ",\n")
    text.append("};\n")
    with open(output, "w", encoding="ascii", newline="\n") as file:
        file.write("".join(text))


main(*sys.argv[1:])
