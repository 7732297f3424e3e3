#!/usr/bin/env python3
"""certlint watch as a user runs it: every kind of input, filters, groups, damage and mischief.

CERTLINT, FORGE and MINT name the programs, CERTLINT_SANITIZER what they were built with.
"""

import base64
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import unittest

CERTLINT = os.path.abspath(os.environ["CERTLINT"])
FORGE = os.path.abspath(os.environ["FORGE"])
MINT = os.path.abspath(os.environ["MINT"])
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
        tbs = "san=dns:www.example.com sct=0"
        events = self.events("-F", "all", "--anomalies", "off", "-", code=1,
                             stdin=mint("json", "precert san=dns:www.example.com",
                                        "tls san=dns:www.example.com"))
        decisions = [e["decision"] for e in events if e["event"] == "hit"]
        self.assertEqual(decisions, ["alert", "duplicate"], tbs)

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
        first = json.loads(mint("json", FINA_THREE[0]))
        expected = []
        for start in range(0, 10000, 1000):
            expected.append(mint("json", *["tls serial=%032x san=dns:x.example.com" % (start + i + 1)
                                           for i in range(1000)]))
        found = self.events("-", "--anomalies", "off", stdin=mint("json", OTHER, "tls san=ip:1.1.1.1"))
        key = next(e for e in found if e["event"] == "hit")["group"]
        self.assertEqual(key["count"], 1)
        self.assertTrue(first["entries"])
        keys = self.key_of_ca()
        self.file("list", ("dns:.example.com issuer=sha256:%s\nip:1.1.1.1 issuer=sha256:%s\n" %
                           (keys, "11" * 32)).encode())
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
        self.assertEqual(got["WATCH_ITEM"], "dns:.example.com")
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

    def test_malformed(self):
        self.hook("hook", 'echo "$EVENT $PARSE_ERROR" >>"%s/got"\n' % self.dir)
        self.events("--hook", "hook", "-", stdin=b'{"success":false}\n')
        self.assertIn("malformed_cert ", self.read("got"))


if __name__ == "__main__":
    unittest.main()
