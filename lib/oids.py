#!/usr/bin/env python3
"""Write the OID enumeration, its texts and a perfect hash over the contents octets from oids.def.

usage: oids.py oids.def oids.h oids.c.h
"""
import pathlib
import sys

MASK = 0xffffffff


def read(path):
    """Yield (section, NAME, contents octets, text)."""
    section = None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        line = line.split('#')[0].strip()
        if line.startswith('['):
            section = line.strip('[]')
        elif line:
            try:
                name, dotted, text = line.split()
                yield section, name, encode(dotted), text
            except ValueError as error:
                sys.exit(f'{path}:{number}: {error}')


def encode(dotted):
    """The contents octets of X.690 8.19."""
    arcs = [int(a) for a in dotted.split('.')]
    out = b''
    for arc in [arcs[0] * 40 + arcs[1]] + arcs[2:]:
        octets = [arc & 0x7f]
        while arc := arc >> 7:
            octets.append(arc & 0x7f | 0x80)
        out += bytes(reversed(octets))
    return out


def hashed(octets, seed):
    """The same in oid.c: the last eight octets and the length, multiplied."""
    tail = int.from_bytes(octets[-8:], 'big')
    x = (tail & MASK) ^ (tail >> 32) * 0x85ebca6b & MASK ^ len(octets) * 0x9e3779b1 & MASK
    return x * seed & MASK


def is_perfect(keys, bits, seed):
    """Whether no two OIDs meet in a table of that many bits."""
    seen = set()
    for k in keys:
        slot = hashed(k, seed) >> (32 - bits)
        if slot in seen:
            return False
        seen.add(slot)
    return True


def find_seed(keys):
    """
    A multiplier and a table under which no two OIDs meet.  Of n OIDs, one multiplier in about
    e^(n^2 / 2^(bits+1)) fits, so that a table of some 16 n slots has one within a second.
    """
    for bits in range((len(keys) * 12).bit_length(), 17):
        for seed in range(0x9e3779b1, 0x9e3779b1 + 100000, 2):
            if is_perfect(keys, bits, seed):
                return bits, seed
    sys.exit('no seed')


def short_tables(numbers):
    """X.500's own arcs, attributes (2.5.4) and extensions (2.5.29): by their last octet."""
    lines = ['static const uint16_t short_oids[2][128] = {']
    for arc in (0x04, 0x1d):
        row = [numbers.get(bytes((0x55, arc, last)), 0) for last in range(128)]
        lines += ['\t{'] + ['\t' + ' '.join(f'{n},' for n in row[i:i + 16]) for i in range(0, 128, 16)] + ['\t},']
    return lines + ['};', '']


def write(path, text):
    """Leave an unchanged file alone, so that nothing is rebuilt for it."""
    path = pathlib.Path(path)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def main(source, header, table):
    oids = list(read(pathlib.Path(source)))
    keys = [octets for _, _, octets, _ in oids]
    for what in (keys, [name for _, name, _, _ in oids]):
        if len(set(what)) != len(oids):
            sys.exit(f'{source}: twice: {[w for w in what if what.count(w) > 1][0]}')
    bits, seed = find_seed(keys)
    h = ['/* Made by oids.py from oids.def. */', '#ifndef CERTLINT_LIB_OIDS_H', '#define CERTLINT_LIB_OIDS_H', 'enum oid {', '\tOID_NONE,']
    h += [f'\tOID_{name},' for _, name, _, _ in oids] + ['\tOID_COUNT,']
    sections = list(dict.fromkeys(s for s, _, _, _ in oids))
    members = {s: [name for section, name, _, _ in oids if section == s] for s in sections}
    for s in sections:
        h.append(f'\tOID_{s.upper()}_FIRST = OID_{members[s][0]}, '
                 f'OID_{s.upper()}_LAST = OID_{members[s][-1]},')
    h += ['};', 'enum {'] + [f'\tOID_{s.upper()}_COUNT = {len(members[s])},' for s in sections] + ['};']
    extensions = [o for o in oids if o[0] == 'extension']
    h.append('#define EXTENSION_FACTS(FACT) \\')
    h += [f'\tFACT(HAS_{n}, "has_{n.lower()}", "{t} is present and decodes") \\' for _, n, _, t in extensions]
    h += [f'\tFACT({n}_PRESENT, "{n.lower()}_present", "{t} is present, sound or not") \\'
          for _, n, _, t in extensions]
    h += ['\t/* end */', '#endif', '']
    write(header, '\n'.join(h))
    slots = [0] * (1 << bits)
    for i, k in enumerate(keys):
        slots[hashed(k, seed) >> (32 - bits)] = i + 1
    c = ['/* Made by oids.py from oids.def. */',
         f'enum {{ HASH_BITS = {bits} }};', f'#define HASH_SEED 0x{seed:08x}u',
         'static const struct { uint64_t tail; uint8_t n; uint8_t octets[15]; } contents[OID_COUNT] = {',
         '\t{ 0, 0, { 0 } },']
    c += ['\t{ 0x%016x, %d, { %s } },' % (int.from_bytes(k[-8:], 'big'), len(k),
                                        ', '.join(f'0x{b:02x}' for b in k)) for k in keys] + ['};']
    c += ['static const char *const texts[OID_COUNT] = {', '\t"",'] + [f'\t"{o[3]}",' for o in oids] + ['};']
    c += ['static const uint16_t slots[1 << HASH_BITS] = {']
    c += ['\t' + ' '.join(f'{s},' for s in slots[i:i + 16]) for i in range(0, len(slots), 16)] + ['};', '']
    c += short_tables({k: i + 1 for i, k in enumerate(keys)})
    write(table, '\n'.join(c))


main(*sys.argv[1:])
