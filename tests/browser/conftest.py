"""Debian's Chromium, driven by Playwright: how the tests look at a page. Nothing is downloaded."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Seen:
    """A page in a window, and what happened while it was there: messages, uncaught errors, requests."""

    page: Page
    address: str
    console: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    requests: list = field(default_factory=list)

    def asked(self):
        """Return the addresses that were asked for."""
        return [request.url for request in self.requests]

    def open_all(self):
        """Show what stands behind every disclosure."""
        self.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")

    def violations(self):
        """Return what axe finds, and where."""
        found = Axe().run(self.page, options={"runOnly": RULES, "resultTypes": ["violations"]})
        assert found.response["testEngine"]["name"] == "axe-core"
        return [(each["id"], node["html"][:200]) for each in found.response["violations"] for node in each["nodes"]]

    def overhang(self):
        """Return by how many pixels the page is wider than its window."""
        return self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")

    def styles(self, selector, name):
        """Return one computed property of all elements that a selector finds."""
        script = "([selector, name]) => [...document.querySelectorAll(selector)].map(e => getComputedStyle(e)[name])"
        return self.page.evaluate(script, [selector, name])


@pytest.fixture(scope="module")
def browser():
    """Start Chromium, for a module: meanwhile the thread has a running event loop, and other tests start their own."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as driver:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's own does not run as root
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        yield chromium
        chromium.close()


@pytest.fixture
def look_at(browser, tmp_path):
    """Return a function that opens a page from a file, offline, in a window of its own."""
    contexts = []

    def look(html, width=1280, scheme="light", *, guarded=True):
        """Open it; not guarded, it runs what its own policy would stop."""
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True, bypass_csp=not guarded
        )
        contexts.append(context)
        path = tmp_path / f"{len(contexts)}.html"
        path.write_text(html, encoding="utf-8")
        seen = Seen(context.new_page(), path.as_uri())
        seen.page.on("console", lambda message: seen.console.append(f"{message.type}: {message.text}"))
        seen.page.on("pageerror", lambda error: seen.errors.append(str(error)))
        seen.page.on("request", lambda request: seen.requests.append(request))  # noqa: PLW0108 - it marks its handlers
        seen.page.goto(seen.address, wait_until="load")
        return seen

    yield look
    for context in contexts:
        context.close()
