"""Every door says who may knock, and lets in nobody else."""

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from helpline.accounts import ROLES
from tests.town import Town, found_town

OPEN_TO_ANYONE = {
    "console.accessibility", "front", "health", "console.login", "console.invite", "console.static", "bootstrap.static",
}  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    place = tmp_path_factory.mktemp("town")
    founded = found_town(f"sqlite:///{place}/helpline.db", place)
    yield founded
    founded.close()


def rules(town: Town) -> list[Rule]:
    return list(town.app.url_map.iter_rules())


def may_knock(town: Town, rule: Rule) -> str:
    return str(getattr(town.app.view_functions[rule.endpoint], "who_may_knock", ""))


def address(rule: Rule) -> str:
    """An address that the rule matches, with something in every blank."""
    path = rule.rule
    for name in rule.arguments:
        for blank in (f"<{name}>", f"<path:{name}>", f"<string:{name}>"):
            path = path.replace(blank, "nothing-there")
    return path


def test_every_door_says_who_may_knock(town: Town) -> None:
    for rule in rules(town):
        who = may_knock(town, rule)
        assert who in {"anyone", "carrier", "helper", "member", "halfway"} or _roles(who) <= set(ROLES), rule


def _roles(who: str) -> set[str]:
    """The roles of a door that says `only` to whom it opens."""
    only, *roles = who.split() or [""]
    return set(roles) if only == "only" and roles else {"nobody said it"}


def test_only_these_doors_are_open_to_anyone(town: Town) -> None:
    assert {rule.endpoint for rule in rules(town) if may_knock(town, rule) == "anyone"} <= OPEN_TO_ANYONE


def test_the_carriers_doors_want_a_signature(town: Town) -> None:
    doors = [rule for rule in rules(town) if may_knock(town, rule) == "carrier"]
    assert doors
    for rule in doors:
        assert town.app.test_client().post(address(rule), data={"a": "b"}).status_code == 403, rule
        assert town.app.test_client().get(address(rule)).status_code == 405, rule


def test_the_helpers_doors_show_nothing_to_who_is_not_logged_in(town: Town) -> None:
    doors = [rule for rule in rules(town) if may_knock(town, rule) not in ("anyone", "carrier")]
    assert doors
    for rule in doors:
        for method in (rule.methods or set()) - {"OPTIONS", "HEAD"}:
            response = town.app.test_client().open(address(rule), method=method)
            assert response.status_code in (204, 302, 303, 400, 401, 403), (rule, method, response.status_code)
            if response.status_code in (302, 303):
                assert response.headers["Location"].startswith("/desk/login"), rule


def test_health_tells_whether_the_store_answers(town: Town) -> None:
    assert town.app.test_client().get("/health").status_code == 200


def test_behind_https_the_cookie_is_bound_to_this_host(town: Town) -> None:
    assert town.app.config["SESSION_COOKIE_NAME"] == "__Host-helpline"
    assert town.app.config["SESSION_COOKIE_SECURE"]
