#!/usr/bin/env python3
"""The certlint command as a user runs it: exit codes, formats, inputs of every kind and mischief.

CERTLINT and FORGE name the two programs, CERTLINT_PLUGINS the folder of the test's plug-ins,
CERTLINT_SOURCE the source tree and CERTLINT_SANITIZER what the programs were built with.
"""

import base64
import hashlib
import json
import os
import pty
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

CERTLINT = os.path.abspath(os.environ["CERTLINT"])
FORGE = os.path.abspath(os.environ["FORGE"])
PLUGINS = os.path.abspath(os.environ["CERTLINT_PLUGINS"])
SOURCE = os.path.abspath(os.environ["CERTLINT_SOURCE"])
SANITIZED = os.environ.get("CERTLINT_SANITIZER", "none") != "none"

# One lint whose finding we can make at will: the length of the whole certificate written too long.
LINT = "der_length_not_minimal"
ONE = ["--select", LINT]


def forge(recipe):
    return subprocess.run([FORGE, recipe], check=True, capture_output=True).stdout


def loose(der):
    """The same certificate with a leading zero in its outer length: LINT fires at offset 0."""
    assert der[0:2] == b"\x30\x82"
    return b"\x30\x83\x00" + der[2:]


def pem(der, label="CERTIFICATE", width=64):
    text = base64.b64encode(der).decode()
    lines = [text[i:i + width] for i in range(0, len(text), width)]
    return ("-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, "\n".join(lines), label)).encode()


def element(tag, body, indefinite=False):
    n = len(body)
    if indefinite:
        return bytes([tag, 0x80]) + body + b"\x00\x00"
    if n < 128:
        return bytes([tag, n]) + body
    octets = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(octets)]) + octets + body


SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
DATA = bytes.fromhex("06092a864886f70d010701")


def cms(certificates, indefinite=False):
    """SignedData without signers, DER or with indefinite lengths down to the certificates."""
    inner = (element(2, b"\x01") + element(0x31, b"") + element(0x30, DATA) +
             element(0xa0, b"".join(certificates), indefinite) + element(0x31, b""))
    return element(0x30, SIGNED_DATA + element(0xa0, element(0x30, inner, indefinite), indefinite),
                   indefinite)


