#!/usr/bin/env python3
"""data/renew.py merges what publishers say into the tables and loses nothing; offline."""

import base64
import contextlib
import hashlib
import io
import json
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

DATA = pathlib.Path(os.environ.get("CERTLINT_DATA") or
                    pathlib.Path(__file__).resolve().parent.parent / "data")
sys.dont_write_bytecode = True
sys.path.insert(0, str(DATA))

import renew        # noqa: E402
import tables       # noqa: E402

NETWORK_COLUMNS = ("Address Block,Name,RFC,Allocation Date,Termination Date,Source,Destination,"
                   "Forwardable,Globally Reachable,Reserved-by-Protocol\n")
DAY = "2099-02-03"


class RenewTest(unittest.TestCase):
    def setUp(self):
        self.room = tempfile.TemporaryDirectory()
        self.addCleanup(self.room.cleanup)
        self.ours = pathlib.Path(self.room.name, "ours")
        self.theirs = pathlib.Path(self.room.name, "theirs")
        self.ours.mkdir()
        self.theirs.mkdir()
        for file, _, _ in renew.TABLES:
            shutil.copy(DATA / file, self.ours)

    def run_renew(self, *more):
        """Status, standard output and error."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stderr(err):
            status = renew.main(["--from", str(self.theirs), "--into", str(self.ours),
                                 "--day", DAY, *more], out)
        return status, out.getvalue(), err.getvalue()

    def rows(self, file):
        return renew.Table(self.ours / file).rows

    def row(self, file, key, value):
        found = [row for row in self.rows(file) if row[key] == value]
        self.assertEqual(len(found), 1, value)
        return found[0]

    # The publishers' files as they would stand if nothing had changed, in their own form.

    def root_list(self, version="2099020300"):
        names = [row["tld"].upper() for row in self.rows("tlds.csv")
                 if not row["removed"] and row["type"] != "special"]
        return ["# Version %s, Last Updated Tue Feb  3 07:07:01 2099 UTC" % version] + names

    def write(self, name, lines):
        (self.theirs / name).write_text("\n".join(lines) + "\n", encoding="utf-8")

    def special_list(self):
        return ["Name,Reference"] + [
            "%s.,[%s]" % (row["name"], row["reference"].replace(" ", ""))
            for row in self.rows("special-use.csv") if row["list"] == "registry"]

    def registry(self, family):
        flag = {"yes": "True", "no": "False", "na": "N/A"}
        lines = [NETWORK_COLUMNS.strip()]
        for row in self.rows("networks.csv"):
            if "special" not in row["lists"] or (":" in row["prefix"]) != (family == 6):
                continue
            rfcs = "".join("[%s]" % r.replace("RFC ", "RFC").replace("RFCE", "RFC E")
                           for r in row["reference"].split("; "))
            lines.append('%s [2],"%s",%s,%s,%s,True,True,True,%s [1],False' % (
                row["prefix"], row["name"], rfcs, row["allocation"], row["termination"] or "N/A",
                flag[row["reachable"]]))
        return lines

    def write_registries(self, change=lambda family, lines: lines):
        for family in (4, 6):
            self.write("iana-ipv%d-special-registry-1.csv" % family,
                       change(family, self.registry(family)))

    def log_list(self, column, stamp=DAY):
        """A list with the logs that are in it by our table, each in a state of now."""
        operators = {}
        for row in self.rows("ct-logs.csv"):
            name, _, since = row[column].split(";")[-1].partition("@")
            if name in ("", "unlisted", "rejected"):
                continue
            operator = operators.setdefault(
                row["operator"], {"name": row["operator"], "logs": [], "tiled_logs": []})
            operator["tiled_logs" if row["type"] == "static" else "logs"].append({
                "description": row["description"], "log_id": row["id"], "key": row["key"],
                "temporal_interval": {"start_inclusive": row["start"], "end_exclusive": row["end"]},
                "state": {name: {"timestamp": since}}})
        return {"log_list_timestamp": stamp + "T12:00:00Z", "operators": list(operators.values())}

    def write_logs(self, change=lambda column, document: None, stamp=DAY):
        for column, name in (("chrome", "all_logs_list.json"), ("apple", "current_log_list.json")):
            document = self.log_list(column, stamp)
            change(column, document)
            self.write(name, [json.dumps(document)])

    # ------------------------------------------------------------ CT logs

    def test_log_changes(self):
        key = b"0\x03\x02\x01\x07"
        number = base64.b64encode(hashlib.sha256(key).digest()).decode()
        gone = next(r for r in self.rows("ct-logs.csv") if "usable@" in r["chrome"].split(";")[-1])

        def change(column, document):
            if column == "apple":
                return
            for operator in document["operators"]:
                operator["logs"] = [l for l in operator["logs"] if l["log_id"] != gone["id"]]
                operator["tiled_logs"] = [l for l in operator["tiled_logs"]
                                          if l["log_id"] != gone["id"]]
            document["operators"].append({"name": "New, Inc.", "tiled_logs": [
                {"description": "New", "log_id": number, "key": base64.b64encode(key).decode(),
                 "state": {"pending": {"timestamp": DAY + "T01:00:00Z"}}}]})
        self.write_logs(change)
        status, out, err = self.run_renew()
        self.assertEqual((status, err), (0, ""))
        self.assertIn("3 changes", out)
        self.assertEqual(self.row("ct-logs.csv", "id", gone["id"])["chrome"],
                         gone["chrome"] + ";unlisted@%sT00:00:00Z" % DAY)
        new = self.row("ct-logs.csv", "id", number)
        self.assertEqual((new["operator"], new["type"], new["use"], new["chrome"], new["apple"]),
                         ("New; Inc.", "static", "public", "pending@%sT01:00:00Z" % DAY, ""))

    def test_log_that_comes_back(self):
        """Relisted with the time it had before it was taken off the list, as Apple's has done."""
        back = renew.next_states("pending@2026-01-29T02:31:37Z;unlisted@2026-02-06T00:00:00Z",
                                 "pending@2026-01-29T02:31:37Z", "2026-08-22")
        self.assertTrue(back.endswith("unlisted@2026-02-06T00:00:00Z;pending@2026-08-22T00:00:00Z"))
        with self.assertRaises(renew.Problem):
            renew.next_states("usable@2026-02-01T00:00:00Z", "pending@2026-01-29T00:00:00Z", DAY)

    def test_logs_of_the_past(self):
        self.write_logs(stamp="2026-01-01")
        status, _, err = self.run_renew()
        self.assertEqual(status, 1)
        self.assertIn("ct-logs: the edition", err)

    # ------------------------------------------------------------ nothing new

    def test_no_files(self):
        before = {file: (self.ours / file).read_bytes() for file, _, _ in renew.TABLES}
        status, out, _ = self.run_renew()
        self.assertEqual(status, 0)
        self.assertEqual(out.count("left alone"), len(renew.TABLES))
        for file, text in before.items():
            self.assertEqual((self.ours / file).read_bytes(), text)

    def test_same_again(self):
        before = {file: (self.ours / file).read_text("utf-8") for file, _, _ in renew.TABLES}
        self.write("tlds-alpha-by-domain.txt", self.root_list())
        self.write("special-use-domain.csv", self.special_list())
        self.write_registries()
        self.write_logs()
        shutil.copy(DATA / "suffixes.dat", self.theirs / "public_suffix_list.dat")
        status, out, err = self.run_renew()
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(out.count(" 0 changes"), len(renew.TABLES), out)
        for file, text in before.items():
            after = (self.ours / file).read_text("utf-8")
            self.assertEqual(after.split("\n")[1:], text.split("\n")[1:], file)
            if file.endswith(".csv"):
                self.assertIn("version=" + DAY, after.split("\n")[0])
                self.assertEqual(after.split(" origin=")[1], text.split(" origin=")[1])

    # ------------------------------------------------------------ TLDs

    def test_tld_new_and_gone(self):
        lines = self.root_list()
        lines.remove("AAA")
        lines += ["ZZTOP", "XN--ZZTOP", "QQ", "XN--QQ"]
        self.write("tlds-alpha-by-domain.txt", lines)
        self.write("root-db.html", [
            '<span class="domain tld"><a href="/domains/root/db/xn--qq.html">.x</a></span></td>',
            "<td>country-code</td>",
            '<a href="/domains/root/db/zztop.html">.zztop</a></td>\n<td>generic</td>'])
        old = self.row("tlds.csv", "tld", "aaa")
        status, out, _ = self.run_renew()
        self.assertEqual(status, 0)
        self.assertEqual(self.row("tlds.csv", "tld", "aaa"), dict(old, removed=DAY))
        for name, kind in (("zztop", "gtld"), ("xn--zztop", "idn-gtld"), ("qq", "cctld"),
                           ("xn--qq", "idn-cctld")):
            self.assertEqual(self.row("tlds.csv", "tld", name),
                             {"tld": name, "type": kind, "delegated": DAY, "removed": ""})
        self.assertIn("new: zztop (gtld)", out)
        self.assertIn("removed: aaa", out)
        self.assertEqual(self.row("tlds.csv", "tld", "onion")["removed"], "")
        names = [row["tld"] for row in self.rows("tlds.csv")]
        self.assertEqual(names, sorted(names))
        # Once more with the same files: nothing changes any more.
        self.assertIn("tlds.csv: %s -> %s, 0 changes" % (DAY, DAY), self.run_renew()[1])

    def test_tld_dry_run(self):
        self.write("tlds-alpha-by-domain.txt", self.root_list() + ["ZZTOP"])
        before = (self.ours / "tlds.csv").read_bytes()
        status, out, _ = self.run_renew("--dry-run")
        self.assertEqual(status, 0)
        self.assertIn("new: zztop", out)
        self.assertIn("nothing written", out)
        self.assertEqual((self.ours / "tlds.csv").read_bytes(), before)

    def assert_refused(self, words):
        before = {file: (self.ours / file).read_bytes() for file, _, _ in renew.TABLES}
        status, _, err = self.run_renew()
        self.assertEqual(status, 1)
        self.assertIn(words, err)
        for file, text in before.items():
            self.assertEqual((self.ours / file).read_bytes(), text)

    def test_tld_refused(self):
        self.write("tlds-alpha-by-domain.txt", self.root_list() + ["ABARTH"])
        self.assert_refused("abarth is back")
        self.write("tlds-alpha-by-domain.txt", self.root_list()[:1000])
        self.assert_refused("only 999 rows")
        self.write("tlds-alpha-by-domain.txt", self.root_list("2019010100"))
        self.assert_refused("older than ours")
        self.write("tlds-alpha-by-domain.txt", self.root_list()[1:])
        self.assert_refused("no version")
        self.write("tlds-alpha-by-domain.txt", self.root_list() + ["<html>"])
        self.assert_refused("expected a lower-case label")

    # ------------------------------------------------------------ special-use names

    def test_special(self):
        lines = [line for line in self.special_list() if not line.startswith("alt.")]
        self.write("special-use-domain.csv", lines + ["eap.arpa.,[RFC9965]", "internal.,[RFC9999]"])
        status, out, _ = self.run_renew()
        self.assertEqual(status, 0)
        self.assertEqual(self.row("special-use.csv", "name", "eap.arpa"),
                         {"name": "eap.arpa", "reference": "RFC 9965", "list": "registry"})
        self.assertEqual(self.row("special-use.csv", "name", "internal")["list"], "registry")
        self.assertEqual(self.row("special-use.csv", "name", "alt"),
                         {"name": "alt", "reference": "RFC 9476", "list": "other"})
        self.assertEqual(self.row("special-use.csv", "name", "corp")["list"], "other")
        self.assertIn("left the registry: alt", out)
        self.write("special-use-domain.csv", self.special_list()[:10])
        self.assert_refused("only 9 rows")

    # ------------------------------------------------------------ networks

    def test_networks(self):
        def change(family, lines):
            lines = [line for line in lines if not line.startswith("100::/64")]
            lines = [line.replace("2015-10,N/A", "2015-10,2099-01") for line in lines]
            if family == 4:
                lines.append('"198.97.38.0/24, 198.97.39.0/24 [7]","A, B",'
                             '"[RFC1][RFC2, Section 3]",2099-01,N/A,True,True,True,True,False')
                lines.append("224.0.0.0/4,Multicast,[RFC5771],1981-09,N/A,x,x,x,N/A,x")
            return lines
        self.write_registries(change)
        left = self.row("networks.csv", "prefix", "100::/64")
        status, out, err = self.run_renew()
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(self.row("networks.csv", "prefix", "100::/64"), dict(left, left=DAY))
        self.assertEqual(self.row("networks.csv", "prefix", "198.97.39.0/24"), {
            "prefix": "198.97.39.0/24", "name": "A; B", "reference": "RFC 1; RFC 2",
            "allocation": "2099-01", "termination": "", "left": "", "reachable": "yes",
            "lists": "special"})
        terminated = self.row("networks.csv", "prefix", "192.0.0.9/32")
        self.assertEqual((terminated["termination"], terminated["left"]), ("2099-01", ""))
        self.assertEqual(self.row("networks.csv", "prefix", "224.0.0.0/4")["lists"],
                         "special;pre-sc48;other")
        self.assertEqual(self.row("networks.csv", "prefix", "10.0.0.0/8")["lists"],
                         "special;pre-sc48")
        self.assertIn("left its registry: 100::/64", out)
        self.assertIn("changed: 192.0.0.9/32: termination '' -> '2099-01'", out)
        self.write_registries()
        self.assert_refused("100::/64 is back")

    def test_networks_refused(self):
        self.write_registries(lambda family, lines: lines[:10])
        self.assert_refused("only 18 rows")
        self.write_registries(lambda family, lines: lines + ["10.0.0.1/8,x,,,,,,,,"])
        self.assert_refused("10.0.0.1/8")
        (self.theirs / "iana-ipv6-special-registry-1.csv").unlink()
        self.assertIn("networks.csv: left alone", self.run_renew()[1])

    # ------------------------------------------------------------ suffixes

    def test_suffixes(self):
        old = (DATA / "suffixes.dat").read_text("utf-8")
        version = renew.suffix_version(old)
        new = old.replace(version, "2099-01-01_00-00-00_UTC").replace("\ncom.ac\n", "\nzz.ac\n")
        (self.theirs / "public_suffix_list.dat").write_text(new, "utf-8")
        status, out, _ = self.run_renew()
        self.assertEqual(status, 0)
        self.assertIn("new: zz.ac", out)
        self.assertIn("removed: com.ac", out)
        self.assertEqual((self.ours / "suffixes.dat").read_text("utf-8"), new)
        (self.theirs / "public_suffix_list.dat").write_text(old, "utf-8")
        self.assert_refused("older than ours")
        cut = new[:new.index("// ===END PRIVATE")]
        (self.theirs / "public_suffix_list.dat").write_text(cut, "utf-8")
        self.assert_refused("no END marker")


