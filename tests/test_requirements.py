#!/usr/bin/env python3
"""The catalogue of requirements, the lists of peers' rules and the lints are true to each other.

CERTLINT_SOURCE names the source tree.  What is wrong is told row by row; reasons that became stale
because a lint was written are emptied by `build-aux/traceability.py settle`.
"""
import contextlib
import fnmatch
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ['CERTLINT_SOURCE'])
sys.path.insert(0, str(SOURCE / 'build-aux'))
sys.dont_write_bytecode = True

import coverage  # noqa: E402
import registry  # noqa: E402
import traceability  # noqa: E402

# The files of docs/requirements of which every row has a lint or a reason.
COMPLETE = ('code-signing', 'ct', 'etsi', 'evg', 'rfc', 'root-programs', 'smime', 'tls-br')
LEVELS = {'MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT'}
LISTED_PEERS = ('zlint', 'pkilint')


def undecided(rows, covered):
    """Rows with neither a lint nor a reason."""
    return [row['id'] for row in rows if row['id'] not in covered and not row.get('undecided')]


def stale(rows, covered):
    """Rows that are decided by a lint and say why they are not."""
    return [row['id'] for row in rows if row['id'] in covered and row.get('undecided')]


def unfounded(lints):
    """Lints that neither cover a row nor say why there is none."""
    return [lint.id for lint in lints if not lint.words('covers') and not lint.tags['because']]


def peer_faults(peer, rules, named):
    """What is wrong with one peer's list: a rule unmapped without, or mapped with a reason."""
    return [row['name'] for row in rules
            if (traceability.peer_word(peer, row['name']) in named) == bool(row['undecided'])]


def strange(rules_of, named):
    """Names of peers in lints that the peers' lists have not."""
    known = {traceability.peer_word(peer, row['name'])
             for peer, rules in rules_of.items() for row in rules}
    return [word for word in named if word.split(':')[0] in rules_of and word not in known]


def explanation_faults(rows, page, rules):
    """What is wrong with the table of explained differences between the peers and us."""
    out = []
    for row in rows:
        names = {rule for peer in rules if row['peer'] in (peer, '*') for rule in rules[peer]}
        if f'| {row["see"]} |' not in page:
            out.append(f'{row["rules"]}: no row {row["see"]}')
        if row['side'] not in ('we', 'they', '*'):
            out.append(f'{row["rules"]}: no side {row["side"]}')
        out += [f'no rule {pattern}' for pattern in row['rules'].split()
                if not fnmatch.filter(names, pattern)]
    return out


