#!/usr/bin/env python3
"""Write the coverage page: which requirements lints decide, by document and section.

usage: coverage.py OUT.md
"""
import collections
import pathlib
import re
import sys

import traceability

FIRST_NUMBER = re.compile(r'(?:[A-Z]+-)?(\d+(?:\.\d+)?)')


def section_of(row):
    """The chapter that a section belongs to: two numbers of it, or what stands there."""
    section = row['section']
    found = FIRST_NUMBER.match(section)
    return found[1] if found else re.split(r'[ ,;(]', section)[0] or '-'


def natural(text):
    return [(0, int(part), '') if part.isdigit() else (1, 0, part)
            for part in re.findall(r'\d+|\D+', text)]


def percent(part, whole):
    return f'{100 * part // whole} %' if whole else '-'


def cell(text):
    return text.replace('|', '\\|')


def table(header, lines):
    return '\n'.join(['| ' + ' | '.join(header) + ' |', '| --- ' * len(header) + '|',
                      *('| ' + ' | '.join(cell(str(c)) for c in line) + ' |' for line in lines)])


def counts(rows, covered):
    decided = sum(row['id'] in covered for row in rows)
    return len(rows), decided, len(rows) - decided, percent(decided, len(rows))


def grouped(rows, key):
    out = collections.defaultdict(list)
    for row in rows:
        out[key(row)].append(row)
    return sorted(out.items(), key=lambda item: natural(item[0]))


def document_part(document, rows, covered):
    lines = [(name, *counts(group, covered)) for name, group in grouped(rows, section_of)]
    yield f'\n## {document}\n'
    yield table(('section', 'requirements', 'decided', 'not', 'part'), lines)
    reasons = collections.Counter(row.get('undecided') or 'no reason given' for row in rows
                                  if row['id'] not in covered)
    if reasons:
        yield '\nNot decided:\n'
        yield '\n'.join(f'- {count} × {why}' for why, count in reasons.most_common())


def peers_part(named):
    lines = []
    for peer, rules in traceability.tables('peers').items():
        mapped = sum(traceability.peer_word(peer, row['name']) in named for row in rules)
        lines.append((peer, len(rules), mapped, percent(mapped, len(rules))))
    yield '\n## Rules of other linters\n'
    yield table(('linter', 'rules', 'named by lints', 'part'), lines)


def main(out):
    lints = traceability.lints()
    covered = traceability.by_word(lints, 'covers')
    rows = [row for table in traceability.tables('requirements').values() for row in table]
    documents = grouped(rows, lambda row: row['document'])
    parts = ['# Coverage\n',
             f'{len(lints)} lints and {len(rows)} requirements of {len(documents)} documents. '
             'Made by build-aux/coverage.py; `certlint list --requirements` has it row by row.\n',
             table(('document', 'requirements', 'decided', 'not', 'part'),
                   [(name, *counts(group, covered)) for name, group in documents])]
    for name, group in documents:
        parts += document_part(name, group, covered)
    parts += peers_part(traceability.by_word(lints, 'peers'))
    own = [(f'`{lint.id}`', lint.tags['because']) for lint in lints if not lint.words('covers')]
    parts += ['\n## Lints without a requirement\n', table(('lint', 'because'), own)]
    pathlib.Path(out).write_text('\n'.join(parts) + '\n', encoding='utf-8')


if __name__ == '__main__':
    main(*sys.argv[1:])
