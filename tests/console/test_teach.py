"""What the bot did not answer well is learned from: grouped, proposed, reviewed as a patch, tried, and live at once."""

import json
import re
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from shutil import copytree
from threading import Barrier
from typing import Any

import pytest
from werkzeug.test import Client

from helpline.app import rereading
from helpline.content.book import open_book
from helpline.content.table import ContentError
from helpline.drawer import Refused
from helpline.flows.talk import Conversation
from helpline.house import House
from helpline.reread import Reread
from helpline.settings import shipped_content
from helpline.store import missed, people
from helpline.store.helpers import Helper
from helpline.store.proposals import Proposal
from helpline.teach import Teach
from helpline.teach.hand import Wanted
from tests.console.room import NOW, OTHER, PASSWORD, PERSON, Room, ago, open_room, settings, token
from tests.console.test_accounts import SECOND_LINE

STRANGE = "le zibulon du trucmuche clignote"
ALIKE = "mon zibulon de trucmuche qui clignote"
ELSEWHERE = "refaire ma carte grise"
KEPT = {"id": "q1", "lang": "fr", "style": "clean", "text": "mon imprimante ne marche pas", "accept": ["printer"]}
NOT_OURS = {"id": "q2", "lang": "fr", "style": "clean", "text": STRANGE, "accept": []}
TEACHERS = ("Karim", "Odile", "Root")


@dataclass
class School:
    """A desk that serves an installation's own content, and browsers for it."""

    house: House
    reread: Reread
    root: Path

    @property
    def teach(self) -> Teach:
        """The hand of the application that serves now."""
        found = self.reread._application.extensions["helpline.console"].teach  # type: ignore[attr-defined]
        assert isinstance(found, Teach)
        return found

    def asks(self, question: str, person: str = PERSON, line: str = "demo", minutes: float = 5, **about: str) -> None:
        """The bot did not answer this well."""
        told = {"language": "fr", "entry": "", "why": "unanswered", **about}
        with self.house.store.write() as tx:
            entry, why = told["entry"], told["why"]
            missed.add(tx, person, line, told["language"], question, entry, why, ago(minutes))

    def browser(self, name: str) -> Client:
        """A browser with somebody in it."""
        browser = Client(self.reread)
        assert post(browser, "/desk/login", "/desk/login", name=name, password=PASSWORD)[0] == 303
        return browser

    def finds(self, text: str) -> str:
        """What the matcher of the application that serves now answers."""
        match = self.teach.book.matcher.best(text, "fr")
        return match.hits[0].slug if match.outcome == "answer" else ""

    def file(self, slug: str) -> str:
        """An entry's file."""
        return (self.root / "faq" / f"{slug}.toml").read_text("utf-8")

    def helper(self, name: str) -> Helper:
        """Somebody's account."""
        return self.house.accounts.staff.named(name)


def post(browser: Client, path: str, page: str = "/desk/teach", **data: Any) -> tuple[int, str]:
    """Status and words of a form that is sent from a page."""
    answer = browser.post(path, data={**token(browser, page), **data})  # type: ignore[arg-type]
    return answer.status_code, unescape(answer.get_data(as_text=True)).replace("\xa0", " ")


def words(browser: Client, path: str = "/desk/teach") -> str:
    """What a page says."""
    answer = browser.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.get_data(as_text=True)).replace("\xa0", " ")


def groups(page: str) -> list[str]:
    """The ids of the groups that a page shows."""
    return re.findall(r'id="group-(\w+)"', page)


def looked_at(page: str) -> dict[str, str]:
    """What the first form of a page says of what was shown."""
    return {name: re.findall(rf'name="{name}" value="([^"]+)"', page)[0] for name in ("asked", "until")}


def labelled(place: Path, *rows: dict[str, Any]) -> Path:
    """A file of labelled questions."""
    path = place / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[School]:
    """A school with two lines: Karim the coordinator, Odile who owns content, Root the admin; Marin owns it on one."""
    monkeypatch.setattr("tests.console.room.LINES", f"{settings.__globals__['LINES']}{SECOND_LINE}")
    room = open_room(tmp_path)
    root = Path(copytree(shipped_content(), tmp_path / "content"))
    chosen = replace(room.house.settings, content=root, questions_file=labelled(tmp_path, KEPT))
    house = replace(room.house, settings=chosen)
    for name, role in (("Odile", "content"), ("Marin", "content")):
        house.accounts.add(name, PASSWORD, role)
    house.accounts.staff.set_access(house.accounts.staff.named("Marin").id, "content", ["mer"], None)
    yield School(house, rereading(house), root)
    house.close()


