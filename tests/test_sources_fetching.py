"""Addresses fetched into the sources' folder, from a server on the loopback address."""

import gzip
import hashlib
import os
import threading
import time
import zlib
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml
from pdf_samples import Page, pdf

from quotecheck.cli import main
from quotecheck.errors import InputError
from quotecheck.sources import downloading, fetching

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class Site:
    """Answers by path: status, headers and body, or a function of the handler."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.asked.append((self.path, dict(self.headers)))
                answer = site.answers.get(self.path, (404, {}, b"nothing"))
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                self.send_response(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.root = f"http://127.0.0.1:{self.server.server_port}"

    def page(self, path, body, kind="text/html; charset=utf-8", **headers):
        body = body.encode() if isinstance(body, str) else body
        self.answers[path] = (200, {"Content-Type": kind, **headers}, body)
        return self.root + path


@pytest.fixture
def site():
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


def fetch(address, folder, **options):
    return fetching.fetch(address, folder, allow_private=True, **options)


def note(fetched):
    return yaml.safe_load(
        fetched.path.with_name(fetched.path.stem + ".source.yaml").read_text("utf-8")
    )


def test_the_bytes_are_kept_as_they_came_with_a_note_beside(site, tmp_path):
    body = "<p>The ferry was late, Kell said. ‘No’.</p>".encode()
    address = site.page("/news/ferry?id=7", body)
    fetched = fetch(address, tmp_path / "sources", now=NOON)
    assert fetched.state == "new"
    assert fetched.path.read_bytes() == body
    assert fetched.path.suffix == ".html"
    assert "news-ferry" in fetched.path.name
    assert note(fetched) == {
        "file": fetched.path.name,
        "address": address,
        "final": address,
        "redirects": [],
        "fetched": "2026-03-01T12:00:00Z",
        "content_type": "text/html",
        "charset": "utf-8",
        "sha256": hashlib.sha256(body).hexdigest(),
        "size": len(body),
    }


def test_an_unchanged_page_is_kept_once(site, tmp_path):
    address = site.page("/a", "<p>The ferry was late.</p>")
    first = fetch(address, tmp_path, now=NOON)
    again = fetch(address, tmp_path, now=LATER)
    assert (again.state, again.path) == ("unchanged", first.path)
    assert note(first)["fetched"] == "2026-03-01T12:00:00Z"
    assert note(first)["checked"] == "2026-03-02T12:00:00Z"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_changed_page_is_kept_beside_the_old_one_and_the_change_told(site, tmp_path):
    address = site.page("/a", "<script>var a=1</script><p>Late by 14 minutes.</p><p>Yes.</p>")
    first = fetch(address, tmp_path, now=NOON)
    site.page("/a", "<script>var a=2</script><p>Late by 40 minutes.</p><p>Yes.</p>")
    second = fetch(address, tmp_path, now=LATER)
    assert second.state == "changed"
    assert second.previous == first.path
    assert b"14" in first.path.read_bytes()
    assert "20260302T120000Z" in second.path.name
    assert second.changed == 1
    assert second.differences == ("- Late by 14 minutes.", "+ Late by 40 minutes.")
    site.page("/a", "<p>Gone.</p>")
    third = fetch(address, tmp_path, now=LATER)
    assert third.previous == second.path
    assert len({first.path, second.path, third.path}) == 3


def test_a_changed_pdf_tells_its_lines(site, tmp_path):
    pages = []
    for words in ("Late by 14 minutes.", "Late by 40 minutes."):
        pages.append(Page())
        pages[-1].text(72, 700, words)
    address = site.page("/a", pdf(pages[0]), "application/pdf")
    fetch(address, tmp_path, now=NOON)
    site.page("/a", pdf(pages[1]), "application/pdf")
    changed = fetch(address, tmp_path, now=LATER)
    assert changed.path.suffix == ".pdf"
    assert changed.differences == ("- Late by 14 minutes.", "+ Late by 40 minutes.")


@pytest.mark.parametrize(
    ("path", "kind", "suffix"),
    [
        ("/a", "text/html", ".html"),
        ("/a.pdf", "text/html", ".html"),
        ("/a", "application/pdf", ".pdf"),
        ("/a.srt", "text/plain", ".srt"),
        ("/a.vtt", "application/octet-stream", ".vtt"),
        ("/a", "text/plain; charset=latin-1", ".txt"),
        ("/a", "application/ld+json", ".json"),
        ("/a", "application/tei+xml", ".xml"),
        ("/a.html/../../../b", "text/html", ".html"),
    ],
)
def test_the_type_of_the_answer_decides_the_suffix(site, tmp_path, path, kind, suffix):
    fetched = fetch(site.page(path, "words of the ledger", kind), tmp_path)
    assert fetched.path.suffix == suffix
    assert fetched.path.parent == tmp_path


@pytest.mark.parametrize("kind", ["video/mp4", "image/png", "application/octet-stream"])
def test_what_no_reader_reads_is_refused(site, tmp_path, kind):
    with pytest.raises(InputError, match="cannot be read as a source"):
        fetch(site.page("/a", b"\1\2\3", kind), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_redirects_are_followed_counted_and_told(site, tmp_path):
    site.answers["/a"] = (302, {"Location": "/b"}, b"")
    site.answers["/b"] = (301, {"Location": site.root + "/c"}, b"")
    site.page("/c", "words")
    fetched = fetch(site.root + "/a", tmp_path)
    assert fetched.redirects == (site.root + "/b", site.root + "/c")
    assert fetched.final == site.root + "/c"
    assert note(fetched)["redirects"] == [site.root + "/b", site.root + "/c"]
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    with pytest.raises(InputError, match="redirects more than"):
        fetch(site.root + "/loop", tmp_path)
    assert len(site.asked) < 20


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://u:p@127.0.0.1/"]
)
def test_redirects_lead_only_to_pages(site, tmp_path, target):
    site.answers["/a"] = (302, {"Location": target}, b"")
    with pytest.raises(InputError, match="redirect to"):
        fetch(site.root + "/a", tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ferry",
        "file:///etc/passwd",
        "ftp://x.example/",
        "http://",
        "http://[::1",
        "http://x:y/",
    ],
)
def test_only_http_addresses_are_fetched(tmp_path, address):
    with pytest.raises(InputError, match="address"):
        fetching.fetch(address, tmp_path)


def test_private_networks_are_refused_unless_allowed(site, tmp_path):
    address = site.page("/a", "words")
    with pytest.raises(InputError, match=r"private network.*--allow-private"):
        fetching.fetch(address, tmp_path)
    assert site.asked == []


@pytest.mark.parametrize(
    "place",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1%eth0", "0.0.0.0",
     "::ffff:10.0.0.1", "64:ff9b::a00:1", "224.0.0.1", "100.64.0.1", "fd00::1"],
)  # fmt: skip
def test_what_is_private(place):
    assert not downloading._public(place)


def test_a_redirect_into_a_private_network_is_refused(site, tmp_path, monkeypatch):
    address = site.page("/a", "words")
    monkeypatch.setattr(downloading, "_public", lambda place: place != "127.0.0.2")
    site.answers["/in"] = (302, {"Location": address.replace("127.0.0.1", "127.0.0.2")}, b"")
    with pytest.raises(InputError, match="private network"):
        fetching.fetch(site.root + "/in", tmp_path)


def test_no_cookie_or_password_is_sent(site, tmp_path):
    site.answers["/a"] = (302, {"Location": "/b", "Set-Cookie": "id=1"}, b"")
    site.page("/b", "words")
    fetch(site.root + "/a", tmp_path)
    for _, headers in site.asked:
        assert "Cookie" not in headers
        assert "Authorization" not in headers
    with pytest.raises(InputError, match="password"):
        fetch(site.root.replace("http://", "http://mara:secret@") + "/b", tmp_path)


@pytest.mark.parametrize("status", [401, 403, 404, 500, 204])
def test_an_answer_that_is_no_page_is_told(site, tmp_path, status):
    site.answers["/a"] = (status, {"Content-Type": "text/html"}, b"")
    with pytest.raises(InputError, match=str(status)):
        fetch(site.root + "/a", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_size_is_limited_also_when_packed(site, tmp_path):
    with pytest.raises(InputError, match="is larger than"):
        fetch(site.page("/a", b"x" * 5000, "text/plain"), tmp_path, limit=1000)
    packed = {"Content-Encoding": "gzip"}
    address = site.page("/b", gzip.compress(b"x" * 5_000_000), "text/plain", **packed)
    with pytest.raises(InputError, match="unpacks to more than"):
        fetch(address, tmp_path, limit=1_000_000)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("packing", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
    ],
)
def test_packed_answers_are_unpacked(site, tmp_path, packing, pack):
    address = site.page("/a", pack(b"words"), "text/plain", **{"Content-Encoding": packing})
    assert fetch(address, tmp_path).path.read_bytes() == b"words"


@pytest.mark.parametrize(
    ("packing", "body"),
    [("gzip", b"words"), ("br", b"words"), ("gzip", gzip.compress(b"w" * 999)[:-9])],
    ids=["plain", "unknown", "cut-short"],
)
def test_what_cannot_be_unpacked_is_refused(site, tmp_path, packing, body):
    address = site.page("/a", body, "text/plain", **{"Content-Encoding": packing})
    with pytest.raises(InputError, match=r"packed|unpacked|broke off"):
        fetch(address, tmp_path)


def test_an_answer_that_breaks_off_is_not_kept(site, tmp_path):
    address = site.page("/a", b"words", "text/plain", **{"Content-Length": "5000"})
    with pytest.raises(InputError, match="broke off"):
        fetch(address, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_cut_off(site, tmp_path, part):
    def drip(handler):
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n")
        if part == "body":
            handler.wfile.write(b"\r\n")
        for number in range(200):
            handler.wfile.write(b"X-%d: a\r\n" % number)
            handler.wfile.flush()
            time.sleep(0.05)

    site.answers["/a"] = drip
    with pytest.raises(InputError, match=r"took too long|cannot be fetched"):
        fetch(site.root + "/a", tmp_path, seconds=0.4)


def test_nonsense_is_one_clear_error(site, tmp_path):
    def nonsense(handler):
        handler.wfile.write(b"\x00\x01\x02\x03 not http\r\n\r\n")

    site.answers["/a"] = nonsense
    with pytest.raises(InputError, match="cannot be fetched"):
        fetch(site.root + "/a", tmp_path)


def test_a_file_that_is_there_is_never_overwritten(site, tmp_path):
    address = site.page("/a", "words", "text/plain")
    own = fetch(address, tmp_path, now=NOON).path
    own.write_text("my own notes")
    site.page("/a", "new words", "text/plain")
    second = fetch(address, tmp_path, now=LATER)
    assert own.read_text() == "my own notes"
    assert second.path.read_text() == "new words"


def test_a_link_in_the_folder_is_not_followed(site, tmp_path):
    folder, outside = tmp_path / "sources", tmp_path / "outside"
    address = site.page("/a", "words", "text/plain")
    name = fetch(address, tmp_path / "other").path.name
    folder.mkdir()
    (folder / name).symlink_to(outside)
    fetched = fetch(address, folder)
    assert not outside.exists()
    assert fetched.path.name != name


def test_an_interruption_leaves_no_half_file(site, tmp_path, monkeypatch):
    address = site.page("/a", "words", "text/plain")

    def interrupt(descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        fetch(address, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_names_stay_apart_and_inside_the_folder(site, tmp_path):
    paths = [
        "/a/b",
        "/a-b",
        "/a.b",
        "/..%2f..%2fetc",
        "/%00x",
        "/" + "long" * 500,
        "/a?b=1",
        "/a?b=2",
    ]
    names = {fetch(site.page(path, "w", "text/plain"), tmp_path).path for path in paths}
    assert len(names) == len(paths)
    assert all(name.parent == tmp_path and len(name.name) < 110 for name in names)


def test_the_command_tells_each_address_and_goes_on(site, tmp_path, capsys):
    good = site.page("/a", "<p>Late by 14 minutes.</p>")
    status = main(
        ["sources", "add", site.root + "/gone", good, "--to", str(tmp_path), "--allow-private"]
    )
    told = capsys.readouterr()
    assert status == 2
    assert "404" in told.err
    assert told.err.count("\n") == 1
    assert ": new, " in told.out
    site.page("/a", "<p>Late by 40 minutes.</p>")
    assert main(["sources", "add", good, "--to", str(tmp_path), "--allow-private"]) == 0
    told = capsys.readouterr().out
    assert "changed, 1 line differs" in told
    assert "- Late by 14 minutes." in told
    assert main(["sources", "add", good, "--to", str(tmp_path), "--allow-private"]) == 0
    assert "unchanged" in capsys.readouterr().out


def test_a_page_with_hardly_any_words_is_told(site, tmp_path, capsys):
    long = "<p>" + "The ferry was late again, and nobody at the pier knew why. " * 5 + "</p>"
    pages = {
        "/in": "<form><p>Sign in to read on</p><input></form>",
        "/app": "<div id=app></div><script>fill()</script>",
        "/story": long,
    }
    for path, body in pages.items():
        options = ["--to", str(tmp_path), "--allow-private"]
        assert main(["sources", "add", site.page(path, body), *options]) == 0
    told = capsys.readouterr().out
    assert "hardly any words (5)" in told
    assert "holds no words" in told
    assert told.count("open it in a browser") == 2
