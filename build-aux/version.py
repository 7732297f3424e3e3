#!/usr/bin/env python3
"""Print the version that a certlint.h declares, so that meson cannot drift from it."""
import pathlib
import re
import sys

text = pathlib.Path(sys.argv[1]).read_text()
print(re.search(r'#define CERTLINT_VERSION_STRING\s+"([\d.]+)"', text)[1])
