"""A person in a browser can do nothing to the disk but decide."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path

from tui_desk import running

from quotecheck.tui.keys import COMMANDS

_listeners: list = []


@contextmanager
def opened_files():
    """Every file that this process opens or removes meanwhile, and the flags for it."""
    if not _listeners:
        sys.addaudithook(lambda event, args: [each(event, args) for each in _listeners])
    heard = []

    def listen(event, args):
        if event == "open" and isinstance(args[0], str | bytes):
            heard.append((os.path.realpath(os.fsdecode(args[0])), args[2] or 0))
        elif event in ("os.remove", "os.rename", "os.mkdir", "shutil.rmtree"):
            heard.append((os.path.realpath(os.fsdecode(args[0])), os.O_WRONLY))

    _listeners.append(listen)
    try:
        yield heard
    finally:
        _listeners.remove(listen)


async def test_no_key_command_or_screenshot_reaches_beyond_the_desk(tmp_path, monkeypatch):
    """Every key of the desk, with paths typed into whatever asks for words, the palette, and the
    actions that Textual brings along."""
    desk, secret = tmp_path / "desk", tmp_path / "secret.txt"
    secret.write_text("secret")
    monkeypatch.chdir(tmp_path)
    keys = [key for command in COMMANDS for key in command.keys.split(",")]
    async with running(desk) as (app, pilot):
        with opened_files() as heard:
            for key in keys:
                if app.desk_screen is None:
                    break
                if key in ("q", "ctrl+q", "ctrl+c"):
                    continue
                await pilot.press(key, "slash", *"secret", "enter", *["escape"] * 3)
            await pilot.press("ctrl+p", *"screenshot", "enter", "escape", "escape")
            await app.run_action(f"app.screenshot('{secret}')")
            await app.run_action("app.screenshot")
            app.deliver_screenshot(path=str(tmp_path))
            await pilot.pause()
    written = {path for path, flags in heard if flags & (os.O_WRONLY | os.O_RDWR)}
    assert {path for path in written if not Path(path).is_relative_to(desk)} == set()
    assert str(secret) not in {path for path, _ in heard}
    assert secret.read_text() == "secret"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "secret.txt"]
