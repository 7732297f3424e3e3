#!/usr/bin/env python3
"""Write the tables of rsa.c: products of primes, subgroups, squares and powers modulo primes.

usage: rsa.py rsa.c.h
"""
import math
import pathlib
import sys

BELOW = 752                     # BR 6.1.6: no factor smaller than that
MAX_BITS = 16384
LIMB = 1 << 64
CHUNK = 32                      # limbs whose products with residues add up in two words
ROOT_BITS = 10                  # 752 has as many
LANES = 4                       # products that are worked on at once

# The primes of the ROCA fingerprint (CVE-2017-15361): those up to 167 modulo which 65537 does not
# generate everything and which divide a primorial of the smallest vulnerable kind.
ROCA_UP_TO = 167

# Moduli of the sieve over Fermat's rounds; their product is below 2^63, and 64 is there besides.
FERMAT = [61, 59, 53, 47, 43, 41, 37, 31, 29, 23, 19, 17]

# As many primes for an exponent that a random number passes less often than once in so many times.
RARE = 20000


def primes_below(limit):
    return [p for p in range(2, limit) if all(p % q for q in range(2, int(p ** .5) + 1))]


def group(primes):
    """Few products below 2^54, and for each prime which one it is in."""
    products, where = [], {}
    for p in reversed(primes):
        i = next((i for i, m in enumerate(products) if m * p < 1 << 54), len(products))
        products[i:i + 1] = [(products + [1])[i] * p]
        where[p] = i
    return products, where


def subgroup(p):
    """The powers of 65537 modulo p."""
    found, power = set(), 1
    while power not in found:
        found.add(power)
        power = power * 65537 % p
    return found


def turned(members, p):
    """Residues modulo a small prime as rest_by() of rsa.c has them."""
    return {-m * pow(2, -64, p) % p for m in members}


def words(members, size):
    """A set of numbers below `size` as bits, 64 a word."""
    bits = sum(1 << m for m in members)
    return [bits >> at & LIMB - 1 for at in range(0, size, 64)]


def hexed(numbers):
    return ['0x%xu' % n for n in numbers]


class Writer:
    def __init__(self):
        self.text = ['/* Made by rsa.py. */\n']

    def number(self, name, value):
        self.text.append(f'enum {{ {name} = {value} }};\n')

    def array(self, declaration, items):
        lines, line = [], '\t'
        for item in items:
            if len(line) + len(item) > 96:
                lines.append(line.rstrip())
                line = '\t'
            line += item + ', '
        lines.append(line.rstrip())
        self.text.append(f'\nstatic const {declaration} = {{\n' + '\n'.join(lines) + '\n};\n')


def sieve(m):
    """By n modulo m: the a, as bits, for which a^2 - n is a square modulo m."""
    squares = {b * b % m for b in range(m)}
    return [words({a for a in range(m) if (a * a - n) % m in squares}, m)[0] for n in range(m)]


def write_products(w, name, products):
    """Products with what Montgomery's reduction by 2^64 needs."""
    w.array(f'uint64_t {name}[]', hexed(products))
    w.array(f'uint64_t {name}_inverse[]', hexed(-pow(m, -1, LIMB) % LIMB for m in products))


def write_rows(w, name, products, exponents):
    """Powers of 2^64 modulo each product."""
    w.array(f'uint64_t {name}[][{len(products)}]',
            ['{ ' + ', '.join(hexed(pow(LIMB, e, m) for m in products)) + ' }' for e in exponents])


def write_powers(w, primes):
    """For each prime exponent: its inverse, and the residues that powers have modulo some primes."""
    masks, rows, residues = [], [], []
    for k in primes_below(MAX_BITS // (ROOT_BITS - 1)):
        if k == 2 or -(-MAX_BITS // k) < ROOT_BITS:
            continue
        first, rarity = len(residues), 1
        for q in primes:
            if q % k != 1 or rarity > RARE:
                continue
            residues.append(f'{{ {len(masks)}, {primes.index(q)} }}')
            masks += words(turned({pow(v, k, q) for v in range(q)}, q), q)
            rarity *= k
        rows.append(f'{{ 0x{pow(k, -1, 1 << 62):x}u, {k}, {first}, {len(residues) - first} }}')
    w.array('struct residue power_residues[]', residues)
    w.array('uint64_t power_masks[]', hexed(masks))
    w.array('struct exponent exponents[]', rows)


def main(output):
    primes = primes_below(BELOW)[1:]
    products, where = group(primes)
    assert len(products) % LANES == 0
    w = Writer()
    w.number('PRODUCTS', len(products))
    w.number('CHUNK', CHUNK)
    w.number('PRIMES', len(primes))
    write_products(w, 'products', products)
    write_rows(w, 'product_powers', products, range(1, CHUNK + 2))   # one more: a reduction follows
    w.array('struct small_prime small_primes[]',
            ['{ 0x%xu, 0x%xu, %d, %d }' % (pow(p, -1, LIMB), (LIMB - 1) // p, p, where[p])
             for p in primes])
    roca = [p for p in primes if p <= ROCA_UP_TO and len(subgroup(p)) < p - 1]
    w.array('struct residue roca_residues[]',
            [f'{{ {3 * i}, {primes.index(p)} }}' for i, p in enumerate(roca)])
    w.array('uint64_t roca_masks[]', hexed(sum((words(turned(subgroup(p), p), 192) for p in roca), [])))
    product = math.prod(FERMAT)
    assert product < 1 << 63
    write_products(w, 'fermat_product', [product])
    write_rows(w, 'fermat_product_undo', [product], range(9, MAX_BITS // 128 + 2, 8))
    masks, rows = sieve(64), []
    for p in FERMAT:
        rows.append(f'{{ {len(masks)}, {primes.index(p)} }}')
        by_rest = sieve(p)
        masks += [by_rest[-turn * 2 ** 64 % p] for turn in range(p)]
    w.array('struct residue fermat_residues[]', rows)
    w.array('uint64_t fermat_masks[]', hexed(masks))
    write_powers(w, primes)
    path = pathlib.Path(output)
    text = ''.join(w.text)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == '__main__':
    main(*sys.argv[1:])
