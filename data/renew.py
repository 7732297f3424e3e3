#!/usr/bin/env python3
"""Renew the tables beside this script from their publishers, keeping all history.

usage: renew.py [--from DIR] [--into DIR] [--day YYYY-MM-DD] [--dry-run]

Without --from the publishers' files are fetched over https; with it, they are read from DIR under
the names that FILES gives them, and a table whose files are not there is left alone.  --day is the
day on which the files were current, where they do not say so themselves (today).  --dry-run tells
what would change.  Nothing is written unless all tables are good.

A name or network that is new gets the day it was first seen; one that is gone stays, with the day
of that.  What comes back after it was gone needs a human being: the script says so and stops.
"""

import argparse
import csv
import datetime
import io
import ipaddress
import json
import os
import re
import sys
import tempfile
import urllib.request

import tables

SIZE_MAX = 16 << 20     # lib/load.c takes no larger table
TIMEOUT = 60

IANA = "https://www.iana.org/assignments/"
FILES = {
    "tlds-alpha-by-domain.txt": "https://data.iana.org/TLD/tlds-alpha-by-domain.txt",
    "root-db.html": "https://www.iana.org/domains/root/db",
    "public_suffix_list.dat": "https://publicsuffix.org/list/public_suffix_list.dat",
    "special-use-domain.csv": IANA + "special-use-domain-names/special-use-domain.csv",
    "iana-ipv4-special-registry-1.csv":
        IANA + "iana-ipv4-special-registry/iana-ipv4-special-registry-1.csv",
    "iana-ipv6-special-registry-1.csv":
        IANA + "iana-ipv6-special-registry/iana-ipv6-special-registry-1.csv",
    "all_logs_list.json": "https://www.gstatic.com/ct/log_list/v3/all_logs_list.json",
    "current_log_list.json": "https://valid.apple.com/ct/log_list/current_log_list.json",
}


class Problem(Exception):
    """What a human being has to look at."""


# ---------------------------------------------------------------- files


class Publisher:
    """The publishers' files, from the network or a directory."""

    def __init__(self, directory):
        self.directory = directory

    def read(self, name):
        """The text of a file; None if the directory has none of that name."""
        if self.directory is None:
            with urllib.request.urlopen(FILES[name], timeout=TIMEOUT) as answer:
                if not answer.geturl().startswith("https://"):
                    raise Problem("%s: led away from https" % FILES[name])
                raw = answer.read(SIZE_MAX + 1)
        else:
            path = os.path.join(self.directory, name)
            if not os.path.exists(path):
                return None
            with open(path, "rb") as file:
                raw = file.read(SIZE_MAX + 1)
        if len(raw) > SIZE_MAX:
            raise Problem("%s: larger than %d octets" % (name, SIZE_MAX))
        return raw.decode("utf-8")


class Table:
    """A CSV table of ours: comment lines, columns and rows as dictionaries."""

    def __init__(self, path):
        with open(path, encoding="utf-8", newline="") as file:
            lines = file.read().splitlines()
        self.comments = [line for line in lines if line.startswith("#")]
        self.columns = lines[len(self.comments)].split(",")
        self.rows = [dict(zip(self.columns, line.split(",")))
                     for line in lines[len(self.comments) + 1:]]

    @property
    def version(self):
        return re.search(r" version=(\S+)", self.comments[0])[1]

    def text(self, version):
        first = re.sub(r" version=\S+", " version=" + version, self.comments[0])
        lines = [first] + self.comments[1:] + [",".join(self.columns)]
        lines += [",".join(row[column] for column in self.columns) for row in self.rows]
        return "\n".join(lines) + "\n"


def plain(text):
    """Text for a field of ours: ASCII, no comma, quote or backslash, single blanks."""
    text = re.sub(r"[,\"\\]", lambda m: {",": ";", '"': "'", "\\": "/"}[m[0]], text)
    text = text.encode("ascii", "replace").decode("ascii")
    return " ".join(text.split())


def references(text):
    """"[RFC8880][RFC7050, Section 2.2]" as "RFC 8880; RFC 7050"; other text as it is."""
    found = ["RFC Errata " + number if errata else "RFC " + other
             for errata, number, other in re.findall(r"RFC ?(?:(Errata) (\d+)|(\d+))", text)]
    return "; ".join(found) or plain(re.sub(r"[\[\]]", " ", text))


