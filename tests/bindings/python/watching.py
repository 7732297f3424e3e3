"""The parts of a monitor for Python through ctypes: entries of logs, a watch list, groups."""
import ctypes as C

from binding import ERR_LIMIT, Error, Failure, Input, OK, P, Sized, Span, TEXT

ALERT, COUNT, HELD, DUPLICATE, SILENT = 1, 2, 3, 4, 5


class Entry(Sized):
    _fields_ = [('size', C.c_size_t), ('timestamp', C.c_uint64), ('leaf_index', C.c_int64),
                ('entry_type', C.c_uint32), ('remarks', C.c_uint32)] + [(name, Span) for name in (
        'certificate', 'tbs', 'issuer_key_hash', 'chain', 'fingerprints', 'leaf', 'extensions',
        'timestamped', 'source')] + [
        ('reason', TEXT), ('position', C.c_size_t), ('fault', C.c_uint32), ('part', C.c_uint32)]


class WatchOptions(Sized):
    _fields_ = [('size', C.c_size_t), ('text', TEXT), ('text_length', C.c_size_t), ('items', P),
                ('item_count', C.c_size_t), ('allocator', P), ('flags', C.c_uint64)]


class About(Sized):
    _fields_ = [('size', C.c_size_t), ('issuer_key', P), ('tbs', P), ('key', P),
                ('flags', C.c_uint64)]


class Hit(Sized):
    _fields_ = [('size', C.c_size_t), ('item', C.c_size_t), ('user', P)] + [
        (name, TEXT) for name in ('pattern', 'label', 'owner', 'note', 'value', 'place',
                                  'broken')] + [
        ('offset', C.c_size_t), ('length', C.c_size_t), ('object', P), ('issuer_key', P),
        ('tbs', P)] + [(name, C.c_uint32) for name in (
            'kind', 'how', 'verdict', 'breaks', 'flags', 'reserved')]


class GroupsOptions(Sized):
    _fields_ = [('size', C.c_size_t), ('allocator', P), ('quiet', C.c_int64),
                ('digest_every', C.c_int64), ('window', C.c_int64), ('burst', C.c_uint32),
                ('max_groups', C.c_uint32), ('max_recent', C.c_uint32), ('flags', C.c_uint32)]


class Group(Sized):
    _fields_ = [('size', C.c_size_t), ('issuer', P)] + [(name, TEXT) for name in (
        'issuer_name', 'pattern', 'label', 'owner', 'example')] + [
        (name, C.c_int64) for name in ('first', 'last', 'told')] + [(name, C.c_uint64) for name in (
            'count', 'untold', 'duplicates', 'alerts', 'change')] + [
        ('kind', C.c_uint32), ('flags', C.c_uint32)]


STRUCTS = {
    'certlint_ct_entry': Entry, 'certlint_watch_options': WatchOptions,
    'certlint_watch_about': About, 'certlint_hit': Hit, 'certlint_groups_options': GroupsOptions,
    'certlint_group': Group,
}
SINK = C.CFUNCTYPE(C.c_int, P, C.POINTER(Hit))
FUNCTIONS = {
    'certlint_ct_json_next': (C.c_int, [P, C.c_size_t, C.POINTER(C.c_size_t), C.POINTER(Entry)]),
    'certlint_ct_input': (C.c_int, [C.POINTER(Entry), C.POINTER(Input)]),
    'certlint_watch_new': (C.c_int, [C.POINTER(P), C.POINTER(WatchOptions), C.POINTER(Error)]),
    'certlint_watch_free': (None, [P]),
    'certlint_watch_match': (C.c_int, [P, C.POINTER(Input), C.POINTER(About), SINK, P]),
    'certlint_groups_new': (C.c_int, [C.POINTER(P), C.POINTER(GroupsOptions), C.POINTER(Error)]),
    'certlint_groups_free': (None, [P]),
    'certlint_groups_hit': (C.c_int, [P, C.POINTER(Hit), C.c_int64, C.POINTER(C.POINTER(Group))]),
}


class Monitor:
    """A watch list with its groups, fed with answers to get-entries."""

    def __init__(self, lib, text):
        self.lib, self.watch, self.groups = lib, P(), P()
        for name, (result, arguments) in FUNCTIONS.items():
            function = getattr(lib, name)
            function.restype, function.argtypes = result, arguments
        error = Error()
        status = lib.certlint_watch_new(C.byref(self.watch), C.byref(
            WatchOptions(text=text, text_length=len(text))), C.byref(error))
        if status == OK:
            status = lib.certlint_groups_new(C.byref(self.groups), C.byref(GroupsOptions()),
                                             C.byref(error))
        if status != OK:
            raise Failure(status, error)

    def match(self, entry, time, alerts):
        """Sort what is hit into groups, and keep what is to be told: texts are lent for the call."""
        given, group = Input(), C.POINTER(Group)()
        if self.lib.certlint_ct_input(C.byref(entry), C.byref(given)) != OK:
            return

        def call(_, hit):
            decision = self.lib.certlint_groups_hit(self.groups, hit, time, C.byref(group))
            if decision in (ALERT, HELD):
                alerts.append((hit.contents.pattern.decode(), hit.contents.value.decode()))
            return 0
        about = About(issuer_key=entry.issuer_key_hash.data)
        if self.lib.certlint_watch_match(self.watch, C.byref(given), C.byref(about), SINK(call),
                                         None) == ERR_LIMIT:
            alerts.append(('not matched', ''))

    def feed(self, body, time):
        """What is to be told of an answer, or of one entry alone, and what is damaged in it."""
        if not body.startswith(b'{"entries"'):
            body = b'{"entries":[' + body + b']}'
        text, at, entry = C.create_string_buffer(body, len(body)), C.c_size_t(0), Entry()
        alerts, damages = [], []
        while True:
            status = self.lib.certlint_ct_json_next(text, len(body), C.byref(at), C.byref(entry))
            if status == 0:
                return alerts, damages
            if status < 0:
                damages.append(entry.reason.decode())
            self.match(entry, time, alerts)

    def __del__(self):
        self.lib.certlint_groups_free(self.groups)
        self.lib.certlint_watch_free(self.watch)
