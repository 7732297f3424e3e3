#!/usr/bin/env python3
"""certlint watch as a user runs it: every kind of input, filters, groups, damage and mischief.

CERTLINT, FORGE and MINT name the programs, CERTLINT_SANITIZER what they were built with.
"""

import base64
import gzip
import hashlib
import json
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fake_log import Answer, Entry, Log, Server

CERTLINT = os.path.abspath(os.environ["CERTLINT"])
FORGE = os.path.abspath(os.environ["FORGE"])
MINT = os.path.abspath(os.environ["MINT"])
FOLLOWS = os.environ.get("CERTLINT_FOLLOW") == "1"
SANITIZED = os.environ.get("CERTLINT_SANITIZER", "none") != "none"

# The profile of the real ones, and three of them (tests/test_fina.c has the record).
FINA = ("precert-2025 -sct poison=on from=2025-08-04 validity=365d eku=server,client bc~=leaf "
        'issuer=ca "issuer-name=C=HR/O=printable:Financijska agencija/CN=printable:Fina RDC 2020" ')
FINA_THREE = [
    FINA + "serial=00d3167efd77cad759000000005fc7c672 san=dns:test1.hr,dns:test12.hr,ip:1.1.1.1",
    FINA + "serial=00f972552d6ac08828000000005fc86f4d san=dns:test1.hr,dns:test11.hr,ip:1.1.1.1",
    FINA + "serial=00beb8ef1b1c6cff53000000005fc8cde5 san=dns:test11.hr,dns:test12.hr,ip:1.1.1.1",
]


def forge(recipe):
    return subprocess.run([FORGE, recipe], check=True, capture_output=True).stdout


def mint(form, *recipes):
    return subprocess.run([MINT, form, *recipes], check=True, capture_output=True).stdout


def pem(der):
    text = base64.b64encode(der).decode()
    lines = [text[i:i + 64] for i in range(0, len(text), 64)]
    return ("-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n" %
            "\n".join(lines)).encode()


WATCHED = "tls san=dns:www.example.com"
OTHER = "tls san=dns:www.elsewhere.org"


class Case(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="certlint-")
        self.addCleanup(shutil.rmtree, self.dir, ignore_errors=True)
        self.file("list", b"dns:.example.com owner=web\nip:1.1.1.1\n")

    def path(self, name):
        return os.path.join(self.dir, name)

    def file(self, name, data):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data)
        return name

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as f:
            return f.read()

    def watch(self, *args, code=None, stdin=b"", env=None):
        """Run; check the exit code and the manners of stderr; the events, and stderr."""
        done = subprocess.run([CERTLINT, "watch", *args], input=stdin, cwd=self.dir,
                              capture_output=True, timeout=100,
                              env=dict(os.environ, **(env or {})))
        out, err = done.stdout.decode(), done.stderr.decode()
        for line in err.splitlines():
            self.assertTrue(line.startswith("certlint: "), err)
        if code is not None:
            self.assertEqual(done.returncode, code, (args, out[-500:], err[-500:]))
        return out, err

    def events(self, *args, code=None, stdin=b"", env=None):
        out, _ = self.watch("--list", "list", "-q", *args, code=code, stdin=stdin, env=env)
        return [json.loads(line) for line in out.splitlines()]

    def hits(self, *args, **more):
        return [e for e in self.events(*args, **more) if e["event"] == "hit"]


class Usage(Case):
    def refused(self, *args, says=None):
        _, err = self.watch(*args, code=2)
        self.assertEqual(len(err.splitlines()), 1, err)
        if says:
            self.assertIn(says, err)

    def test_bad_usage(self):
        self.file("x", b"")
        for args in (["x"], ["--list", "list"], ["--list", "nowhere", "x"], ["--frobnicate"],
                     ["--list", "list", "--format", "xml", "x"],
                     ["--list", "list", "--poll", "soon", "x"],
                     ["--list", "list", "--hook", "nowhere", "x"],
                     ["--list", "list", "-o", "no/where", "x"],
                     ["--list", "list", "--select", "no_such_lint", "x"],
                     ["--list", "list", "--test", "ip:1.1.1.1", "x"]):
            self.refused(*args)

    def test_bad_list_has_file_and_line(self):
        self.file("bad", b"dns:a.example.com\n\nip:1.1.1.1/24\n")
        self.refused("--list", "bad", "x", says="bad: watch list, line 3:")
        self.refused("--list", "list", "--list", "bad", "x", says="bad: watch list, line 3:")

    def test_bad_filter(self):
        for bad in ("", "frob", "match and", "match or or error", "(match", "match)", "not",
                    "match error", "and match", '"match', "item:", "(" * 300 + "match"):
            self.refused("--list", "list", "--filter", bad, "x", says="--filter")

    def test_filter_that_can_pass_nothing(self):
        self.file("x", forge(WATCHED))
        for bad in ("lint:no_such_lint", "lint:zlint:e_dnsname_underscore_in_sld"):
            self.refused("--list", "list", "-F", bad, "x", says="there is no lint")
        _, err = self.watch("--list", "list", "-q", "-F", "owner:weeb or item:ip:1.1.1.1", "x",
                            code=0)
        self.assertIn("no item of the list has owner:weeb", err)
        self.assertNotIn("item:ip", err)
        _, err = self.watch("--list", "list", "-q", "-F", "lint:br_eku_missing or match", "x",
                            code=1)
        self.assertEqual(err, "")

    def test_empty_list(self):
        self.file("none", b"# nobody\n")
        self.file("x", forge(WATCHED))
        _, err = self.watch("--list", "none", "-q", "x", code=0)
        self.assertIn("none: the watch list has no items", err)

    def test_missing_input(self):
        _, err = self.watch("--list", "list", "-q", "nowhere", code=3)
        self.assertIn("nowhere", err)

    def test_help_and_completions(self):
        out, _ = self.watch("--help", code=0)
        for word in ("--list", "--filter", "--hook", "--state", "--logs"):
            self.assertIn(word, out)
        for line in out.splitlines():
            self.assertLess(len(line), 120, line)


