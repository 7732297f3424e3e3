"""Certificates by the column through the Arrow C data interface, as pyarrow speaks it.

    test_arrow.py LIBRARY OBJECTS
"""
import ctypes as C
import pathlib
import sys
import unittest

try:
    import pyarrow as pa
    from pyarrow.cffi import ffi
except ImportError as e:
    print('skipped:', e)
    sys.exit(77)

import binding as b

LIBRARY, OBJECTS = (pathlib.Path(arg) for arg in sys.argv[1:3])
LIB = b.load(str(LIBRARY))
GOOD, BAD = (OBJECTS.joinpath(name + '.der').read_bytes() for name in ('good', 'bad'))
ROWS = [BAD, None, GOOD, b'', BAD]
NO_DETAIL, NO_PATH = 1, 2


def address(struct):
    return int(ffi.cast('uintptr_t', struct))


def lint_column(lint, array, flags=0):
    """A record batch of findings.  pyarrow takes what it imports, and releases what it exports."""
    own, out = ((ffi.new('struct ArrowArray*'), ffi.new('struct ArrowSchema*')) for _ in range(2))
    array._export_to_c(*map(address, own))
    error = b.Error()
    status = LIB.certlint_batch_arrow(lint.pointer, None, *map(address, own), flags,
                                      *map(address, out), C.byref(error))
    for struct in own:      # an importer would do so; the library leaves them to their owner
        assert struct.release != ffi.NULL
        struct.release(struct)
    if status < 0:
        raise b.Failure(status, error)
    return pa.RecordBatch._import_from_c(*map(address, out))


class Test(unittest.TestCase):
    def setUp(self):
        self.lint = b.Linter(LIB, 'der_length_not_minimal')

    def test_rows(self):
        for kind in (pa.binary(), pa.large_binary()):
            found = lint_column(self.lint, pa.array(ROWS, kind))
            found.validate(full=True)
            self.assertEqual(found.column('row').to_pylist(), [0, 4])
            self.assertEqual(found.column('id').to_pylist(), ['der_length_not_minimal'] * 2)
            self.assertEqual(found.column('severity').to_pylist(), [b.ERROR] * 2)
            self.assertTrue(found.column('path')[0].as_py().startswith('tbsCertificate.extensions'))
            self.assertIn('length', found.column('detail')[1].as_py())
            offset, length = found.column('offset')[0].as_py(), found.column('length')[0].as_py()
            self.assertEqual(BAD[offset:offset + length], bytes.fromhex('068103'))

    def test_types(self):
        found = lint_column(self.lint, pa.array(ROWS, pa.binary()))
        self.assertEqual(found.schema.field('row').type, pa.int64())
        self.assertTrue(pa.types.is_dictionary(found.schema.field('id').type))
        self.assertEqual(found.schema.field('id').type.value_type, pa.utf8())
        self.assertEqual(found.schema.field('severity').type, pa.uint8())
        for name in ('offset', 'length'):
            self.assertEqual(found.schema.field(name).type, pa.int64())
        for name in ('detail', 'path'):
            self.assertEqual(found.schema.field(name).type, pa.large_utf8())

    def test_slices(self):
        array = pa.array(ROWS * 5, pa.binary())
        for start in (0, 1, 3, 7, 11):
            expected = [i for i, row in enumerate((ROWS * 5)[start:start + 9]) if row is BAD]
            found = lint_column(self.lint, array.slice(start, 9))
            self.assertEqual(found.column('row').to_pylist(), expected)

    def test_nothing(self):
        for rows in ([], [None], [GOOD], [None] * 9):
            found = lint_column(self.lint, pa.array(rows, pa.large_binary()))
            found.validate(full=True)
            self.assertEqual(found.num_rows, 0)

    def test_flags(self):
        found = lint_column(self.lint, pa.array(ROWS, pa.binary()), NO_DETAIL | NO_PATH)
        self.assertEqual(found.column('row').to_pylist(), [0, 4])
        for name in ('detail', 'path'):
            if name in found.schema.names:
                self.assertEqual(found.column(name).null_count, 2)

    def test_other_columns(self):
        for array in (pa.array(['text']), pa.array([1, 2]), pa.array([[b'x']])):
            with self.assertRaises(b.Failure) as caught:
                lint_column(self.lint, array)
            self.assertEqual(caught.exception.status, b.ERR_ARGUMENT)
            self.assertNotEqual(str(caught.exception), '')

    def test_outlives_handle(self):
        found = lint_column(self.lint, pa.array(ROWS, pa.binary()))
        row = found.column('id')
        self.lint.free()
        self.assertEqual(row.to_pylist(), ['der_length_not_minimal'] * 2)
        del found
        self.assertEqual(row[1].as_py(), 'der_length_not_minimal')

    def test_many(self):
        found = lint_column(self.lint, pa.array([GOOD, BAD] * 2000, pa.large_binary()))
        self.assertEqual(found.column('row').to_pylist(), list(range(1, 4000, 2)))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
