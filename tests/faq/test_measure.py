"""The figures about the matcher, on results laid out by hand and on a few real questions."""

from helpline.faq.match import Hit, Match, Matcher
from helpline.faq.measure import Judged, Question, figures, judged


def _result(outcome: str, slugs: tuple[str, ...], *accept: str) -> Judged:
    hits = tuple(Hit(slug, 0.5, ()) for slug in slugs)
    kinds = {"answer": Match("answer", hits, ""), "ask": Match("ask", hits, ""), "none": Match("none", hits, "")}
    return Judged(Question("q", "fr", "", frozenset(accept)), kinds[outcome])


def test_it_counts_answers_choices_and_wrong_answers_apart() -> None:
    result = figures(
        [
            _result("answer", ("a",), "a"),
            _result("answer", ("b",), "a"),
            _result("ask", ("a", "b"), "b"),
            _result("none", (), "a"),
            _result("answer", ("a",)),
            _result("ask", ("a",)),
            _result("none", ()),
            _result("none", ()),
        ]
    )
    assert (result.ours, result.answered, result.answers_right) == (4, 0.5, 0.5)
    assert (result.asked, result.asks_right, result.found) == (0.25, 1.0, 0.5)
    assert (result.others, result.others_answered, result.others_asked) == (4, 0.25, 0.25)
    assert result.precision == 1 / 3


def test_no_questions_give_figures_of_nothing() -> None:
    assert figures([]).precision == figures([]).found == 0.0


def test_no_idea_is_right_only_for_what_is_none_of_ours() -> None:
    assert _result("none", ()).right
    assert not _result("none", (), "a").right
    assert not _result("ask", ("a",)).right


def test_it_judges_questions_in_their_order(matcher: Matcher) -> None:
    questions = [
        Question("1", "fr", "imprimante hors ligne", frozenset({"printer"})),
        Question("2", "fr", "la météo de demain", frozenset()),
    ]
    assert [(one.question.id, one.match.outcome) for one in judged(questions, matcher)] == [
        ("1", "answer"),
        ("2", "none"),
    ]
