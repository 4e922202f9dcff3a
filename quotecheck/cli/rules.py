"""``quotecheck rules``: check a rules file, run its examples, explain a decision."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quotecheck import __version__
from quotecheck.cli import common, settled
from quotecheck.cli.writing import output, refuse
from quotecheck.display import clip, counted, one_line
from quotecheck.errors import InputError
from quotecheck.model import Kind

if TYPE_CHECKING:
    from quotecheck.evaluation.learning import Gain
    from quotecheck.rules import Rules


_SHOWN = 12  # words of a list


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of ``rules``."""
    parser.epilog = """\
examples:
  quotecheck rules new desk.yaml
  quotecheck rules check desk.yaml
  quotecheck rules diff desk.yaml
  quotecheck rules test desk.yaml
  quotecheck rules explain story.txt --quote 3
  quotecheck rules explain story.txt:10:51           (a place as check prints it)
  quotecheck rules explain story.txt --quote "old slipway"
  quotecheck rules learn gold.jsonl --rules desk.yaml --output desk.weights.tsv
  quotecheck rules learn reports.jsonl --sources transcripts/ --output desk.weights.tsv

Exit status: 0 done, 1 a line has no effect (check) or an example does not come out (test), 2 the
file has faults or the command failed.
"""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    new = _action(actions, "new", "write a rules file to start from, with notes")
    new.add_argument("file", metavar="FILE", help="the file to write")
    check = _action(actions, "check", "say what is wrong with a rules file")
    check.add_argument("file", nargs="?", metavar="FILE", help="default: the shipped rules")
    diff = _action(actions, "diff", "say what a rules file changes")
    diff.add_argument("file", metavar="FILE", help="the rules file")
    test = _action(actions, "test", "run the examples of a rules file")
    test.add_argument("file", nargs="?", metavar="FILE", help="default: the shipped rules")
    explain = _action(actions, "explain", "say why a quotation has the speaker it has")
    explain.add_argument(
        "article", metavar="ARTICLE", help="the draft or story, or a place in it: FILE:LINE:COLUMN"
    )
    explain.add_argument(
        "--quote",
        metavar="N",
        help="number of the quotation, or words of it (default: all)",
    )
    common.add_rules_option(explain)
    settled.add_config_options(explain)
    learn = _action(actions, "learn", "learn the weights from a gold set")
    learn.add_argument("gold", metavar="GOLD", help="a gold set, as for `quotecheck eval`")
    learn.add_argument(
        "--sources",
        nargs="+",
        metavar="PATH",
        help="GOLD is a list of reports; learn how to compare them with these sources",
    )
    learn.add_argument(
        "--output", "-o", metavar="FILE", required=True, help="the file of weights to write"
    )
    learn.add_argument(
        "--only",
        choices=("speakers", "indirect", "subjects", "passages", "found", "clashes"),
        help="learn only this part; the last three are of reports",
    )
    learn.add_argument("--quiet", "-q", action="store_true", help="print no notes")
    common.add_rules_option(learn)


