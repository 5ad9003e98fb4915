"""Fair figures: thresholds are chosen on other questions than those that are judged."""

from helpline.bench.compare import FOLDS, folds, ours, ranking, validated
from helpline.bench.speed import speeds
from helpline.faq.fold import Lexicon
from helpline.faq.match import Matcher, Phrases
from helpline.faq.measure import Question, figures


def question(number: int, *accept: str, style: str = "clean") -> Question:
    return Question(str(number), "fr", style, f"texte {number}", frozenset(accept))


def test_the_questions_of_one_entry_and_style_are_in_one_fold(questions: list[Question]) -> None:
    placed = folds(questions)
    assert set(placed) == set(range(FOLDS))
    where: dict[tuple[str, str], set[int]] = {}
    for one, fold in zip(questions, placed, strict=True):
        if one.accept:
            where.setdefault((min(one.accept), one.style), set()).add(fold)
    assert {len(found) for found in where.values()} == {1}


def test_thresholds_come_from_the_other_folds() -> None:
    asked = [question(number, f"e{number}") for number in range(20)]
    right = {one.id: [(min(one.accept), 0.9), ("other", 0.1)] for one in asked}
    assert figures(validated(asked, ranking(right))).once == 1.0
    wrong = {one.id: [("other", 0.2), (min(one.accept), 0.1)] for one in asked}
    told = figures(validated(asked, ranking(wrong)))
    assert told.wrong == 0.0
    assert told.offered == 1.0


def test_our_matcher_is_validated_in_the_same_way(matcher: Matcher, questions: list[Question]) -> None:
    told = figures(validated(questions[:60], ours(matcher)))
    assert told.once > 0.8


def test_growth_is_measured_on_entries_like_the_real_ones(lexicon: Lexicon, questions: list[Question]) -> None:
    entry = Phrases("printer", "device", "fr", "imprimante en panne", ("plus rien ne sort de mon imprimante",))
    texts = [one.text for one in questions]
    assert [told.entries for told in speeds([entry], lexicon, texts[:200])] == [1, 10, 100]