GOOD = forge("tls")
CA = forge("ca")
LOOSE = loose(GOOD)
KEY = element(0x30, element(2, b"\0") + element(0x30, bytes.fromhex("06072a8648ce3d0201")) +
              element(4, b"x" * 40))


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="certlint-")
        # Deeper than Python can go down.
        self.addCleanup(subprocess.run, ["rm", "-rf", self.dir], check=False)

    def file(self, name, data):
        path = os.path.join(self.dir, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
        return name

    def run_raw(self, *args, stdin=b"", env=None, **more):
        return subprocess.run([CERTLINT, *args], input=stdin, cwd=self.dir, capture_output=True,
                              env=dict(os.environ, NO_COLOR="1", **(env or {})), timeout=100, **more)

    def lint(self, *args, code=None, stdin=b"", env=None):
        """Run; check the exit code, and that stderr is whole printable lines that name us."""
        done = self.run_raw(*args, stdin=stdin, env=env)
        out, err = done.stdout.decode(), done.stderr.decode()
        for line in err.splitlines():
            self.assertTrue(line.startswith("certlint: "), err)
        self.assertFalse(re.search(r"[\x00-\x08\x0b-\x1f\x7f]", err), repr(err))
        if code is not None:
            self.assertEqual(done.returncode, code, (args, out[-500:], err[-500:]))
        return out, err


class Usage(Case):
    def one_line(self, err):
        self.assertEqual(len(err.splitlines()), 1, err)

    def test_help(self):
        for verb in ([], ["check"], ["list"], ["explain"], ["show"], ["facts"], ["watch"], ["completion"]):
            out, err = self.lint(*verb, "--help", code=0)
            self.assertIn("Usage: certlint", out)
            self.assertIn("--help", out)
            self.assertEqual(err, "")
            for line in out.splitlines():
                self.assertLess(len(line), 120, line)

    def test_version(self):
        out, err = self.lint("--version", code=0)
        self.assertRegex(out, r"^certlint \d+\.\d+\.\d+")
        for table in ("tlds", "networks", "suffixes"):
            self.assertRegex(out, r"(?m)^data %s 20\d\d-" % table)
        self.assertRegex(out, r"(?i)(?m)^cryptography .*tls \d")
        self.assertEqual(out, self.lint("-V", code=0)[0])

    def test_nothing_to_do(self):
        _, err = self.lint(code=2)
        self.one_line(err)
        self.assertIn("--help", err)

    def test_unknown_option(self):
        for bad in (["--frobnicate"], ["-Z"], ["check", "--frobnicate=1"], ["list", "--tbs"],
                    ["--format"], ["--quiet=yes", "x"], ["x", "--frobnicate"]):
            _, err = self.lint(*bad, code=2)
            self.one_line(err)
            self.assertIn("--help", err)

    def test_misspelt_option(self):
        self.assertIn("did you mean --format?", self.lint("--formt", "json", "x", code=2)[1])

    def test_bad_values(self):
        self.file("a", GOOD)
        for option, value in (("--format", "xml"), ("--fail-on", "never"), ("--jobs", "0"),
                              ("--jobs", "-1"), ("--jobs", "2x"), ("--as-of", "2026-02-30"),
                              ("--as-of", "yesterday"), ("--now", "2026-1-1"),
                              ("--as-of", "2026-01-01T25:00"), ("--as-of", ""),
                              ("--max-per-lint", "99999999999"), ("--color", "blue"),
                              ("--digest", "md5"), ("--sort", "id"), ("--min-severity", "fatal")):
            _, err = self.lint(option, value, "a", code=2)
            self.one_line(err)
            self.assertIn(option, err)

    def test_dates(self):
        self.file("a", GOOD)
        for value in ("2026-03-15", "20260315", "2026-03-15T12:00", "2026-03-15T12:00:59Z", "now",
                      "2024-02-29", "1970-01-02"):
            self.lint("--as-of", value, "--now", value, "a", *ONE, code=0)

    def test_operands_where_none_go(self):
        self.one_line(self.lint("list", "x", code=2)[1])
        self.one_line(self.lint("explain", code=2)[1])
        self.one_line(self.lint("completion", "tcsh", code=2)[1])

    def test_options_behind_operands(self):
        self.file("a", LOOSE)
        out, _ = self.lint("a", "--quiet", *ONE, "--exit-zero", code=0)
        self.assertEqual(len(out.splitlines()), 1)

    def test_double_dash(self):
        self.file("--help", LOOSE)
        out, _ = self.lint(*ONE, "-q", "--", "--help", code=1)
        self.assertTrue(out.startswith("--help:0: error: "), out)
        # A "--" that is an option's argument is none.
        self.file("a", LOOSE)
        self.lint(*ONE, "-o", "--", "a", code=1)
        self.assertTrue(os.path.exists(os.path.join(self.dir, "--")))

    def test_file_called_like_a_verb(self):
        self.file("list", LOOSE)
        self.assertTrue(self.lint(*ONE, "-q", "./list", code=1)[0].startswith("./list:0:"))

    def test_missing_file(self):
        _, err = self.lint("-q", "nowhere.pem", code=3)
        self.one_line(err)
        self.assertIn("nowhere.pem: no such file", err)

    def test_unknown_lint(self):
        self.file("a", GOOD)
        _, err = self.lint("--select", "no_such_lint", "a", code=2)
        self.one_line(err)
        self.assertIn("no_such_lint", err)
        self.lint("--select", "no_such_*", "a", code=2)
        self.lint("--select", LINT + ",no_such_lint", "a", code=2)
        self.lint("list", "--select", "no_such_lint", code=2)

    def test_unknown_exception_is_a_remark(self):
        self.file("a", GOOD)
        for words in (["--ignore", "no_such_lint"], [*ONE, "--ignore", "no_such_lint"],
                      ["--select", LINT + ",-no_such_lint"]):
            _, err = self.lint(*words, "a", code=0)
            self.assertIn("no_such_lint", err)
            self.assertNotIn("no_such_lint", self.lint(*words, "a", "-q", code=0)[1])
            self.lint(*words, "a", "--strict", code=2)

    def test_bad_data_directory(self):
        self.file("a", GOOD)
        self.one_line(self.lint("--data", "nowhere", "a", code=2)[1])
        self.file("tables/tlds.csv", b"\xff\xff not a table\n")
        self.one_line(self.lint("--data", "tables", "a", code=2)[1])

    def test_unknown_profile(self):
        self.file("a", GOOD)
        self.lint("--profile", "no_such_profile", "a", code=2)

    def test_unknown_fact(self):
        self.file("a", pem(GOOD) * 3)
        self.one_line(self.lint("--facts", "no_such_fact", "a", code=2)[1])
        self.lint(*ONE, "--facts", "tls !ev", "a", code=0)
        self.lint(*ONE, "--profile", "tls_dv_subscriber", "a", code=0)

    def test_output_is_no_input(self):
        self.file("a", LOOSE)
        self.file("list", b"a\n")
        for args in (["-o", "a", "a"], ["-o", "./a", "a"], ["-o", "list", "--files-from", "list"],
                     ["-o", "a", "--issuer", "a", "list"]):
            self.one_line(self.lint(*ONE, "-q", *args, code=2)[1])
        self.one_line(self.lint("show", "-o", "a", "a", code=2)[1])
        with open(os.path.join(self.dir, "a"), "rb") as f:
            self.assertEqual(f.read(), LOOSE)

    def test_unwritable_output(self):
        self.file("a", GOOD)
        self.one_line(self.lint("-o", "no/such/dir/out", "a", code=2)[1])


class ExitCodes(Case):
    def test_clean(self):
        self.file("a", GOOD)
        out, err = self.lint(*ONE, "a", code=0)
        self.assertEqual(out, "")
        self.assertEqual(err, "certlint: 1 certificate in 1 file: 0 errors, 0 warnings, "
                              "0 notices\n")

    def test_found(self):
        self.file("a", LOOSE)
        self.lint(*ONE, "a", code=1)
        self.lint(*ONE, "--exit-zero", "a", code=0)

    def test_fail_on(self):
        self.file("a", LOOSE)
        levels = ["notice", "warning", "error"]
        for i, is_ in enumerate(levels):
            for k, fail_on in enumerate(levels):
                self.lint(*ONE, "--severity", LINT + "=" + is_, "--fail-on", fail_on, "a",
                          code=int(i >= k))
                self.lint(*ONE, "--severity", LINT + "=" + is_, "--fail-on", fail_on, "a",
                          "--format", "jsonl", code=int(i >= k))

    def test_min_severity(self):
        self.file("a", LOOSE)
        out, _ = self.lint(*ONE, "--severity", LINT + "=notice", "--min-severity", "warning", "a",
                           "--fail-on", "notice", code=0)
        self.assertEqual(out, "")

    def test_unread_beats_found(self):
        self.file("a", LOOSE)
        out, _ = self.lint(*ONE, "nowhere", "a", code=3)
        self.assertIn("a:0: error", out)
        self.lint(*ONE, "nowhere", "a", "--exit-zero", code=3)

    def test_damaged_der_is_a_finding(self):
        for name, der in (("cut", GOOD[:300]), ("two", b"\x30\x82"), ("garbage", b"\x00\x01\x02" * 50)):
            self.file(name, der)
            self.lint(name, code=1)


class Text(Case):
    def test_line(self):
        self.file("a.der", LOOSE)
        out, _ = self.lint(*ONE, "a.der", code=1)
        self.assertRegex(out, r"\Aa\.der:0: error: .* \[%s\]\n\Z" % LINT)

    def test_index_only_where_there_are_several(self):
        self.file("one.pem", pem(LOOSE))
        self.file("two.pem", pem(LOOSE) + pem(GOOD) + pem(LOOSE))
        out, err = self.lint(*ONE, "one.pem", "two.pem", code=1)
        self.assertEqual([line.split(":")[0] for line in out.splitlines()],
                         ["one.pem", "two.pem#0", "two.pem#2"])
        self.assertIn("4 certificates in 2 files: 3 errors", err)

    def test_sorted_by_offset(self):
        der = bytearray(GOOD)
        inner = bytes(der[4:])
        broken = b"\x30\x83\x00" + (len(inner) + 1).to_bytes(2, "big") + \
            b"\x30\x83\x00" + inner[2:]
        self.file("a", broken)
        out, _ = self.lint("a", code=1)
        offsets = [int(line.split(":")[1]) for line in out.splitlines()]
        self.assertEqual(offsets, sorted(offsets))
        self.assertGreaterEqual(len(offsets), 2)
        unsorted, _ = self.lint("a", "--sort", "none", code=1)
        self.assertEqual(sorted(out.splitlines()), sorted(unsorted.splitlines()))

    def test_full(self):
        self.file("a.der", LOOSE)
        out, _ = self.lint(*ONE, "--format", "full", "a.der", code=1)
        self.assertTrue(out.startswith("error[%s]: " % LINT), out)
        self.assertIn("\n  --> a.der @ 0x0+5  certificate", out)
        self.assertRegex(out, r"(?m)^ +0 \| 30 83 00 ")
        self.assertRegex(out, r"(?m)^ +\| \^\^ \^\^ \^\^ \^\^ \^\^ +\^\^\^\^\^$")
        for field in ("expected: ", "found: ", "help: ", "rule: ITU-T X.690"):
            self.assertIn(field, out)
        self.assertNotIn("\x1b", out)

    def test_marks_stand_under_their_bytes(self):
        self.file("a.der", LOOSE)
        out, _ = self.lint(*ONE, "--format", "full", "a.der", code=1)
        lines = out.splitlines()
        at = next(i for i, line in enumerate(lines) if "30 83 00" in line)
        self.assertEqual(lines[at].index("30 83"), lines[at + 1].index("^^"))
        self.assertEqual(lines[at].rindex("|", 0, -1) + 1, lines[at + 1].rindex(" ") + 1)

    def test_color(self):
        self.file("a.der", LOOSE)
        out, _ = self.lint(*ONE, "--color", "always", "a.der", code=1)
        self.assertIn("\x1b[1;31merror\x1b[0m", out)
        self.assertNotIn("\x1b", self.lint(*ONE, "--color", "never", "a.der", code=1)[0])

    def test_forced_links(self):
        self.file("a.der", forge("tls san=dns:a_b.example.com"))
        out, _ = self.lint("list", code=0)
        rfc = [line.split()[0] for line in out.splitlines() if " RFC 5280 " in line]
        if not rfc:
            self.skipTest("no lint of RFC 5280 here")
        out, _ = self.lint("explain", rfc[0], code=0, env={"FORCE_HYPERLINK": "1"})
        self.assertIn("\x1b]8;;https://www.rfc-editor.org/rfc/rfc5280", out)
        out, _ = self.lint("explain", rfc[0], code=0, env={"FORCE_HYPERLINK": "0"})
        self.assertNotIn("\x1b", out)

    def on_terminal(self, *args, env=None, stream="stdout"):
        try:
            master, slave = pty.openpty()
        except OSError as error:  # a bare chroot has no terminals to give
            self.skipTest(f"no terminal to be had: {error}")
        base = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        env = {**base, "TERM": "xterm", **(env or {})}
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: slave}
        child = subprocess.Popen([CERTLINT, *args], cwd=self.dir, env=env, **streams)
        os.close(slave)
        out = b""
        while True:
            try:
                piece = os.read(master, 65536)
            except OSError:
                break
            if not piece:
                break
            out += piece
        os.close(master)
        child.wait()
        return out.decode()

    def test_terminal(self):
        self.file("a.der", LOOSE)
        self.assertIn("\x1b[", self.on_terminal(*ONE, "a.der"))
        self.assertNotIn("\x1b", self.on_terminal(*ONE, "a.der", env={"NO_COLOR": "1"}))
        self.assertNotIn("\x1b", self.on_terminal(*ONE, "a.der", env={"TERM": "dumb"}))

    def test_progress(self):
        """Work of more than a second shows how far it is, on a terminal and nowhere else."""
        path = os.path.join(self.dir, "fifo")
        os.mkfifo(path)

        def feed():
            with open(path, "wb", buffering=0) as f:
                for _ in range(14):
                    f.write(pem(GOOD) * 70)
                    time.sleep(0.1)
        thread = threading.Thread(target=feed, daemon=True)
        thread.start()
        err = self.on_terminal(*ONE, "fifo", stream="stderr")
        thread.join()
        self.assertRegex(err, r"\r\[[-#]{20}\] \d+ certificates, \d+ a second")
        self.assertTrue(err.rstrip().endswith("980 certificates in 1 file: 0 errors, 0 warnings, "
                                              "0 notices"), err)
        self.file("a", pem(GOOD))
        self.assertNotIn("a second", self.on_terminal(*ONE, "a", stream="stderr"))

    def test_not_checked(self):
        self.file("a.der", GOOD)
        needs, _ = self.lint("list", "--format", "json", code=0)
        lints = [lint["id"] for lint in json.loads(needs) if "issuer" in lint["needs"]]
        if not lints:
            self.skipTest("no lint needs an issuer here")
        out, err = self.lint("-v", "--select", ",".join(lints), "a.der")
        self.assertIn("a.der: not checked: ", out)
        self.assertIn("could not be made", err)
        self.assertNotIn("not checked", self.lint("--select", ",".join(lints), "a.der")[0])
        self.file("ca.pem", pem(CA))
        out, err = self.lint("-v", "--select", ",".join(lints), "--issuer", "ca.pem", "a.der")
        self.assertNotIn("issuer", out)

    def test_max_per_lint(self):
        names = element(0x30, b"".join(b"\x82\x81\x05a.com" for _ in range(20)))
        self.file("a.der", forge("tls san=der:" + names.hex()))
        for n in (1, 3, 20, 21):
            out, err = self.lint(*ONE, "--max-per-lint", str(n), "a.der", code=1)
            self.assertEqual(len(out.splitlines()), min(n, 20))
            self.assertEqual("%d more like this" % (20 - n) in out, n < 20)
            self.assertIn("20 errors", err)
        out, _ = self.lint(*ONE, "--max-per-lint", "3", "--format", "jsonl", "a.der", code=1)
        self.assertEqual(json.loads(out)["omitted"], {LINT: 17})

    def test_quiet(self):
        self.file("a.der", LOOSE)
        self.assertEqual(self.lint(*ONE, "-q", "a.der", code=1)[1], "")


