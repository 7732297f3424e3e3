#!/usr/bin/env python3
"""Make countries.c, the compiled-in table of ISO 3166-1 alpha-2 codes.

usage: countries.py iso3166-1.csv OUTPUT

Rows stand by code, and an index over all pairs of letters leads to them.  A source that does not
parse stops the build.
"""

import re
import sys

import tables

STATUS = {"assigned": "COUNTRY_ASSIGNED", "reserved": "COUNTRY_RESERVED", "user": "COUNTRY_USER"}
COLUMNS = "code,status,assigned,withdrawn"


def read(path):
    """The rows as (code, status, first day, day after the last)."""
    with open(path, encoding="ascii", newline="") as file:
        lines = file.read().split("\n")
    if not re.fullmatch(r"# name=iso3166-1 version=\d{4}-\d\d-\d\d origin=.+", lines[0]):
        sys.exit("%s:1: expected '# name=iso3166-1 version=DATE origin=TEXT'" % path)
    if lines[1] != COLUMNS or lines[-1]:
        sys.exit("%s: expected the columns %s and a last line that ends" % (path, COLUMNS))
    seen = ""
    for number, line in enumerate(lines[2:-1], 3):
        try:
            code, status, assigned, withdrawn = line.split(",")
            if not re.fullmatch("[A-Z]{2}", code) or code <= seen:
                raise ValueError("expected two letters, in order and once, not %r" % code)
            seen = code
            yield (code, STATUS[status], tables.day_or(assigned, "DAY_FIRST"),
                   tables.day_or(withdrawn, "DAY_LAST"))
        except (ValueError, KeyError) as error:
            sys.exit("%s:%d: %s" % (path, number, error))


def main(source, output):
    rows = list(read(source))
    index = [0] * (26 * 26)
    for at, row in enumerate(rows, 1):
        index[(ord(row[0][0]) - 65) * 26 + ord(row[0][1]) - 65] = at
    writer = tables.Writer()
    writer.text = ["/* Made by data/countries.py from iso3166-1.csv. */\n\n"
                   '#include "country.h"\n#include "day.h"\n']
    writer.text.append("\nconst struct country country_rows[] = {\n"
                       "\t{ COUNTRY_NONE, DAY_LAST, DAY_LAST },\n")
    writer.text += ["\t{ %s, %s, %s },\n" % row[1:] for row in rows]
    writer.text.append("};\n\nconst uint16_t country_index[26 * 26] = {\n")
    for i in range(0, 26 * 26, 26):
        writer.text.append("\t" + ", ".join("%d" % n for n in index[i:i + 26]) + ",\n")
    writer.text.append("};\n")
    with open(output, "w", encoding="ascii", newline="\n") as file:
        file.write("".join(writer.text))


main(*sys.argv[1:])