def _action(actions: Any, name: str, does: str) -> argparse.ArgumentParser:
    """The parser of an action."""
    parser: argparse.ArgumentParser = actions.add_parser(
        name, help=does, description=f"{does[0].upper()}{does[1:]}."
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Do what was asked of the rules."""
    return _ACTIONS[args.action](args)


def _new(args: argparse.Namespace) -> int:
    from importlib import resources

    text = resources.files("quotecheck.rules").joinpath("new.yaml").read_text(encoding="utf-8")
    nothing_read = argparse.Namespace()
    with output(args.file, nothing_read) as stream:
        stream.write(text)
    common.narrate(_whether_used(args.file))
    return 0


def _whether_used(file: str) -> str:
    """A sentence on whether the settings of the folder name a rules file, or what to do."""
    from quotecheck.settings import folder
    from quotecheck.settings.finding import NAME, find_settings

    path = Path(file)
    settings = find_settings(path.parent)
    try:
        named = folder.read(settings, trusted=False).rules if settings else ""
    except InputError:  # which the commands that go by the settings tell
        named = ""
    if named and Path(named).absolute() == path.absolute():
        return f"{settings} names it: what it says counts from the next command on"
    place = settings or path.parent / NAME
    return f"nothing uses it yet: write rules = {json.dumps(path.name)} in {place}, or give --rules"


def _diff(args: argparse.Namespace) -> int:
    from quotecheck.rules import load
    from quotecheck.rules.differing import differences

    shipped, own = load(), load(args.file)
    changes = list(differences(shipped, own))
    for each in changes:
        if each.old or each.new:
            print(one_line(f"{each.where}: {each.old or 'nothing'} → {each.new or 'nothing'}"))
            continue
        changed = [*(f"+ {word}" for word in each.added), *(f"- {word}" for word in each.gone)]
        more = f" · … and {len(changed) - _SHOWN:,} more" if len(changed) > _SHOWN else ""
        print(one_line(f"{each.where}: {' · '.join(changed[:_SHOWN])}{more}"))
    learned = [name for name in own.weights if own.weights[name] != shipped.weights.get(name)]
    learned.sort(key=lambda name: -abs(own.weights[name] - shipped.weights.get(name, 0.0)))
    for name in learned[:_SHOWN]:
        old, new = shipped.weights.get(name, "nothing"), own.weights[name]
        print(one_line(f"learned weights.{name}: {old} → {new}"))
    if learned:
        more = f", the {_SHOWN} that differ most are above" if len(learned) > _SHOWN else ""
        print(f"learned weights: {len(learned):,} differ{more}")
    told = counted(len(changes), "key") if changes or learned else "no key"
    print(one_line(f"{args.file}: changes {told} of the shipped rules"))
    return 0


def _check(args: argparse.Namespace) -> int:
    from quotecheck.rules import load
    from quotecheck.settings.finding import find_settings

    rules = load(args.file)
    for note in rules.notes:
        print(one_line(str(note)))
    noted = {(note.where, note.message.partition(" is ")[0]) for note in rules.notes}
    for where, verb, forms in _added_verbs(load(), rules) if args.file else ():
        if (where, repr(verb)) not in noted:
            print(one_line(f"{args.file}: {where}: {verb} is found as {', '.join(forms)}"))
    if args.file and find_settings(Path(args.file).parent):
        common.narrate(_whether_used(args.file))
    idle = sum(not note.harmless for note in rules.notes)
    told = f"{counted(idle, 'line')} without effect" if idle else "no faults"
    print(one_line(f"{args.file or 'the shipped rules'}: {told} (version {rules.hash})"))
    return int(idle > 0)


def _added_verbs(shipped: Rules, own: Rules) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The verbs that a desk adds, or whose forms it changes, by list: all forms of each. One that
    is written wrong loses a speaker, and English has many verbs that no rule inflects."""
    from quotecheck.extraction.reading.inflection import forms_of

    before, lexicon = _verbs(shipped), own.lexicon
    for where, verbs in _verbs(own).items():
        known = frozenset(before.get(where, ()))
        for verb in verbs:
            finite, gerunds = forms_of(verb, lexicon)
            if verb not in known or (finite, gerunds) != forms_of(verb, shipped.lexicon):
                yield where, verb, tuple(dict.fromkeys((*finite, *gerunds)))


def _verbs(rules: Rules) -> dict[str, tuple[str, ...]]:
    """The lists of verbs that are found in all their forms."""
    lexicon = rules.lexicon
    cues = {f"lexicon.cues.{medium}": verbs for medium, verbs in lexicon.cues.items()}
    return cues | {"lexicon.attitudes": lexicon.attitudes, "lexicon.verbs": lexicon.verbs}


def _explain(args: argparse.Namespace) -> int:
    from quotecheck.cli.explaining import at_place, explanation, with_words
    from quotecheck.extraction import extract

    path, place = _place(args.article)
    settled.tell(settled.settle(args, [path]))
    rules = common.load_rules(args.rules)
    document = extract(common.read_draft(Path(path)), rules, indirect=True)
    last = len(document.reports)
    marked = document.quotes[: len(document.quotes) - last]
    wanted = at_place(document, *place) if place else list(document.quotes)
    reported = [quote for quote in wanted if quote.kind is Kind.INDIRECT]
    wanted = [quote for quote in wanted if quote.kind is not Kind.INDIRECT]
    if args.quote:
        wanted = with_words(wanted, args.quote) or with_words(reported, args.quote)
    if not wanted:
        known = f"they are numbered 1 to {len(marked)}" if marked else ""
        if last:
            ids = "is i1" if last == 1 else f"i1 to i{last}"
            known += f"{'; ' if known else ''}what is reported without marks {ids}"
        named = " there" if place else ""
        words = f" with the number or the words {args.quote!r}" if args.quote else ""
        raise InputError(f"has no quotation{named}{words}", path=path, hint=known)
    for quote in wanted:
        for line in explanation(quote, document.article, rules):
            print(line)
    return 0


def _place(named: str) -> tuple[str, tuple[int, int] | None]:
    """The file that was named, and the line and column behind it if there are any; 0 stands for a
    column that is left out."""
    found = re.fullmatch(r"(.+?):(\d{1,9})(?::(\d{1,9}))?:?", named, re.DOTALL)
    if found is None or Path(named).exists():
        return named, None
    return found[1], (int(found[2]), int(found[3] or 0))


def _test(args: argparse.Namespace) -> int:
    from quotecheck.extraction.examples import preferred_patterns, run_examples, unused_patterns
    from quotecheck.rules import load

    rules = load(args.file)
    passed = failed = known = excused = 0
    for outcome in run_examples(rules):
        if outcome.excused:
            excused += 1
            continue
        known += outcome.example.known_failure is not None
        passed, failed = passed + outcome.passed, failed + (not outcome.passed)
        if not outcome.passed:
            known_failure = one_line(outcome.example.known_failure or "")
            reason = outcome.problem or f"passes now; take out known-failure: {known_failure}"
            text = clip(one_line(outcome.example.text), 100)
            print(f"{one_line(f'{outcome.where}: {reason}')}\n    {text}")
    for where, line, problem in _labels(rules):
        passed, failed = passed + (not problem), failed + bool(problem)
        if problem:
            print(f"{one_line(f'{where}: {problem}')}\n    {clip(one_line(line), 100)}")
    print(f"{counted(passed, 'example')} passed ({known} known to fail), {failed} failed")
    if excused:
        decided = {
            "prefers": preferred_patterns(rules),
            "forbids or takes out": unused_patterns(rules),
        }
        told = " and ".join(
            f"{does} ({one_line(', '.join(names))})" for does, names in decided.items() if names
        )
        print(
            f"not counted: {counted(excused, 'example')} that {'come' if excused > 1 else 'comes'} "
            f"out differently because of what the file {told}"
        )
    return int(failed > 0)


def _labels(rules: Rules) -> Iterator[tuple[str, str, str]]:
    """The examples of the labels of sources with what is wrong with each."""
    from quotecheck.sources.labels import Labeller

    labeller = Labeller(rules)
    for name, shape in rules.sources.labels.items():
        for number, (line, wanted) in enumerate(shape.examples.items(), 1):
            found = labeller.reads(name, line)
            problem = (
                ""
                if found == (wanted or None)
                else f"found {found or 'nobody'}, expected {wanted or 'nobody'}"
            )
            yield f"sources.labels.{name}.examples[{number}]", line, one_line(problem)


def _learn(args: argparse.Namespace) -> int:
    from quotecheck.evaluation import read_gold
    from quotecheck.evaluation.learning import learn
    from quotecheck.evaluation.report_learning import learn_reports
    from quotecheck.evaluation.reports import read_gold_reports
    from quotecheck.rules import weights, weights_path
    from quotecheck.sources import open_library

    refuse(args.output, args)
    rules = common.load_rules(args.rules, quiet=args.quiet)
    only = (args.only,) if args.only else ()
    narrate = partial(common.narrate, quiet=args.quiet)
    if args.sources:
        document, reports = read_gold_reports(args.gold)
        library = open_library(args.sources, rules)
        learned, number = (
            learn_reports(document, reports, library, rules, narrate, only),
            len(reports),
        )
        number, noun = len(reports), "reports"
    else:
        gold = list(read_gold(args.gold))
        learned = learn(gold, rules, narrate, only)
        number, noun = len(gold), "documents"
    origins: dict[str, str] = {}
    for file in map(weights_path, dict.fromkeys((None, args.rules))):
        origins.update(weights.origins(file.read_bytes() if file.exists() else b""))
    origins.update(
        {gain.name: _origin(gain, args.gold, f"{number:,} {noun}") for gain in learned.gains}
    )
    by_hand = rules.attribution.by_hand()
    kept = {name: weight for name, weight in learned.weights.items() if name not in by_hand}
    with output(args.output, args) as stream:
        stream.write(weights.weights_text(kept, origins))
    for name, (old, new) in sorted(learned.changed.items(), key=lambda each: -abs(each[1][1])):
        print(f"{old:+7.2f} -> {new:+7.2f}  {one_line(name)}")
    print(f"{len(learned.changed)} weights changed; right by cross-validation:")
    for gain in learned.gains:
        print(f"  {gain.name} ({gain.cases:,}): {gain.before:.1%} before, {gain.after:.1%} after")
    common.narrate(_use(Path(args.output), args.rules), quiet=args.quiet)
    return 0


def _origin(gain: Gain, gold: str, documents: str) -> str:
    """The day and the data from which weights were learned, for the head of their file."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d} by quotecheck {__version__} from {Path(gold).name}, "
        f"{documents} with {gain.cases:,} decisions, {gain.after:.1%} of them right by "
        "cross-validation"
    )


def _use(written: Path, rules: str | None) -> str:
    """Tell the editor how to make learned weights count."""
    from quotecheck.rules import weights

    wanted = weights.weights_beside(Path(rules or "desk.yaml"))
    if rules and written.absolute() == wanted.absolute():
        return f"{rules} goes by them from now on"
    return f"to go by them, put them beside the desk's rules as {wanted.name}"


_ACTIONS = {
    "new": _new,
    "diff": _diff,
    "check": _check,
    "test": _test,
    "explain": _explain,
    "learn": _learn,
}
