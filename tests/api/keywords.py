#!/usr/bin/env python3
"""No public field, parameter or enumerator is a keyword of a language that will bind it.

    keywords.py INCLUDE
"""
import keyword
import pathlib
import re
import sys

# SQL is not among them: there names are quoted as a matter of course.
KEYWORDS = {
    'Python': ' '.join(keyword.kwlist),
    'Go': '''break case chan const continue default defer else fallthrough for func go goto if import
        interface map package range return select struct switch type var''',
    'Rust': '''abstract as async await become box break const continue crate do dyn else enum extern
        false final fn for gen if impl in let loop macro match mod move mut override priv pub ref
        return self static struct super trait true try type typeof unsafe unsized use virtual where
        while yield''',
    'Java': '''abstract assert boolean break byte case catch char class const continue default do
        double else enum extends final finally float for goto if implements import instanceof int
        interface long native new package private protected public return short static strictfp
        super switch synchronized this throw throws transient try void volatile while true false
        null''',
    'C++': '''alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl
        concept const consteval constexpr constinit continue co_await co_return co_yield decltype
        default delete do double dynamic_cast else enum explicit export extern false float for
        friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or
        or_eq private protected public register reinterpret_cast requires return short signed sizeof
        static static_assert static_cast struct switch template this thread_local throw true try
        typedef typeid typename union unsigned using virtual void volatile wchar_t while xor
        xor_eq''',
}
# Parameters are names in no binding's source; these say best what they are.
PARAMETERS_MAY_BE = {'in'}


def names(text):
    """(name, whether it is a parameter) of everything that the header names."""
    text = re.sub(r'/\*.*?\*/', ' ', text, flags=re.S)
    text = re.sub(r'^[ \t]*#.*?(?<!\\)$', '', text, flags=re.S | re.M)
    for body in re.findall(r'^struct \w+ \{(.*?)^\};', text, re.S | re.M):
        for declaration in body.split(';'):
            function = re.search(r'\(\*(\w+)\)', declaration)
            if function:
                yield function[1], False
                continue
            for part in declaration.split(','):
                found = re.search(r'(\w+)\s*(?:\[\w+\])?\s*$', part)
                if found:
                    yield found[1], False
    for body in re.findall(r'^enum \w+ \{(.*?)^\};', text, re.S | re.M):
        for found in re.findall(r'^\s*(\w+) =', body, re.M):
            yield found, False
    for call in re.findall(r'\bcertlint_\w+\(([^()]*)\)', text):
        for part in call.split(','):
            found = re.search(r'[\w*]\s*[ *](\w+)\s*(?:\[\w+\])?\s*$', part)
            if found:
                yield found[1], True


def main(include):
    bad, seen = [], set()
    for header in sorted(pathlib.Path(include, 'certlint').glob('*.h')):
        for name, is_parameter in names(header.read_text()):
            seen.add(name)
            for language, words in KEYWORDS.items():
                if name in words.split() and not (is_parameter and name in PARAMETERS_MAY_BE):
                    bad.append(f'{header.name}: {name} is a keyword of {language}')
    # What a reader of declarations must not have lost.
    for name in ('size', 'poll', 'lint_count', 'private_', 'errors', 'warnings', 'CERTLINT_ERROR',
                 'release', 'body', 'capacity', 'leaf_index', 'tree_size'):
        if name not in seen:
            bad.append(f'keywords.py does not see {name}: it no longer understands the headers')
    print('\n'.join(bad) or f'{len(seen)} names, no keyword')
    return bool(bad)


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
