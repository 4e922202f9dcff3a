"""Daily tasks of people who work on quotecheck, one command each: `nox -l` lists them.

They use the environment in which nox runs: the one that the README's command for the tests makes.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "types"]
SNAPSHOTS = (
    "tests/test_start.py",
    "tests/test_tui_evidence.py",
    "tests/test_tui_reports.py",
    "tests/test_tui_snapshots.py",
)


@nox.session
def lint(session: nox.Session) -> None:
    """Style, layout, and which way imports point; -- --fix mends what can be mended."""
    mend = session.posargs == ["--fix"]
    session.run("ruff", "check", *(["--fix"] if mend else []), ".")
    session.run("ruff", "format", *([] if mend else ["--check"]), ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """The types."""
    session.run("mypy")


@nox.session
def test(session: nox.Session) -> None:
    """The tests: all, or what is named (nox -s test -- tests/test_cli.py -k help)."""
    session.run("pytest", *session.posargs)


@nox.session
def watch(session: nox.Session) -> None:
    """One test file, again whenever something changes: nox -s watch -- tests/test_cli.py."""
    if not session.posargs:
        session.error("name a test file:  nox -s watch -- tests/test_cli.py")
    command = " ".join(["pytest", "--numprocesses=0", *session.posargs])
    session.run("watchfiles", command, "quotecheck", "tests", "rules.yaml")


@nox.session
def snapshots(session: nox.Session) -> None:
    """Renew the snapshots of the screens, and show what changed side by side on a page."""
    session.run("pytest", *SNAPSHOTS, *session.posargs, env={"QUOTECHECK_UPDATE_SNAPSHOTS": "1"})
    page = Path(tempfile.gettempdir()) / "quotecheck-snapshots.html"
    session.run("python", "tests/tui_side_by_side.py", str(page))


@nox.session
def pictures(session: nox.Session) -> None:
    """Renew the pictures of the documents: the rooms, the screenshots, the film of the desk."""
    session.run("python", "docs/scripts/rooms.py")
    session.run("python", "docs/scripts/screenshots.py", "docs/images")
    session.run("python", "docs/scripts/cast.py", "docs/images/desk.svg")


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation as a site in site/, every link checked; -- serve while you write."""
    session.run("pip", "install", "--quiet", "--editable", ".[docs]", silent=True)
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    if session.posargs == ["serve"]:
        session.run("mkdocs", "serve", env=quiet)
    else:
        session.run("mkdocs", "build", "--strict", "--quiet", env=quiet)


@nox.session
def bench(session: nox.Session) -> None:
    """The speed beside that of the last release, or of a commit: nox -s bench -- COMMIT."""
    session.run("python", "benchmarks/beside.py", *session.posargs)


@nox.session
def packages(session: nox.Session) -> None:
    """Build wheel and sdist in dist/, and try them as an index, uvx and pipx will."""
    for old in Path("dist").glob("quotecheck_desk-*"):
        old.unlink()
    session.run("python", "-m", "build", "--outdir", "dist", ".", silent=True)
    session.run(".ci/packages", "dist", external=True)


@nox.session
def release(session: nox.Session) -> None:
    """Everything that must hold before a version is tagged; says what to type then."""
    version = re.search(r'__version__ = "(.+)"', Path("quotecheck/__init__.py").read_text())[1]
    if f"\n## [{version}] - " not in Path("CHANGELOG.md").read_text():
        session.error(f"CHANGELOG.md has no section  ## [{version}] - DATE")
    if session.run("git", "tag", "--list", f"v{version}", external=True, silent=True).strip():
        session.error(f"v{version} is tagged already: raise __version__ in quotecheck/__init__.py")
    if session.run("git", "status", "--porcelain", external=True, silent=True).strip():
        session.error("some changes are not committed")
    session.run(".ci/run", external=True)
    session.log(f"all holds: git tag --annotate v{version} && git push origin v{version}")
