#!/usr/bin/env python3
"""Read reports back as JSON and hold each against the shape that docs/json.md describes.

usage: test_json.py REPORT_JSON
"""
import json
import re
import subprocess
import sys

RECIPES = [
    'tls sig=good issuer=ca now=2026-05-01',
    'tls swap=0603551d0f:068103551d0f',
    'tls san=dns:a_%d.example.com*5 issuer=ca now=2026-05-01',
    'tls subject=CN=\\x22\\x1b\\xff\\u202e\\\\',
    'tls cut=200',
    'tls kind=tbs',
    'root',
]
OPTIONAL = {'profile', 'sha256', 'path', 'source', 'citation', 'expected', 'found', 'need'}
REPORT = {'schema': int, 'input': str, 'index': int, 'kind': str, 'sha256': str, 'length': int,
          'facts': list, 'profile': str, 'flags': list, 'counts': dict, 'findings': list,
          'omitted': dict, 'not_checked': list, 'certlint': str, 'data': dict}
FINDING = {'id': str, 'severity': str, 'source': str, 'citation': str, 'covers': list, 'path': str,
           'offset': int, 'length': int, 'bytes': str, 'detail': str, 'expected': str,
           'found': str}
NOT_CHECKED = {'id': str, 'severity': str, 'need': str, 'why': str}
LEVELS = ('error', 'warning', 'notice')


def unique(pairs):
    """No key twice."""
    out = dict(pairs)
    assert len(out) == len(pairs), pairs
    return out


def shape(found, wanted):
    assert list(found) == [key for key in wanted if key in found], list(found)
    assert set(wanted) - set(found) <= OPTIONAL, set(wanted) - set(found)
    for key, value in found.items():
        assert isinstance(value, wanted[key]), (key, value)


def check(report, recipe, number):
    shape(report, REPORT)
    assert report['schema'] == 1 and report['index'] == number
    assert report['input'].encode('utf-8', 'replace'), recipe
    assert report['kind'] == ('tbs_certificate' if 'kind=tbs' in recipe else 'certificate')
    assert re.fullmatch('[0-9a-f]{64}', report['sha256'])
    assert set(report['flags']) <= {'damaged', 'cut', 'doubtful'}
    assert set(report['data']) == {'ct-logs', 'networks', 'special-use', 'suffixes', 'tlds'}
    assert list(report['counts']) == list(LEVELS)
    told = dict.fromkeys(LEVELS, 0)
    for finding in report['findings']:
        shape(finding, FINDING)
        assert finding['offset'] + finding['length'] <= report['length']
        assert len(finding['bytes']) == 2 * min(finding['length'], 64)
        assert finding['detail'].isprintable(), finding['detail']
        told[finding['severity']] += 1
    assert sum(told.values()) + sum(report['omitted'].values()) == sum(report['counts'].values())
    for entry in report['not_checked']:
        shape(entry, NOT_CHECKED)
        assert entry['severity'] in LEVELS


def main(program):
    run = subprocess.run([program, *RECIPES], check=True, capture_output=True)
    lines = run.stdout.decode('utf-8').splitlines()
    assert len(lines) == len(RECIPES), lines
    reports = [json.loads(line, object_pairs_hook=unique) for line in lines]
    for number, (report, recipe) in enumerate(zip(reports, RECIPES)):
        check(report, recipe, number)
    clean, loose, many, _, cut, _, _ = reports
    assert clean['findings'] == [] and clean['flags'] == []
    assert clean['profile'] == 'tls_dv_subscriber' and 'subscriber' in clean['facts']
    assert loose['findings'][0]['id'] == 'der_length_not_minimal'
    assert loose['findings'][0]['bytes'] == '068103'
    assert max(many['omitted'].values()) == 3
    assert 'damaged' in cut['flags']


main(*sys.argv[1:])
