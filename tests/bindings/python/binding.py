"""certlint for Python through ctypes: as much of a binding as the tests need."""
import ctypes as C
import json

P, TEXT = C.c_void_p, C.c_char_p
CERT, TBS_CERT = 1, 2
NOTICE, WARNING, ERROR = 20, 30, 40
STOPPED, OK, ERR_ARGUMENT, ERR_NEWER, ERR_LIMIT, ERR_CONFIG = 1, 0, -1, -3, -4, -5
EACH_SAN = 4
JSON = 1
PLUGIN_ABI = 1


class Sized(C.Structure):
    """A struct that says how long it is, as every one that may grow does."""

    def __init__(self, **fields):
        super().__init__(size=C.sizeof(self), **fields)


class Span(C.Structure):
    _fields_ = [('data', P), ('length', C.c_size_t)]

    def __bytes__(self):
        return C.string_at(self.data, self.length) if self.length else b''


class Item(C.Structure):
    _fields_ = [('whole', Span), ('key', Span), ('value', Span), ('tag', C.c_uint32),
                ('index', C.c_uint32), ('number', C.c_int64), ('private_', P * 6)]


class Error(Sized):
    _fields_ = [('size', C.c_size_t), ('status', C.c_int32), ('position', C.c_int32),
                ('text', C.c_char * 240)]


CHECK = C.CFUNCTYPE(None, P, P)
RELEASE = C.CFUNCTYPE(None, P)


class Lint(Sized):
    _fields_ = [('size', C.c_size_t)] + [(name, TEXT) for name in (
        'id', 'source', 'citation', 'summary', 'why', 'fix', 'applies', 'needs', 'unless', 'covers',
        'peers', 'aliases', 'citations', 'vectors')] + [
        ('severity', C.c_int32), ('from_day', C.c_int32), ('until_day', C.c_int32),
        ('clock', C.c_uint32), ('check', CHECK), ('user', P), ('release', RELEASE)]


class Plugin(Sized):
    _fields_ = [('size', C.c_size_t), ('abi', C.c_uint32), ('needs_abi', C.c_uint32),
                ('name', TEXT), ('version', TEXT), ('lints', C.POINTER(C.POINTER(Lint))),
                ('lint_count', C.c_size_t)]


class Options(Sized):
    _fields_ = [('size', C.c_size_t), ('selection', TEXT), ('severity', TEXT), ('profile', TEXT),
                ('data_directory', TEXT), ('data', P), ('data_count', C.c_size_t),
                ('plugins', C.POINTER(C.POINTER(Plugin))), ('plugin_count', C.c_size_t),
                ('allocator', P), ('max_input', C.c_size_t), ('max_depth', C.c_uint32),
                ('max_per_lint', C.c_uint32), ('max_findings', C.c_uint32), ('flags', C.c_uint32)]


POLL = C.CFUNCTYPE(C.c_int, P)


class Input(Sized):
    _fields_ = [('size', C.c_size_t), ('data', TEXT), ('length', C.c_size_t), ('issuer', TEXT),
                ('issuer_length', C.c_size_t), ('pair', TEXT), ('pair_length', C.c_size_t),
                ('profile', TEXT), ('facts', TEXT), ('name', TEXT), ('as_of', C.c_int64),
                ('now', C.c_int64), ('kind', C.c_int32), ('minimum', C.c_int32),
                ('flags', C.c_uint32), ('number', C.c_uint32), ('allocator', P), ('poll', POLL),
                ('poll_ctx', P), ('issuer_object', P)]


class Finding(Sized):
    _fields_ = [('size', C.c_size_t)] + [(name, TEXT) for name in (
        'id', 'source', 'citation', 'covers', 'detail', 'expected', 'found', 'path')] + [
        ('bytes', P), ('bytes_length', C.c_size_t), ('offset', C.c_size_t), ('length', C.c_size_t),
        ('lint', C.POINTER(Lint)), ('object', P), ('severity', C.c_int32), ('index', C.c_uint32),
        ('omitted', C.c_uint64)]


class Column(C.Structure):
    _fields_ = [('values', P), ('offsets', P), ('validity', P), ('first', C.c_int64),
                ('width', C.c_int32), ('reserved', C.c_int32)]


class Batch(Sized):
    _fields_ = [('size', C.c_size_t), ('common', C.POINTER(Input)), ('rows', C.c_int64),
                ('data', Column), ('issuer', Column), ('flags', C.c_uint64)]


class Columns(Sized):
    _fields_ = [('size', C.c_size_t), ('rows', C.c_int64), ('findings', C.c_int64),
                ('start', C.POINTER(C.c_int64)), ('worst', C.POINTER(C.c_uint8)),
                ('not_checked', C.POINTER(C.c_uint32)), ('row', C.POINTER(C.c_int64)),
                ('lint', C.POINTER(C.c_uint32)), ('severity', C.POINTER(C.c_uint8)),
                ('offset', C.POINTER(C.c_int64)), ('length', C.POINTER(C.c_int64)),
                ('detail_offset', C.POINTER(C.c_int64)), ('detail', P),
                ('path_offset', C.POINTER(C.c_int64)), ('path', P)]