def proposed(school: School, *wordings: str, entry: str = "printer") -> Proposal:
    """A proposal of Karim's, made of these questions."""
    for wording in wordings:
        school.asks(wording)
    karim = school.helper("Karim")
    (group,) = school.teach.groups(karim)
    school.teach.attach(group.id, entry, wordings, karim)
    return school.teach.opened(karim)[-1]


# ---- who sees what


def test_questions_stand_in_groups_without_whose_they_are(school: School) -> None:
    for person in (PERSON, OTHER):
        school.asks(STRANGE, person)
    school.asks(ALIKE, minutes=2, entry="wifi-key", why="unsolved")
    school.asks(ELSEWHERE)
    page = words(school.browser("Odile"))
    assert len(groups(page)) == 2
    assert page.index(STRANGE) < page.index(ELSEWHERE), "the largest group first"
    assert "3 fois" in page
    assert "× 2" in page
    assert "clé" in page, "what was answered in vain"
    assert not any(part in page for part in (PERSON, OTHER, PERSON[3:], "39 98"))


def test_questions_of_another_line_do_not_exist(school: School) -> None:
    school.asks(STRANGE, line="demo")
    school.asks(ELSEWHERE, line="mer")
    marin, odile = school.browser("Marin"), school.browser("Odile")
    assert STRANGE not in words(marin)
    assert ELSEWHERE in words(marin)
    (other,) = set(groups(words(odile))) - set(groups(words(marin)))
    assert marin.get(f"/desk/teach/{other}").status_code == 404
    for action in ("attach", "leave"):
        assert post(marin, f"/desk/teach/{other}/{action}", entry="printer", wordings=[STRANGE])[0] == 404
    assert STRANGE in words(odile)
    assert post(odile, f"/desk/teach/{other}/attach", entry="printer", wordings=[STRANGE])[0] == 303
    (change,) = school.teach.opened(school.helper("Odile"))
    assert STRANGE not in words(marin, "/desk/teach/changes")
    assert post(marin, f"/desk/teach/changes/{change.id}/refuse")[0] == 404


@pytest.mark.parametrize(("name", "decides"), [("Karim", False), ("Claire", False), ("Paula", False), ("Odile", True)])
def test_only_some_roles_come_in_and_fewer_decide(school: School, name: str, decides: bool) -> None:
    change, browser = proposed(school, STRANGE), school.browser(name)
    reads = name in TEACHERS
    for path in ("/desk/teach", "/desk/teach/changes", "/desk/teach/changes.diff"):
        assert browser.get(path).status_code == (200 if reads else 403)
    assert ("/desk/teach" in browser.get("/desk/me").get_data(as_text=True)) == reads
    status = post(browser, f"/desk/teach/changes/{change.id}/refuse", "/desk/me")[0]
    assert status == (303 if decides else 403)
    assert bool(school.teach.opened(school.helper("Odile"))) != decides


# ---- proposing


def test_a_group_is_attached_with_a_button_and_leaves_the_list(school: School) -> None:
    school.asks(STRANGE)
    school.asks(ALIKE, minutes=2)
    karim = school.browser("Karim")
    (group,) = groups(words(karim))
    data: dict[str, Any] = {"entry": "printer", "wordings": [STRANGE, "a phrase that nobody said"]}
    assert post(karim, f"/desk/teach/{group}/attach", **data)[0] == 303
    assert groups(words(karim)) == []
    (change,) = school.teach.opened(school.helper("Karim"))
    assert (change.kind, change.entry, change.wordings, change.lines) == ("attach", "printer", (STRANGE,), ("demo",))
    assert post(karim, f"/desk/teach/{group}/attach", **data)[0] == 404, "nothing is left to attach"
    assert len(school.teach.opened(school.helper("Karim"))) == 1
    assert "zibulon" not in school.file("printer"), "nothing changes before it is accepted"


def test_any_entry_can_be_typed_and_what_is_typed_wins(school: School) -> None:
    school.asks(STRANGE)
    karim = school.browser("Karim")
    (group,) = groups(words(karim))
    where = f"/desk/teach/{group}/attach"
    assert post(karim, where, entry="printer", other="no such entry", wordings=[STRANGE])[0] == 303
    assert "Cette réponse n'existe pas" in words(karim)
    assert post(karim, where, entry="printer", wordings=[])[0] == 303
    assert "Cochez au moins une phrase" in words(karim)
    question = school.house.book.entries["wifi-key"].asked["fr"].question
    assert post(karim, where, entry="printer", other=question, wordings=[STRANGE])[0] == 303
    assert [one.entry for one in school.teach.opened(school.helper("Karim"))] == ["wifi-key"]