class Catalogue(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.lints = traceability.lints()
        cls.covered = traceability.by_word(cls.lints, 'covers')
        cls.named = traceability.by_word(cls.lints, 'peers')
        cls.files = traceability.tables('requirements')
        cls.peers = traceability.tables('peers')

    def test_every_row_has_a_lint_or_a_reason(self):
        for name in COMPLETE:
            self.assertEqual(undecided(self.files[name], self.covered), [], name)

    def test_no_reason_is_stale(self):
        for name, rows in self.files.items():
            self.assertEqual(stale(rows, self.covered), [], name)

    def test_every_lint_has_a_row_or_a_reason(self):
        self.assertEqual(unfounded(self.lints), [])

    def test_rows_are_sound(self):
        ids = [row['id'] for rows in self.files.values() for row in rows]
        self.assertEqual(len(ids), len(set(ids)))
        for rows in self.files.values():
            for row in rows:
                self.assertIn(row['level'], LEVELS, row['id'])
                self.assertRegex(row['id'], r'^[a-z0-9]\S*$')
                self.assertTrue(row['document'] and row['section'] and row['requirement'], row['id'])
                self.assertNotIn(None, row, f'{row["id"]}: more fields than the header has')
                self.assertNotIn(None, row.values(), f'{row["id"]}: fewer fields than the header has')

    def test_every_rule_of_a_peer_has_a_lint_or_a_reason(self):
        self.assertEqual(sorted(self.peers), sorted(LISTED_PEERS))
        for peer, rules in self.peers.items():
            self.assertEqual(peer_faults(peer, rules, self.named), [], peer)
            names = [row['name'] for row in rules]
            self.assertEqual(len(names), len(set(names)), peer)

    def test_explanations_of_differences(self):
        page = (SOURCE / 'docs/differences.md').read_text(encoding='utf-8')
        rules = {peer: [row['name'] for row in rows] for peer, rows in self.peers.items()}
        rows = traceability.rows(SOURCE / 'bench/peers/settled.csv')
        self.assertEqual(explanation_faults(rows, page, rules), [])
        self.assertTrue(explanation_faults([dict(rows[0], see='Z1')], page, rules))
        self.assertTrue(explanation_faults([dict(rows[0], rules='e_x')], page, rules))

    def test_lints_name_rules_that_peers_have(self):
        self.assertEqual(strange(self.peers, self.named), [])

    def test_differences_speak_of_what_there_is(self):
        known = {lint.id for lint in self.lints}
        known |= {row['name'] for rules in self.peers.values() for row in rules}
        text = (SOURCE / 'docs/differences.md').read_text()
        names = re.findall(r'`([a-z][a-z0-9]*(?:[_.-][a-z0-9 ]+){2,})`', text)
        self.assertGreater(len(names), 60)
        self.assertEqual([name for name in names if name not in known], [])

    def test_coverage_page(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / 'coverage.md'
            coverage.main(page)
            text = page.read_text()
        rows = [row for rows in self.files.values() for row in rows]
        self.assertIn(f'{len(self.lints)} lints and {len(rows)} requirements', text)
        for document in {row['document'] for row in rows}:
            mine = [row for row in rows if row['document'] == document]
            decided = sum(row['id'] in self.covered for row in mine)
            self.assertIn(f'| {document} | {len(mine)} | {decided} | {len(mine) - decided} |', text)
            self.assertIn(f'\n## {document}\n', text)


class Refusals(unittest.TestCase):
    """The checks themselves: each finds the fault it is there for."""

    def lint(self, tags=''):
        lines = ['A sentence.', '', 'fix: it.', *tags.splitlines()]
        return registry.Lint('x/here', 'x_y', 'ERROR', lines, ['pass tls', 'fail tls'])

    def test_rows(self):
        rows = [{'id': 'a', 'undecided': ''}, {'id': 'b', 'undecided': 'later'}, {'id': 'c'}]
        self.assertEqual(undecided(rows, {'a': []}), ['c'])
        self.assertEqual(undecided(rows, {}), ['a', 'c'])
        self.assertEqual(stale(rows, {'a': [], 'b': []}), ['b'])

    def test_lints(self):
        self.assertEqual(unfounded([self.lint()]), ['x_y'])
        self.assertEqual(unfounded([self.lint('covers: r')]), [])
        self.assertEqual(unfounded([self.lint('because: so.')]), [])

    def test_peers(self):
        rules = [{'name': 'e a', 'undecided': ''}, {'name': 'e_b', 'undecided': 'later'},
                 {'name': 'e_c', 'undecided': ''}, {'name': 'e_d', 'undecided': 'later'}]
        named = traceability.by_word([self.lint('peers: zlint:e_a zlint:e_b zlint:e_x')], 'peers')
        self.assertEqual(peer_faults('zlint', rules, named), ['e_b', 'e_c'])
        self.assertEqual(strange({'zlint': rules}, named), ['zlint:e_x'])

    def registry(self, tags, room='x'):
        """What registry.py says of a lint with these tags beside a mild one; None if it takes it."""
        def written(tags, lint):
            return ('/*\n * A sentence.\n *\n' + ''.join(f' * {tag}\n' for tag in tags) +
                    f' *\n *\tpass tls\n *\tfail tls\n */\n{lint}, BR("1"), .on = 0)\n{{\n}}\n')
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder) / room / 'a.c'
            source.parent.mkdir()
            source.write_text(written(tags, 'LINT(x_y, ERROR') +
                              written(['because: so.'], 'LINT(x_mild, WARNING'))
            done = subprocess.run([sys.executable, str(SOURCE / 'lints/registry.py'), folder,
                                   str(SOURCE / 'docs/requirements'), str(source)],
                                  capture_output=True, text=True)
        return done.stderr if done.returncode else None

    def test_registry(self):
        row = 'br-7.1.1-cert-version-v3'
        self.assertIsNone(self.registry([f'covers: {row}']))
        self.assertIsNone(self.registry(['because: it is.']))
        self.assertIn('not in docs/requirements', self.registry([f'covers: {row}-not']))
        self.assertIn('needs no because', self.registry([f'covers: {row}', 'because: it is.']))
        self.assertIn('a peer I do not know', self.registry(['peers: lint:e_x']))
        self.assertIn('does not exist', self.registry(['unless: x_other']))
        self.assertIn('is milder', self.registry(['unless: x_mild']))
        self.assertIn('the room of its document', self.registry([], room='z'))

    def test_settle(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'x.csv'
            path.write_text('id,undecided\na,later\nb,"x, later"\n')
            with contextlib.redirect_stdout(io.StringIO()):
                traceability.settle_file(path, lambda row: row['id'] == 'a')
            self.assertEqual(path.read_text(), 'id,undecided\na,\nb,"x, later"\n')


if __name__ == '__main__':
    unittest.main()
