"""`python -m benchmarks NAME …`: runs the benchmark of that name."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def main() -> int:
    """Hands the arguments on to the module of that name; gives its exit code."""
    names = sorted(
        found.name for found in pkgutil.iter_modules(benchmarks.__path__) if found.name[0] != "_"
    )
    if len(sys.argv) < 2 or sys.argv[1] not in names:
        print(f"usage: python -m benchmarks {{{','.join(names)}}} …", file=sys.stderr)
        return 2
    module = importlib.import_module(f"benchmarks.{sys.argv[1]}")
    return int(module.main(sys.argv[2:]) or 0)


sys.exit(main())