def test_what_is_asked_after_the_page_was_shown_is_not_dealt_with(school: School) -> None:
    school.asks(STRANGE)
    karim = school.browser("Karim")
    shown = words(karim)
    (group,) = groups(shown)
    school.asks(ALIKE, minutes=1)
    assert post(karim, f"/desk/teach/{group}/leave", **looked_at(shown))[0] == 303
    page = words(karim)
    assert len(groups(page)) == 1
    assert ALIKE in page
    assert STRANGE not in page


def test_a_group_that_is_not_as_it_was_shown_is_left_alone(school: School) -> None:
    school.asks(STRANGE)
    school.asks(ALIKE, minutes=2, person=OTHER)
    karim = school.browser("Karim")
    shown = words(karim)
    (group,) = groups(shown)
    with school.house.store.write() as tx:
        tx.run("delete from missed where person = :person", person=PERSON)
    status, page = post(karim, f"/desk/teach/{group}/leave", **looked_at(shown))
    assert status == 409
    assert "La liste a changé" in page
    assert groups(words(karim)) == [group]


@pytest.mark.parametrize("until", ["yesterday", "2026-11-24T09:00:00"])
def test_a_time_that_no_page_has_written_is_none(school: School, until: str) -> None:
    school.asks(STRANGE)
    karim = school.browser("Karim")
    (group,) = groups(words(karim))
    assert post(karim, f"/desk/teach/{group}/leave", until=until)[0] == 404


def test_two_drafts_do_not_get_one_name(school: School) -> None:
    school.asks(STRANGE)
    school.asks(ELSEWHERE)
    karim, start = school.helper("Karim"), Barrier(2)
    wanted = Wanted("carte-grise", "admin", "Refaire ma carte grise", (STRANGE, ELSEWHERE), "")

    def proposes(group: str) -> str:
        start.wait()
        try:
            school.teach.propose(group, wanted, karim)
        except Refused as refusal:
            return refusal.reason
        return "proposed"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(proposes, [group.id for group in school.teach.groups(karim)]))
    assert sorted(told) == ["proposed", "teach-taken"]


def test_who_works_on_some_lines_accepts_nothing_for_all(school: School) -> None:
    school.asks(STRANGE, line="mer")
    marin = school.browser("Marin")
    (group,) = groups(words(marin))
    post(marin, f"/desk/teach/{group}/attach", entry="printer", wordings=[STRANGE])
    (change,) = school.teach.opened(school.helper("Marin"))
    assert f"{change.id}/accept" not in words(marin, "/desk/teach/changes")
    status, page = post(marin, f"/desk/teach/changes/{change.id}/accept")
    assert (status, "sert à toutes les lignes" in page) == (403, True)
    assert "zibulon" not in school.file("printer")


def test_a_file_that_cannot_be_read_is_told_and_shuts_nobody_out(school: School) -> None:
    change = proposed(school, STRANGE)
    (school.root / "faq" / "printer.toml").write_text("[fr", "utf-8")
    odile = school.browser("Odile")
    assert "zibulon" in school.teach.opened(school.helper("Odile"))[0].wordings[0]
    assert words(odile, "/desk/teach/changes")
    status, page = post(odile, f"/desk/teach/changes/{change.id}/attempt")
    assert (status, "printer.toml" in page) == (422, True)
    assert post(odile, f"/desk/teach/changes/{change.id}/refuse")[0] == 303


def test_two_changes_that_are_accepted_at_once_are_both_live(school: School) -> None:
    changes = [proposed(school, STRANGE), proposed(school, ELSEWHERE, entry="wifi-key")]
    odile, teach, start = school.helper("Odile"), school.teach, Barrier(2)

    def accepts(change: Proposal) -> bool:
        start.wait()
        return teach.accept(change.id, odile).refused

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(accepts, changes)) == [False, False]
    assert (school.finds(STRANGE), school.finds(ELSEWHERE)) == ("printer", "wifi-key")


def test_a_refused_change_brings_its_questions_back(school: School) -> None:
    change = proposed(school, STRANGE)
    odile = school.browser("Odile")
    assert groups(words(odile)) == []
    assert post(odile, f"/desk/teach/changes/{change.id}/refuse")[0] == 303
    assert len(groups(words(odile))) == 1
    assert post(odile, f"/desk/teach/changes/{change.id}/refuse")[0] == 409
    assert "Refusé" in words(odile, "/desk/teach/changes")


