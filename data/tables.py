#!/usr/bin/env python3
"""Make tables.c, the compiled-in form of the data tables, from the files beside this script.

usage: tables.py OUTPUT tlds.csv suffixes.dat special-use.csv networks.csv ct-logs.csv

lib/table.h describes the layout; label_hash() here and there must agree, which test_data.c sees to
by finding every row of the sources.  A source that does not parse stops the build.
"""

import base64
import datetime
import hashlib
import ipaddress
import re
import sys
import unicodedata

COLUMNS = {
    "tlds": "tld,type,delegated,removed",
    "special-use": "name,reference,list",
    "networks": "prefix,name,reference,allocation,termination,left,reachable,lists",
    "ct-logs": "id,key,operator,description,type,use,start,end,chrome,apple",
}
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LISTS = {"special": 1, "pre-sc48": 2, "other": 4}
REACHABLE = {"no": 0, "yes": 1, "na": 2}
TYPES, USES = {"rfc6962": "false", "static": "true"}, {"public": "false", "test": "true"}
STATES = {"unlisted": 1, "pending": 2, "qualified": 3, "usable": 4, "readonly": 5, "retired": 6,
          "rejected": 7}        # enum log_state of data.h
STATES_MAX = 6
EPOCH = datetime.date(1970, 1, 1)

# enum node_flag of table.h
PARENT, RULE, RULE_PRIVATE, WILD, WILD_PRIVATE, EXCEPTION = 1, 2, 4, 8, 16, 32
REGISTERED, UNREGISTERED = 2, 4
OWN, BELOW = RULE | RULE_PRIVATE | EXCEPTION, WILD | WILD_PRIVATE

MASK = (1 << 64) - 1


class Fault(Exception):
    """A source that does not parse: file, line and what was expected."""


def day_number(text):
    """Days since 1970 of 2026-09-30; a missing day or month is the first."""
    parts = text.split("-")
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        raise ValueError("expected a date, not %r" % text)
    return (datetime.date(*map(int, (parts + ["1", "1"])[:3])) - EPOCH).days


def day_or(text, default):
    return str(day_number(text)) if text else default


# ---------------------------------------------------------------- sources


class Source:
    """One file: its text, edition and rows."""

    def __init__(self, name, path):
        self.name, self.path = name, path
        with open(path, "rb") as file:
            raw = file.read()
        self.digest = hashlib.sha256(raw).digest()
        self.lines = raw.decode("utf-8").split("\n")
        self.version = None
        self.rows = 0

    def fault(self, line, what):
        return Fault("%s:%d: %s" % (self.path, line + 1, what))

    def csv(self):
        """The rows of a CSV file with its edition in the first line, as (line, fields)."""
        head = re.fullmatch(r"# name=(\S+) version=(\d{4}-\d\d-\d\d) origin=(.+)", self.lines[0])
        if not head or head[1] != self.name:
            raise self.fault(0, "expected '# name=%s version=DATE origin=TEXT'" % self.name)
        self.version = head[2]
        at = 1
        while self.lines[at].startswith("#"):
            at += 1
        if self.lines[at] != COLUMNS[self.name]:
            raise self.fault(at, "expected the columns " + COLUMNS[self.name])
        width = COLUMNS[self.name].count(",") + 1
        for line in range(at + 1, len(self.lines)):
            if not self.lines[line] and line == len(self.lines) - 1:
                break
            fields = self.lines[line].split(",")
            if len(fields) != width or '"' in self.lines[line]:
                raise self.fault(line, "expected %d fields without quotes" % width)
            self.rows += 1
            yield line, fields

    def rules(self):
        """The rules of the public suffix list as (line, text, private)."""
        section = None
        for line, text in enumerate(self.lines):
            version = re.fullmatch(r"// VERSION: (\S+)", text)
            mark = re.fullmatch(r"// ===(BEGIN|END) (ICANN|PRIVATE) DOMAINS===", text)
            if version and not self.version:
                self.version = version[1]
            elif mark:
                if (mark[1] == "BEGIN") != (section is None):
                    raise self.fault(line, "a marker out of place")
                section = mark[2] if mark[1] == "BEGIN" else None
            elif text.strip() and not text.startswith("//"):
                if section is None:
                    raise self.fault(line, "a rule outside the sections")
                self.rows += 1
                yield line, text.rstrip(), section == "PRIVATE"
        if section or not self.version:
            raise self.fault(len(self.lines) - 1, "no END marker, or no VERSION")