def without_notes(text):
    """A registry's cell without its footnote marks."""
    return " ".join(re.sub(r"\[\d+\]", " ", text).split())


def check_size(name, old, new):
    """A list that lost a tenth of its rows was cut short on its way."""
    if new < old * 9 // 10:
        raise Problem("%s: only %d rows where there were %d" % (name, new, old))


def check_version(name, old, new):
    if new < old:
        raise Problem("%s: the edition of %s is older than ours of %s" % (name, new, old))


# ---------------------------------------------------------------- TLDs


def root_types(page):
    """What the root zone database calls each TLD."""
    cell = r'/domains/root/db/([a-z0-9-]+)\.html".*?<td>\s*([a-z-]+)\s*</td>'
    return dict(re.findall(cell, page or "", re.DOTALL))


def tld_type(name, types):
    kind = {"country-code": "cctld", "infrastructure": "arpa"}.get(types.get(name), "gtld")
    if name not in types and re.fullmatch(r"[a-z]{2}", name):
        kind = "cctld"
    return "idn-" + kind if name.startswith("xn--") else kind


def renew_tlds(publisher, table, _):
    text = publisher.read("tlds-alpha-by-domain.txt")
    if text is None:
        return None
    head = re.match(r"# Version (\d{4})(\d\d)(\d\d)\d\d,", text)
    if not head:
        raise Problem("tlds-alpha-by-domain.txt: no version in its first line")
    day = "-".join(head.groups())
    check_version("tlds", table.version, day)
    names = {line.strip().lower() for line in text.splitlines()[1:] if line.strip()}
    here = {row["tld"]: row for row in table.rows}
    standing = [row for row in table.rows if not row["removed"] and row["type"] != "special"]
    check_size("tlds", len(standing), len(names))
    changes = []
    for row in standing:
        if row["tld"] not in names:
            row["removed"] = day
            changes.append("removed: " + row["tld"])
    types = root_types(publisher.read("root-db.html")) if names - set(here) else {}
    for name in sorted(names):
        if name in here and here[name]["removed"] and here[name]["removed"] != day:
            raise Problem("tlds: %s is back in the root, it had been removed on %s" %
                          (name, here[name]["removed"]))
        if name not in here:
            row = {"tld": name, "type": tld_type(name, types), "delegated": day, "removed": ""}
            table.rows.append(row)
            changes.append("new: %s (%s)" % (name, row["type"]))
    table.rows.sort(key=lambda row: row["tld"])
    return day, table.text(day), changes


# ---------------------------------------------------------------- special-use names


def renew_special(publisher, table, day):
    text = publisher.read("special-use-domain.csv")
    if text is None:
        return None
    check_version("special-use", table.version, day)
    listed = {}
    for cells in csv.DictReader(io.StringIO(text)):
        name = without_notes(cells["Name"]).strip().rstrip(".").lower()
        listed[name] = references(cells["Reference"])
    registered = [row for row in table.rows if row["list"] == "registry"]
    check_size("special-use", len(registered), len(listed))
    changes = []
    for row in table.rows:
        reference = listed.pop(row["name"], None)
        if reference and (row["list"] != "registry" or row["reference"] != reference):
            changes.append("changed: %s (%s)" % (row["name"], reference))
            row["list"], row["reference"] = "registry", reference
        elif not reference and row["list"] == "registry":
            changes.append("left the registry: " + row["name"])
            row["list"] = "other"
    for name, reference in sorted(listed.items()):
        changes.append("new: %s (%s)" % (name, reference))
        table.rows.append({"name": name, "reference": reference, "list": "registry"})
    table.rows.sort(key=lambda row: row["list"] != "registry")
    return day, table.text(day), changes


# ---------------------------------------------------------------- networks