STRUCTS = {
    'certlint_span': Span, 'certlint_item': Item, 'certlint_error': Error, 'certlint_lint': Lint,
    'certlint_plugin': Plugin, 'certlint_options': Options, 'certlint_input': Input,
    'certlint_finding': Finding, 'certlint_column': Column, 'certlint_batch': Batch,
    'certlint_columns': Columns,
}
SINK = C.CFUNCTYPE(C.c_int, P, C.POINTER(Finding))
FUNCTIONS = {
    'certlint_version': (TEXT, []),
    'certlint_new': (C.c_int, [C.POINTER(P), C.POINTER(Options), C.POINTER(Error)]),
    'certlint_free': (None, [P]),
    'certlint_run': (C.c_int, [P, C.POINTER(Input), SINK, P, C.POINTER(Error)]),
    'certlint_check': (C.c_int, [P, C.POINTER(Input), C.POINTER(P), C.POINTER(Error)]),
    'certlint_report_free': (None, [P]),
    'certlint_report_passes': (C.c_int, [P, C.c_int]),
    'certlint_report_format': (C.c_size_t, [P, C.c_int, P, C.c_size_t]),
    'certlint_at': (C.POINTER(Lint), [P, C.c_size_t]),
    'certlint_each': (C.c_int, [P, C.c_int, C.POINTER(Item)]),
    'certlint_fail_text': (None, [P, Span, TEXT, TEXT, TEXT]),
    'certlint_not_checked': (None, [P, TEXT]),
    'certlint_batch_check': (C.c_int, [P, C.POINTER(Batch), C.POINTER(P), C.POINTER(Error)]),
    'certlint_table_columns': (C.POINTER(Columns), [P]),
    'certlint_table_free': (None, [P]),
    'certlint_batch_arrow': (C.c_int, [P, C.POINTER(Input), P, P, C.c_uint64, P, P,
                                       C.POINTER(Error)]),
}


def load(path):
    """The library, with its functions' types told."""
    lib = C.CDLL(path)
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(lib, name)
        function.restype, function.argtypes = result, arguments
    return lib


class Failure(Exception):
    """A negative return: nothing was linted."""

    def __init__(self, status, error):
        super().__init__(error.text.decode())
        self.status, self.position = status, error.position


def guard(reporter, lib, function):
    """Run a check.  What it raises stays on this side of the border and is told as not checked."""
    try:
        function()
    except Exception as e:  # pylint: disable=broad-except
        lib.certlint_not_checked(reporter, f'{type(e).__name__}: {e}'.encode())


class Report:
    def __init__(self, lib, pointer):
        self.lib, self.pointer = lib, pointer

    def passes(self, severity):
        return bool(self.lib.certlint_report_passes(self.pointer, severity))

    def json(self):
        length = self.lib.certlint_report_format(self.pointer, JSON, None, 0)
        buffer = C.create_string_buffer(length + 1)
        self.lib.certlint_report_format(self.pointer, JSON, buffer, length + 1)
        return json.loads(buffer.value)

    def __del__(self):
        self.lib.certlint_report_free(self.pointer)


class Linter:
    """A handle.  `lints` are (id, severity, applies, check), with check(names) yielding complaints
    as (name, text) about the dNSNames that it gets."""

    def __init__(self, lib, selection=None, lints=(), abi=PLUGIN_ABI, flags=0):
        self.lib, self.pointer, self.released = lib, P(), []
        # The texts and structs are copied by the library; the callbacks have to live here.
        own = [self.make_lint(*lint) for lint in lints]
        self.callbacks = [(lint.check, lint.release) for lint in own]
        pointers = (C.POINTER(Lint) * len(own))(*(C.pointer(lint) for lint in own))
        plugin = Plugin(abi=abi, name=b'python', lints=pointers, lint_count=len(own))
        options = Options(selection=selection.encode() if selection else None, flags=flags,
                          plugins=C.pointer(C.pointer(plugin)), plugin_count=1)
        error = Error()
        status = lib.certlint_new(C.byref(self.pointer), C.byref(options), C.byref(error))
        if status < 0:
            raise Failure(status, error)

    def make_lint(self, name, severity, applies, function):
        def check(obj, reporter):
            guard(reporter, self.lib, lambda: self.check_names(obj, reporter, function))
        released = self.released    # no reference to self: the collector has to be able to free it
        return Lint(id=name.encode(), severity=severity, applies=applies.encode(),
                    check=CHECK(check), release=RELEASE(lambda user: released.append(name)))

    def check_names(self, obj, reporter, function):
        item = Item()
        while self.lib.certlint_each(obj, EACH_SAN, C.byref(item)):
            text = function(bytes(item.value)) if item.tag == 0x82 else None
            if text:
                self.lib.certlint_fail_text(reporter, item.value, text.encode(), None, None)

    def check(self, der, **fields):
        """A report.  ctypes keeps `der` where it is for the time of the call, and that is enough."""
        report, error = P(), Error()
        status = self.lib.certlint_check(self.pointer, C.byref(Input(data=der, length=len(der), **fields)),
                                         C.byref(report), C.byref(error))
        if status < 0:
            raise Failure(status, error)
        return Report(self.lib, report)

    def run(self, der, sink):
        """Call sink(id, detail, offset, length) for each finding; what it raises is raised here."""
        raised = []

        def call(_, finding):
            try:
                f = finding.contents
                sink(f.id.decode(), f.detail.decode(), f.offset, f.length)
            except BaseException as e:  # pylint: disable=broad-except
                raised.append(e)
            return len(raised)
        error = Error()
        status = self.lib.certlint_run(self.pointer, C.byref(Input(data=der, length=len(der))),
                                       SINK(call), None, C.byref(error))
        if raised:
            raise raised[0]
        if status < 0:
            raise Failure(status, error)
        return status

    def free(self):
        self.lib.certlint_free(self.pointer)
        self.pointer = P()

    def __del__(self):
        self.free()