def check_name(name):
    if len(name) > 253 or not all(LABEL.fullmatch(label) for label in name.split(".")):
        raise ValueError("expected a lower-case host name, not %r" % name)
    return name


def a_label(label):
    """The A-label of a U-label; what is ASCII stays."""
    if label.isascii():
        return label
    if unicodedata.normalize("NFC", label.lower()) != label:
        raise ValueError("expected lower case and NFC")
    return "xn--" + label.encode("punycode").decode("ascii")


# ---------------------------------------------------------------- the label trie


def label_word(label, i):
    n = len(label)
    if n >= 8:
        at = i if i + 8 <= n else n - 8
        return int.from_bytes(label[at:at + 8], "little")
    if n >= 4:
        return int.from_bytes(label[:4] + label[n - 4:], "little")
    return label[0] | label[n // 2] << 8 | label[n - 1] << 16


def label_hash(parent, label):
    h = ((len(label) << 32 | parent) * 0x9E3779B97F4A7C15) & MASK
    for i in range(0, len(label), 8):
        h = ((h ^ label_word(label, i)) * 0xD6E8FEB86659FD93) & MASK
        h ^= h >> 29
    return h


class Trie:
    """Names by label from the right; node 0 is the root of DNS."""

    def __init__(self):
        self.nodes = [["", 0, 0]]               # label, parent, flags
        self.index = {}

    def add(self, name, flag):
        node = 0
        for label in reversed(name.split(".")):
            key = (node, label)
            if key not in self.index:
                self.nodes[node][2] |= PARENT
                self.index[key] = len(self.nodes)
                self.nodes.append([label, node, 0])
            node = self.index[key]
        if self.nodes[node][2] & (OWN if flag & OWN else BELOW):
            raise ValueError("%s is there twice" % name)
        self.nodes[node][2] |= flag
        return node

    def slots(self):
        size = 1
        while size < 2 * len(self.nodes):
            size *= 2
        slots = [0] * size
        for node, (label, parent, _) in enumerate(self.nodes[1:], 1):
            h = label_hash(parent, label.encode("ascii"))
            at = h >> 32 & size - 1
            while slots[at]:
                at = at + 1 & size - 1
            slots[at] = (h >> 20 & 0xFFF) << 20 | node
        return slots


class Pool:
    """NUL-terminated strings, each once."""

    def __init__(self):
        self.bytes = bytearray(1)
        self.at = {"": 0}

    def add(self, text):
        if text not in self.at:
            self.at[text] = len(self.bytes)
            self.bytes += text.encode("ascii") + b"\0"
        return self.at[text]


# ---------------------------------------------------------------- the output


class Writer:
    def __init__(self):
        self.text = ["/* Made by data/tables.py from the files beside it. */\n\n"
                     '#include "day.h"\n#include "table.h"\n']

    def array(self, declaration, items, per_line):
        self.text.append("\nstatic const %s = {\n" % declaration)
        for i in range(0, len(items), per_line):
            self.text.append("\t" + ", ".join(items[i:i + per_line]) + ",\n")
        self.text.append("};\n")

    def trie(self, prefix, trie, pool):
        nodes = ["{ %d, %d, %d, %d }" % (pool.add(label), len(label), parent, flags)
                 for label, parent, flags in trie.nodes]
        slots = trie.slots()
        self.array("struct name_node %s_nodes[]" % prefix, nodes, 4)
        self.array("uint32_t %s_slots[]" % prefix, ["%d" % slot for slot in slots], 8)
        self.array("char %s_pool[]" % prefix, ["%d" % byte for byte in pool.bytes], 24)
        return "{ %s_pool, %s_nodes, %s_slots, %d }" % (prefix, prefix, prefix, len(slots) - 1)


def make_tlds(writer, source):
    trie, days = Trie(), ["{ DAY_LAST, DAY_LAST }"]
    for line, (name, kind, delegated, removed) in source.csv():
        try:
            if not LABEL.fullmatch(name) or not re.fullmatch(r"[a-z-]+", kind):
                raise ValueError("expected a lower-case label and a type")
            trie.add(name, RULE)
            days.append("{ %s, %s }" % (day_or(delegated, "DAY_FIRST"),
                                        day_or(removed, "DAY_LAST")))
        except ValueError as error:
            raise source.fault(line, error)
    writer.array("struct tld tld_days[]", days, 4)
    return writer.trie("tld", trie, Pool())


def add_rule(trie, rule, private):
    flag = RULE_PRIVATE if private else RULE
    if rule.startswith("!"):
        rule, flag = rule[1:], EXCEPTION
        if "." not in rule:
            raise ValueError("an exception of one label")
    elif rule.startswith("*."):
        rule, flag = rule[2:], WILD_PRIVATE if private else WILD
    trie.add(check_name(".".join(map(a_label, rule.split(".")))), flag)


def make_suffixes(writer, source):
    trie = Trie()
    for line, rule, private in source.rules():
        try:
            add_rule(trie, rule, private)
        except ValueError as error:
            raise source.fault(line, error)
    return writer.trie("suffix", trie, Pool())


def make_special(writer, source):
    trie, pool, texts = Trie(), Pool(), {}
    for line, (name, reference, which) in source.csv():
        try:
            flag = {"registry": REGISTERED, "other": UNREGISTERED}[which]
            texts[trie.add(check_name(name), flag)] = (pool.add(name), pool.add(reference))
        except (ValueError, KeyError) as error:
            raise source.fault(line, error)
    rows = ["{ %d, %d }" % texts.get(node, (0, 0)) for node in range(len(trie.nodes))]
    writer.array("struct special_row special_rows[]", rows, 8)
    return writer.trie("special", trie, pool)


def network_row(fields):
    prefix, name, reference, allocation, termination, left, reachable, lists = fields
    net = ipaddress.ip_network(prefix)
    if termination:
        day_number(termination)
    bits = 0
    for word in lists.split(";"):
        bits |= LISTS[word]
    octets = net.network_address.packed
    text = "{ { %s }, %d, %d, %d, %d, %s, %s,\n\t  \"%s\", \"%s\" }" % (
        ", ".join("%d" % b for b in octets), len(octets), net.prefixlen, bits,
        REACHABLE[reachable], day_or(allocation, "DAY_FIRST"), day_or(left, "DAY_LAST"),
        name, reference)
    return (len(octets), -net.prefixlen, octets), text


def make_networks(writer, source):
    rows = {}
    for line, fields in source.csv():
        try:
            key, text = network_row(fields)
            if key in rows or "\\" in text:
                raise ValueError("a network twice, or a backslash")
            rows[key] = text
        except (ValueError, KeyError) as error:
            raise source.fault(line, error)
    writer.array("struct network networks[]", [rows[key] for key in sorted(rows)], 1)
    return len(rows), sum(key[0] == 4 for key in rows)


def instant(text, default):
    """Seconds since 1970 of 2026-01-31T12:34:56Z, as an int64_t."""
    if not text:
        return default
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text):
        raise ValueError("expected a time, not %r" % text)
    return "%d" % datetime.datetime.fromisoformat(text[:-1] + "+00:00").timestamp()