def registry_rows(text):
    """The rows of an IANA special-purpose registry in our columns, a row per prefix."""
    for cells in csv.DictReader(io.StringIO(text)):
        cells = {key.strip(): without_notes(value or "") for key, value in cells.items() if key}
        reach = cells["Globally Reachable"].lower()
        date = {key: re.search(r"\d{4}-\d\d", cells[key]) for key in
                ("Allocation Date", "Termination Date")}
        for prefix in cells["Address Block"].split(","):
            yield {
                "prefix": str(ipaddress.ip_network(prefix.strip())),
                "name": plain(cells["Name"]),
                "reference": references(cells["RFC"]),
                "allocation": date["Allocation Date"][0] if date["Allocation Date"] else "",
                "termination": date["Termination Date"][0] if date["Termination Date"] else "",
                "left": "",
                "reachable": {"true": "yes", "false": "no"}.get(reach, "na"),
                "lists": "special",
            }


def network_order(row):
    network = ipaddress.ip_network(row["prefix"])
    return network.version, network.network_address, network.prefixlen


def merge_network(row, found, changes):
    """Take over what the registry says of a network that we have."""
    lists = row["lists"].split(";")
    if row["left"]:
        raise Problem("networks: %s is back in its registry, it had left on %s" %
                      (row["prefix"], row["left"]))
    new = dict(found, lists=";".join(lists if "special" in lists else ["special"] + lists))
    words = ["%s '%s' -> '%s'" % (key, row[key], new[key])
             for key in new if new[key] != row[key]]
    if words:
        changes.append("changed: %s: %s" % (row["prefix"], ", ".join(words)))
    row.update(new)


def renew_networks(publisher, table, day):
    texts = [publisher.read("iana-ipv%d-special-registry-1.csv" % family) for family in (4, 6)]
    if None in texts:
        return None
    check_version("networks", table.version, day)
    found = {row["prefix"]: row for text in texts for row in registry_rows(text)}
    ours = {str(ipaddress.ip_network(row["prefix"])): row for row in table.rows}
    standing = [prefix for prefix, row in ours.items()
                if "special" in row["lists"].split(";") and not row["left"]]
    check_size("networks", len(standing), len(found))
    changes = []
    for prefix, row in found.items():
        if prefix in ours:
            merge_network(ours[prefix], dict(row, prefix=ours[prefix]["prefix"]), changes)
        else:
            table.rows.append(row)
            changes.append("new: %s (%s)" % (prefix, row["name"]))
    for prefix in standing:
        if prefix not in found:
            ours[prefix]["left"] = day
            changes.append("left its registry: " + prefix)
    table.rows.sort(key=network_order)
    return day, table.text(day), changes


# ---------------------------------------------------------------- suffixes


def suffix_rules(text):
    return {line.strip() for line in text.splitlines()
            if line.strip() and not line.startswith("//")}


def suffix_version(text):
    found = re.search(r"^// VERSION: (\S+)$", text, re.MULTILINE)
    if not found:
        raise Problem("public_suffix_list.dat: no VERSION")
    return found[1]


def renew_suffixes(publisher, old, _):
    """The list is taken whole: no requirement asks which rules held on an earlier day."""
    text = publisher.read("public_suffix_list.dat")
    if text is None:
        return None
    check_version("suffixes", suffix_version(old), suffix_version(text))
    before, after = suffix_rules(old), suffix_rules(text)
    check_size("suffixes", len(before), len(after))
    changes = ["new: " + rule for rule in sorted(after - before)]
    changes += ["removed: " + rule for rule in sorted(before - after)]
    return suffix_version(text), text, changes


# ---------------------------------------------------------------- CT logs


def listed_logs(text):
    """The logs of a log list (version 3) by id: the row that is new, and its state now."""
    found = {}
    for operator in json.loads(text)["operators"]:
        for place, kind in (("logs", "rfc6962"), ("tiled_logs", "static")):
            for log in operator.get(place, ()):
                interval = log.get("temporal_interval", {})
                states = ["%s@%s" % (name, state["timestamp"])
                          for name, state in log.get("state", {}).items()]
                test = log.get("log_type", "prod") != "prod"
                found[log["log_id"]] = {
                    "id": log["log_id"], "key": log["key"], "operator": plain(operator["name"]),
                    "description": plain(log["description"]), "type": kind,
                    "use": "test" if test else "public",
                    "start": interval.get("start_inclusive", ""),
                    "end": interval.get("end_exclusive", ""), "chrome": "", "apple": "",
                    "state": states[0] if states and not test else ""}
    return found


