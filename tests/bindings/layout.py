#!/usr/bin/env python3
"""Write a C program that prints where each field of the public structs lies.

    layout.py INCLUDE >layout.c

The program prints "STRUCT FIELD OFFSET SIZE" a line: what a binding that spells the structs out in
another language is compared with.
"""
import pathlib
import re
import sys


def fields(body):
    body = re.sub(r'/\*.*?\*/', ' ', body, flags=re.S)
    for declaration in body.split(';'):
        function = re.search(r'\(\*(\w+)\)', declaration)
        parts = [function[1]] if function else declaration.split(',')
        for part in parts:
            found = re.search(r'(\w+)\s*(?:\[\w+\])?\s*$', part)
            if found:
                yield found[1]


def main(include):
    headers = sorted(pathlib.Path(include, 'certlint').glob('*.h'))
    for header in headers:
        print(f'#include <certlint/{header.name}>')
    print('#include <stdio.h>\n')
    print('#define SAY(s, f) printf("%s %s %lu %lu\\n", #s, #f, (unsigned long)offsetof(struct s, f), \\')
    print('\t(unsigned long)sizeof(((struct s *)0)->f))\n\nint\nmain(void)\n{')
    for header in headers:
        text = header.read_text()
        for name, body in re.findall(r'^struct (\w+) \{\n(.*?)^\};', text, re.S | re.M):
            for field in fields(body):
                print(f'\tSAY({name}, {field});')
    print('\treturn 0;\n}')


if __name__ == '__main__':
    main(sys.argv[1])
