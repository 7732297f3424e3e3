#!/usr/bin/env python3
"""Write the lint table, its texts and the test vectors from the lint sources.

usage: registry.py OUTDIR REQUIREMENTS_DIR lint.c...

A lint is a comment and a line that begins with LINT( or LINT_AS( below it.  The comment holds
paragraphs (the first is the summary), tags (fix: covers: because: peers: unless: aliases:) and
vectors (lines of a tab, pass|fail|na and a recipe).  Whatever begins with LINT and does not read like this is
refused, so that no lint is lost.
"""
import csv
import pathlib
import re
import sys

LINT = re.compile(r'^LINT(_AS)?\((?:(\w+), )?([a-z][a-z0-9]*(?:_[a-z0-9]+)+), (NOTICE|WARNING|ERROR), ')
VECTOR = re.compile(r'^ \*\t(pass|fail|na)\s+(\S.*)$')
TAGS = ('fix', 'covers', 'because', 'peers', 'unless', 'aliases')
SEVERITIES = ('NOTICE', 'WARNING', 'ERROR')
TAG = re.compile(rf'^({"|".join(TAGS)}): (.*)$')


class Lint:
    """One lint as its source says it."""

    def __init__(self, place, name, severity, comment, vectors):
        self.place, self.id, self.severity, self.vectors = place, name, severity, vectors
        self.tags = {tag: '' for tag in TAGS}
        paragraphs, tag = [''], None
        for line in comment:
            if not line:
                paragraphs.append('')
                tag = None
            elif m := TAG.match(line):
                tag = m[1]
                self.tags[tag] = f'{self.tags[tag]} {m[2]}'.strip()
            elif tag:
                self.tags[tag] += ' ' + line
            else:
                paragraphs[-1] = f'{paragraphs[-1]} {line}'.strip()
        paragraphs = [p for p in paragraphs if p]
        if not paragraphs:
            self.refuse('has no sentence above it')
        self.summary, self.why = paragraphs[0], '\n\n'.join(paragraphs[1:])
        verdicts = {v.split()[0] for v in vectors}
        if not verdicts >= {'pass', 'fail'}:
            self.refuse('needs a pass and a fail vector')
        if not name.startswith(place.partition('/')[0] + '_'):
            self.refuse('belongs in the room of its document')

    def refuse(self, why):
        sys.exit(f'{self.place}: {self.id} {why}')

    def words(self, tag):
        return self.tags[tag].split()


def read(path):
    """Yield the lints of one file in order."""
    comment, vectors, inside = [], [], False
    lines = path.read_text().splitlines()
    for number, line in enumerate(lines, 1):
        place = f'{path.parent.name}/{path.name}:{number}'
        if line.startswith('/*'):
            comment, vectors, inside = [], [], not line.rstrip().endswith('*/')
        elif inside and line.startswith(' */'):
            inside = False
        elif inside and (m := VECTOR.match(line)):
            vectors.append(f'{m[1]} {m[2]}')
        elif inside:
            if line.startswith(' *\t') :
                sys.exit(f'{place}: neither pass, fail nor na: {line}')
            comment.append(line.removeprefix(' *').strip())
        elif m := LINT.match(line):
            if bool(m[1]) != bool(m[2]):
                sys.exit(f'{place}: LINT_AS takes a check first, LINT does not: {line}')
            yield Lint(place, m[3], m[4], comment, vectors)
            comment, vectors = [], []
        elif line.startswith('LINT'):
            sys.exit(f'{place}: not a lint I can read: {line}')


def check(lints, requirements):
    """What one lint cannot know of the others."""
    known = {}
    for lint in lints:
        for name in [lint.id] + lint.words('aliases'):
            if name in known:
                lint.refuse(f'is declared twice, see {known[name].place}')
            known[name] = lint
    for lint in lints:
        if lint.tags['because'] and lint.tags['covers']:
            lint.refuse('covers a row, so it needs no because:')
        for other in lint.words('unless'):
            if other not in known:
                lint.refuse(f'is silent for {other}, which does not exist')
            if SEVERITIES.index(known[other].severity) < SEVERITIES.index(lint.severity):
                lint.refuse(f'would give way to {other}, which is milder')
        for row in lint.words('covers'):
            if row not in requirements:
                lint.refuse(f'covers {row}, which is not in docs/requirements')
        for peer in lint.words('peers'):
            if not re.fullmatch(r'(zlint|pkilint|x509lint|certlint):\S+', peer):
                lint.refuse(f'names a peer I do not know: {peer}')
    return known


def order(lints, known):
    """Winners before the lints that are silent for them; else as they come."""
    out, state = [], {}
    for first in lints:
        stack = [(first, iter(first.words('unless')))]
        while stack:
            lint, rest = stack[-1]
            if state.get(lint.id) == 'done':
                stack.pop()
                continue
            state[lint.id] = 'open'
            for name in rest:
                other = known[name]
                if state.get(other.id) == 'open':
                    lint.refuse(f'and {other.id} are silent for each other')
                if other.id not in state:
                    stack.append((other, iter(other.words('unless'))))
                    break
            else:
                state[lint.id] = 'done'
                out.append(lint)
                stack.pop()
    return out


def quoted(text):
    """A C string literal."""
    out = ''.join(f'\\{ord(c):03o}' if ord(c) < 32 or c in '"\\?' else c for c in text)
    return f'"{out}"'


def write(path, text):
    """Leave an unchanged file alone, so that nothing is rebuilt for it."""
    text = '/* Made by registry.py from the lint sources. */\n' + text
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def requirement_citations(directory):
    """The document and section of each requirement by its id."""
    rows = {}
    for path in pathlib.Path(directory).glob('*.csv'):
        with path.open(newline='') as f:
            rows |= {r['id']: f'{r["document"]} {r["section"]}'.strip() for r in csv.DictReader(f)}
    return rows


def main(outdir, requirements, *sources):
    lints = [lint for s in sources for lint in read(pathlib.Path(s))]
    citations = requirement_citations(requirements)
    known = check(lints, citations)
    lints = order(lints, known)
    out = pathlib.Path(outdir)
    write(out / 'registry.h', ''.join(f'extern const struct lint lint_{i.id};\n' for i in lints))
    rows = ''.join(f'\t&lint_{i.id},\n' for i in lints)
    texts = ''
    for i in lints:
        cited = '; '.join(dict.fromkeys(citations[row] for row in i.words('covers')))
        fields = [i.summary, i.why, i.tags['fix'], i.tags['covers'], i.tags['peers'],
                  i.tags['unless'], i.tags['aliases'], cited, '\n'.join(i.vectors)]
        texts += '\t{ ' + ', '.join(quoted(f) if f else 'NULL' for f in fields) + ' },\n'
    write(out / 'registry.c',
          '#include "engine.h"\n\nconst struct lint *const lint_table[] = {\n' + rows + '};\n\n'
          'const struct lint_text lint_texts[] = {\n' + texts + '};\n\n'
          f'const size_t lint_count = {len(lints)};\n')
    write(out / 'vectors.h', ''.join(
        f'{{ "{i.id}", {quoted(v)} }},\n' for i in lints for v in i.vectors))


if __name__ == '__main__':
    main(*sys.argv[1:])
