"""Other checks are judged fairly: thresholds and training from other messages than those that are judged."""

import pytest

pytest.importorskip("sklearn", reason="the extra `bench` is not installed")

from helpline.bench.scams import validated
from helpline.scam.measure import Example, figures


def example(number: int, label: str) -> Example:
    return Example(str(number), "fr", label, f"texte {number}")  # type: ignore[arg-type]


def test_a_perfect_check_is_perfect_and_one_that_knows_nothing_warns_of_few() -> None:
    examples = [example(number, "scam" if number % 2 else "legit") for number in range(100)]
    perfect = figures(validated(examples, lambda _: lambda one: float(one.label == "scam")))
    assert (perfect.recall, perfect.outright, perfect.legit_scam, perfect.legit_careful) == (1.0, 1.0, 0.0, 0.0)
    ignorant = figures(validated(examples, lambda _: lambda _one: 0.5))
    assert (ignorant.recall, ignorant.legit_scam) == (0.0, 0.0)


def test_no_message_is_judged_by_what_was_trained_on_it() -> None:
    examples = [example(number, "scam" if number % 2 else "legit") for number in range(60)]
    seen: list[bool] = []

    def trained(others: object) -> object:
        texts = {one.text for one in others}  # type: ignore[attr-defined]

        def score(one: Example) -> float:
            seen.append(one.text in texts)
            return 0.0

        return score

    validated(examples, trained)  # type: ignore[arg-type]
    assert seen
    assert not any(seen)
