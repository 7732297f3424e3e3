#!/usr/bin/env python3
"""Check what the compiler does not: the rules of CONTRIBUTING.md that a script can decide.

Reads the tracked C files and prints FILE:LINE: complaint for each breach; exit status 1 if any.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COLUMNS = 100
FUNCTION_LINES = 60

# Headers of the C library that have no business in a library without globals, clock and locale.
BARRED_HEADERS = {'locale.h', 'time.h', 'signal.h', 'setjmp.h', 'errno.h', 'wchar.h', 'threads.h'}
# The one file that opens files.
READS_FILES = {'lib/load.c'}
BARRED_CALLS = re.compile(
    r'\b(alloca|gets|strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|scanf|sscanf|longjmp|exit|abort'
    r'|printf|fprintf|puts|putchar|fopen|fputs|fwrite)\s*\(')
INCLUDE = re.compile(r'#\s*include\s+([<"])([^>"]+)[>"]')

VECTOR = re.compile(r' \*\t(pass|fail|na) ')

faults = []


def fault(path, line, text):
    faults.append(f'{path}:{line}: {text}')


def names(folder):
    return {p.name for p in (ROOT / folder).rglob('*.h')} if (ROOT / folder).is_dir() else set()


def check_text(path, lines):
    if not lines or not lines[0].startswith('/*'):
        fault(path, 1, 'a file begins with a comment that says in a sentence what it is')
    for i, line in enumerate(lines, 1):
        # a recipe stands on one line, however long; keys are base64
        if len(line.expandtabs(8)) > COLUMNS and not VECTOR.match(line) and path.name != 'keys.c':
            fault(path, i, f'more than {COLUMNS} columns')
        if line != line.rstrip():
            fault(path, i, 'blanks at the end')
        if re.match(r' {8}', line):
            fault(path, i, 'indented by blanks instead of tabs')
        if re.match(r'\s*//', line):
            fault(path, i, 'a comment of another style')


def check_functions(path, lines):
    start = None
    for i, line in enumerate(lines, 1):
        if line == '{':
            start = i
        elif line == '}' and start:
            if i - start - 1 > FUNCTION_LINES:
                fault(path, i, f'a function of {i - start - 1} lines; {FUNCTION_LINES} are the most')
            start = None


def check_calls(path, lines):
    for i, line in enumerate(lines, 1):
        code = re.sub(r'"(\\.|[^"\\])*"', '""', line)
        if re.match(r'\s*(/?\*)', code):
            continue
        found = BARRED_CALLS.search(code)
        if found:
            fault(path, i, f'{found[1]}() is not used here')


def check_include(path, i, quoted, name, own):
    """The direction: cli, examples -> include <- lib; lints -> lint.h; mbedTLS only in key.c."""
    room = path.parts[0]
    base = pathlib.PurePath(name).name
    if room == 'lib':
        if base in own['lints'] and base not in own['lib']:
            fault(path, i, f'lib/ knows nothing of any rule, so not of {name}')
        if name in BARRED_HEADERS and str(path) not in READS_FILES:
            fault(path, i, f'<{name}> is not for the library')
    if room in ('lib', 'lints', 'cli', 'examples') and name.startswith('mbedtls/') and path.name != 'key.c':
        fault(path, i, 'only lib/key.c knows mbedTLS')
    if room == 'lints' and path.suffix == '.c':
        if name != 'lint.h' and not (quoted and base in own['lints']):
            fault(path, i, f'a lint knows lint.h and dates.h only, not {name}')
    if room in ('cli', 'examples') and quoted and base not in own[room]:
        fault(path, i, f'{room}/ uses the public headers like any other caller, not {name}')


def check(path, own):
    lines = (ROOT / path).read_text().splitlines()
    check_text(path, lines)
    check_functions(path, lines)
    if path.parts[0] in ('lib', 'lints'):
        check_calls(path, lines)
    for i, line in enumerate(lines, 1):
        m = INCLUDE.match(line)
        if m:
            check_include(path, i, m[1] == '"', m[2], own)


def tracked():
    out = subprocess.run(['git', 'ls-files', '*.c', '*.h'], cwd=ROOT, capture_output=True, text=True)
    if out.returncode == 0:
        return [pathlib.PurePath(p) for p in out.stdout.split() if (ROOT / p).exists()]
    return [p.relative_to(ROOT) for p in ROOT.rglob('*.[ch]') if not p.parts[len(ROOT.parts)].startswith('build')]


def main():
    own = {room: names(room) for room in ('lib', 'lints', 'cli', 'examples')}
    for path in sorted(tracked()):
        check(path, own)
    print('\n'.join(faults) or 'style: nothing to complain of')
    return bool(faults)


if __name__ == '__main__':
    sys.exit(main())
