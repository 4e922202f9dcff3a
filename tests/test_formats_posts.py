"""Posts of X, Mastodon and Bluesky: whose they are, when, where, and all of their words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotecheck.errors import InputError
from quotecheck.formats import contents


def read(tree, name="posts.json"):
    return list(contents(json.dumps(tree).encode(), name))


def told(content):
    (block,) = content.blocks
    return (content.id, content.date, block.speaker, block.text)


USER = {"name": "Dana Kell", "screen_name": "danakell"}


def tweet(number, words, **more):
    return {
        "id_str": str(number),
        "created_at": "Tue Mar 03 10:00:00 +0000 2026",
        "full_text": words,
        "user": USER,
        **more,
    }


def test_first_version_of_x():
    (content,) = read([tweet(11, "Salt &amp; bread")])
    assert told(content) == ("11", "2026-03-03", "Dana Kell (@danakell)", "Salt & bread")
    assert (content.kind, content.address) == ("tweet", "https://x.com/danakell/status/11")


def test_a_long_post_is_read_in_full_or_told_to_be_cut():
    long = tweet(
        1, "", text="We never…", truncated=True, extended_tweet={"full_text": "We never left."}
    )
    cut = tweet(2, None, text="We never…", truncated=True)
    full, short = read({"statuses": [long, cut]})
    assert told(full)[3] == "We never left."
    assert not full.notes
    assert "only the beginning" in short.notes[0]


def test_the_original_of_a_repost_is_its_authors_and_given_once():
    other = {"name": "Bo Lind", "screen_name": "bo"}
    original = tweet(5, "We left.", user=other)
    rows = [tweet(n, "RT @bo: We l…", retweeted_status=original) for n in (6, 7)]
    (content,) = read(
        [*rows, tweet(8, "RT @ana: Old ones have the words alone."), tweet(9, "Mine.")]
    )[:1]
    assert told(content)[2] == "Bo Lind (@bo)"
    assert [told(each)[0] for each in read([*rows, tweet(9, "Mine.")])] == ["5", "9"]


def test_second_version_of_x():
    row = {"id": "7", "author_id": "1", "created_at": "2024-05-06T07:08:09.000Z", "text": "Salt…"}
    people = [{"id": "1", "name": "Ana Diaz", "username": "ana"}]
    (one,) = read(
        {
            "data": {**row, "note_tweet": {"text": "Salt &amp; bread."}},
            "includes": {"users": people},
        }
    )
    assert told(one) == ("7", "2024-05-06", "Ana Diaz (@ana)", "Salt & bread.")
    (alone,) = read({"data": [row]})
    assert told(alone)[2] is None


def test_an_archive_names_its_owner(tmp_path):
    path = tmp_path / "tweets.js"
    (tmp_path / "account.js").write_text(
        "window.YTD.account.part0 = "
        '[{"account": {"username": "bo", "accountDisplayName": "Bo Lind"}}]'
    )
    rows = [{"tweet": {"id_str": "1", "full_text": "Good night."}}, {"tweet": {"id_str": "2"}}]
    data = ("window.YTD.tweets.part0 = " + json.dumps(rows)).encode()
    first, second = contents(data, str(path))
    assert told(first) == ("1", None, "Bo Lind (@bo)", "Good night.")
    assert "post 2 has no text" in second.notes[0]


STATUS = {
    "id": "1",
    "created_at": "2026-03-03T10:00:00.000Z",
    "content": "<p>We never<br />agreed &lt;to it&gt;.</p>"
    "<p>Ask <a href='x'>@<span>bo</span></a>.</p>",
    "url": "https://holme.example/@dana/1",
    "account": {"acct": "dana@holme.example", "display_name": "Dana Kell"},
}


def test_mastodon():
    for tree in (STATUS, [STATUS], {"ancestors": [], "descendants": [STATUS]}):
        (content,) = read(tree)
        assert told(content) == (
            "1",
            "2026-03-03",
            "Dana Kell (@dana@holme.example)",
            "We never\nagreed <to it>.\nAsk @bo.",
        )
        assert (content.kind, content.address) == ("post", "https://holme.example/@dana/1")
    reblog = {**STATUS, "id": "2", "content": "<p>x</p>", "reblog": STATUS}
    assert [content.id for content in read([STATUS, reblog])] == ["1"]


def test_the_outbox_of_a_mastodon_archive(tmp_path):
    note = {
        "type": "Note",
        "id": "https://holme.example/users/dana/statuses/1",
        "published": "2026-03-03T10:00:00Z",
        "attributedTo": "https://holme.example/users/dana",
        "content": "<p>We left.</p>",
    }
    rows = [
        {"type": "Create", "object": note},
        {"type": "Announce", "object": "https://x.example/1"},
    ]
    tree = {"type": "OrderedCollection", "orderedItems": rows}
    (content,) = read(tree)
    assert told(content)[1:] == ("2026-03-03", "@dana", "We left.")
    (tmp_path / "actor.json").write_text('{"preferredUsername": "dana", "name": "Dana Kell"}')
    (named,) = read(tree, str(tmp_path / "outbox.json"))
    assert told(named)[2] == "Dana Kell (@dana)"


def sky(key, text, **more):
    return {
        "uri": f"at://did:plc:abc/app.bsky.feed.post/{key}",
        "author": {"handle": "dana.example", "displayName": "Dana Kell"},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": text,
            "createdAt": "2026-03-03T10:00:00Z",
        },
        **more,
    }


def test_bluesky():
    repost = {"post": sky("k9", "Other"), "reason": {"$type": "app.bsky.feed.defs#reasonRepost"}}
    (content,) = read({"feed": [{"post": sky("k1", "We left.")}, repost]})
    assert told(content)[1:] == ("2026-03-03", "Dana Kell (@dana.example)", "We left.")
    assert content.address == "https://bsky.app/profile/dana.example/post/k1"
    thread = {
        "post": sky("k2", "Second"),
        "parent": {"post": sky("k1", "First")},
        "replies": [{"post": sky("k3", "Third")}],
    }
    assert [told(each)[3] for each in read({"thread": thread})] == ["First", "Second", "Third"]
    row = {"uri": sky("k4", "")["uri"], "value": sky("k4", "Alone")["record"]}
    for tree in (row, {"records": [row]}):
        (record,) = read(tree)
        assert told(record)[2:] == (None, "Alone")
        assert record.address == "https://bsky.app/profile/did:plc:abc/post/k4"


def test_a_post_without_text_is_told_beside_others():
    picture, words = read({"posts": [sky("k1", ""), sky("k2", "We left.")]})
    assert "has no text" in picture.notes[0]
    assert told(words)[3] == "We left."


@pytest.mark.parametrize(
    "tree",
    [
        [{"id_str": "1", "name": "a list"}],
        [tweet(1, "RT @bo: all of it")],
        {"posts": [sky("k1", " ")]},
    ],
)
def test_a_file_without_any_post_of_its_own_is_refused(tree):
    with pytest.raises(InputError, match="no post with a text"):
        read(tree)


KEYS = [
    "id_str",
    "full_text",
    "user",
    "data",
    "account",
    "content",
    "feed",
    "post",
    "record",
    "text",
]
KEYS += ["thread", "replies", "orderedItems", "object", "type", "uri", "author", "value", "tweet"]
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(TREES)
def test_no_tree_ends_a_run(tree):
    try:
        found = read(tree)
    except InputError:
        return
    assert all(content.blocks or content.notes for content in found)