class Inputs(Case):
    def check(self, *args, number=0, **more):
        (hit,) = self.hits(*args, code=1, **more)
        self.assertEqual(hit["number"], number)
        self.assertEqual(hit["decision"], "alert")
        self.assertEqual(hit["hits"][0]["pattern"], "dns:.example.com")
        self.assertEqual(hit["hits"][0]["owner"], "web")
        self.assertEqual(hit["hits"][0]["value"], "www.example.com")
        self.assertRegex(hit["tbs_sha256"], "^[0-9a-f]{64}$")
        self.assertIn("findings", hit)
        self.assertEqual(hit["dns_names"], ["www.example.com"])
        return hit

    def test_answer(self):
        self.file("a", mint("json", OTHER, WATCHED))
        hit = self.check("a", number=1)
        self.assertEqual((hit["source"], hit["index"], hit["time"]), ("a", 1, 1775088000))
        self.assertEqual(hit["entry"], "certificate")

    def test_several_answers_and_layout(self):
        one, two = mint("json", OTHER), mint("json", OTHER, WATCHED)
        pretty = json.dumps(json.loads(two), indent=2).encode()
        for stdin in (one + two, one + b"\n" + pretty, b"\n \n" + one + b"\r\n" + two + b"\n"):
            self.check("-", number=2, stdin=stdin)

    def test_single_entries(self):
        entries = json.loads(mint("json", OTHER, WATCHED))["entries"]
        lines = "".join(json.dumps(e) + "\n" for e in entries).encode()
        self.check("-", number=1, stdin=lines)

    def test_tile(self):
        self.file("a", mint("tile", OTHER, WATCHED))
        self.assertEqual(self.check("a", number=1)["index"], 1)

    def test_stream(self):
        self.file("a", mint("stream", OTHER, WATCHED))
        self.check("a", number=1)

    def test_certificates(self):
        other, der = forge(OTHER), forge(WATCHED)
        self.file("a.der", der)
        self.file("a.pem", pem(other) + b"between\n" + pem(der))
        self.check("a.der")
        self.check("a.pem", number=1)

    def test_directory(self):
        self.file("d/1", mint("json", OTHER))
        self.file("d/2", mint("tile", WATCHED))
        self.file("d/3", forge(OTHER))
        self.assertEqual(self.check("d")["source"], "d/2")

    def test_gzip_is_told(self):
        self.file("a", b"\x1f\x8b\x08" + bytes(100))
        _, err = self.watch("--list", "list", "-q", "a", code=3)
        self.assertIn("gzip", err)

    def test_precertificate_and_certificate_are_one(self):
        events = self.events("-F", "all", "--anomalies", "off", "-", code=1,
                             stdin=mint("json", "precert san=dns:www.example.com",
                                        "tls san=dns:www.example.com"))
        decisions = [e["decision"] for e in events if e["event"] == "hit"]
        self.assertEqual(decisions, ["alert", "duplicate"])

    def test_pipe_is_read_line_by_line(self):
        program = subprocess.Popen([CERTLINT, "watch", "--list", "list", "-q", "-"], cwd=self.dir,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        program.stdin.write(mint("stream", WATCHED))
        program.stdin.flush()
        line = program.stdout.readline()
        self.assertEqual(json.loads(line)["event"], "hit")
        program.send_signal(signal.SIGTERM)
        program.stdout.read()
        self.assertEqual(program.wait(20), 0)
        program.stdin.close()
        program.stdout.close()


class Damage(Case):
    def damaged(self, data, *args):
        return [e for e in self.events("-", *args, stdin=data) if e["event"] == "damaged"]

    def test_cut_answer(self):
        data = mint("json", OTHER, WATCHED)
        (event,) = [e for e in self.events("-", stdin=data[:-40]) if "damage" in e]
        self.assertEqual(event["event"], "hit")
        self.assertIn("reason", event["damage"])
        # ... and it does not hide the next one.
        events = self.events("-", "-F", "match", stdin=data[:-40] + data)
        self.assertEqual([(e["number"], e["decision"]) for e in events],
                         [(1, "alert"), (3, "duplicate")])

    def test_cut_stream_line(self):
        lines = mint("stream", OTHER, WATCHED).splitlines(True)
        events = self.events("-", stdin=lines[0][:300] + b"\n" + lines[1])
        self.assertEqual([e["event"] for e in events], ["damaged", "hit"])

    def test_cut_tile(self):
        data = mint("tile", WATCHED, OTHER)
        events = self.events("-", stdin=data[:-5])
        self.assertEqual([e["event"] for e in events], ["hit", "damaged"])

    def test_error_page(self):
        page = b'{"error_message":"backend","success":false}\n'
        (event,) = self.damaged(page)
        self.assertEqual(event["hits"], [])

    def test_error_page_hides_no_answer(self):
        page = b'{"error_message":"backend","success":false}\n'
        events = self.events("-", stdin=page + mint("json", OTHER, WATCHED) + b"\n" + page)
        self.assertEqual([(e["event"], e["number"]) for e in events[:2]],
                         [("damaged", 0), ("hit", 2)])

    def test_small_answers_behind_a_large_one(self):
        """What is left of what was read is not moved for each of them, which took half an hour."""
        self.file("a", b'{"entries":[' + b" " * (24 << 20) + b"]}" + b'{"entries":[]}' * 1500000)
        self.assertEqual(self.events("-F", "match", "a"), [])

    def test_long_negative_serial_number(self):
        """What carries through its zeros is looked for once, not for each octet: three minutes."""
        self.file("a", forge(WATCHED + " serial=80{1000000:00}"))
        (hit,) = self.hits("a", code=1)
        self.assertEqual(hit["serial"], "-80" + "00" * 1000000)

    def test_nul_in_a_name(self):
        """What is behind it is shown, or the name would look like another."""
        self.file("a", forge(WATCHED + ",dns:b.example.org").replace(b"b.example", b"b\0example"))
        (hit,) = self.hits("a", code=1)
        self.assertEqual(hit["dns_names"], ["www.example.com", "b\\x00example.org"])

    def test_damage_is_grouped(self):
        page = b'{"error_message":"backend","success":false}\n'
        events = self.events("-", stdin=page * 50)
        self.assertEqual([e["event"] for e in events], ["damaged", "digest"])
        self.assertEqual(events[1]["damage"]["count"], 50)
        self.assertEqual(len(self.damaged(page * 50, "-F", "damaged")), 51 - 1)

    def test_object_that_does_not_decode(self):
        der = forge(WATCHED)
        cut = der[:len(der) - 200]
        self.file("a", cut)
        events = self.events("a", code=1)
        self.assertTrue(any(e["event"] in ("hit", "anomaly") for e in events), events)

    def test_log_that_serves_another_precertificate(self):
        """The leaf is in the log's tree: what it names is found, whatever stands beside it."""
        def entries(*recipes):
            return json.loads(mint("json", *recipes))["entries"]
        (true,) = entries("precert san=dns:www.example.com")
        (other,) = entries("precert san=dns:www.elsewhere.org")
        hidden = {"leaf_input": true["leaf_input"], "extra_data": other["extra_data"]}
        (event,) = self.events("-", stdin=json.dumps({"entries": [hidden]}).encode())
        self.assertIn("leaf is of another certificate", event["damage"]["reason"])
        self.assertEqual([h["value"] for h in event["hits"]], ["www.example.com"])
        shown = {"leaf_input": other["leaf_input"], "extra_data": true["extra_data"]}
        (event,) = self.events("-", stdin=json.dumps({"entries": [shown]}).encode())
        self.assertIn("leaf is of another certificate", event["damage"]["reason"])
        self.assertEqual([h["value"] for h in event["hits"]], ["www.example.com"])
        # Beneath a Precertificate Signing Certificate the two differ, and all is well.
        (event,) = self.events("-", stdin=mint("json", "precert-2025 san=dns:www.example.com"))
        self.assertNotIn("damage", event)

    def test_object_that_is_more_than_can_be_matched(self):
        """A search that was given up is told: what it did not come to may be the very name."""
        self.file("list", b"".join(b"dns:%s%x.example.org\n" % (b"a" * 42, i)
                                   for i in range(20000)))
        self.file("a", forge("tls san=dns:*%sg%%d.example.org*1000" % ("a" * 14)))
        (event,) = self.events("a", code=1)
        self.assertEqual((event["event"], event["decision"]), ("damaged", "alert"))
        self.assertIn("not all of it was looked at", event["damage"]["reason"])

    def test_any_bytes(self):
        bodies = [mint("json", OTHER, WATCHED), mint("tile", OTHER, WATCHED),
                  mint("stream", OTHER, WATCHED)]
        for body in bodies:
            for i in range(0, len(body), max(1, len(body) // (20 if SANITIZED else 60))):
                for changed in (body[:i], body[:i] + b"\xff" + body[i + 1:],
                                body[:i] + b'"' + body[i:]):
                    self.watch("--list", "list", "-q", "-F", "all", "-", stdin=changed)


class Groups(Case):
    def test_fina(self):
        """Three certificates for 1.1.1.1 are one group; ten thousand expected ones are silent."""
        # A precertificate's leaf says who issues; of what issuers come along the signature does.
        expected = [mint("json", *["tls sig=good serial=%032x san=dns:x.example.com" % (i + 1)
                                   for i in range(200)])]
        for start in range(200, 10000, 980):
            expected.append(mint("json", *["precert serial=%032x san=dns:x.example.com" %
                                           (start + i + 1) for i in range(980)]))
        key = self.key_of_ca()
        self.file("list", ("dns:.example.com issuer=sha256:%s\nip:1.1.1.1 issuer=sha256:%s\n" %
                           (key, "11" * 32)).encode())
        stdin = b"\n".join(expected) + b"\n" + mint("json", *FINA_THREE)
        events = self.events("-", code=1, stdin=stdin)
        self.assertEqual([e["event"] for e in events], ["hit", "digest"], events)
        self.assertEqual(events[0]["hits"][0]["verdict"], "unexpected")
        self.assertEqual(events[0]["hits"][0]["breaks"], ["issuer"])
        group = events[1]["group"]
        self.assertEqual((group["issuer"], group["pattern"], group["count"]),
                         ("Fina RDC 2020", "ip:1.1.1.1", 3))
        out, _ = self.watch("--list", "list", "-q", "-f", "text", "-", code=1,
                            stdin=mint("json", *FINA_THREE))
        self.assertIn("Fina RDC 2020, ip:1.1.1.1, 3 certificates: unexpected", out)

    def key_of_ca(self):
        events = self.events("-", "-F", "all", "--anomalies", "off",
                             stdin=mint("json", "precert san=dns:x.example.com"))
        return events[0]["issuer_key"]

    def test_anomalies(self):
        stdin = mint("json", "tls san=ip:198.51.100.7", "tls san=dns:ssltest5")
        kinds = [a["kind"] for e in self.events("-", stdin=stdin) if e["event"] == "anomaly"
                 for a in e["anomalies"]]
        self.assertEqual(kinds, ["first_ip", "unknown_tld"])
        self.assertEqual(self.events("-", "--anomalies", "off", stdin=stdin, code=0), [])

    def test_burst(self):
        self.file("list", b"".join(b"dns:n%d.example.com\n" % i for i in range(30)))
        stdin = mint("json", *["tls san=dns:n%d.example.com" % i for i in range(30)])
        events = self.events("-", "--burst", "5", stdin=stdin)
        self.assertEqual(sum(e["event"] == "hit" for e in events), 5)
        self.assertEqual(sum(e["event"] == "digest" for e in events), 25)

    def test_noise(self):
        events = self.events("-", "--noise", stdin=mint("json", WATCHED))
        noise = [e for e in events if e["event"] == "noise" and e["pattern"] == "dns:.example.com"]
        self.assertEqual((noise[0]["events"], noise[0]["share"]), (1, 1000))


class Filters(Case):
    def count(self, *words):
        stdin = mint("json", WATCHED, OTHER, "precert san=dns:www.example.org",
                     "tls san=dns:a_b.elsewhere.org", "tls san=dns:www.example.com,ip:1.1.1.1",
                     "tls san=dns:a_b.example.com")
        events = self.events("-", "--anomalies", "off", "-F", " ".join(words), stdin=stdin)
        return [e["number"] for e in events if "number" in e]

    def test_words(self):
        for words, wanted in (
                ("all", [0, 1, 2, 3, 4, 5]),
                ("match", [0, 4, 5]),
                ("not match", [1, 2, 3]),
                ("precertificate", [2]),
                ("certificate and not match", [1, 3]),
                ("error", [3, 5]),
                ("match and (unexpected issuer or error)", [5]),
                ("match or lint:br_dns_underscore", [0, 3, 4, 5]),
                ("lint:br_dns_underscore", [3, 5]),
                ("match and lint:br_dns_underscore", [5]),
                ("item:ip:1.1.1.1", [4]),
                ("owner:web and exact", [4]),
                ("label:dns:.example.com", [0, 4, 5]),
                ("not (match or error) and not precertificate", [1]),
                ("undecided", [0, 4, 5]),
                ("match and error", [5]),
                ("match and (unexpected issuer or error or below)", [0, 4, 5])):
            self.assertEqual(self.count(words), wanted, words)


class Order(Case):
    def test_any_number_of_threads(self):
        recipes = ["tls serial=%032x san=dns:%s" % (i + 1, "n%d.example.com" % i if i % 7 == 0
                                                    else "n%d.elsewhere.org" % i) for i in range(600)]
        for n in range(6):
            self.file("d/%d" % n, mint(("json", "tile", "stream")[n % 3],
                                       *recipes[n * 100:n * 100 + 100]))
        wanted = None
        for jobs in ("1", "2", "5"):
            out, _ = self.watch("--list", "list", "-q", "--now", "2026-05-01", "-F", "all", "-j",
                                jobs, "d", code=1)
            wanted = wanted or out
            self.assertEqual(out, wanted)
        self.assertEqual(len(wanted.splitlines()) > 600, True)


class Hooks(Case):
    def hook(self, name, text):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write("#!/bin/sh\n" + text)
        os.chmod(path, 0o755)

    def test_environment(self):
        self.hook("hooks/env", 'env >"%s/got"\ncat >"%s/stdin"\ncat "$CERT_FILENAME" >"%s/cert"\n'
                  'cat "$JSON_FILENAME" >"%s/json"\n' % ((self.dir,) * 4))
        self.events("--hook", "hooks", "-", code=1, stdin=mint("json", WATCHED))
        got = dict(line.split("=", 1) for line in self.read("got").splitlines() if "=" in line)
        self.assertEqual(got["EVENT"], "discovered_cert")
        self.assertEqual(got["WATCH_ITEM"], ".example.com")
        self.assertEqual(got["ENTRY_INDEX"], "0")
        self.assertEqual(got["NOT_BEFORE_UNIXTIME"], "1775001600")
        self.assertEqual(got["NOT_AFTER_RFC3339"], "2026-06-29T23:59:59Z")
        for name in ("TBS_SHA256", "CERT_SHA256", "PUBKEY_SHA256"):
            self.assertRegex(got[name], "^[0-9a-f]{64}$")
        self.assertEqual(json.loads(got["MATCHES_JSON"])[0]["value"], "www.example.com")
        self.assertIsInstance(json.loads(got["LINT_JSON"]), list)
        self.assertEqual(json.loads(self.read("stdin"))["event"], "hit")
        self.assertEqual(json.loads(self.read("json"))["dns_names"], ["www.example.com"])
        self.assertIn("BEGIN CERTIFICATE", self.read("cert"))
        self.assertFalse(os.path.exists(got["CERT_FILENAME"]))

    def test_failure_and_time(self):
        self.hook("bad", "exit 7\n")
        _, err = self.watch("--list", "list", "--hook", "bad", "-", code=3,
                            stdin=mint("json", WATCHED))
        self.assertIn("status 7", err)
        self.hook("slow", "sleep 100\n")
        begun = time.monotonic()
        _, err = self.watch("--list", "list", "--hook", "slow", "--hook-timeout", "1s", "-",
                            code=3, stdin=mint("json", WATCHED))
        self.assertLess(time.monotonic() - begun, 30)
        self.assertIn("did not end within 1 seconds", err)

    def test_directory_without_programs(self):
        self.hook("hooks/forgotten", "true\n")
        os.chmod(self.path("hooks/forgotten"), 0o644)
        _, err = self.watch("--list", "list", "-q", "--hook", "hooks", "-", code=1,
                            stdin=mint("json", WATCHED))
        self.assertIn("hooks: no program in it may be run", err)

    def test_names_of_any_length(self):
        """What a stranger has made long keeps no program from being run."""
        self.hook("hook", 'echo "$SUBJECT_DN" | wc -c >"%s/got"\n' % self.dir)
        self.events("--hook", "hook", "-", code=1, stdin=mint(
            "json", "tls san=dns:www.example.com subject=O=\\{150000:a} "
            "issuer-name=CN=\\{150000:a}"))
        self.assertIn(int(self.read("got")), range(100 << 10, 101 << 10))

    def test_only_what_failed_is_run_again(self):
        self.hook("hooks/a", 'echo a >>"%s/runs"\n' % self.dir)
        self.hook("hooks/b", 'echo b >>"%s/runs"\ntest -e "%s/good"\n' % (self.dir, self.dir))
        self.hook("hooks/c", 'echo c >>"%s/runs"\n' % self.dir)
        self.events("--hook", "hooks", "-", code=3, stdin=mint("json", WATCHED))
        self.assertEqual(self.read("runs").split(), ["a", "b", "c", "b"])
        self.file("runs", b"")
        self.watch("--list", "list", "--state", "s", "--hook", "hooks", "-",
                   stdin=mint("json", WATCHED))
        self.assertEqual(self.read("runs").split(), ["a", "b", "c"])
        with sqlite3.connect(self.path("s")) as db:
            db.execute("UPDATE outbox SET next = 0")
        db.close()
        self.file("good", b"")
        self.watch("--list", "list", "--state", "s", "--hook", "hooks", "-",
                   stdin=mint("json", OTHER))
        self.assertEqual(self.read("runs").split(), ["a", "b", "c", "b"])
        with sqlite3.connect(self.path("s")) as db:
            self.assertEqual(db.execute("SELECT (SELECT count(*) FROM outbox),"
                                        " (SELECT count(*) FROM hooked)").fetchall(), [(0, 0)])
        db.close()

    def test_mail(self):
        """The example: what it hands to sendmail."""
        self.hook("sendmail", 'cat >"%s/mail"\n' % self.dir)
        example = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "examples",
                               "hooks", "mail")
        self.events("--hook", example, "-", code=1, stdin=mint("json", FINA_THREE[0]),
                    env={"SENDMAIL": self.path("sendmail"), "CERTLINT_MAIL_TO": "me@example.com"})
        mail = self.read("mail")
        self.assertIn("Subject: [certlint] Fina RDC 2020, ip:1.1.1.1, 1 certificate: undecided",
                      mail)
        self.assertIn("-----END CERTIFICATE-----", mail)

    def test_malformed(self):
        self.hook("hook", 'echo "$EVENT $PARSE_ERROR" >>"%s/got"\n' % self.dir)
        self.events("--hook", "hook", "-", stdin=b'{"success":false}\n')
        self.assertIn("malformed_cert ", self.read("got"))


class Running:
    """A watch that goes on until it is told to end."""

    def __init__(self, case, *args, **more):
        self.program = subprocess.Popen([CERTLINT, "watch", *args], cwd=case.dir,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=dict(os.environ, NO_PROXY="*"),
                                        **more)
        case.addCleanup(self.end)

    def send(self, data):
        self.program.stdin.write(data)
        self.program.stdin.flush()

    def event(self):
        return json.loads(self.program.stdout.readline())

    def says(self, words):
        """Wait for a line on stderr."""
        seen = []
        for line in self.program.stderr:
            seen.append(line.decode())
            if words in seen[-1]:
                return seen[-1]
        raise AssertionError((words, seen))

    def end(self, number=signal.SIGTERM):
        if self.program.poll() is None:
            self.program.send_signal(number)
        code = self.program.wait(60)
        for stream in (self.program.stdin, self.program.stdout, self.program.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass
        return code


class Reload(Case):
    def test_list_is_read_anew(self):
        running = Running(self, "--list", "list", "-")
        running.send(mint("stream", OTHER, WATCHED))
        self.assertEqual(running.event()["number"], 1)
        self.file("list", b"dns:.elsewhere.org\n")
        running.program.send_signal(signal.SIGHUP)
        running.says("read anew: 1 items")
        running.send(mint("stream", WATCHED, OTHER))
        event = running.event()
        self.assertEqual((event["number"], event["hits"][0]["pattern"]), (3, "dns:.elsewhere.org"))
        self.assertEqual(running.end(), 0)

    def test_while_there_is_no_pause(self):
        self.file("first", mint("json", WATCHED))
        self.file("many", mint("json", *[OTHER] * 200) * 10)
        self.file("files", b"first\n" + b"many\n" * 1000)
        running = Running(self, "--list", "list", "-j", "1", "--files-from", "files")
        running.event()
        self.file("list", b"dns:.elsewhere.org\n")
        running.program.send_signal(signal.SIGHUP)
        running.says("read anew: 1 items")
        self.assertEqual(running.event()["hits"][0]["pattern"], "dns:.elsewhere.org")
        self.assertEqual(running.end(), 0)

    def test_bad_list_is_refused(self):
        running = Running(self, "--list", "list", "--health", "health.json", "-")
        running.send(mint("stream", WATCHED))
        running.event()
        self.file("list", b"dns:.elsewhere.org\n1.1.1.1/33\n")
        running.program.send_signal(signal.SIGHUP)
        running.says("list: watch list, line 2:")
        running.says("the watch list of before stays")
        running.send(mint("stream", OTHER, "tls san=ip:1.1.1.1"))
        self.assertEqual(running.event()["hits"][0]["pattern"], "ip:1.1.1.1")
        self.assertEqual(running.end(), 0)
        health = json.loads(self.read("health.json"))
        self.assertEqual((health["list"]["refused"], health["list"]["items"]), (1, 2))


class Test(Case):
    ITEMS = ["ip:1.1.1.1", "cidr:2606:4700::/32", "dns:www.example.com", "dns:.example.com",
             "dns:*.example.com", "email:a@example.com", "email:@example.com",
             "email:@.example.com", "uri:example.com", "uri:.example.com",
             "uri:https://example.com/x", 'org:"Example GmbH"', "issuer:sha256:" + "5a" * 32]

    def test_every_kind(self):
        self.file("list", "".join(i + "\n" for i in self.ITEMS).encode())
        for item in self.ITEMS:
            self.watch("--list", "list", "--test", item, code=0)

    def test_not_found(self):
        self.watch("--list", "list", "--test", "dns:www.elsewhere.org", code=1)
        self.watch("--list", "list", "--test", "spki:sha256:" + "5a" * 32, code=2)
        self.watch("--list", "list", "--test", "ip:1.1.1.1/33", code=2)


class Health(Case):
    def test_reports(self):
        self.events("-", "--health", "h.json", "--health", "h.prom",
                    stdin=mint("json", OTHER, WATCHED) + b'{"success":false}\n')
        health = json.loads(self.read("h.json"))
        self.assertEqual([health[k] for k in ("entries", "damaged", "hits", "alerts", "waiting")],
                         [3, 1, 1, 2, 0])
        self.assertRegex(health["list"]["version"], "^[0-9a-f]{16}$")
        self.assertIn("\ncertlint_watch_entries_total 3\n", self.read("h.prom"))
        for line in self.read("h.prom").splitlines():
            self.assertRegex(line, r'^(# (HELP|TYPE) |certlint_watch_\w+(\{log=".*"\})? -?\d+$)')


@unittest.skipIf(FOLLOWS, "built with libraries for it")
class Without(Case):
    def test_is_said(self):
        self.file("x", mint("json", OTHER))
        for args in (["--state", "s", "x"], ["--logs", "l"]):
            _, err = self.watch("--list", "list", *args, code=2)
            self.assertEqual(len(err.splitlines()), 1, err)
            self.assertIn("built without", err)


def hash_of(path):
    with open(path, "rb") as f:
        return hashlib.sha256(f.read()).digest()


def items(n):
    return "".join("dns:n%d.example.com\n" % i for i in range(n)).encode()


def certificates(n):
    """As many, each of which hits an item of its own."""
    answer = json.loads(mint("json", *["tls serial=%032x san=dns:n%d.example.com" % (i + 1, i)
                                       for i in range(n)]))
    return [base64.b64decode(e["leaf_input"])[15:-2] for e in answer["entries"]]


@unittest.skipUnless(FOLLOWS, "built without libraries for it")
class State(Case):
    def lines(self, name="out"):
        return [json.loads(line) for line in self.read(name).splitlines()]

    def test_told_once(self):
        stdin = mint("json", WATCHED, OTHER)
        first = self.hits("--state", "s", "-", code=1, stdin=stdin)
        self.assertEqual(len(first), 1)
        self.assertEqual(self.hits("--state", "s", "-", code=0, stdin=stdin), [])
        # A state is not the names of its items: the same list again is the same list.
        self.file("list", b"# moved\n\ndns:.example.com owner=web\n")
        self.assertEqual(self.hits("--state", "s", "-", code=0, stdin=stdin), [])

    def test_counts_go_on(self):
        def fina(i):
            return mint("json", FINA_THREE[i])
        args = ("--anomalies", "off", "--state", "s", "--digest-every", "1s", "-")
        self.assertEqual(len(self.hits(*args, stdin=fina(0))), 1)
        self.assertEqual(self.hits(*args, stdin=fina(1)), [])
        time.sleep(1.1)
        (digest,) = self.events(*args, stdin=fina(2))
        self.assertEqual((digest["event"], digest["group"]["count"]), ("digest", 3))

    def test_other_databases_are_left_alone(self):
        with sqlite3.connect(self.path("other")) as db:
            db.execute("CREATE TABLE mine(x)")
        db.close()
        before = hash_of(self.path("other"))
        _, err = self.watch("--list", "list", "--state", "other", "list", code=2)
        self.assertIn("another program", err)
        self.assertEqual(hash_of(self.path("other")), before)
        self.file("garbage", b"x" * 5000)
        self.watch("--list", "list", "--state", "garbage", "list", code=2)

    def test_one_run_at_a_time(self):
        running = Running(self, "--list", "list", "--state", "s", "-")
        running.send(mint("stream", OTHER, WATCHED))
        running.event()
        _, err = self.watch("--list", "list", "--state", "s", "list", code=2)
        self.assertIn("another run", err)
        self.assertEqual(running.end(), 0)

    def test_output_that_cannot_be_written_is_written_later(self):
        self.file("a", mint("json", *["tls serial=%032x san=dns:n%d.example.com" % (i + 1, i)
                                      for i in range(10)]))
        self.file("list", items(10))
        _, err = self.watch("--list", "list", "-q", "--state", "s", "-o", "/dev/full", "a", code=3)
        self.assertEqual(err.count("cannot be written"), 1)
        for name in ("s", "s-wal"):
            if os.path.exists(self.path(name)):
                shutil.copy(self.path(name), self.path(name.replace("s", "t", 1)))
        self.watch("--list", "list", "-q", "--state", "t", "-o", "whole", "a")
        whole = self.read("whole").splitlines(True)
        self.assertEqual(sum('"event":"hit"' in line for line in whole), 10)
        # The end of a crash between writing and marking: two lines and a half are there.
        self.file("torn", (whole[0] + whole[1] + whole[2][:50]).encode())
        self.watch("--list", "list", "-q", "--state", "s", "-o", "torn", "a")
        self.assertEqual(self.read("torn"), "".join(whole))

    def test_hooks_are_tried_again(self):
        hook = self.path("hook")
        with open(hook, "w", encoding="utf-8") as f:
            f.write('#!/bin/sh\necho x >>"%s/runs"\ntest -e "%s/good"\n' % (self.dir, self.dir))
        os.chmod(hook, 0o755)
        self.watch("--list", "list", "--state", "s", "--hook", "hook", "-", stdin=mint("json", WATCHED))
        self.assertEqual(len(self.read("runs").splitlines()), 1)
        with sqlite3.connect(self.path("s")) as db:
            self.assertEqual(db.execute("SELECT tries, written FROM outbox").fetchall(), [(1, 1)])
            db.execute("UPDATE outbox SET next = 0")
        db.close()
        self.file("good", b"")
        self.watch("--list", "list", "--state", "s", "--hook", "hook", "-", stdin=mint("json", OTHER))
        with sqlite3.connect(self.path("s")) as db:
            self.assertEqual(db.execute("SELECT count(*) FROM outbox").fetchall(), [(0,)])
        db.close()
        self.assertEqual(len(self.read("runs").splitlines()), 2)

    def test_back_scan(self):
        args = ("--state", "s", "--back-scan", "7d", "-F", "match", "--anomalies", "off", "-")
        stdin = (mint("json", WATCHED, OTHER, "precert san=dns:www.elsewhere.org") + b"\n" +
                 mint("json", FINA_THREE[0]))
        self.assertEqual(len(self.hits(*args, stdin=stdin)), 2)
        self.file("list", b"dns:.example.com\nip:1.1.1.1\ndns:.elsewhere.org owner=late\n"
                  b"cidr:1.1.1.0/24 issuer=sha256:" + b"11" * 32 + b"\n")
        found = self.hits(*args, stdin=mint("json", "tls san=dns:nothing.org"))
        self.assertTrue(all(e["backscan"] for e in found))
        self.assertEqual([(e["number"], e["hits"][0]["pattern"], e["hits"][0]["verdict"],
                           e["decision"]) for e in found],
                         [(1, "dns:.elsewhere.org", "undecided", "alert"),
                          (2, "dns:.elsewhere.org", "undecided", "duplicate"),
                          (3, "cidr:1.1.1.0/24", "unexpected", "alert")])
        self.assertEqual(found[2]["group"]["issuer"], "Fina RDC 2020")
        self.assertEqual(self.hits(*args, stdin=b"\n"), [])

    def test_back_scan_of_keys(self):
        args = ("--state", "s", "--back-scan", "7d", "-F", "match", "--anomalies", "off", "-")
        self.assertEqual(self.hits(*args, stdin=mint("json", OTHER)), [])
        spki = subprocess.run(["openssl", "x509", "-inform", "DER", "-noout", "-pubkey"],
                              input=forge(OTHER), capture_output=True, check=True).stdout
        key = hashlib.sha256(base64.b64decode(b"".join(spki.split(b"\n")[1:-2]))).hexdigest()
        self.file("list", b"spki:sha256:%s\n.elsewhere.org key=sha256:%s\n"
                  b"www.elsewhere.org key=sha256:%s\n" % (key.encode(), key.encode(), b"11" * 32))
        found = self.hits(*args, stdin=b"\n")
        self.assertEqual([(h["pattern"], h["verdict"]) for h in found[0]["hits"]],
                         [("spki:sha256:" + key, "undecided"), ("dns:.elsewhere.org", "expected"),
                          ("dns:www.elsewhere.org", "unexpected")])

    def test_back_scan_on_reload(self):
        running = Running(self, "--list", "list", "--state", "s", "--back-scan", "1d", "-")
        running.send(mint("stream", OTHER, WATCHED))
        running.event()
        self.file("list", b"dns:.example.com\ndns:.elsewhere.org\n")
        running.program.send_signal(signal.SIGHUP)
        event = running.event()
        self.assertEqual((event["number"], event["backscan"]), (0, True))
        self.assertEqual(running.end(), 0)


@unittest.skipUnless(FOLLOWS, "built without libraries for it")
class Logs(Case):
    def setUp(self):
        super().setUp()
        self.server = Server()
        self.addCleanup(self.server.stop)
        self.logs = []

    def log(self, name, static, certificates):
        log = Log(self.dir, name, static)
        ca, root = forge("ca"), forge("root")
        log.add([Entry(der, [ca, root], 1775088000000 + i) for i, der in enumerate(certificates)])
        self.server.add(log)
        self.server.list(self.path("logs"))
        return log

    def run_once(self, *args):
        return self.watch("--list", "list", "-q", "--logs", "logs", "--once", "--burst", "100000",
                          "--anomalies", "off", *args, env={"NO_PROXY": "*"})

    def hits_of(self, name="out"):
        lines = self.read(name).splitlines()
        self.assertTrue(self.read(name).endswith("\n") or not lines)
        events = [json.loads(line) for line in lines]
        return sorted(e["hits"][0]["pattern"] for e in events if e["event"] == "hit")

    def wanted(self, n):
        return sorted("dns:n%d.example.com" % i for i in range(n))

    def test_contact(self):
        log = self.log("rfc", False, certificates(3))
        self.run_once("--contact", "mailto:ct@example.com")
        (agent,) = log.agents
        self.assertRegex(agent, r"^certlint/\S+ \(mailto:ct@example\.com\)$")
        _, err = self.watch("--list", "list", "--logs", "logs", "--contact", "a\r\nX: b", code=2)
        self.assertIn("--contact", err)

    def test_a_log_that_was_not_read_is_no_success(self):
        self.log("good", False, certificates(3))
        bad = self.log("bad", False, certificates(3))
        self.file("list", b"nobody.example.org\n")
        args = ("--list", "list", "-q", "--logs", "logs", "--once", "--anomalies", "off",
                "--state", "s", "-o", "out")
        self.watch(*args, code=0, env={"NO_PROXY": "*"})
        # once more: nothing is new, and all is read
        self.watch(*args, code=0, env={"NO_PROXY": "*"})

        def refuse(_log, path, _n):
            if "get-sth" in path:
                raise Answer(500)
        bad.mischief = refuse
        self.watch(*args, code=3, env={"NO_PROXY": "*"})
        self.assertIn('"trouble":"fetch"', self.read("out"))

    @unittest.skipIf(SANITIZED, "sanitizers need memory of their own")
    def test_memory_is_bounded(self):
        """A log whose answers are large and useless, so that each entry is asked for alone."""
        log = self.log("rfc", False, certificates(40))
        blank = gzip.compress(b" " * (16 << 20), 1)

        def bore(_log, path, _n):
            if path.startswith("ct/v1/get-entries"):
                raise Answer(200, blank, {"Content-Encoding": "gzip"}, length=len(blank))
        log.mischief = bore
        program = subprocess.Popen([CERTLINT, "watch", "-q", "--list", "list", "--logs", "logs",
                                    "--once"], cwd=self.dir, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, env=dict(os.environ, NO_PROXY="*"))
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        self.assertLess(used.ru_maxrss, 500 << 10)
        self.assertEqual(program.returncode, 3)

    def test_reads_logs(self):
        self.file("list", items(60))
        made = certificates(60)
        self.log("rfc", False, made[:30])
        self.log("static", True, made[30:])
        self.run_once("--state", "s", "-o", "out", "--health", "h.json")
        self.assertEqual(self.hits_of(), self.wanted(60))
        event = json.loads(self.read("out").splitlines()[0])
        self.assertRegex(event["log_id"], "^[0-9a-f]{64}$")
        health = json.loads(self.read("h.json"))
        self.assertEqual(sorted((l["read"], l["tree_size"]) for l in health["logs"]),
                         [(30, 30), (30, 30)])
        self.run_once("--state", "s", "-o", "again")
        self.assertEqual(self.read("again"), "")

    def test_killed_at_any_point(self):
        n = 300
        self.file("list", items(n))
        made = certificates(n)
        self.log("rfc", False, made[:n // 2])
        self.log("static", True, made[n // 2:])
        chance = random.Random(5)
        for _ in range(8 if SANITIZED else 25):
            running = Running(self, "--list", "list", "-q", "--logs", "logs", "--burst", "100000",
                              "--anomalies", "off", "--state", "s", "-o", "out", "--back-scan", "1d")
            time.sleep(chance.uniform(0.01, 0.25) * (8 if SANITIZED else 1))
            running.end(signal.SIGKILL)
        self.run_once("--state", "s", "-o", "out", "--back-scan", "1d")
        self.assertEqual(self.hits_of(), self.wanted(n))

    def test_disk_full(self):
        n = 200
        self.file("list", items(n))
        self.log("rfc", False, certificates(n))

        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200 << 10, resource.RLIM_INFINITY))

        running = Running(self, "--list", "list", "-q", "--logs", "logs", "--burst", "100000",
                          "--anomalies", "off", "--state", "s", "-o", "out", preexec_fn=limit)
        running.says("cannot be")
        resource.prlimit(running.program.pid, resource.RLIMIT_FSIZE,
                         (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        running.says("again")
        for _ in range(300):
            if os.path.exists(self.path("out")) and len(self.hits_of()) == n:
                break
            time.sleep(0.1)
        self.assertEqual(running.end(), 0)
        self.assertEqual(self.hits_of(), self.wanted(n))

    def test_ends_when_told(self):
        self.file("list", items(1))
        self.log("rfc", False, certificates(3))
        running = Running(self, "--list", "list", "-q", "--logs", "logs", "--state", "s")
        self.assertEqual(running.event()["event"], "hit")
        begun = time.monotonic()
        self.assertEqual(running.end(signal.SIGINT), 0)
        self.assertLess(time.monotonic() - begun, 20)


if __name__ == "__main__":
    unittest.main()