class GeneratorTest(unittest.TestCase):
    """data/tables.py: Punycode against the RFC's own codec, and what it refuses."""

    def test_u_labels(self):
        for label, want in (("com", "com"), ("\u516c\u53f8", "xn--55qx5d"),
                            ("\u7f51\u7edc", "xn--io0a7i"), ("r\u00e5de", "xn--rde-ula")):
            self.assertEqual(tables.a_label(label), want)
            self.assertEqual(label.encode("idna").decode(), want)
        for label in ("\u00c9", "e\u0301"):
            with self.assertRaises(ValueError):
                tables.a_label(label)

    def test_documented(self):
        """docs/reserved-addresses.md says how each network is judged."""
        text = (DATA.parent / "docs" / "reserved-addresses.md").read_text("utf-8")
        for row in renew.Table(DATA / "networks.csv").rows:
            if row["lists"] != "pre-sc48":
                self.assertIn("\n| %s | %s |" % (row["prefix"], row["name"]), text)

    def build(self, change):
        with tempfile.TemporaryDirectory() as room:
            paths = []
            for file, _, _ in renew.TABLES:
                paths.append(os.path.join(room, file))
                renew.write_text(paths[-1], change(file, (DATA / file).read_text("utf-8")))
            tables.main(os.path.join(room, "out.c"), *paths)
            return pathlib.Path(room, "out.c").read_bytes()

    def test_deterministic(self):
        self.assertEqual(self.build(lambda file, text: text), self.build(lambda file, text: text))

    def test_refused(self):
        for name, row in (("tlds.csv", "com,gtld,,"), ("tlds.csv", "COM,gtld,,"),
                          ("tlds.csv", "zzzz,gtld,soon,"), ("tlds.csv", "zzzz,gtld"),
                          ("special-use.csv", "alt,RFC 1,other"), ("special-use.csv", "a,b,c"),
                          ("networks.csv", "10.0.0.0/8,n,r,,,,no,other"),
                          ("networks.csv", "10.0.0.1/8,n,r,,,,no,other"),
                          ("networks.csv", "9.0.0.0/8,n,r,,,,no,elsewhere"),
                          ("suffixes.dat", "com")):
            with self.assertRaises(tables.Fault, msg=row) as caught:
                self.build(lambda file, text, name=name, row=row:
                           text + (row + "\n" if file == name else ""))
            self.assertIn(name, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
