"""`goldseam verify`: what a steward can prove without any key."""

from __future__ import annotations

import sys

from goldseam.cli.setup import start_django


def verify() -> int:
    """Walk every space's chain. Prints no person and no content; 1 when something does not fit."""
    start_django()
    from goldseam.vault.audit import verify_all
    from goldseam.vault.models import Record, Space

    findings = verify_all()
    for finding in findings:
        where = "" if finding.seq is None else f", entry {finding.seq}"
        print(f"  space {finding.space}{where}: {finding.what}", file=sys.stderr)
    print(f"{Space.objects.count()} spaces, {Record.objects.count()} entries, {len(findings)} that do not fit.")
    return 1 if findings else 0
