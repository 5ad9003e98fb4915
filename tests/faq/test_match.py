"""Which entry answers: sure, unsure or no idea."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.faq.fold import Lexicon
from helpline.faq.match import Matcher, Phrases
from helpline.flows import moment

ISSUE = "jai oublier le mot de passe de ma boite gmail"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (ISSUE, "password-gmail"),
        ("mdp gmial oublié", "password-gmail"),
        ("JE N ARRIVE PLUS A OUVRIR GMAIL MOT DE PASSE REFUSE", "password-gmail"),
        ("g perdu le motdepasse wanado", "password-orange"),
        ("slt cmt fair un apel video wassap", "video-whatsapp"),
        ("linprimante sort rien", "printer"),
        ("on ma volé mon tel", "phone-lost"),
        ("sms pr un coli avec des frai de douane", "scam-parcel"),
        ("forgot my gmail pasword", "password-gmail"),
        ("printer is offlin", "printer"),
    ],
)
def test_it_is_sure_in_spite_of_spelling(matcher: Matcher, text: str, slug: str) -> None:
    match = matcher.best(text)
    assert (match.outcome, [hit.slug for hit in match.hits]) == ("answer", [slug])


@pytest.mark.parametrize("text", ["mot de passe oublié", "forgotten password", "jai plus mon mdp"])
def test_it_asks_where_several_of_a_family_fit(matcher: Matcher, text: str) -> None:
    match = matcher.best(text)
    assert match.outcome == "ask"
    assert {hit.slug for hit in match.hits} <= {"password-gmail", "password-orange", "password-facebook"}
    assert 2 <= len(match.hits) <= 3


@pytest.mark.parametrize(
    "text",
    ["rien compris je veux quelquun", "quel temps fera-t-il demain", "will it rain", "merci beaucoup", "asdf qsdf", ""],
)
def test_it_has_no_idea_of_what_is_none_of_ours(matcher: Matcher, text: str) -> None:
    assert (matcher.best(text).outcome, matcher.best(text).hits) == ("none", ())


def test_a_long_speech_is_judged_on_its_telling_parts(matcher: Matcher) -> None:
    text = (
        "oui bonjour euh alors voilà je vous appelle parce que mon neveu est venu dimanche et il a touché à des trucs "
        "et depuis ma boîte gmail elle me refuse mon mot de passe et moi je suis bien embêtée vous voyez"
    )
    assert matcher.best(text).hits[0].slug == "password-gmail"


def test_much_talk_around_a_question_does_not_drown_it(matcher: Matcher) -> None:
    talk = " ".join(f"blabla{number}zut" for number in range(60))
    match = matcher.best(f"{talk} imprimante hors ligne {talk}")
    assert (match.outcome, match.hits[0].slug) == ("answer", "printer")


@pytest.mark.parametrize("text", ["téléphone", "mon mot de passe", "phone"])
def test_one_word_that_many_entries_have_is_not_enough_to_be_sure(matcher: Matcher, text: str) -> None:
    assert matcher.best(text).outcome != "answer"


def test_it_offers_three_choices_at_most(lexicon: Lexicon) -> None:
    family = [Phrases(f"p{n}", "password", "fr", "mot de passe perdu", ()) for n in range(5)]
    strangers = [Phrases(f"s{n}", "device", "fr", f"zorglub{n} blibli{n}", ()) for n in range(20)]
    assert len(Matcher([*family, *strangers], lexicon).best("mot de passe perdu").hits) == 3


def test_a_text_in_the_other_language_is_found_and_its_language_told(matcher: Matcher) -> None:
    match = matcher.best("I have lost the password of my orange mailbox", "fr")
    assert (match.outcome, match.hits[0].slug, match.language) == ("answer", "password-orange", "en")


def test_one_foreign_word_does_not_change_the_persons_language(matcher: Matcher) -> None:
    assert matcher.best("printing", "fr").language == "fr"
    assert matcher.best("printing").language == "en"


def test_the_language_stays_the_persons_where_the_text_does_not_tell(matcher: Matcher) -> None:
    assert matcher.best("gmail", "en").language == "en"
    assert matcher.best("gmail").language == ""


def test_it_says_which_words_told(matcher: Matcher) -> None:
    hit = matcher.best(ISSUE).hits[0]
    assert "gmel" in hit.because  # the sound of gmail
    assert 0 < hit.score <= 1


def test_a_match_is_what_the_flows_expect(matcher: Matcher) -> None:
    match: moment.Match = matcher.best(ISSUE)
    found: moment.Found = match.hits[0]
    assert found.slug == "password-gmail"


def test_many_threads_get_the_same_answers(matcher: Matcher) -> None:
    texts = [ISSUE, "panne internet", "mot de passe oublié", "bonjour"] * 25
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(matcher.best, texts)) == [matcher.best(text) for text in texts]


def test_without_any_entry_it_has_no_idea(lexicon: Lexicon) -> None:
    assert Matcher((), lexicon).best(ISSUE).outcome == "none"


def test_an_entry_counts_in_a_language_that_the_lexicon_lacks(lexicon: Lexicon) -> None:
    matcher = Matcher(
        [Phrases("printer", "device", "es", "impresora sin papel", ("la impresora no imprime",))], lexicon
    )
    assert [hit.slug for hit in matcher.best("mi impresora sin papel").hits] == ["printer"]


@given(st.text(max_size=300))
def test_any_text_gets_an_outcome_with_the_hits_that_go_with_it(text: str) -> None:
    match = _MATCHER.best(text)
    sizes = {"answer": {1}, "ask": {1, 2, 3}, "none": {0}}
    assert len(match.hits) in sizes[match.outcome]
    assert all(hit.slug and 0 <= hit.score <= 1 for hit in match.hits)


def _small() -> Matcher:
    content = tomllib.loads((Path(__file__).parents[2] / "content" / "lexicon.toml").read_text("utf-8"))
    return Matcher([Phrases("printer", "device", "fr", "imprimante en panne", ())], Lexicon.from_toml(content))


_MATCHER = _small()
