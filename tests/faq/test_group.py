"""Missed questions that are alike stand together, whoever typed them and however."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from helpline.faq.group import Group, grouped
from helpline.faq.match import Matcher

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CARD = ["carte grise", "cartte grise perdue", "bonjour je voudrais refaire ma CARTE GRISE !", "la carte grise svp"]
POINTS = ["mes points permis", "ou sont mes points de permis"]


@dataclass(frozen=True)
class Asked:
    """A question at a minute."""

    id: str
    question: str
    seen_at: datetime
    language: str = "fr"


def asked(*questions: str, language: str = "fr") -> list[Asked]:
    """Questions, a minute apart, the last one the newest."""
    return [
        Asked(f"{language}{place:03}", text, NOW + timedelta(minutes=place), language)
        for place, text in enumerate(questions)
    ]


def told(groups: list[Group[Asked]]) -> list[set[str]]:
    """The questions of each group."""
    return [{one.question for one in group.asked} for group in groups]


def test_the_same_question_in_other_words_is_one_group(matcher: Matcher) -> None:
    groups = grouped(asked(*CARD, *POINTS, "ma retraite"), matcher.telling)
    assert told(groups) == [set(CARD), set(POINTS), {"ma retraite"}]


def test_what_the_words_are_about_parts_them(matcher: Matcher) -> None:
    assert len(grouped(asked("le permis de chasse", "la carte grise"), matcher.telling)) == 2
    assert len(grouped(asked("mon zibulon clignote", "mon trucmuche clignote"), matcher.telling)) == 2
    assert len(grouped(asked("oublié mdp compte ameli", "oublié mdp compte gmail"), matcher.telling)) == 2


def test_a_slip_in_a_word_that_no_entry_has_is_forgiven(matcher: Matcher) -> None:
    given = asked("mon zibuleron", "mon zibulleron", "mon zibukeron", "mon zibuleron")
    assert len(grouped(given, matcher.telling)) == 1


def test_the_largest_come_first_then_the_newest(matcher: Matcher) -> None:
    groups = grouped(asked("ma retraite", *CARD, "le cadastre", "la chasse"), matcher.telling)
    assert [group.asked[0].question for group in groups] == [CARD[-1], "la chasse", "le cadastre", "ma retraite"]
    assert groups[0].seen_at == NOW + timedelta(minutes=4)
    assert groups[0].id == "fr004"


def test_wordings_that_differ_only_in_marks_are_one_and_the_most_usual_comes_first(matcher: Matcher) -> None:
    (group,) = grouped(asked("carte grise perdue", "la carte grise", "Carte grise perdue ?"), matcher.telling)
    assert group.wordings == {"Carte grise perdue ?": 2, "la carte grise": 1}
    (group,) = grouped(asked("carte grise", "la carte grise"), matcher.telling)
    assert list(group.wordings) == ["la carte grise", "carte grise"], "then the newest"


def test_languages_stay_apart(matcher: Matcher) -> None:
    groups = grouped([*asked("facebook"), *asked("facebook", language="en")], matcher.telling)
    assert {group.language for group in groups} == {"fr", "en"}


def test_what_tells_nothing_is_a_question_too(matcher: Matcher) -> None:
    groups = grouped([*asked("et le ?", "ça", "et le"), *asked("hola", language="es")], matcher.telling)
    assert sorted(map(sorted, told(groups))) == [["et le", "et le ?"], ["hola"], ["ça"]]
    assert grouped([], matcher.telling) == []


def test_the_order_in_which_they_come_changes_nothing(matcher: Matcher) -> None:
    given = asked(*CARD, *POINTS, "ma retraite", "carte grise", "retraite", "le point permis", "cart grise")
    groups = grouped(given, matcher.telling)
    for seed in range(10):
        Random(seed).shuffle(given)
        assert grouped(given, matcher.telling) == groups