def log_history(text):
    states = [word.split("@") for word in text.split(";")] if text else []
    times = [int(instant(since, None)) for _, since in states]
    if len(states) > STATES_MAX or times != sorted(set(times)):
        raise ValueError("expected up to %d states in order" % STATES_MAX)
    return "{ { %s }, { %s }, %d }" % (
        ", ".join("%d" % time for time in times) or "0",
        ", ".join("%d" % STATES[state] for state, _ in states) or "0", len(states))


def log_row(fields):
    text, key, operator, description, kind, use, start, end, chrome, apple = fields
    number, key = base64.b64decode(text, validate=True), base64.b64decode(key, validate=True)
    if len(number) != 32 or (key and hashlib.sha256(key).digest() != number):
        raise ValueError("expected a log's id, and a key whose SHA-256 it is")
    if "\\" in operator + description or not operator or not description:
        raise ValueError("expected an operator and a description")
    octal = "".join("\\%03o" % octet for octet in key)
    return number, '{ { %s },\n\t  "%s", "%s",\n\t  %s, %d, %s, %s, %s,\n\t  %s, %s, { %s, %s } }' % (
        ", ".join("%d" % octet for octet in number), operator, description,
        '(const uint8_t *)"%s"' % octal if key else "NULL", len(key), TYPES[kind], USES[use],
        "true" if operator == "Google" else "false", instant(start, "INT64_MIN"),
        instant(end, "INT64_MAX"), log_history(chrome), log_history(apple))


