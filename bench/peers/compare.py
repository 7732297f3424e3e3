#!/usr/bin/env python3
"""Set certlint against zlint and pkilint on a directory of certificates, rule by rule.

usage: compare.py [--certlint PROGRAM] [--peer NAME]... [--results NAME=FILE]... [--work DIR]
                  [--as-of DATE] [--names N] [--rule TEXT] DIRECTORY

For each rule of a peer that a lint means the same as (`peers:` in the lints' comments) it prints on
how many certificates both fire, only we and only they, the first certificates of the last two, and
why we are silent: another lint speaks in its place (unless:), facts that the lint asks for (+tls) or
does not bear (-ca), the certificate is from before or after the lint's time, damage kept it from
being checked.  What is left is a difference of opinion, and its certificates come first.
A certificate that a peer cannot read is left out of that peer's table and counted.  pkilint judges
every certificate by the rules of its own day, and certlint is told to do the same.

settled.csv says which differences are explained, and by which row of docs/differences.md; what is
left is counted at the end, and the exit code is 1 if there is any.

The peers are installed below --work the first time (Go and its module proxy for zlint, pip for
pkilint), and what they say of a certificate is kept there.  --results takes what a peer said from a
file instead: a line of JSON a certificate, {"file": NAME, "results": {RULE: SEVERITY}}.
"""
import argparse
import collections
import datetime
import fnmatch
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / 'build-aux'))
sys.dont_write_bytecode = True

import traceability  # noqa: E402

ZLINT = 'v3.7.3'
# The one that zlint pins is a commit, which not every module proxy has kept; the last release does.
SUFFIXES = 'github.com/weppos/publicsuffix-go'
SUFFIXES_RELEASE = 'v0.50.3'
PKILINT = '0.13.3'
SILENT = {'pass', 'NA', 'NE'}


def run(command, **more):
    return subprocess.run(command, check=True, **more)


# ------------------------------------------------------------------ peers

def build_zlint(folder):
    """A program that lints the files named on its input; made from zlint/main.go."""
    program = folder / 'zlint-lines'
    if program.exists():
        return [program]
    source = folder / 'zlint'
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(HERE / 'zlint', source)
    run(['go', 'mod', 'init', 'compare'], cwd=source)
    steps = (['go', 'get', f'github.com/zmap/zlint/v3@{ZLINT}'], ['go', 'mod', 'tidy'],
             ['go', 'build', '-o', program, '.'])
    try:
        for step in steps:
            run(step, cwd=source)
    except subprocess.CalledProcessError:
        run(['go', 'mod', 'edit', f'-replace={SUFFIXES}={SUFFIXES}@{SUFFIXES_RELEASE}'], cwd=source)
        for step in steps:
            run(step, cwd=source)
    return [program]


def build_pkilint(folder):
    place = folder / 'pkilint'
    python = place / 'bin/python'
    if not (place / 'ready').exists():
        venv.create(place, with_pip=True, clear=True)
        run([python, '-m', 'pip', 'install', '--quiet', f'pkilint=={PKILINT}'])
        (place / 'ready').touch()
    return [python, HERE / 'run_pkilint.py']