def next_states(before, state, day):
    """A log's states with what its list says now; nothing comes after a rejection."""
    last, _, since = before.split(";")[-1].partition("@")
    if last == "rejected" or state.split("@")[0] == last:
        return before
    if not state:
        state = "unlisted@%sT00:00:00Z" % day
        if last in ("", "unlisted"):
            return before
    if last == "unlisted" and state.partition("@")[2] <= since:
        state = "%s@%sT00:00:00Z" % (state.split("@")[0], day)     # back, as it had been before
    if state.partition("@")[2] <= since:
        raise Problem("ct-logs: %s after %s" % (state, before))
    return ";".join(filter(None, (before, state)))


def renew_logs(publisher, table, day):
    texts = {"chrome": publisher.read("all_logs_list.json"),
             "apple": publisher.read("current_log_list.json")}
    if None in texts.values():
        return None
    stamp = json.loads(texts["chrome"])["log_list_timestamp"][:10]
    check_version("ct-logs", table.version, stamp)
    rows, changes = {row["id"]: row for row in table.rows}, []
    for name, text in texts.items():
        logs = listed_logs(text)
        check_size("ct-logs", sum(row[name].split(";")[-1].split("@")[0] in
                                  ("qualified", "usable", "readonly") for row in rows.values()),
                   len(logs))
        for number, log in logs.items():
            if number not in rows:
                rows[number] = {column: log[column] for column in table.columns}
                table.rows.append(rows[number])
                changes.append("new: " + log["description"])
        for number, row in rows.items():
            states = next_states(row[name], logs.get(number, {"state": ""})["state"], day)
            if states != row[name]:
                changes.append("%s: %s: %s" % (name, row["description"], states.split(";")[-1]))
                row[name] = states
    return stamp, table.text(stamp), changes


# ---------------------------------------------------------------- all of it


def read_text(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write_text(path, text):
    with open(path + ".new", "w", encoding="utf-8", newline="") as file:
        file.write(text)
    os.replace(path + ".new", path)


TABLES = (
    ("tlds.csv", Table, renew_tlds),
    ("suffixes.dat", read_text, renew_suffixes),
    ("special-use.csv", Table, renew_special),
    ("networks.csv", Table, renew_networks),
    ("ct-logs.csv", Table, renew_logs),
)


def check(texts, directory):
    """The build must be able to read what we are about to write."""
    with tempfile.TemporaryDirectory() as room:
        paths = []
        for file, _, _ in TABLES:
            paths.append(os.path.join(room, file))
            write_text(paths[-1], texts.get(file) or read_text(os.path.join(directory, file)))
        tables.main(os.path.join(room, "tables.c"), *paths)


def renew(publisher, directory, day, dry_run, out):
    texts = {}
    for file, read, renew_table in TABLES:
        old = read(os.path.join(directory, file))
        version = suffix_version(old) if isinstance(old, str) else old.version
        result = renew_table(publisher, old, day)
        if result is None:
            print("%s: left alone, no file of its publisher" % file, file=out)
            continue
        new_version, texts[file], changes = result
        print("%s: %s -> %s, %d changes" % (file, version, new_version, len(changes)), file=out)
        for change in changes:
            print("\t" + change, file=out)
    check(texts, directory)
    if dry_run:
        print("nothing written", file=out)
        return
    for file, text in texts.items():
        write_text(os.path.join(directory, file), text)


def main(arguments, out=sys.stdout):
    parser = argparse.ArgumentParser(description="Renew the data tables from their publishers.")
    parser.add_argument("--from", dest="directory", metavar="DIR",
                        help="read the publishers' files here instead of fetching them")
    parser.add_argument("--into", metavar="DIR", default=os.path.dirname(os.path.abspath(__file__)),
                        help="the directory of the tables (that of this script)")
    parser.add_argument("--day", default=datetime.date.today().isoformat(),
                        type=lambda text: datetime.date.fromisoformat(text).isoformat(),
                        help="the day on which the files were current (today)")
    parser.add_argument("--dry-run", action="store_true",
                        help="tell what would change, write nothing")
    options = parser.parse_args(arguments)
    try:
        renew(Publisher(options.directory), options.into, options.day, options.dry_run, out)
    except (Problem, tables.Fault, OSError, ValueError, KeyError) as problem:
        print("renew.py: %s" % problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
