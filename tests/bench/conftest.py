"""The matcher, the lexicon and the questions of the matcher's own tests."""

from tests.faq.conftest import lexicon, matcher, questions

__all__ = ["lexicon", "matcher", "questions"]