PEERS = {'zlint': (build_zlint, ZLINT), 'pkilint': (build_pkilint, PKILINT)}
# The day whose rules a peer applies to all certificates; certlint is told the same.
RULES_OF = {'pkilint': '2026-11-01'}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lines(path):
    with path.open(encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def ask_peer(peer, files, folder):
    """What the peer says of each file: {file: record}, out of the cache where it is there."""
    build, version = PEERS[peer]
    cache = folder / f'{peer}-{version}.jsonl'
    known = {record['sha256']: record for record in lines(cache)} if cache.exists() else {}
    digests = {name: digest(path) for name, path in files.items()}
    missing = {digests[name]: path for name, path in files.items() if digests[name] not in known}
    if missing:
        names = ''.join(f'{path}\n' for path in missing.values())
        done = run([str(part) for part in build(folder)], input=names, stdout=subprocess.PIPE,
                   text=True)
        by_path = {str(path): sha256 for sha256, path in missing.items()}
        with cache.open('a', encoding='utf-8') as f:
            for line in done.stdout.splitlines():
                record = json.loads(line)
                record['sha256'] = by_path[record.pop('file')]
                known[record['sha256']] = record
                f.write(json.dumps(record) + '\n')
    return {name: known[sha256] for name, sha256 in digests.items() if sha256 in known}


def read_results(peer, path, files, root):
    """The same from a results file, whose names may lead with the directory's own."""
    records = {record['file']: record for record in lines(path)}
    out = {}
    for name in files:
        record = records.get(name) or records.get(f'{root.name}/{name}')
        if record and not (peer == 'pkilint' and 'type' not in record):
            out[name] = record
    return out


# ------------------------------------------------------------------ ours

Said = collections.namedtuple('Said', 'found not_checked facts day')


def all_facts(told):
    """The facts, with those that go without saying: what decodes (has_ski) is there (ski_present)."""
    return set(told) | {f'{fact[4:]}_present' for fact in told if fact.startswith('has_')}


def ask_certlint(program, files, folder, as_of):
    """What certlint says of each certificate; other kinds of objects are left out."""
    names = folder / 'files'
    names.write_text(''.join(f'{path}\n' for path in files.values()))
    command = [program, '--format', 'jsonl', '--select', 'all', '--exit-zero', '--quiet',
               '--digest', 'none', '--files-from', names]
    if as_of:
        command += ['--as-of', as_of]
    done = subprocess.run(command, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 3):
        sys.exit(f'{program} ended with {done.returncode}')
    by_path = {str(path): name for name, path in files.items()}
    out = {}
    for line in done.stdout.splitlines():
        report = json.loads(line)
        if report['kind'] == 'certificate':
            name = by_path[report['input']]
            out[name] = Said({finding['id'] for finding in report['findings']},
                             {lint['id'] for lint in report['not_checked']},
                             all_facts(report['facts']), not_before(files[name].read_bytes()))
    return out


def element(der, at):
    """Tag, begin and end of the contents of the element at an offset."""
    tag, length, at = der[at], der[at + 1], at + 2
    if length & 0x80:
        octets = length & 0x7f
        length, at = int.from_bytes(der[at:at + octets], 'big'), at + octets
    return tag, at, at + length


def not_before(der):
    """The day of notBefore as YYYY-MM-DD; None where it cannot be found so simply."""
    try:
        at = element(der, element(der, 0)[1])[1]
        tag, _, end = element(der, at)
        at = end if tag == 0xa0 else at
        for _ in range(3):  # serialNumber, signature, issuer
            at = element(der, at)[2]
        tag, begin, end = element(der, element(der, at)[1])
        text = der[begin:end].decode('ascii')
        if tag == 0x17:
            text = ('19' if text[:2] >= '50' else '20') + text
        return f'{text[:4]}-{text[4:6]}-{text[6:8]}'
    except (IndexError, UnicodeDecodeError):
        return None


def our_lints(program):
    done = run([program, 'list', '--format', 'json'], stdout=subprocess.PIPE)
    return {lint['id']: lint for lint in json.loads(done.stdout)}


# ------------------------------------------------------------------ comparison

Difference = collections.namedtuple('Difference', 'file side words day')


class Rule:
    def __init__(self):
        self.both, self.differences = [], []

    def of(self, side):
        return [d for d in self.differences if d.side == side]


def silence(lint, winners, said, as_of):
    """Why one lint is silent on a certificate."""
    if lint['id'] in said.not_checked:
        return 'damage'
    for word in lint['applies']:
        if word.startswith('!') and word[1:] in said.facts:
            return f'-{word[1:]}'
        if not word.startswith('!') and word not in said.facts:
            return f'+{word}'
    day = as_of or said.day
    if day and lint['from'] and day < lint['from']:
        return 'before'
    if day and lint['until'] and day >= lint['until']:
        return 'after'
    return next((f'unless:{winner}' for winner in winners if winner in said.found), 'opinion')


def fired(record):
    return {rule for rule, status in record['results'].items() if status not in SILENT}


def why_silent(ids, lints, unless, said, as_of):
    """The reason of the lint that came nearest to speaking."""
    near = ('opinion', 'unless', 'damage', 'before', 'after', '-', '+')
    reasons = [silence(lints[lint], unless[lint], said, as_of) for lint in ids if lint in lints]
    return min(reasons, key=lambda why: next(i for i, lead in enumerate(near)
                                             if why.startswith(lead)), default='not in this program')


def compare(said, found, lints_of, explain):
    """A Rule of each mapped rule.  Ours counts only if no other name of the lint's fired there."""
    rules = {name: Rule() for name in lints_of}
    names_of = collections.defaultdict(set)
    for name, ids in lints_of.items():
        for lint in ids:
            names_of[lint].add(name)
    for file in sorted(set(said) & set(found)):
        if said[file].get('error'):
            continue
        theirs, ours = fired(said[file]), found[file].found
        words = (found[file].facts | {f'ours:{lint}' for lint in ours} |
                 {f'theirs:{name}' for name in theirs} | {f'type:{said[file].get("type")}'})
        for name, ids in lints_of.items():
            mine = ours & set(ids)
            if name in theirs and mine:
                rules[name].both.append(file)
            elif name in theirs:
                why = {explain(ids, found[file])}
                rules[name].differences.append(
                    Difference(file, 'they', words | why, found[file].day))
            elif any(not names_of[lint] & theirs for lint in mine):
                why = {f'lint:{lint}' for lint in mine if not names_of[lint] & theirs}
                why.add('peer-' + said[file]['results'].get(name, 'NA'))
                rules[name].differences.append(
                    Difference(file, 'we', words | why, found[file].day))
    return rules


# ------------------------------------------------------------------ explanations

class Explanation:
    """A row of settled.csv: which differences it explains, and the row of the page that says why."""

    def __init__(self, row):
        self.row, self.used = row, 0
        self.conditions = row['when'].split()

    def explains(self, peer, rule, difference):
        return (self.row['peer'] in (peer, '*') and self.row['side'] in (difference.side, '*') and
                any(fnmatch.fnmatchcase(rule, pattern) for pattern in self.row['rules'].split()) and
                all(holds(condition, difference) for condition in self.conditions))


def holds(condition, difference):
    """A word, `!` and a word that must not be there, `a|b`, or a bound of notBefore."""
    if condition.startswith('day<'):
        return bool(difference.day) and difference.day < condition[4:]
    if condition.startswith('day>='):
        return bool(difference.day) and difference.day >= condition[5:]
    if condition.startswith('!'):
        return condition[1:] not in difference.words
    return any(fnmatch.filter(difference.words, word) if '*' in word else word in difference.words
               for word in condition.split('|'))


def explanations():
    out = [Explanation(row) for row in traceability.rows(HERE / 'settled.csv')]
    page = (HERE.parent.parent / 'docs/differences.md').read_text(encoding='utf-8')
    for explanation in out:
        if f'| {explanation.row["see"]} |' not in page:
            sys.exit(f'docs/differences.md has no row {explanation.row["see"]}')
    return out


def unexplained(peer, rules, known):
    """The differences that no row explains; counts the use of the rows."""
    out = collections.defaultdict(list)
    for name, rule in sorted(rules.items()):
        for difference in rule.differences:
            row = next((row for row in known if row.explains(peer, name, difference)), None)
            if row:
                row.used += 1
            else:
                out[name].append(difference)
    return out


# ------------------------------------------------------------------ the report

def some(files, limit):
    shown = ' '.join(files[:limit])
    return shown + (' ...' if len(files) > limit else '')


def reason(difference):
    """What sorts the differences of a rule: why we or the peer are silent."""
    if difference.side == 'they':
        lead = ('opinion', 'unless:', 'damage', 'before', 'after', '-', '+', 'not in this program')
        return next(word for word in sorted(difference.words) if word.startswith(lead))
    return ' '.join(sorted(word for word in difference.words if word.startswith(('lint:', 'peer-'))))


def show_side(differences, side, limit):
    classes = collections.defaultdict(list)
    for difference in differences:
        if difference.side == side:
            classes[reason(difference)].append(difference.file)
    for why, files in sorted(classes.items(), key=lambda item: -len(item[1])):
        print(f'{"":20}only {side}: {len(files)} × {why}  {some(files, limit)}')


def show(peer, said, found, rules, left, lints_of, options):
    unread = [file for file in found if file not in said or said[file].get('error')]
    print(f'\n{peer}: {len(found)} certificates, of which it could not read {len(unread)}')
    print(f'{"both":>6}{"we":>6}{"they":>6}{"left":>6}  rule')
    for name, rule in sorted(rules.items(), key=lambda item: (-len(left[item[0]]), item[0])):
        if not (rule.both or rule.differences) or options.rule not in name:
            continue
        print(f'{len(rule.both):6}{len(rule.of("we")):6}{len(rule.of("they")):6}'
              f'{len(left[name]):6}  {name}  [{" ".join(lints_of[name])}]')
        for side in ('we', 'they') if options.names else ():
            show_side(rule.differences if options.all else left[name], side, options.names)
    silent = collections.Counter(name for file in found if file in said
                                 for name in fired(said[file]) if name not in lints_of)
    if silent and not options.rule:
        print('rules that no lint means the same as, and how often they fire:')
        for name, count in silent.most_common():
            print(f'{count:18}  {name}')
    both, we, they = (sum(map(len, part)) for part in zip(*(
        (rule.both, rule.of('we'), rule.of('they')) for rule in rules.values())))
    print(f'{peer}: both {both}, only we {we}, only they {they}, '
          f'unexplained {sum(map(len, left.values()))}')


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('directory', type=pathlib.Path)
    parser.add_argument('--certlint', default='certlint')
    parser.add_argument('--peer', action='append', choices=sorted(PEERS))
    parser.add_argument('--results', action='append', default=[], metavar='NAME=FILE')
    parser.add_argument('--work', type=pathlib.Path,
                        default=pathlib.Path(os.environ.get('XDG_CACHE_HOME') or
                                             pathlib.Path.home() / '.cache') / 'certlint-peers')
    parser.add_argument('--as-of', metavar='DATE',
                        help="certlint's: judge by the rules of DATE, with each peer")
    parser.add_argument('--names', type=int, default=3, help='certificates shown of each rule')
    parser.add_argument('--all', action='store_true', help='show explained differences too')
    parser.add_argument('--verbose', action='store_true', help='how often each explanation served')
    parser.add_argument('--rule', default='', help='only rules that have TEXT in their names')
    return parser.parse_args()


def lints_that_mean(peer, named):
    """{a peer's rule: the lints that mean the same}."""
    words = {row['name']: traceability.peer_word(peer, row['name'])
             for row in traceability.tables('peers')[peer]}
    return {name: named[word] for name, word in words.items() if word in named}


def settle(peer, files, root, known, options):
    """Compare with one peer and print; the number of differences that are left."""
    as_of = options.as_of or RULES_OF.get(peer)
    as_of = datetime.date.today().isoformat() if as_of == 'now' else as_of
    found = ask_certlint(options.certlint, files, options.work, as_of)
    files = {name: path for name, path in files.items() if name in found}
    sources = traceability.lints()
    lints_of = lints_that_mean(peer, traceability.by_word(sources, 'peers'))
    unless = {lint.id: lint.words('unless') for lint in sources}
    lints = our_lints(options.certlint)
    given = dict(pair.split('=', 1) for pair in options.results)
    said = (read_results(peer, pathlib.Path(given[peer]), files, root) if peer in given else
            ask_peer(peer, files, options.work))
    rules = compare(said, found, lints_of,
                    lambda ids, about: why_silent(ids, lints, unless, about, as_of))
    left = unexplained(peer, rules, known)
    show(peer, said, found, rules, left, lints_of, options)
    return sum(map(len, left.values()))


def main():
    options = arguments()
    root = options.directory.resolve()
    files = {str(path.relative_to(root)): path for path in sorted(root.rglob('*'))
             if path.is_file() and path.suffix in ('.der', '.cer', '.crt')}
    options.work.mkdir(parents=True, exist_ok=True)
    known = explanations()
    total = sum(settle(peer, files, root, known, options)
                for peer in options.peer or sorted(PEERS))
    if options.verbose:
        for row in known:
            print(f'{row.used:6}  {" ".join(row.row.values())}')
    print(f'unexplained: {total}')
    return total > 0


if __name__ == '__main__':
    sys.exit(main())