NEW = {"question": "Refaire ma carte grise", "topic": "admin", "name": "carte-grise", "gist": "Sur ants.gouv.fr\nou"}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "Carte Grise", "Le nom du fichier ne va pas"),
        ("name", "../printer", "Le nom du fichier ne va pas"),
        ("name", "a" * 300, "Le nom du fichier ne va pas"),
        ("name", "printer", "Ce nom est déjà pris"),
        ("topic", "nothing", "Choisissez un thème"),
        ("question", " ", "Écrivez une question courte"),
        ("gist", "x" * 1001, "Écrivez une question courte"),
        ("wordings", [], "Cochez au moins une phrase"),
    ],
)
def test_what_is_wrong_with_a_new_entry_is_told_and_what_was_written_stays(
    school: School, field: str, value: Any, told: str
) -> None:
    school.asks(ELSEWHERE)
    karim = school.browser("Karim")
    (group,) = groups(words(karim))
    data = {**NEW, "wordings": [ELSEWHERE], field: value}
    status, page = post(karim, f"/desk/teach/{group}/propose", f"/desk/teach/{group}", **data)
    assert status == 422
    assert told in page
    assert "ants.gouv.fr" in page or field == "gist"
    assert school.teach.opened(school.helper("Karim")) == []


# ---- patches


def test_all_changes_are_one_patch_that_git_takes(school: School, tmp_path: Path) -> None:
    proposed(school, STRANGE)
    proposed(school, ALIKE)
    proposed(school, 'box \\ "bleue" qui siffle', entry="wifi-key")
    school.asks(ELSEWHERE)
    odile = school.browser("Odile")
    (group,) = groups(words(odile))
    assert "Refaire ma carte grise" in words(odile, f"/desk/teach/{group}")
    assert post(odile, f"/desk/teach/{group}/propose", **NEW, wordings=[ELSEWHERE])[0] == 303
    answer = odile.get("/desk/teach/changes.diff")
    assert "attachment" in answer.headers["Content-Disposition"]
    diff = tmp_path / "changes.diff"
    diff.write_bytes(answer.get_data())
    subprocess.run(["git", "init", "-q", str(tmp_path / "git")], check=True)  # the folder lies in a checkout
    for tool in (["git", "apply", str(diff)], ["patch", "-p1", "-i", str(diff)]):
        copy = copytree(school.root, tmp_path / tool[0] / "content")
        subprocess.run(tool, cwd=copy, check=True)
        with pytest.raises(ContentError, match=r"faq/carte-grise\.toml: \w+: must be"):
            open_book(copy)
        draft = (copy / "faq/carte-grise.toml").read_text("utf-8")
        assert draft.startswith("# Sur ants.gouv.fr\n# ou\n")
        assert draft.count("# à écrire") == 8
        (copy / "faq/carte-grise.toml").unlink()
        asked = open_book(copy).entries
        assert asked["printer"].asked["fr"].variants[-2:] == (STRANGE, ALIKE)
        assert asked["wifi-key"].asked["fr"].variants[-1] == 'box \\ "bleue" qui siffle'


# ---- deciding


def test_what_is_accepted_is_live_at_once_and_once(school: School) -> None:
    change = proposed(school, STRANGE, ALIKE)
    odile = school.browser("Odile")
    status, page = post(odile, f"/desk/teach/changes/{change.id}/attempt", "/desk/teach/changes")
    assert status == 200
    assert "L'essai a réussi" in page
    assert school.finds(STRANGE) == ""
    with ThreadPoolExecutor(2) as pool:
        press = lambda browser: post(browser, f"/desk/teach/changes/{change.id}/accept")[0]  # noqa: E731
        assert sorted(pool.map(press, (odile, school.browser("Odile")))) == [303, 409]
    assert school.finds(STRANGE) == "printer"
    assert school.finds(ALIKE) == "printer"
    assert school.file("printer").count(STRANGE) == 1
    assert post(odile, f"/desk/teach/changes/{change.id}/accept")[0] == 409
    assert "Accepté, écrit dans le contenu" in words(odile, "/desk/teach/changes")
    assert not list(school.root.glob("faq/.*")), "nothing is left lying about"