def make_logs(writer, source):
    rows, size, newest = {}, 1, [0, 0]
    for line, fields in source.csv():
        try:
            number, text = log_row(fields)
            for i, history in enumerate(fields[8:]):
                newest[i] = max(newest[i], int(instant(history.rpartition("@")[2], 0)))
            if number in rows:
                raise ValueError("a log twice")
            rows[number] = text
        except (ValueError, KeyError) as error:
            raise source.fault(line, error)
    while size < 2 * len(rows):
        size *= 2
    slots = [0] * size
    for place, number in enumerate(rows, 1):
        at = int.from_bytes(number[:4], "little") & size - 1
        while slots[at]:
            at = at + 1 & size - 1
        slots[at] = place
    writer.array("struct ct_log logs[]", list(rows.values()), 1)
    writer.array("uint16_t log_slots[]", ["%d" % slot for slot in slots], 16)
    return "{ logs, log_slots, %d, { %d, %d } }" % (size - 1, *newest)


def make_info(source):
    digest = ", ".join("%d" % byte for byte in source.digest)
    return '\t\t{ "%s", "%s", "built in",\n\t\t  { %s },\n\t\t  %d, %d },\n' % (
        source.name, source.version, digest, day_number(source.version[:10]), source.rows)


def main(output, *paths):
    names = ("tlds", "suffixes", "special-use", "networks", "ct-logs")
    sources = [Source(*pair) for pair in zip(names, paths)]
    writer = Writer()
    tlds = make_tlds(writer, sources[0])
    suffixes = make_suffixes(writer, sources[1])
    special = make_special(writer, sources[2])
    count, ipv4 = make_networks(writer, sources[3])
    logs = make_logs(writer, sources[4])
    writer.text.append("\nconst struct data data_tables = {\n\t%s,\n\t%s,\n\t%s,\n"
                       "\ttld_days, special_rows, networks, %d, %d,\n\t%s,\n\t{\n%s"
                       "\t\t{ \"weak-keys\", \"none\", \"built in\", { 0 }, DAY_NONE, 0 },\n"
                       "\t},\n\t{ { NULL, 0 } },\n\t{ { NULL, NULL, 0, 0 } }\n};\n" % (
                           tlds, suffixes, special, count, ipv4, logs,
                           "".join(map(make_info, sources))))
    with open(output, "w", encoding="ascii", newline="\n") as file:
        file.write("".join(writer.text))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except Fault as fault:
        sys.exit(str(fault))
