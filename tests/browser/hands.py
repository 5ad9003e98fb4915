"""What a helper does in a browser: log in, press keys, and see where the focus is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.console.room import PASSWORD

Opened = Callable[..., Page]


def come_in(page: Page, name: str = "Claire") -> None:
    """Give name and password."""
    page.goto("/desk/login")
    page.get_by_label("Votre nom").fill(name)
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()


def log_in(page: Page, name: str = "Claire") -> Page:
    """A helper comes in and sees the queue."""
    come_in(page, name)
    expect(page.get_by_role("heading", name="Demandes", exact=True)).to_be_visible()
    page.wait_for_load_state("load")  # the page's script has run: what it waits for is on the clock
    return page


_FOCUS = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
    const ring = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== "none";
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const words = at.labels?.[0]?.innerText || at.getAttribute("aria-label") || at.innerText;
    return [at.id || at.localName, words, at === document.body || (ring && seen)];
}"""


def focused(page: Page) -> tuple[str, str]:
    """What has the focus: its id, else its kind, and its words. The focus must be on the screen, with a ring."""
    id_, words, visible = page.evaluate(_FOCUS)
    assert visible, f"nobody sees that the focus is on {id_}: {words}"
    return id_, words.replace("\N{NO-BREAK SPACE}", " ")


def press_until(page: Page, name: str, key: str = "Tab", most: int = 80) -> None:
    """Tab to what has this name, as somebody without a mouse does; the focus is seen all along."""
    for _ in range(most):
        page.keyboard.press(key)
        if name in focused(page)[1]:
            return
    raise AssertionError(f"no {key} leads to {name}")
