"""A desk adds, takes out and replaces in one way, and is told what does nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from quotecheck.cli import main
from quotecheck.errors import Fault, RulesError
from quotecheck.rules import Rules, load

SHIPPED = load()


def desk(tmp_path: Path, text: str) -> Rules:
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\n{text}\n", encoding="utf-8")
    return load(path)


def note(tmp_path: Path, text: str) -> Fault:
    (only,) = desk(tmp_path, text).notes
    return only


CUES = SHIPPED.lexicon.cues["unknown"]


@pytest.mark.parametrize("written", ["hector", "[hector]", "\n      - hector", "Hector"])
def test_a_word_is_added_to_a_list_however_it_is_written(tmp_path: Path, written: str) -> None:
    known = desk(tmp_path, f"lexicon:\n  cues:\n    unknown: {written}")
    assert known.lexicon.cues["unknown"] == (*CUES, "hector")
    assert not known.notes


@pytest.mark.parametrize("written", ["-think, hector", "[-think, hector]", "[hector, -Think]"])
def test_a_word_is_taken_out_however_it_is_written(tmp_path: Path, written: str) -> None:
    known = desk(tmp_path, f"lexicon:\n  cues:\n    unknown: {written}")
    assert set(known.lexicon.cues["unknown"]) ^ set(CUES) == {"think", "hector"}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("lexicon: {cues: {=unknown: hector}}", lambda r: r.lexicon.cues["unknown"]),
        ("lexicon: {cues: {=unknown: [hector]}}", lambda r: r.lexicon.cues["unknown"]),
        ("lexicon: {=titles: hector}", lambda r: r.lexicon.titles),
        ("wording: {style: {=equivalents: [a = b]}}", lambda r: r.wording.style.equivalents),
        ("wording: {style: {=spellings: {a: b}}}", lambda r: r.wording.style.spellings),
        ("lexicon: {=nicknames: {mara: [mo]}}", lambda r: r.lexicon.nicknames),
        (
            "wording: {policies: {fillers: {=passes: [marks]}}}",
            lambda r: r.wording.policies["fillers"].passes,
        ),
    ],
)
def test_an_equals_sign_replaces_what_is_there(tmp_path: Path, written: str, found) -> None:
    assert len(found(desk(tmp_path, written))) == 1


def test_a_key_is_taken_out_of_a_mapping_and_others_stay_in_order(tmp_path: Path) -> None:
    known = desk(tmp_path, "attribution: {patterns: {label: ~, per: {weight: 1}}}")
    names = [name for name in SHIPPED.attribution.patterns if name != "label"]
    assert list(known.attribution.patterns) == names


@pytest.mark.parametrize("key", ["cue-nouns", "cue_nouns"])
def test_a_key_may_be_written_with_either_line(tmp_path: Path, key: str) -> None:
    nouns = desk(tmp_path, f"lexicon: {{{key}: {{unknown: riddle}}}}").lexicon.cue_nouns["unknown"]
    assert nouns == (*SHIPPED.lexicon.cue_nouns["unknown"], "riddle")


def test_a_file_that_stands_alone_has_no_signs_in_its_words(tmp_path: Path) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text("lexicon: {=titles: [Mx., -Mr.]}\n")
    known = load(path)
    assert known.lexicon.titles == ("Mx.",)
    assert "extends: default" in known.notes[0].hint


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("lexicon: {titles: [-Mrr.]}", 2, "'Mrr.', which is not in the list", "'mr.'"),
        ("attribution: {patterns: {lable: ~}}", 2, "'lable', which is not", "'label'"),
        ("lexicon: {cues: {unknown: hectored}}", 2, "form of a verb", "'hector'"),
        ("lexicon: {cues: {unknown: [hectoring]}}", 2, "form of a verb", "'hector'"),
        ("lexicon: {attitudes: ['waves']}", 2, "form of a verb", "'wave'"),
        ("lexicon: {attitudes: [rattled]}", 2, "form of a verb", "base form"),
        ("lexicon: {verbs: [bickering, sing]}", 2, "form of a verb", "'bicker'"),
        ("lexicon: {attitudes: [wept]}", 2, "form of a verb", "'weep'"),
        ("lexicon: {cues: {unknown: fire back}}", 2, "more than one word", "'fire' stands for it"),
        ("lexicon: {cues: {unknown: shot back}}", 2, "more than one", "'shoot' stands for it"),
        ("lexicon:\n  roles:\n    - umpress\n    - harbour master", 5, "more than one", "'master'"),
        ("lexicon: {roles: ['pilot, purser']}", 2, "one entry", "two entries"),
        ("lexicon: {roles: [purser, editors]}", 2, "'editors' seems", "'editor'"),
        ("lexicon: {settings: {post: 'on [the] Mastodon'}}", 2, "never found", "[a]"),
        ("attribution: {weights: {speaker is a nam: 2}}", 2, "no feature", "'speaker is a name'"),
        ("attribution: {weights: {'per, a pronon': 2}}", 2, "no feature", "a pronoun"),
        ("attribution: {trust: {in-turnn: 0.5}}", 2, "not the name of a rule", "'in-turn'"),
        ("attribution: {names: {surnam: 0.5}}", 2, "not the name of a way", "'surname'"),
        ("reports: {weights: {heldd: 0.5}}", 2, "not the name of a feature", "'held'"),
        ("reports: {hedges: {abot: [circa]}}", 2, "not the name of a kind of hedge", "'about'"),
        (
            "people: {Mara Quill: Mq, Mo Quay: '@m, mq'}",
            2,
            "'mq' is also Mara Quill",
            "nobody else",
        ),
    ],
)
def test_a_line_without_effect_is_told_with_its_place_and_what_to_write(
    tmp_path: Path, text: str, line: int, message: str, hint: str
) -> None:
    found = note(tmp_path, text)
    assert (found.line, found.harmless) == (line, False)
    assert message in found.message
    assert hint in found.hint


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("lexicon: {cues: {unknown: [hector, say]}}", "say"),
        ("lexicon: {cues: {unknown: 'hector, Say'}}", "Say"),
        ("lexicon: {titles: [Mr.]}", "Mr."),
        ("lexicon: {attitudes: [outspit, oppose]}", "oppose"),
    ],
)
def test_a_word_that_the_list_has_already_is_told_and_fails_nothing(
    tmp_path: Path, text: str, word: str
) -> None:
    found = note(tmp_path, text)
    assert found.harmless  # a list may get the word in a later version
    assert found.message == f"{word!r} is in the list already"
    assert found.line == 2


@pytest.mark.parametrize(
    "text",
    [
        "lexicon: {cues: {unknown: 'need, bring, embed, press, focus, discuss, sing'}}",
        "lexicon: {roles: [wherryman, underboss, lockkeeper]}",
        "lexicon: {places: [Port Ellery], outlets: [Harbor Post], demonyms: [Port Ellerian]}",
        "lexicon: {settings: {post: 'on [a] Mastodon, in a … toot'}}",
        "attribution: {weights: {'label, a pronoun': 1, speaker is a name: 2}}",
        "attribution: {patterns: {mine: {pattern: '{quote} {speaker}'}}, trust: {mine: 0.5}}",
        "people: {Mara Quill: '@maraq, Mayor Quill', Ed Voss: {titles: [the mayor]}}",
        "wording: {limits: {gap: 30}, policy: light}",
    ],
)
def test_nothing_is_told_of_lines_that_work(tmp_path: Path, text: str) -> None:
    assert not desk(tmp_path, text).notes


@pytest.mark.parametrize("text", ["{=fillers: uhh}", "{fillers: '%s'}"])
def test_that_little_is_left_of_a_list_is_told_and_may_be_meant(tmp_path: Path, text: str) -> None:
    fillers = SHIPPED.wording.disfluencies.fillers
    out = ", ".join(f"-{word}" for word in fillers[1:])
    found = note(tmp_path, "wording: {disfluencies: " + text.replace("%s", out) + "}")
    assert found.harmless
    assert f"leaves 1 of the {len(fillers)}" in found.message


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (
            "wording:\n  style:\n    spellings:\n      Aid centre: Ark",
            5,
            "one word",
            "aid centre =",
        ),
        (
            "wording:\n  style:\n    equivalents:\n      - a = b\n      - Kyiv Kiev",
            6,
            "stands",
            "=",
        ),
        ("wording: {risk: {opposites: [up =]}}", 2, "what stands for what", "one = other"),
        ("reports: {synonyms: [dam]}", 2, "what stands for what", "one = other"),
        (
            "attribution: {patterns: {a: {pattern: '{quote} {cue:twet} {speaker}'}}}",
            2,
            "medium",
            "tweet",
        ),
        ("attribution: {patterns: {a: {pattern: '{quote} ^ {speaker}'}}}", 2, "'^'", "first"),
        ("attribution: {patterns: {a: {pattern: '{quote} $ {speaker}'}}}", 2, "'$'", "last"),
        ("sources: {labels: {odd: {shape: '{nmae}: {text}'}}}", 2, "{nmae}", "{name}"),
        ("sources: {labels: {odd: {shape: '{name} {name}: {text}'}}}", 2, "one name", ""),
        ("lexicon: {settings: {post: [a]}}", 2, "lacks a word", "beside the slots"),
        ("lexicon: {settings: {post: [in my |]}}", 2, "lacks a word", "either side"),
        ("cues: {unknown: hector}", 2, "not a known key", "lexicon.cues"),
        ("lexicon: {spellings: {a: b}}", 2, "not a known key", "wording.style.spellings"),
        ("lexicon: {title: [Mx.]}", 2, "not a known key", "'titles'"),
        ("lexicon:\n  cues: hector", 3, "must be a mapping", "name: value"),
    ],
)
def test_what_can_never_match_is_a_fault(
    tmp_path: Path, text: str, line: int, message: str, hint: str
) -> None:
    with pytest.raises(RulesError) as caught:
        desk(tmp_path, text)
    (found,) = caught.value.faults
    assert found.line == line
    assert message in found.message
    assert hint in found.hint


def test_the_check_says_what_has_no_effect_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text("extends: default\nlexicon: {cues: {unknown: hectored}}\n")
    assert main(["rules", "check", str(path)]) == 1
    told = capsys.readouterr().out
    assert f"{path}:2:27: lexicon.cues.unknown: 'hectored' is a form of a verb" in told
    assert "1 line without effect" in told
    article = tmp_path / "story.txt"
    article.write_text("“No,” Mara Quill said.\n")
    assert main(["extract", str(article), "--rules", str(path)]) == 0
    assert "quotecheck rules check" in capsys.readouterr().err


def test_the_examples_of_a_desks_labels_are_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text(
        "sources: {labels: {odd: {shape: '{name} ~ {text}', examples: {Ann Roe ~ No.: Ed Voss}}}}\n"
    )
    assert main(["rules", "test", str(path)]) == 1
    told = capsys.readouterr().out
    assert "sources.labels.odd.examples[1]: found Ann Roe, expected Ed Voss" in told


@pytest.mark.parametrize(
    ("change", "hint"),
    [
        ("tag-behind: ~", "(write tag-behind: {prefer: never} to forbid it)"),
        ("said-in-story: {prefer: never}", "(attribution.limits: {heading-sure: 0} turns it off)"),
    ],
)
def test_a_built_in_rule_is_told_from_a_pattern(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str, hint: str
) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\nattribution: {{patterns: {{{change}}}}}\n")
    assert main(["rules", "check", str(path)]) > 0
    told = "".join(capsys.readouterr())
    assert "is built in, and is not a pattern that can be changed" in told
    assert hint in told


@pytest.mark.parametrize(
    "change", ["{tag-behind: {prefer: never}}", "{by-after: {prefer: strongly, weight: 2}}"]
)
def test_a_built_in_rule_that_is_forbidden_or_preferred_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text(f"extends: default\nattribution: {{patterns: {change}}}\n")
    assert main(["rules", "check", str(path)]) == 0
    assert main(["rules", "diff", str(path)]) == 0
    assert "(prefer: " in capsys.readouterr().out


def test_what_a_rules_file_holds_is_harmless_on_a_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "desk.yaml"
    path.write_text(
        'extends: default\npeople: {"Ann \\e[31m Roe": [], "Ed": "ann \\e[31m roe"}\n'
        'lexicon: {roles: ["a \\e[31m b"]}\n'
    )
    main(["rules", "check", str(path)])
    main(["rules", "diff", str(path)])
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err
    assert "Ann" in told.out + told.err
