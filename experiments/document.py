"""Write the parts of the documentation that are made from the declarations: parameters, levers, tables.

    python experiments/document.py            write parameters.md, tables.md, levers.md, coverage.md in docs/
    python experiments/document.py --check    exit with status 1 if they are not up to date
"""

import argparse
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def main(arguments: list[str] | None = None) -> int:
    """Write or check the pages; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; tell whether the pages are up to date")
    check = parser.parse_args(arguments).check
    from sim.report.declarations import pages
    stale = [DOCS / name for name, text in pages().items()
             if not (DOCS / name).is_file() or (DOCS / name).read_text("utf-8") != text]
    for path in stale:
        if not check:
            path.write_text(pages()[path.name], "utf-8")
        print(f"{'out of date' if check else 'written'}: docs/{path.name}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
