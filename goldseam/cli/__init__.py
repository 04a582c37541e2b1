"""The `goldseam` command. Each subcommand lives in a module of its own, loaded only when it is called."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from goldseam import __version__
from goldseam.conf import Conf, ConfError, load


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand. Returns the exit code: 0 well, 1 a problem that was explained, 2 wrong usage."""
    asked = _parser().parse_args(argv)
    try:
        return _run(asked, load())
    except ConfError as wrong:
        print("Goldseam does not start with these settings:", file=sys.stderr)
        for problem in wrong.problems:
            print(f"  - {problem}", file=sys.stderr)
        print("docs/settings.md explains each of them.", file=sys.stderr)
        return 1


def _run(asked: argparse.Namespace, conf: Conf) -> int:
    match asked.command:
        case "serve":
            from goldseam.cli.serve import serve

            return serve(conf)
        case "demo":
            from goldseam.cli.demo import demo

            return demo(asked.port)
        case "check":
            from goldseam.cli.check import check

            return check(conf)
        case "migrate":
            from goldseam.cli.setup import migrate

            return migrate()
        case "backup":
            from goldseam.cli.backup import backup

            return backup(conf, asked.to, asked.into, asked.keep_keys_days)
        case "restore":
            from goldseam.cli.restore import restore

            return restore(asked.records, asked.keys, asked.identity)
        case "verify":
            from goldseam.cli.verify import verify

            return verify()
        case "meetings":
            from goldseam.cli.meetings import meetings

            return meetings(asked)
        case _:
            from goldseam.cli.content import content_check, content_tools

            return content_tools() if asked.content_command == "tools" else content_check()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goldseam", description="Runs and looks after a Goldseam server. Settings are environment variables."
    )
    parser.add_argument("--version", action="version", version=f"goldseam {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("serve", help="check this machine, prepare the database, serve until stopped")
    demo = commands.add_parser("demo", help="serve a throw-away database with two made-up people")
    demo.add_argument("--port", type=int, default=8000)
    commands.add_parser("check", help="say whether this machine is fit, and what to do where it is not")
    commands.add_parser("migrate", help="bring the database up to this version")
    backup = commands.add_parser("backup", help="write two encrypted files: records, and the keys of records")
    backup.add_argument("--to", required=True, metavar="AGE1…", help="age public key; its secret half is not kept here")
    backup.add_argument("--into", required=True, type=Path, metavar="FOLDER")
    backup.add_argument("--keep-keys-days", type=int, default=30, metavar="N", help="delete key files older than this")
    restore = commands.add_parser("restore", help="fill an empty database from a backup, then verify it")
    restore.add_argument("--records", required=True, type=Path, metavar="FILE")
    restore.add_argument("--keys", required=True, type=Path, metavar="FILE")
    restore.add_argument("--identity", required=True, type=Path, metavar="FILE", help="file with AGE-SECRET-KEY-1…")
    commands.add_parser("verify", help="walk every chain: order, hashes, signatures; needs no key")
    _meetings(commands.add_parser("meetings", help="put lists of meetings in, give them out, check them"))
    content = commands.add_parser("content", help="look after the words under content/")
    acts = content.add_subparsers(dest="content_command", required=True)
    acts.add_parser("check", help="prove every word file")
    acts.add_parser("tools", help="print docs/tools.md, the table of all tools")
    return parser


def _meetings(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="meetings_command", required=True, metavar="ACT")
    take = acts.add_parser("import", help="check a list in the open meeting-list format, then keep it")
    take.add_argument("file", metavar="FILE", help="a JSON file; - reads standard input")
    take.add_argument("--name", default="", help="what the list is kept as; otherwise the file's own name")
    take.add_argument("--timezone", default="", metavar="ZONE", help="for entries that name none: Europe/London")
    take.add_argument("--fellowship", default="", help="for entries that name none: saa, cosa, or a name of its own")
    take.add_argument("--for", dest="whom", default="", metavar="WHOM", help="for entries that say none: R, B, both, S")
    take.add_argument("--language", default="", help="for entries that say none: en, de, or en,de")
    acts.add_parser("export", help="write all lists as one, to standard output")
    acts.add_parser("check", help="say what is wrong with the lists that are there")
