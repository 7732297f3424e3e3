"""The library from Python through ctypes: layout, callbacks, exceptions, ownership, threads, buffers.

    test_ctypes.py LIBRARY LAYOUT OBJECTS

LAYOUT is what layout.py's program prints, OBJECTS a folder with good.der, bad.der and star.der.
"""
import base64
import ctypes as C
import json
import pathlib
import sys
import threading
import unittest

import binding as b
import watching as w

LIBRARY, LAYOUT, OBJECTS = (pathlib.Path(arg) for arg in sys.argv[1:4])
LIB = b.load(str(LIBRARY))
GOOD, BAD, STAR = (OBJECTS.joinpath(name + '.der').read_bytes() for name in ('good', 'bad', 'star'))
# No object here comes with an issuer, a counterpart or a clock.
ALONE = '-needs:issuer -needs:issuer_key -needs:pair -needs:now'


def star(name):
    return 'a star' if name.startswith(b'*') else None


class Test(unittest.TestCase):
    def test_layout(self):
        seen = {}
        for line in LAYOUT.read_text().splitlines():
            struct, field, offset, size = line.split()
            seen.setdefault(struct, []).append((field, int(offset), int(size)))
        for name, struct in {**b.STRUCTS, **w.STRUCTS}.items():
            own = [(field, getattr(struct, field).offset, getattr(struct, field).size)
                   for field, *_ in struct._fields_]
            self.assertEqual(own, seen[name], name)

    def test_report(self):
        lint = b.Linter(LIB, ALONE)
        good, bad = lint.check(GOOD), lint.check(BAD, name=b'bad')
        self.assertTrue(good.passes(b.WARNING))
        self.assertFalse(bad.passes(b.ERROR))
        report = bad.json()
        self.assertEqual(report['input'], 'bad')
        self.assertIn('der_length_not_minimal', [f['id'] for f in report['findings']])
        self.assertEqual(good.json()['findings'], [])

    def test_report_outlives_handle(self):
        lint = b.Linter(LIB, 'python_star', [('python_star', b.ERROR, 'tls', star)])
        report, released = lint.check(STAR), lint.released
        lint.free()
        self.assertEqual([f['id'] for f in report.json()['findings']], ['python_star'] * 2)
        self.assertEqual(released, [])
        callbacks = lint.callbacks      # release is called when the last owner lets go
        del report
        self.assertEqual(released, ['python_star'])
        self.assertEqual(len(callbacks), 1)

    def test_monitor(self):
        def answer(*certificates):
            return json.dumps({'entries': [{
                'leaf_input': base64.b64encode(bytes(12) + len(der).to_bytes(3, 'big') + der +
                                               bytes(2)).decode(),
                'extra_data': base64.b64encode(bytes(3)).decode()} for der in certificates]}).encode()
        monitor = w.Monitor(LIB, b'dns:www.example.com owner=web\n1.1.1.1\n')
        self.assertEqual(monitor.feed(answer(GOOD, STAR), 1),
                         ([('dns:www.example.com', '*.example.com')], []))
        self.assertEqual(monitor.feed(answer(STAR), 2), ([], []))   # told
        alone = json.dumps(json.loads(answer(STAR))['entries'][0]).encode()
        self.assertEqual(monitor.feed(alone, 2), ([], []))
        alerts, damages = monitor.feed(answer(GOOD)[:-9] + b'!"}]}', 3)
        self.assertEqual((alerts, len(damages)), ([], 1))
        with self.assertRaisesRegex(b.Failure, 'line 2: .1.1.1.1/33') as raised:
            w.Monitor(LIB, b'example.com\n1.1.1.1/33')
        self.assertEqual(raised.exception.position, 1)

    def test_sink(self):
        lint = b.Linter(LIB, 'python_star', [('python_star', b.ERROR, 'tls', star)])
        seen = []
        self.assertEqual(lint.run(STAR, lambda *finding: seen.append(finding)), b.OK)
        self.assertEqual([(f[0], f[1]) for f in seen], [('python_star', 'a star')] * 2)
        for _, _, offset, length in seen:
            self.assertTrue(STAR[offset:offset + length].startswith(b'*.'))
        self.assertEqual(lint.run(GOOD, lambda *finding: seen.append(finding)), b.OK)
        self.assertEqual(len(seen), 2)

    def test_exception_in_sink(self):
        lint = b.Linter(LIB, 'python_star', [('python_star', b.ERROR, 'tls', star)])
        calls = []

        def sink(*finding):
            calls.append(finding)
            raise KeyError('in a sink')
        with self.assertRaisesRegex(KeyError, 'in a sink'):
            lint.run(STAR, sink)
        self.assertEqual(len(calls), 1)     # it stopped the run
        self.assertEqual(lint.run(STAR, lambda *finding: None), b.OK)

    def test_exception_in_check(self):
        def broken(name):
            raise ValueError('in a check')
        lint = b.Linter(LIB, 'python_broken', [('python_broken', b.ERROR, 'tls', broken)])
        report = lint.check(GOOD)
        self.assertFalse(report.passes(b.ERROR))
        self.assertIn('ValueError: in a check', str(report.json()['not_checked']))

    def test_refusals(self):
        with self.assertRaises(b.Failure) as caught:
            b.Linter(LIB, lints=[('python_x', b.ERROR, 'tlss', star)])
        self.assertEqual(caught.exception.status, b.ERR_CONFIG)
        self.assertIn("'tlss'", str(caught.exception))
        with self.assertRaises(b.Failure) as caught:
            b.Linter(LIB, lints=[('python_x', b.ERROR, 'tls', star)], abi=b.PLUGIN_ABI + 1)
        self.assertEqual(caught.exception.status, b.ERR_NEWER)
        with self.assertRaises(b.Failure) as caught:
            b.Linter(LIB, 'der_length_not_minimal der_lenght', flags=1)
        self.assertEqual((caught.exception.status, caught.exception.position), (b.ERR_CONFIG, 23))
        with self.assertRaises(b.Failure) as caught:
            b.Linter(LIB).check(GOOD, kind=99)
        self.assertEqual(caught.exception.status, b.ERR_ARGUMENT)

    def test_threads(self):
        lint = b.Linter(LIB, 'python_star der_*', [('python_star', b.ERROR, 'tls', star)])
        counts = [0] * 4

        def work(i):
            def count(*_):
                counts[i] += 1
            for _ in range(100):
                lint.run(STAR, count)
        threads = [threading.Thread(target=work, args=(i,)) for i in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(counts, [200] * 4)

    def test_columns(self):
        """A column in Arrow's layout, its third row null, its offsets of both widths."""
        lint = b.Linter(LIB, 'der_length_not_minimal')
        rows = [GOOD, BAD, b'', BAD]
        values = b''.join(rows)
        ends = [sum(map(len, rows[:i])) for i in range(len(rows) + 1)]
        for kind, width in ((C.c_int32, 4), (C.c_int64, 8)):
            offsets = (kind * len(ends))(*ends)
            validity = (C.c_uint8 * 1)(0b1011)
            column = b.Column(values=C.cast(values, b.P), offsets=C.cast(offsets, b.P),
                              validity=C.cast(validity, b.P), width=width)
            self.check_columns(lint, b.Batch(rows=len(rows), data=column))

    def check_columns(self, lint, batch):
        table, error = b.P(), b.Error()
        status = LIB.certlint_batch_check(lint.pointer, C.byref(batch), C.byref(table), C.byref(error))
        self.assertEqual(status, b.OK, error.text)
        columns = LIB.certlint_table_columns(table).contents
        self.assertEqual((columns.rows, columns.findings), (4, 2))
        self.assertEqual(columns.start[:5], [0, 0, 1, 1, 2])
        self.assertEqual(columns.worst[:4], [0, b.ERROR, 255, b.ERROR])
        self.assertEqual(columns.row[:2], [1, 3])
        one = LIB.certlint_at(lint.pointer, columns.lint[0]).contents
        self.assertEqual(one.id, b'der_length_not_minimal')
        end = columns.detail_offset[1]
        self.assertIn(b'length', C.string_at(columns.detail, end))
        place = BAD[columns.offset[0]:columns.offset[0] + columns.length[0]]
        self.assertEqual(place, bytes.fromhex('068103'))
        LIB.certlint_table_free(table)


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