class Json(Case):
    FIELDS = ["schema", "input", "index", "kind", "sha256", "length", "facts", "profile", "flags",
              "counts", "findings", "omitted", "not_checked", "certlint", "data"]

    def test_array(self):
        self.file("a.der", LOOSE)
        self.file("b.pem", pem(GOOD) + pem(CA))
        out, _ = self.lint(*ONE, "--format", "json", "a.der", "b.pem", code=1)
        reports = json.loads(out)
        self.assertEqual([(r["input"], r["index"]) for r in reports],
                         [("a.der", 0), ("b.pem", 0), ("b.pem", 1)])
        for report in reports:
            self.assertEqual([f for f in report if f in self.FIELDS], self.FIELDS)
            self.assertEqual(report["schema"], 1)
        first = reports[0]
        self.assertEqual(first["length"], len(LOOSE))
        self.assertEqual(first["sha256"], hashlib.sha256(LOOSE).hexdigest())
        self.assertEqual(first["counts"], {"error": 1, "warning": 0, "notice": 0})
        finding = first["findings"][0]
        self.assertEqual(finding["id"], LINT)
        self.assertEqual((finding["offset"], finding["length"]), (0, 5))
        self.assertEqual(finding["bytes"], LOOSE[:5].hex())
        self.assertEqual(finding["path"], "certificate")
        for field in ("severity", "source", "citation", "covers", "detail", "expected", "found"):
            self.assertIn(field, finding)

    def test_lines(self):
        self.file("b.pem", pem(GOOD) + pem(CA))
        array, _ = self.lint(*ONE, "--format", "json", "b.pem", code=0)
        lines, _ = self.lint(*ONE, "--format", "jsonl", "b.pem", code=0)
        self.assertEqual([json.loads(line) for line in lines.splitlines()], json.loads(array))

    def test_nothing(self):
        self.file("empty", b"")
        out, _ = self.lint("--format", "json", "empty", code=3)
        self.assertEqual(json.loads(out), [])
        self.assertEqual(self.lint("--format", "jsonl", "empty", code=3)[0], "")

    def test_digest_none(self):
        self.file("a.der", GOOD)
        out, _ = self.lint(*ONE, "--format", "jsonl", "--digest", "none", "a.der", code=0)
        self.assertNotIn("sha256", json.loads(out))

    def test_bad_block(self):
        self.file("b.pem", pem(GOOD) + b"-----BEGIN CERTIFICATE-----\n!!!!\n"
                  b"-----END CERTIFICATE-----\n" + pem(LOOSE))
        out, err = self.lint(*ONE, "--format", "json", "b.pem", code=3)
        reports = json.loads(out)
        self.assertEqual([r["index"] for r in reports], [0, 1, 2])
        self.assertIn("unread", reports[1])
        self.assertEqual(reports[1]["findings"], [])
        self.assertEqual(len(reports[2]["findings"]), 1)
        self.assertIn("b.pem#1: the block at line", err)

    def test_hostile_name(self):
        name = "a\x1b[31m\"\\\n\u202e.der"
        path = os.path.join(self.dir, name)
        raw = os.path.join(os.fsencode(self.dir), b"\xff\xfe.der")
        for p in (path, raw):
            with open(p, "wb") as f:
                f.write(LOOSE)
        out, _ = self.lint(*ONE, "--format", "json", ".", code=1)
        self.assertEqual(len(json.loads(out)), 2)
        self.assertNotIn("\x1b", out)
        out, _ = self.lint(*ONE, ".", code=1)
        self.assertEqual(len(out.splitlines()), 2)
        self.assertFalse(re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", out), repr(out))

    def test_statistics(self):
        self.file("a.der", LOOSE)
        self.file("b.der", LOOSE)
        self.file("c.der", GOOD)
        out, _ = self.lint(*ONE, "--statistics", ".", code=1)
        self.assertRegex(out.splitlines()[1], r"^ +2 +2 +error +%s " % LINT)
        out, _ = self.lint(*ONE, "--statistics", "--format", "json", ".", code=1)
        row, = json.loads(out)
        self.assertEqual((row["id"], row["findings"], row["inputs"]), (LINT, 2, 2))
        out, _ = self.lint(*ONE, "--statistics", "--format", "json", "c.der", code=0)
        self.assertEqual(json.loads(out), [])


class Inputs(Case):
    def names(self, *args, code=1, stdin=b""):
        out, err = self.lint(*ONE, *args, code=code, stdin=stdin)
        return [line.split(": ")[0] for line in out.splitlines()], err

    def test_kinds(self):
        self.file("a.der", LOOSE)
        self.file("a.pem", pem(LOOSE))
        self.file("a.crlf", pem(LOOSE).replace(b"\n", b"\r\n"))
        self.file("a.b64", base64.b64encode(LOOSE))
        self.file("a.mime", base64.encodebytes(LOOSE))
        self.file("a.text", b"subject: x\n" + pem(LOOSE) + b"and more\n")
        self.file("a.bom", b"\xef\xbb\xbf" + pem(LOOSE))
        self.file("a.p7b", cms([LOOSE]))
        self.file("a.ber", cms([LOOSE], indefinite=True))
        self.file("a.p7pem", pem(cms([LOOSE]), "PKCS7"))
        self.file("a.trusted", pem(LOOSE + element(0x30, b"\x0c\x01x"), "TRUSTED CERTIFICATE"))
        for name in sorted(os.listdir(self.dir)):
            self.assertEqual(self.names(name)[0], [name + ":0"])
            with open(os.path.join(self.dir, name), "rb") as f:
                self.assertEqual(self.names("-", stdin=f.read())[0], ["-:0"])

    def test_base64_a_line(self):
        self.file("a", b"".join(base64.b64encode(d) + b"\n" for d in (LOOSE, GOOD, LOOSE)))
        self.assertEqual(self.names("a")[0], ["a#0:0", "a#2:0"])

    def test_several_der(self):
        self.file("a", GOOD + LOOSE + LOOSE)
        self.assertEqual(self.names("a")[0], ["a#1:0", "a#2:0"])

    def test_der_with_trailing_garbage(self):
        self.file("a", LOOSE + b"\0\0\0")
        out, _ = self.lint(*ONE, "--format", "jsonl", "a", code=1)
        self.assertEqual(json.loads(out)["length"], len(LOOSE) + 3)
        self.file("b", GOOD + LOOSE + b"\x30\x82")
        out, _ = self.lint(*ONE, "--format", "jsonl", "b", code=1)
        self.assertEqual([json.loads(line)["length"] for line in out.splitlines()],
                         [len(GOOD), len(LOOSE) + 2])

    def test_der_with_leading_garbage(self):
        for lead in (b"\n", b"  \r\n", b"\xef\xbb\xbf", b"\0\0\0\0", b"garbage\x01\x02"):
            self.file("a", lead + LOOSE)
            names, err = self.names("a")
            self.assertEqual(names, ["a:0"])
            self.assertIn("passed over %d octets in front" % len(lead), err)

    def test_stdin_name(self):
        self.assertEqual(self.names("-", "--stdin-name", "upload", stdin=LOOSE)[0], ["upload:0"])

    def test_slow_stdin(self):
        """What is complete is told before the next object comes."""
        child = subprocess.Popen([CERTLINT, *ONE, "-q", "-"], stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, cwd=self.dir)
        self.addCleanup(child.stdout.close)
        for _ in range(3):
            child.stdin.write(pem(LOOSE))
            child.stdin.flush()
            time.sleep(0.05)
        self.assertTrue(child.stdout.readline().startswith(b"-#0:0: "))
        self.assertTrue(child.stdout.readline().startswith(b"-#1:0: "))
        child.stdin.close()
        self.assertTrue(child.stdout.readline().startswith(b"-#2:0: "))
        self.assertEqual(child.wait(10), 1)

    def test_small_reads(self):
        """A FIFO that gives a few bytes at a time."""
        path = os.path.join(self.dir, "fifo")
        os.mkfifo(path)
        text = pem(LOOSE) + b"text\n" + pem(GOOD) + pem(LOOSE)

        def feed():
            with open(path, "wb", buffering=0) as f:
                for i in range(0, len(text), 37):
                    f.write(text[i:i + 37])
        thread = threading.Thread(target=feed, daemon=True)
        thread.start()
        self.assertEqual(self.names("fifo")[0], ["fifo#0:0", "fifo#2:0"])
        thread.join()

    def test_keys_are_passed_over(self):
        self.file("a.pem", pem(KEY, "PRIVATE KEY") + pem(LOOSE) + pem(b"x", "X509 CRL"))
        names, err = self.names("a.pem")
        self.assertEqual(names, ["a.pem:0"])
        self.assertIn("a.pem: passed over PRIVATE KEY at line 1", err)
        self.assertIn("X509 CRL", err)
        self.file("key.der", KEY)
        _, err = self.names("key.der", code=3)
        self.assertIn("a private key", err)

    def test_many_notes_are_counted(self):
        self.file("a.pem", pem(KEY, "PRIVATE KEY") * 100 + pem(LOOSE))
        _, err = self.names("a.pem")
        self.assertIn("passed over 95 more", err)
        self.assertLess(len(err.splitlines()), 10)

    def test_bad_blocks_are_inputs(self):
        bad = b"-----BEGIN CERTIFICATE-----\nMIIB\n"
        self.file("a.pem", pem(LOOSE) + bad + pem(LOOSE) + bad)
        names, err = self.names("a.pem", code=3)
        self.assertEqual(names, ["a.pem#0:0", "a.pem#2:0"])
        self.assertEqual(err.count("cannot be read"), 2)
        self.assertIn("2 objects could not be read", err)

    def test_cms_with_others(self):
        self.file("a", cms([LOOSE, element(0xa1, b"\x30\x00"), GOOD]))
        names, err = self.names("a")
        self.assertEqual(names, ["a#0:0"])
        self.assertIn("no X.509 certificate", err)
        self.file("b", cms([]))
        self.names("b", code=3)

    def test_cut_cms(self):
        whole = cms([LOOSE, LOOSE], indefinite=True)
        for n in range(0, len(whole), 97):
            self.file("a", whole[:n])
            self.lint("a")

    def test_empty(self):
        self.file("a", b"")
        self.assertIn("is empty", self.names("a", code=3)[1])
        self.assertIn("is empty", self.names("-", code=3)[1])
        self.lint(*ONE, "/dev/null", code=3)

    def test_text_without_object(self):
        self.file("a", b"Hello, world.\n0 is a digit and DER's first octet.\n")
        self.assertIn("holds no certificate", self.names("a", code=3)[1])
        self.file("b", b"0 s:C = US\n" + pem(LOOSE))
        self.assertEqual(self.names("b")[0], ["b:0"])

    def test_utf16(self):
        self.file("a", pem(GOOD).decode().encode("utf-16"))
        self.assertIn("UTF-16", self.names("a", code=3)[1])

    def test_tbs(self):
        body = GOOD[4:]
        head = 4 if body[1] == 0x82 else 3
        tbs = body[:head + int.from_bytes(body[2:head], "big")]
        self.file("a.tbs", tbs)
        out, _ = self.lint(*ONE, "--tbs", "--format", "jsonl", "a.tbs", code=0)
        self.assertEqual(json.loads(out)["kind"], "tbs_certificate")
        out, _ = self.lint(*ONE, "--format", "jsonl", "a.tbs", code=0)
        self.assertEqual(json.loads(out)["kind"], "tbs_certificate")

    def test_too_large_der(self):
        path = os.path.join(self.dir, "big")
        with open(path, "wb") as f:
            f.write(b"\x30\x84\x7f\xff\xff\xff\x30\x00")
            f.truncate((64 << 20) + 1)
        self.assertIn("64 MiB", self.names("big", code=3)[1])

    def test_issuer(self):
        self.file("a", GOOD)
        for name, data in (("ca.der", CA), ("ca.pem", pem(CA)), ("chain.pem", pem(CA) + pem(CA))):
            self.file(name, data)
            self.lint(*ONE, "--issuer", name, "a", code=0)
        self.file("text", b"no certificate\n")
        self.assertIn("--issuer", self.lint("--issuer", "text", "a", code=2)[1])
        self.assertIn("--issuer", self.lint("--issuer", "nowhere", "a", code=2)[1])

    def chain(self, *args, lints="rfc_signature_invalid,rfc_issuer_*,rfc_aki_not_*", **more):
        """Which lints fired and which were not checked, for each object in the order of output."""
        out, err = self.lint("--chain", "--select", lints, "--format", "jsonl", *args, **more)
        return [([f["id"] for f in o["findings"]], [n["id"] for n in o["not_checked"]])
                for o in map(json.loads, out.splitlines())], err

    def test_chain(self):
        clean = ([], [])
        leaf, ca, root = (forge(r) for r in ("tls sig=good", "ca sig=good", "root"))
        for members in ((leaf, ca, root), (root, ca, leaf), (ca, leaf, root, leaf)):
            bundle = b"".join(map(pem, members))
            self.file("bundle", bundle)
            self.assertEqual(self.chain("bundle", code=0)[0], [clean] * len(members))
            self.assertEqual(self.chain("-", stdin=bundle, code=0)[0], [clean] * len(members))
            self.assertEqual(self.chain("bundle", "--no-clock", code=0)[0],
                             [clean] * len(members))
        for name, data in (("1", leaf), ("2", ca), ("3", root)):
            self.file("d/" + name, data)
        self.assertEqual(self.chain("d", code=0)[0], [clean] * 3)
        self.assertEqual(self.chain("d/1", "d/2", "d/3", code=0)[0], [clean] * 3)
        # The CA lacks its own issuer, and without --chain both do.
        found, _ = self.chain("d/1", "d/2", code=0)
        self.assertEqual(found[0], clean)
        self.assertIn("rfc_signature_invalid", found[1][1])
        out, _ = self.lint("--select", "rfc_signature_invalid", "-v", "bundle", code=0)
        self.assertEqual(out.count("not checked"), 3)
        # --issuer stands in.
        self.assertEqual(self.chain("--issuer", "d/3", "d/1", "d/2", code=0)[0], [clean] * 2)

    def test_chain_tells_what_does_not_fit(self):
        root = forge("root")
        self.file("a", pem(forge("tls")) + pem(forge("ca sig=good")) + pem(root))
        self.assertEqual([f for f, _ in self.chain("a", code=1)[0]],
                         [["rfc_signature_invalid"], [], []])
        # Another key identifier: the issuer all the same, if its key has signed.
        self.file("b", pem(forge("tls sig=good aki=keyid:0102")) + pem(forge("ca sig=good")))
        self.assertEqual(self.chain("b", code=1)[0][0], (["rfc_aki_not_issuer_ski"], []))
        self.file("b", pem(forge("tls aki=keyid:0102")) + pem(forge("ca sig=good")))
        self.assertIn("rfc_signature_invalid", self.chain("b", code=0)[0][0][1])
        # Another case is another name, and an end entity no CA.
        name = "C=US/O=EXAMPLE TRUST SERVICES/CN=Example Trust TLS CA 1"
        self.file("c", pem(forge("tls sig=good")) + pem(forge(f'ca sig=good "subject={name}"')) +
                  pem(forge("ca bc=leaf ku=digital")))
        self.assertIn("rfc_signature_invalid", self.chain("c", code=0)[0][0][1])

    def test_chain_takes_the_one_that_signed(self):
        leaf = forge("tls sig=good -aki")
        others = [forge(f"ca -ski key={key} serial=0{i}")
                  for i, key in enumerate(("p384", "rsa2048", "p256", "ed25519"), 1)]
        signer = forge("ca -ski")
        for i in range(5):
            self.file("a", b"".join(map(pem, [leaf] + others[:i] + [signer] + others[i:])))
            self.assertEqual(self.chain("a")[0][0], ([], []))
        # Nobody's name alone makes an issuer; no more than 16 are tried.
        many = [forge(f"ca -ski key=p256 serial=01{i:02x}") for i in range(16)]
        for n, found in ((15, True), (16, False)):
            self.file("a", b"".join(map(pem, [leaf] + many[:n] + [signer])))
            self.assertEqual(self.chain("a")[0][0][1] == [], found)
        # Nothing signs a TBSCertificate yet: name and key identifier decide.
        self.file("t", forge("tls kind=tbs"))
        for order in ((CA, forge("ca key=p256 serial=02")), (forge("ca key=p256 serial=02"), CA)):
            self.file("ca", b"".join(map(pem, order)))
            self.assertEqual(self.chain("t", "ca", lints="rfc_aki_not_issuer_ski")[0][0], ([], []))

    def test_chain_with_threads(self):
        members = [forge(f"tls serial=0{i + 1}" + (" sig=good" if i % 3 else ""))
                   for i in range(9)]
        self.file("a", b"".join(map(pem, members * 20 + [forge("ca sig=good"), forge("root")])))
        self.file("d/b", LOOSE)
        self.file("d/c", b"-----BEGIN CERTIFICATE-----\nAAAA\n")
        args = ("--chain", "a", "d", "nowhere", "--no-clock")
        outs = {self.lint(*args, "-j", str(j), code=3) for j in (1, 2, 7)}
        self.assertEqual(len(outs), 1)
        self.assertEqual(outs.pop()[0].count("[rfc_signature_invalid]"), 60 + 1)

    def test_chain_keeps_much(self):
        if SANITIZED:
            self.skipTest("takes long")
        # More than is kept in memory, with the issuer at the end.
        other = forge("client sig=good")
        count = (36 << 20) // len(other)
        text = pem(other) * count + pem(forge("tls sig=good")) + pem(forge("ca sig=good"))
        out, _ = self.lint("--chain", "--select", "rfc_signature_invalid", "-v", "-", stdin=text,
                           code=0)
        self.assertEqual(out.count("not checked"), count + 1)
        self.assertNotIn(f"-#{count}: not checked", out)
        self.assertIn(f"-#{count + 1}: not checked", out)

    def test_files_from(self):
        self.file("a", LOOSE)
        self.file("b c", LOOSE)
        self.file("list", b"a\nb c\n\n")
        self.file("list0", b"a\0b c\0")
        want = ["a:0", "b c:0"]
        self.assertEqual(self.names("--files-from", "list")[0], want)
        self.assertEqual(self.names("-0", "--files-from", "list0")[0], want)
        self.assertEqual(self.names("--files-from", "-", stdin=b"a\nb c")[0], want)
        self.names("--files-from", "nowhere", code=3)
        self.file("list", b"a\nnowhere\nb c\n")
        self.assertEqual(self.names("--files-from", "list", code=3)[0], want)


class Directories(Case):
    def lint_names(self, *args, code=1):
        out, err = self.lint(*ONE, *args, code=code)
        return [line.split(":")[0] for line in out.splitlines()], err

    def test_sorted_and_counted(self):
        for name in ("b.der", "a/z.der", "a/b/c.pem", "c", "a.der"):
            self.file(name, LOOSE)
        self.file("README", b"text\n")
        self.file("empty", b"")
        self.file("image", bytes(range(256)) * 4)
        names, err = self.lint_names(".")
        self.assertEqual(names, ["./a/b/c.pem", "./a/z.der", "./a.der", "./b.der", "./c"])
        self.assertIn("5 certificates in 5 files: 5 errors", err)
        self.assertIn("3 files hold none", err)

    def test_empty_directory(self):
        _, err = self.lint_names(".", "-q", code=3)
        self.assertEqual(len(err.splitlines()), 1)
        self.assertIn("holds no certificate in any of its 0 files", err)
        self.file("text", b"text\n")
        self.assertIn("1 files", self.lint_names(".", "-q", code=3)[1])

    def test_each_failure_is_told(self):
        os.mkdir(os.path.join(self.dir, "d"))
        _, err = self.lint_names("-q", "nowhere", "d", "d", code=3)
        self.assertEqual(len(err.splitlines()), 3)

    def test_links(self):
        self.file("d/a.der", LOOSE)
        os.symlink("..", os.path.join(self.dir, "d", "up"))
        os.symlink("a.der", os.path.join(self.dir, "d", "link.der"))
        os.symlink("nowhere", os.path.join(self.dir, "d", "dangling"))
        os.symlink("self", os.path.join(self.dir, "d", "self"))
        names, err = self.lint_names("d", "-v")
        self.assertEqual(names, ["d/a.der", "d/link.der"])
        self.assertIn("d/up: passed over: a link to a directory", err)
        self.assertIn("d/dangling: passed over", err)
        os.symlink("d", os.path.join(self.dir, "e"))
        self.assertEqual(self.lint_names("e")[0], ["e/a.der", "e/link.der"])

    def test_special_files(self):
        self.file("d/a.der", LOOSE)
        os.mkfifo(os.path.join(self.dir, "d", "fifo"))
        names, err = self.lint_names("d", "-v")
        self.assertEqual(names, ["d/a.der"])
        self.assertIn("d/fifo: passed over", err)

    def test_unreadable(self):
        self.file("d/a.der", LOOSE)
        self.file("d/b.der", LOOSE)
        self.file("d/sub/c.der", LOOSE)
        os.chmod(os.path.join(self.dir, "d", "a.der"), 0)
        os.chmod(os.path.join(self.dir, "d", "sub"), 0)
        self.addCleanup(os.chmod, os.path.join(self.dir, "d", "sub"), 0o700)
        if os.geteuid() == 0:
            self.skipTest("root reads everything")
        names, err = self.lint_names("d", code=3)
        self.assertEqual(names, ["d/b.der"])
        self.assertIn("d/a.der: cannot be opened", err)
        self.assertIn("d/sub: directory cannot be read", err)

    def test_deep(self):
        path, depth = self.dir, 0
        home = os.getcwd()
        self.addCleanup(os.chdir, home)
        os.chdir(self.dir)
        for depth in range(1500):
            os.mkdir("d")
            os.chdir("d")
        with open("a.der", "wb") as f:
            f.write(LOOSE)
        os.chdir(home)
        names, _ = self.lint_names("d")
        self.assertEqual(names, ["d/" * 1500 + "a.der"])

    def test_too_deep_for_paths(self):
        home = os.getcwd()
        self.addCleanup(os.chdir, home)
        os.chdir(self.dir)
        self.file("d/a.der", LOOSE)
        for _ in range(30):
            os.mkdir("d" * 200)
            os.chdir("d" * 200)
        os.chdir(home)
        names, err = self.lint_names(".", code=3)
        self.assertEqual(names, ["./d/a.der"])
        self.assertIn("cannot be read", err)

    def test_output_inside(self):
        self.file("d/a.der", LOOSE)
        _, err = self.lint(*ONE, "-o", "d/report", "d", code=1)
        self.assertNotIn("hold", err)
        with open(os.path.join(self.dir, "d/report"), encoding="utf-8") as f:
            self.assertEqual(len(f.read().splitlines()), 1)

    def test_ten_thousand_files(self):
        os.mkdir(os.path.join(self.dir, "d"))
        for i in range(10000):
            with open(os.path.join(self.dir, "d", "%05d" % i), "wb") as f:
                f.write(LOOSE if i % 100 == 0 else GOOD)
        outs = [self.lint_names("d", "-j", str(j)) for j in (1, 4)]
        self.assertEqual(outs[0], outs[1])
        self.assertEqual(outs[0][0], ["d/%05d" % i for i in range(0, 10000, 100)])
        self.assertIn("10000 certificates in 10000 files: 100 errors", outs[0][1])


class Streams(Case):
    def bundle(self, size):
        """PEM of at least so many bytes: good ones, bad ones, keys, text and broken blocks."""
        dice = random.Random(1)
        pieces = [pem(GOOD), pem(LOOSE), pem(CA), b"a line of text\n",
                  pem(KEY, "PRIVATE KEY"), b"-----BEGIN CERTIFICATE-----\n====\n"]
        path = os.path.join(self.dir, "bundle.pem")
        total = 0
        with open(path, "wb") as f:
            while total < size:
                piece = b"".join(dice.choices(pieces, [90, 5, 50, 5, 1, 1], k=1000))
                f.write(piece)
                total += len(piece)
        return "bundle.pem"

    def usage(self, *args):
        """Exit code and peak memory in KiB; the peak of a fork would be ours, so a shell is between."""
        script = 'import os,resource,sys; p=os.posix_spawn(sys.argv[1],sys.argv[1:],os.environ);' \
                 's,r=os.wait4(p,0)[1:]; print(os.waitstatus_to_exitcode(s), r.ru_maxrss)'
        done = subprocess.run([sys.executable, "-S", "-c", script, CERTLINT, *args], cwd=self.dir,
                              capture_output=True, check=True)
        code, peak = done.stdout.split()[-2:]
        return int(code), int(peak)

    def test_any_number_of_threads(self):
        name = self.bundle(4 << 20)
        for form in ("text", "full", "jsonl", "json"):
            results = [self.lint(*ONE, "--format", form, "--digest", "none", "-j", j, name, code=3)
                       for j in ("1", "2", "3", "8")]
            for result in results[1:]:
                self.assertEqual(result, results[0])
        with open(os.path.join(self.dir, name), "rb") as f:
            stdin = f.read()
        out, _ = self.lint(*ONE, "--stdin-name", name, "-", stdin=stdin, code=3)
        self.assertEqual(out, self.lint(*ONE, name, code=3)[0])

    def test_fifty_megabytes(self):
        name = self.bundle(50 << 20)
        code, peak = self.usage(*ONE, "-q", "-j", "2", "-o", "out", name)
        self.assertEqual(code, 3)
        if not SANITIZED:
            self.assertLess(peak, 16 << 10)
        with open(os.path.join(self.dir, "out"), encoding="utf-8") as f:
            self.assertGreater(len(f.readlines()), 1000)

    def test_one_block_of_ten_megabytes(self):
        huge = element(0x30, element(0x30, element(4, os.urandom(10 << 20))))
        self.file("a.pem", pem(GOOD) + pem(huge) + pem(LOOSE))
        out, _ = self.lint(*ONE, "--format", "jsonl", "a.pem")
        self.assertEqual([json.loads(line)["length"] for line in out.splitlines()],
                         [len(GOOD), len(huge), len(LOOSE)])

    def test_no_end_in_sight(self):
        self.file("a.pem", b"-----BEGIN CERTIFICATE-----\n" + b"A" * (5 << 20))
        self.lint(*ONE, "a.pem", code=3)
        self.file("b", b"M" * (5 << 20))
        self.lint("b")

    def test_broken_pipe(self):
        name = self.bundle(8 << 20)
        with subprocess.Popen([CERTLINT, "--format", "jsonl", name], cwd=self.dir,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            child.stdout.read(100)
            child.stdout.close()
            err = child.stderr.read()
            child.wait(60)
        self.assertEqual(child.returncode, -signal.SIGPIPE)
        self.assertNotIn(b"written", err)

    def test_broken_pipe_without_the_signal(self):
        name = self.bundle(8 << 20)
        with subprocess.Popen([CERTLINT, "--format", "jsonl", name], cwd=self.dir,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              restore_signals=False) as child:
            child.stdout.read(100)
            child.stdout.close()
            err = child.stderr.read()
            child.wait(60)
        self.assertEqual(child.returncode, 3)
        self.assertNotIn(b"written", err)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_full_disk(self):
        self.file("a", LOOSE)
        for args in ([*ONE, "a"], ["list"], ["explain", LINT], ["--help"], ["--version"],
                     ["show", "a"], ["facts", "a"]):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([CERTLINT, *args], cwd=self.dir, stdout=full,
                                      stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 3, args)
            self.assertIn(b"could not be written", done.stderr)
        _, err = self.lint(*ONE, "-q", "-o", "/dev/full", "a", code=3)
        self.assertEqual(len(err.splitlines()), 1)

    def test_closed_streams(self):
        self.file("a", LOOSE)
        shell = 'cd "$1"; shift; exec "$0" "$@" '
        for close, code in ((">&-", 3), ("2>&-", 1), ("<&-", 1)):
            done = subprocess.run(["sh", "-c", shell + close, CERTLINT, self.dir, *ONE, "a"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, code, (close, done))
        with open(os.path.join(self.dir, "a"), "rb") as f:
            self.assertEqual(f.read(), LOOSE)

    def test_garbage(self):
        dice = random.Random(2)
        for i in range(150):
            kind = i % 3
            data = bytearray(dice.choice((GOOD, pem(GOOD), cms([GOOD, CA]), LOOSE + CA)))
            if kind == 0:
                data = bytearray(dice.randbytes(dice.randrange(2000)))
            for _ in range(dice.randrange(1, 20) if kind else 0):
                data[dice.randrange(len(data))] = dice.randrange(256)
            if kind == 2:
                del data[dice.randrange(len(data)):]
            for args in (["--format", "full"], ["--format", "json", "--digest", "none"]):
                done = self.run_raw(*args, "-", stdin=bytes(data))
                self.assertIn(done.returncode, (0, 1, 3), done)
                if "json" in args:
                    json.loads(done.stdout)
            for verb in ("show", "facts"):
                done = self.run_raw(verb, "-", stdin=bytes(data))
                self.assertIn(done.returncode, (0, 3), done)

    def test_programs(self):
        self.lint(CERTLINT)
        self.lint(os.path.dirname(CERTLINT))

    def test_start(self):
        """A small job is done at once and in little memory."""
        self.file("a", GOOD)
        times = []
        for _ in range(20):
            begin = time.monotonic()
            self.run_raw("-q", "a")
            times.append(time.monotonic() - begin)
        self.assertLess(min(times), 0.1)


class Verbs(Case):
    def test_list(self):
        out, _ = self.lint("list", code=0)
        ids = [line.split()[0] for line in out.splitlines()]
        self.assertIn(LINT, ids)
        self.assertEqual(ids, sorted(ids))
        out, _ = self.lint("list", *ONE, code=0)
        self.assertEqual(len(out.splitlines()), 1)
        out, _ = self.lint("list", "--ignore", LINT, code=0)
        self.assertEqual(len(out.splitlines()), len(ids) - 1)

    def test_list_json(self):
        out, _ = self.lint("list", "--format", "json", code=0)
        lints = json.loads(out)
        for lint in lints:
            for field in ("id", "severity", "source", "citation", "from", "until", "applies", "needs",
                          "covers", "peers", "summary"):
                self.assertIn(field, lint)
            self.assertIsInstance(lint["covers"], list)
            self.assertIsInstance(lint["peers"], dict)
            for day in (lint["from"], lint["until"]):
                self.assertRegex(day or "2000-01-01", r"^\d{4}-\d\d-\d\d$")
            for names in lint["peers"].values():
                self.assertTrue(names)
        self.assertEqual(len({lint["id"] for lint in lints}), len(lints))

    def test_list_others(self):
        for option, word in (("--data", "tlds"), ("--facts", "subscriber"),
                             ("--profiles", "tls_dv_subscriber")):
            out, _ = self.lint("list", option, code=0)
            self.assertIn(word, [line.split()[0] for line in out.splitlines()])
            out, _ = self.lint("list", option, "--format", "json", code=0)
            self.assertIn(word, [row["name"] for row in json.loads(out)])

    def test_list_requirements(self):
        rows = json.loads(self.lint("list", "--requirements", "--format", "json", code=0)[0])
        ids = {lint.split()[0] for lint in self.lint("list", code=0)[0].splitlines()}
        by_id = {row["id"]: row for row in rows}
        self.assertEqual(len(rows), len(by_id))
        self.assertIn(LINT, by_id["x690-10.1-length-minimal-toplevel"]["lints"])
        for row in rows:
            self.assertLessEqual(set(row["lints"]), ids)
            self.assertFalse(row["lints"] and "undecided" in row)
            self.assertTrue(row["level"] and row["document"] and row["section"])
        self.assertIn("later", by_id["rfc5280-5.1-crl-der-encoded"]["undecided"])
        lines = self.lint("list", "--requirements", code=0)[0].splitlines()
        self.assertEqual([line.split()[0] for line in lines], [row["id"] for row in rows])
        lines = self.lint("list", "--requirements", *ONE, code=0)[0].splitlines()
        self.assertEqual(len(lines), sum(LINT in row["lints"] for row in rows))

    def test_list_peer(self):
        rows = json.loads(self.lint("list", "--peer", "zlint", "--format", "json", code=0)[0])
        by_name = {row["name"]: row for row in rows}
        self.assertEqual(by_name["e_ext_san_missing"]["lints"], ["br_san_missing"])
        self.assertTrue(by_name["e_excessively backdated"]["lints"])
        self.assertTrue(by_name["e_crl_empty_revoked_certificates"]["undecided"])
        out, _ = self.lint("list", "--peer", "zlint", "--select", "br_san_missing", code=0)
        self.assertEqual([line.split() for line in out.splitlines()],
                         [["e_ext_san_missing", "br_san_missing"]])
        out, _ = self.lint("list", "--select", '"zlint:e_excessively backdated"', code=0)
        self.assertEqual(len(out.splitlines()), 1)
        out, err = self.lint("list", "--peer", "lint", code=2)
        self.assertIn("there is one of: pkilint zlint", err)

    def test_explain(self):
        out, err = self.lint("explain", LINT, code=0)
        self.assertEqual(err, "")
        self.assertTrue(out.startswith(LINT + "\n"))
        for label in ("severity", "rule", "in force", "covers", "fix", "examples"):
            self.assertRegex(out, r"(?m)^%s +\S" % label)
        for line in out.splitlines():
            if not line.startswith(("examples", " ")):
                self.assertLess(len(line), 100)

    def test_explain_every_lint(self):
        ids = [line.split()[0] for line in self.lint("list", code=0)[0].splitlines()]
        out, _ = self.lint("explain", *ids, code=0)
        self.assertGreaterEqual(out.count("\nseverity "), len(ids))

    def test_explain_unknown(self):
        out, err = self.lint("explain", LINT.replace("minimal", "minmal"), code=2)
        self.assertEqual(out, "")
        self.assertIn("did you mean " + LINT, err)
        self.assertEqual(len(err.splitlines()), 1)
        out, err = self.lint("explain", "nothing_like_it_at_all", LINT, code=2)
        self.assertTrue(out.startswith(LINT))
        self.lint("explain", "x" * 5000, code=2)

    def test_show(self):
        self.file("a.der", LOOSE)
        self.file("b.pem", pem(GOOD) + pem(CA))
        out, _ = self.lint("show", *ONE, "a.der", code=0)
        self.assertTrue(out.startswith("a.der: certificate, %d octets" % len(LOOSE)))
        self.assertIn("dNSName", out)
        at = out.splitlines()
        self.assertRegex(at[1], r"^ +0 +5\+")
        self.assertRegex(at[2], r"^ +\^ error: .*\[%s\]$" % LINT)
        out, _ = self.lint("show", "b.pem", code=0)
        self.assertIn("b.pem#0: ", out)
        self.assertIn("b.pem#1: ", out)
        self.lint("show", "nowhere", code=3)

    def test_facts(self):
        self.file("a.der", GOOD)
        out, _ = self.lint("facts", "a.der", code=0)
        self.assertIn("a.der: certificate, profile tls_dv_subscriber", out)
        self.assertRegex(out, r"(?m)^  subscriber +\S")
        out, _ = self.lint("facts", "--format", "json", "a.der", code=0)
        report, = json.loads(out)
        self.assertIn("subscriber", report["facts"])
        self.assertTrue(report["reasons"])
        self.lint("facts", "nowhere", code=3)

    def test_completion(self):
        for shell in ("bash", "zsh", "fish"):
            out, _ = self.lint("completion", shell, code=0)
            self.assertIn("--files-from" if shell != "fish" else "files-from", out)
            if shutil.which(shell):
                path = self.file("script." + shell, out.encode())
                subprocess.run([shell, "-n", os.path.join(self.dir, path)], check=True)

    def test_bash_completes(self):
        if not shutil.which("bash"):
            self.skipTest("no bash")
        self.file("script", self.lint("completion", "bash", code=0)[0].encode())
        for words, want in ((["certlint", "--f"], "--format"), (["certlint", "ex"], "explain"),
                            (["certlint", "--format", "js"], "jsonl"),
                            (["certlint", "list", "--prof"], "--profiles")):
            script = '. ./script; COMP_WORDS=(%s); COMP_CWORD=%d; _certlint; echo "${COMPREPLY[@]}"' \
                % (" ".join(words), len(words) - 1)
            done = subprocess.run(["bash", "-c", script], cwd=self.dir, capture_output=True)
            self.assertIn(want, done.stdout.decode().split())


class Samples(Case):
    def test_internal_test(self):
        """Each fault is told, though the other one stops many a parser."""
        path = os.path.join(SOURCE, "samples", "internal-test.pem")
        out, err = self.lint("--format", "jsonl", path, code=1)
        leaf, ca = [json.loads(line) for line in out.splitlines()]
        ids = {finding["id"]: finding for finding in leaf["findings"]}
        self.assertEqual(ids["br_dns_single_label"]["path"],
                         "tbsCertificate.extensions[5].subjectAltName[0].dNSName")
        self.assertEqual(ids["rfc_san_ip_length"]["found"], "7 octets")
        self.assertIn("1.1.1.1", ids["rfc_san_ip_length"]["detail"])
        self.assertEqual(ca["findings"], [])
        self.assertIn("2 certificates in 1 file: ", err)


class Plugins(Case):
    def plugin(self, name):
        return os.path.join(PLUGINS, "cli_plugin_%s.so" % name)

    def test_used(self):
        self.file("a", GOOD)
        out, _ = self.lint("--plugin", self.plugin("good"), "--select", "example_always", "a", code=1)
        self.assertRegex(out, r"^a:\d+: error: serial [0-9a-f:]+ .*\[example_always\]\n$")
        out, _ = self.lint("list", "--plugin", self.plugin("good"), code=0)
        self.assertIn("example_always", out)
        out, _ = self.lint("explain", "--plugin", self.plugin("good"), "example_always", code=0)
        self.assertIn("A plug-in of the tests.", out)

    def test_without_a_slash(self):
        shutil.copy(self.plugin("good"), os.path.join(self.dir, "p.so"))
        self.file("a", GOOD)
        self.lint("--plugin", "p.so", "--select", "example_always", "a", code=1)

    def test_another_abi(self):
        self.file("a", GOOD)
        _, err = self.lint("--plugin", self.plugin("newer"), "a", code=2)
        self.assertEqual(len(err.splitlines()), 1)
        self.assertIn("ABI 99", err)
        self.assertIn("ABI 1", err)

    def test_no_plugin(self):
        self.file("a", GOOD)
        self.file("text.so", b"no shared object\n")
        for path in ("text.so", "nowhere.so", self.plugin("none")):
            _, err = self.lint("--plugin", path, "a", code=2)
            self.assertEqual(len(err.splitlines()), 1)

    def test_twice(self):
        self.file("a", GOOD)
        self.lint("--plugin", self.plugin("good"), "--plugin", self.plugin("good"), "a", code=2)


class Sources(unittest.TestCase):
    """What the tree promises of the command."""

    def read(self, path):
        with open(os.path.join(SOURCE, path), encoding="utf-8") as f:
            return f.read()

    def test_only_public_headers(self):
        folder = os.path.join(SOURCE, "cli")
        own = set(os.listdir(folder))
        for name in own:
            if not name.endswith((".c", ".h")):
                continue
            text = self.read(os.path.join("cli", name))
            for header in re.findall(r'#\s*include\s+"([^"]+)"', text):
                self.assertIn(header, own, name)
            for header in re.findall(r"#\s*include\s+<([^>]+)>", text):
                self.assertNotIn("mbedtls", header, name)
                if header.startswith("certlint/"):
                    self.assertTrue(os.path.exists(os.path.join(SOURCE, "include", header)), header)

    def test_man_page_has_every_option(self):
        page = self.read("cli/certlint.1")
        named = set(re.findall(r"Fl -([a-z-]+)", page))
        named |= {word.lstrip("-") for line in page.splitlines() if line.startswith((".Fl", ".It Fl"))
                  for word in re.findall(r"(?<= )-[a-z-]{2,}", line)}
        table = set(re.findall(r'\{ "([a-z-]+)", (?:0|\'.\'),', self.read("cli/verbs.c")))
        self.assertGreater(len(table), 25)
        self.assertEqual(table - named, set())
        self.assertEqual(named - table, set())

    def test_man_page_has_every_letter(self):
        page = self.read("cli/certlint.1")
        for letter, name in re.findall(r"\{ \"([a-z-]+)\", '(.)',", self.read("cli/verbs.c")):
            self.assertIn(".It Fl %s , Fl -%s" % (name, letter), page)

    def test_man_page_has_every_verb(self):
        page = self.read("cli/certlint.1")
        for verb in re.findall(r'(?m)^\t\{ "([a-z]+)", (?:"|NULL)', self.read("cli/verbs.c")):
            if verb in ("check", "list", "explain", "show", "facts", "completion"):
                self.assertIn(".It Cm %s\n" % verb, page)

    def test_man_page_is_well_formed(self):
        if not shutil.which("mandoc"):
            self.skipTest("no mandoc")
        done = subprocess.run(["mandoc", "-Tlint", "-Wwarning",
                               os.path.join(SOURCE, "cli", "certlint.1")], capture_output=True)
        self.assertEqual((done.returncode, done.stdout), (0, b""), done)

    def test_help_is_the_table(self):
        done = subprocess.run([CERTLINT, "check", "--help"], capture_output=True, check=True)
        shown = set(re.findall(r"(?m)^ .{0,6}--([a-z-]+)", done.stdout.decode()))
        text = self.read("cli/verbs.c")
        rows = text[text.index("check_options[]"):text.index("list_options[]")]
        self.assertEqual(len(shown), len(re.findall(r"\bROW_\w+|\{ \"", rows)))


if __name__ == "__main__":
    unittest.main(verbosity=1)
