"""The desk in a browser: who is let in, and that pages load from nowhere else."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from quotecheck.errors import InputError
from quotecheck.tui.guard import Guard
from quotecheck.tui.serve import read_token, serve

aiohttp = pytest.importorskip("aiohttp", reason="the extra `serve` is not installed")
pytest.importorskip("textual_serve", reason="the extra `serve` is not installed")

HOST = "127.0.0.1:8760"
ORIGIN = {"Origin": f"http://{HOST}"}
COOKIE = {"Cookie": "quotecheck-8760=sesame"}


@pytest.fixture
async def client():
    from aiohttp.test_utils import TestClient, TestServer

    from quotecheck.tui.guarded import GuardedServer

    templates = Path(serve.__code__.co_filename).with_name("templates")
    server = GuardedServer("cat", Guard("127.0.0.1", 8760, "sesame"), str(templates))
    app = await server._make_app()
    async with TestClient(TestServer(app)) as client:
        yield client


async def ask(client, path, *, allow_redirects=True, **headers):
    return await client.get(
        path, headers={"Host": HOST, **headers}, allow_redirects=allow_redirects
    )


async def test_the_page_opens_with_the_token_and_then_with_its_cookie(client):
    answer = await ask(client, "/?token=sesame", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert (await ask(client, "/", **COOKIE)).status == 200
    assert (await ask(client, "/static/js/textual.js", **COOKIE)).status == 200


@pytest.mark.parametrize(
    "path", ["/", "/?token=wrong", "/ws", "/static/js/textual.js", "/?token=é"]
)
async def test_nothing_is_answered_without_the_token(client, path):
    assert (await ask(client, path, **ORIGIN)).status == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1:9999", "null", "", "http://localhost:8760"]
)
async def test_the_socket_answers_our_own_page_only(client, origin):
    answer = await ask(client, "/ws", Origin=origin, **COOKIE)
    assert answer.status == 403


async def test_the_socket_wants_to_know_where_the_page_is_from(client):
    assert (await ask(client, "/ws", **COOKIE)).status == 403


async def test_our_own_page_gets_its_socket(client):
    headers = {"Host": HOST, **ORIGIN, **COOKIE}
    async with client.ws_connect("/ws", headers=headers) as socket_:
        assert not socket_.closed


async def test_a_name_bound_to_our_address_by_another_is_refused(client):
    assert (await ask(client, "/?token=sesame", Host="evil.example:8760")).status == 403


async def test_pages_name_no_other_host_and_forbid_loading_from_one(client):
    answer = await ask(client, "/", **COOKIE)
    page = await answer.text()
    assert set(re.findall(r"(?:https?|wss?):/?/?([^/\"' ]+)", page)) == {HOST}
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("path", ["/ws?token=sesame", "/static/js/textual.js?token=sesame"])
async def test_the_token_counts_in_the_address_of_the_page_alone(client, path):
    assert (await ask(client, path, **ORIGIN)).status == 403


@pytest.mark.parametrize("bad", ["[", "http://[", "http://[::1", "//", "http://a:99999999"])
async def test_hosts_and_origins_that_cannot_be_read_are_refused(client, bad):
    assert (await ask(client, "/ws", Origin=bad, **COOKIE)).status == 403
    assert Guard("0.0.0.0", 8760, "t")._named(bad) is False
    assert Guard("127.0.0.1", 8760, "t")._named(bad) is False


@pytest.mark.parametrize(
    "query", ["width=100000&height=24", "width=80&height=0", "width=-1", "height=x", "width=\u0663"]
)
async def test_no_terminal_has_any_size(client, query):
    answer = await ask(client, f"/ws?{query}", **ORIGIN, **COOKIE)
    assert answer.status == 400


async def test_so_many_browsers_and_no_more(client, monkeypatch):
    from contextlib import AsyncExitStack

    from quotecheck.tui import guarded

    monkeypatch.setattr(guarded, "MOST_CLIENTS", 2)
    headers = {"Host": HOST, **ORIGIN, **COOKIE}
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(client.ws_connect("/ws", headers=headers))
        assert (await ask(client, "/ws", **ORIGIN, **COOKIE)).status == 503


@pytest.mark.parametrize(
    "message",
    [
        "",
        "[]",
        "{}",
        "7",
        "[" * 5000,
        '["resize"]',
        '["resize", {"width": 1000000, "height": 9}]',
        '["resize", {"width": true, "height": 9}]',
        '["stdin", {}]',
        '["other"]',
    ],
)
async def test_messages_that_make_no_sense_end_nothing(client, message):
    headers = {"Host": HOST, **ORIGIN, **COOKIE}
    async with client.ws_connect("/ws", headers=headers) as socket_:
        await socket_.send_str(message)
        await socket_.send_str('["ping", 7]')
        while True:
            heard = await socket_.receive(timeout=20)
            if heard.type == aiohttp.WSMsgType.TEXT:
                assert json.loads(heard.data) == ["pong", 7]
                break
            assert heard.type == aiohttp.WSMsgType.BINARY


class TestTokens:
    def test_from_a_file_or_the_environment_which_forgets_it(self, tmp_path, monkeypatch):
        (tmp_path / "token").write_text("open sesame\n")
        monkeypatch.setenv("QUOTECHECK_TOKEN", "from outside")
        assert read_token(str(tmp_path / "token"), None) == "open sesame"
        assert "QUOTECHECK_TOKEN" not in os.environ
        monkeypatch.setenv("QUOTECHECK_TOKEN", "from outside")
        assert read_token(None, None) == "from outside"
        assert read_token(None, None) is None

    @pytest.mark.parametrize("data", [b"", b"\n", b"a\nb", b"\xff", b"x" * 2000, b"\x1b"])
    def test_what_is_none_is_refused(self, tmp_path, data):
        (tmp_path / "token").write_bytes(data)
        with pytest.raises(InputError):
            read_token(str(tmp_path / "token"), None)

    def test_what_is_served_is_not_told(self):
        from quotecheck.cli.review import _served_command

        given = ["review", "a.txt", "--serve", "--token-file", "t", "--token=x", "--port", "1"]
        assert _served_command(given)[-2:] == ["review", "a.txt"]


@pytest.mark.skipif(os.name == "nt", reason="needs signals")
def test_what_is_served_does_not_outlive_a_server_that_was_killed(tmp_path):
    (tmp_path / "draft.txt").write_text("“The dam will hold,” Mara Quill said.\n")
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    environment = os.environ | {
        "QUOTECHECK_SERVER": str(server.pid),
        "TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver",
    }
    command = [sys.executable, "-m", "quotecheck", "review", "draft.txt"]
    desk = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert b"__GANGLION__" in desk.stdout.readline()
        server.kill()
        server.wait()
        assert desk.wait(60) == 1
    finally:
        desk.kill()
        desk.communicate()


def test_on_all_addresses_only_addresses_and_our_name_are_ours():
    guard = Guard("0.0.0.0", 8760, "t")
    assert guard._named("10.1.2.3:8760")
    assert guard._named(f"{socket.gethostname().lower()}:8760")
    assert not guard._named("evil.example:8760")
    assert not guard.loopback


def test_an_address_in_use_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(InputError, match="--port"):
        serve("127.0.0.1", taken.getsockname()[1], None, ["true"])


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here")
async def test_a_decision_is_made_in_chromium_without_any_other_network(tmp_path):
    (tmp_path / "draft.txt").write_text("“The dam will hold,” Mara Quill said.\n")
    port = _free_port()
    options = ["--serve", "--port", str(port), "--token", "sesame", "--editor", "Ann"]
    command = [sys.executable, "-m", "quotecheck", "review", "draft.txt", *options]
    server = await asyncio.create_subprocess_exec(*command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    try:
        await _until_served(port)
        asked = await _browse(f"http://127.0.0.1:{port}/?token=sesame", "p", tmp_path / "profile")
    finally:
        server.terminate()
        await server.wait()
    assert {url.split("/")[2] for url in asked} == {f"127.0.0.1:{port}"}
    journal = (tmp_path / ".quotecheck" / "decisions").glob("*.jsonl")
    assert any("make-paraphrase" in path.read_text() for path in journal)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


async def _until_served(port) -> None:
    for _ in range(100):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise AssertionError("nothing is served")


async def _browse(url, key, profile) -> list[str]:
    """Open a page, press a key when the desk is drawn, and give every address that was asked."""
    options = [
        "--headless=new",
        "--no-sandbox",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    browser = await asyncio.create_subprocess_exec(
        CHROMIUM, *options, "about:blank", stderr=subprocess.PIPE
    )
    try:
        async with aiohttp.ClientSession() as web:
            return await _drive(web, await _debugging_port(browser), url, key)
    finally:
        browser.terminate()
        await browser.wait()


async def _debugging_port(browser) -> int:
    while line := await asyncio.wait_for(browser.stderr.readline(), 20):
        if found := re.search(rb"ws://127\.0\.0\.1:(\d+)/", line):
            return int(found.group(1))
    raise AssertionError("the browser did not start")


async def _drive(web, port, url, key) -> list[str]:
    async with web.get(f"http://127.0.0.1:{port}/json") as answer:
        page = next(tab for tab in await answer.json() if tab["type"] == "page")
    asked: list[str] = []
    drawn = 0
    async with web.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as devtools:

        async def tell(method, **params) -> None:
            await devtools.send_json({"id": 1, "method": method, "params": params})

        await tell("Network.enable")
        await tell("Page.navigate", url=url)
        pressed = False
        while True:
            try:
                message = json.loads((await devtools.receive(timeout=1.5)).data)
            except TimeoutError:
                if pressed:
                    return asked
                if drawn > 4000:
                    pressed = True
                    await tell("Input.dispatchKeyEvent", type="keyDown", text=key, key=key)
                continue
            params = message.get("params", {})
            if message.get("method") == "Network.requestWillBeSent":
                asked.append(params["request"]["url"])
            elif message.get("method") == "Network.webSocketCreated":
                asked.append(params["url"])
            elif message.get("method") == "Network.webSocketFrameReceived":
                drawn += len(params["response"]["payloadData"])