def test_what_breaks_the_labelled_questions_is_refused_and_changes_nothing(school: School, tmp_path: Path) -> None:
    labelled(tmp_path, KEPT, NOT_OURS)
    change, before = proposed(school, STRANGE), school.file("printer")
    odile = school.browser("Odile")
    for action, status in (("attempt", 200), ("accept", 422)):
        found, page = post(odile, f"/desk/teach/changes/{change.id}/{action}")
        assert found == status
        assert "L'essai a échoué : rien n'est changé." in page
        assert "ne trouveraient plus leur réponse (1)" in page
    assert school.file("printer") == before
    assert school.finds(STRANGE) == ""
    assert [one.id for one in school.teach.opened(school.helper("Odile"))] == [change.id]


def test_what_the_content_check_refuses_is_not_written(school: School) -> None:
    change, before = proposed(school, "mot de passe gmail oublié"), school.file("printer")
    status, page = post(school.browser("Odile"), f"/desk/teach/changes/{change.id}/accept")
    assert status == 422
    assert "stands in" in page
    assert school.file("printer") == before


def test_content_that_does_not_load_is_told(school: School) -> None:
    change = proposed(school, STRANGE)
    (school.root / "tips.toml").write_text("[", "utf-8")
    status, page = post(school.browser("Odile"), f"/desk/teach/changes/{change.id}/accept")
    assert status == 422
    assert "tips.toml" in page
    assert "zibulon" not in school.file("printer")


def test_a_file_that_changes_during_the_trial_is_left_alone(school: School) -> None:
    change, teach = proposed(school, STRANGE), school.teach

    def saved_meanwhile(root: Path) -> Any:
        path = school.root / "faq" / "printer.toml"
        path.write_text(f"{path.read_text('utf-8')}# somebody else was here\n", "utf-8")
        return open_book(root)

    slow = replace(teach, folder=replace(teach.folder, opened=saved_meanwhile))
    with pytest.raises(Refused, match="teach-changed"):
        slow.accept(change.id, school.helper("Odile"))
    assert "zibulon" not in school.file("printer")
    assert school.file("printer").endswith("# somebody else was here\n")
    assert [one.id for one in teach.opened(school.helper("Odile"))] == [change.id], "it can be tried again"


def test_who_has_left_decides_nothing_more(school: School) -> None:
    change, odile = proposed(school, STRANGE), school.helper("Odile")
    school.house.accounts.staff.disable(odile.id, None)
    with pytest.raises(Refused, match="unknown"):
        school.teach.accept(change.id, odile)
    assert "zibulon" not in school.file("printer")


def test_a_new_entry_is_finished_by_hand(school: School) -> None:
    school.asks(ELSEWHERE)
    odile = school.browser("Odile")
    (group,) = groups(words(odile))
    post(odile, f"/desk/teach/{group}/propose", **NEW, wordings=[ELSEWHERE])
    (change,) = school.teach.opened(school.helper("Odile"))
    assert post(odile, f"/desk/teach/changes/{change.id}/accept")[0] == 409
    assert not (school.root / "faq/carte-grise.toml").exists()
    assert post(odile, f"/desk/teach/changes/{change.id}/hand-out")[0] == 303
    assert "Appliqué à la main" in words(odile, "/desk/teach/changes")


def test_content_that_ships_is_never_written(room: Room) -> None:
    with room.house.store.write() as tx:
        missed.add(tx, PERSON, "demo", "fr", STRANGE, "", "unanswered", NOW)
    odile = room.house.accounts.add("Odile", PASSWORD, "content")
    teach = room.house.teach
    (group,) = teach.groups(odile)
    teach.attach(group.id, "printer", [STRANGE], odile)
    (change,) = teach.opened(odile)
    assert not replace(teach.folder, live=lambda _book: None).writes, "though it could be live, and can be written"
    assert not replace(teach.folder, own=True).writes, "what would not be live is not written"
    browser = room.client("Odile")
    page = browser.get("/desk/teach/changes").get_data(as_text=True).replace("\xa0", " ")
    assert f"{change.id}/accept" not in page
    assert f"{change.id}/hand-out" in page
    answer = browser.post(f"/desk/teach/changes/{change.id}/accept", data=token(browser, "/desk/teach"))
    assert answer.status_code == 409
    assert "zibulon" not in (shipped_content() / "faq/printer.toml").read_text("utf-8")


def test_who_is_forgotten_has_asked_nothing(school: School) -> None:
    with school.house.store.write() as tx:
        people.save(tx, Conversation(PERSON, "demo", "fr"), NOW)
    school.asks(STRANGE)
    with school.house.store.write() as tx:
        people.erase(tx, PERSON, "digest", NOW)
    assert groups(words(school.browser("Odile"))) == []
