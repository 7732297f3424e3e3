#!/usr/bin/env python3
"""Make the public headers of other versions from those of this one.

    grow.py older|newer INCLUDE OUT

"older" ends structs before a field, as a header would that was published before the field came;
"newer" appends a field to every struct that may grow.  OUT/certlint/ receives the headers.
"""
import pathlib
import re
import sys

# The first field that the older header lacks.
CUT = {
    'certlint_options': 'max_findings',
    'certlint_input': 'poll',
    'certlint_lint': 'user',
    'certlint_batch': 'flags',
    'certlint_finding': 'omitted',
    'certlint_summary': 'data',
    'certlint_name': 'source',
    'certlint_table_info': 'day',
    'certlint_columns': 'path_offset',
    'certlint_visit': 'depth',
    'certlint_ct_entry': 'timestamped',
    'certlint_watch_item': 'known',
    'certlint_watch_options': 'allocator',
    'certlint_watch_entry': 'kind',
    'certlint_watch_about': 'tbs',
    'certlint_hit': 'breaks',
    'certlint_groups_options': 'max_recent',
    'certlint_group': 'alerts',
    'certlint_noise': 'groups',
}
STRUCT = re.compile(r'^struct (\w+) \{\n(.*?)^\};', re.S | re.M)
INIT = re.compile(r'#define (\w+_INIT) \{ sizeof\(struct (\w+)\)((?:[^\n]*\\\n)*[^\n]*)\}')


def cut(found):
    name, body = found[1], found[2]
    if name == 'certlint_error':
        body = body.replace('char text[240]', 'char text[112]')
    elif name in CUT:
        field = re.search(rf'^[^\n]*\b{CUT[name]}\b[)(,;]', re.sub(r'/\*.*?\*/', blank, body, flags=re.S), re.M)
        body = body[:field.start()]
    return f'struct {name} {{\n{body}}};'


def blank(comment):
    return re.sub(r'[^\n]', ' ', comment[0])


def append(found):
    name, body = found[1], found[2]
    if body.startswith('\tsize_t size;'):
        body += '\tconst char *grown;\n'
    return f'struct {name} {{\n{body}}};'


def shorten(found):
    """What an initialiser does not name is zero; the one number that is not stays."""
    abi = ', CERTLINT_PLUGIN_ABI' if 'PLUGIN_ABI' in found[3] else ''
    return f'#define {found[1]} {{ sizeof(struct {found[2]}){abi} }}'


def main(which, include, out):
    out = pathlib.Path(out, 'certlint')
    out.mkdir(parents=True)
    change = {'older': cut, 'newer': append}[which]
    seen = set()
    for header in sorted(pathlib.Path(include, 'certlint').glob('*.h')):
        text = header.read_text()
        seen |= {m[1] for m in STRUCT.finditer(text)}
        text = INIT.sub(shorten, STRUCT.sub(change, text))
        if which == 'newer':
            text = re.sub(r'(#define CERTLINT_ABI\s+)(\d+)', lambda m: m[1] + str(int(m[2]) + 1), text)
        out.joinpath(header.name).write_text(text)
    missing = set(CUT) - seen
    if missing:
        sys.exit(f'grow.py: no header has {", ".join(sorted(missing))}')


if __name__ == '__main__':
    main(*sys.argv[1:])
