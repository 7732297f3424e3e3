#!/usr/bin/env python3
"""Write the public points of the smallest private keys on three curves, for weak.c.

usage: scalars.py scalars.c.h

Of n - k the x is that of k, and the y is p - y: one row tells both.  A row is the last eight octets
of x, in ascending order, and beside it the scalar, doubled, plus the parity of y.
"""
import pathlib
import sys

COUNT = 1024

# p, b and the base point of SP 800-186; a is -3 for all three.
CURVES = {
    'p256': (2**256 - 2**224 + 2**192 + 2**96 - 1,
             0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b,
             0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296,
             0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5),
    'p384': (2**384 - 2**128 - 2**96 + 2**32 - 1,
             0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a
             << 128 | 0xc656398d8a2ed19d2a85c8edd3ec2aef,
             0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a38
             << 128 | 0x5502f25dbf55296c3a545e3872760ab7,
             0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c0
             << 128 | 0x0a60b1ce1d7e819d7a431d7c90ea0e5f),
    'p521': (2**521 - 1,
             0x0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109
             << 264 | 0xe156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00,
             0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3d
             << 264 | 0xbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66,
             0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e66
             << 264 | 0x2c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650),
}


def add(p, a, b):
    """Two points of which neither is the other's opposite."""
    if a == b:
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, p) % p
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, p) % p
    x = (slope * slope - a[0] - b[0]) % p
    return x, (slope * (a[0] - x) - a[1]) % p


def multiples(name):
    p, b, *base = CURVES[name]
    base = point = tuple(base)
    for _ in range(COUNT):
        x, y = point
        if (y * y - x * x * x + 3 * x - b) % p:
            sys.exit('not on %s: a constant is wrong' % name)
        yield point
        point = add(p, point, base)


def table(name, kind, column, values, form):
    cells = [form % value for value in values]
    rows = [', '.join(cells[i:i + column]) for i in range(0, len(cells), column)]
    return 'static const %s %s[SCALARS] = {\n\t%s,\n};\n' % (kind, name, ',\n\t'.join(rows))


def main(output):
    text = ['/* Made by scalars.py. */\n', 'enum { SCALARS = %d };\n' % COUNT]
    for name in CURVES:
        rows = sorted((x & 2**64 - 1, k << 1 | y & 1)
                      for k, (x, y) in enumerate(multiples(name), 1))
        text.append(table(f'{name}_x', 'uint64_t', 4, [x for x, _ in rows], '0x%016x'))
        text.append(table(f'{name}_scalars', 'uint16_t', 12, [k for _, k in rows], '%d'))
    path, text = pathlib.Path(output), ''.join(text)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


if __name__ == '__main__':
    main(*sys.argv[1:])
