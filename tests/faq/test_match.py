"""Which entry answers: sure, unsure or no idea."""

import tomllib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpline.faq.fold import Lexicon
from helpline.faq.match import Family, Matcher, Phrases
from helpline.flows import moment

ISSUE = "jai oublier le mot de passe de ma boite gmail"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (ISSUE, "password-gmail"),
        ("mdp gmial oublié", "password-gmail"),
        ("JE N ARRIVE PLUS A OUVRIR GMAIL MOT DE PASSE REFUSE", "password-gmail"),
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
    assert (match.outcome, match.hits[0].slug) == ("answer", slug)


def test_it_puts_the_likeliest_first_where_it_is_not_sure(matcher: Matcher) -> None:
    match = matcher.best("g perdu le motdepasse wanado")
    assert (match.outcome, match.hits[0].slug) == ("ask", "password-orange")
    assert match.hits[0].score > match.hits[1].score


@pytest.mark.parametrize("text", ["mot de passe oublié", "forgotten password", "jai plus mon mdp", "password"])
def test_it_asks_where_a_question_names_no_more_than_a_subject(matcher: Matcher, text: str) -> None:
    match = matcher.best(text)
    assert match.outcome == "ask"
    assert len({hit.slug for hit in match.hits if hit.slug.startswith("password-")}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "je voudrais reserver une table pour deux",
        "quel temps fera-t-il demain",
        "will it rain",
        "merci beaucoup",
        "asdf qsdf",
        "",
    ],
)
def test_it_has_no_idea_of_what_is_none_of_ours(matcher: Matcher, text: str) -> None:
    assert (matcher.best(text).outcome, matcher.best(text).hits) == ("none", ())


def test_a_long_speech_is_judged_on_its_telling_parts(matcher: Matcher) -> None:
    text = (
        "oui bonjour euh alors voilà je vous appelle parce que mon neveu est venu dimanche et il a touché à des trucs "
        "et depuis ma boîte gmail elle me refuse mon mot de passe et moi je suis bien embêtée vous voyez"
    )
    assert matcher.best(text).hits[0].slug == "password-gmail"


@pytest.mark.parametrize("text", ["téléphone", "mon mot de passe", "phone"])
def test_one_word_that_many_entries_have_is_not_enough_to_be_sure(matcher: Matcher, text: str) -> None:
    assert matcher.best(text).outcome != "answer"


def test_a_phrase_of_content_finds_its_entry_whatever_its_words(matcher: Matcher) -> None:
    match = matcher.best("J'ai plus d'internet !!")
    assert match == matcher.best("j ai plus d internet")


def test_two_questions_in_one_text_are_both_named_the_more_urgent_first(matcher: Matcher) -> None:
    match = matcher.best("Mon imprimante n'imprime plus. J'ai donné mon numéro de carte bancaire à un escroc !", "fr")
    assert (match.outcome, match.hits[0].slug) == ("answer", "scam-gave-card")
    assert [hit.slug for hit in match.also] == ["printer"]


def test_where_an_account_may_be_going_right_now_that_stands_first(lexicon: Lexicon) -> None:
    gmail = Phrases("gmail", "password", "fr", "mot de passe gmail oublié", ("gmail refuse mon mot de passe",))
    gave = Phrases("gave", "scam", "fr", "mot de passe donné à un escroc", (), urgent=True)
    asked = "gmail donné"
    assert Matcher([gmail, replace(gave, urgent=False)], lexicon).best(asked, "fr").hits[0].slug == "gmail"
    pressing = Matcher([gmail, gave], lexicon).best(asked, "fr")
    assert (pressing.outcome, [hit.slug for hit in pressing.hits]) == ("ask", ["gave", "gmail"])


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("mon ordi rame et jai aussi oublier mon code de carte sim", ["device-slow", "sim-pin-puk"]),
        ("my printer will not print and i forgot my gmail password", ["printer", "password-gmail"]),
    ],
)
def test_a_small_word_may_join_two_questions(matcher: Matcher, text: str, slugs: list[str]) -> None:
    match = matcher.best(text)
    assert [hit.slug for hit in (*match.hits, *match.also)] == slugs


def test_what_belongs_together_is_one_question(matcher: Matcher) -> None:
    match = matcher.best("j'ai perdu le nom et le mot de passe de mon wifi")
    assert (match.hits[0].slug, match.also) == ("wifi-key", ())


def test_a_long_story_is_not_taken_apart_at_each_and(matcher: Matcher) -> None:
    story = "mon imprimante sort plus rien et puis voila " + "je tourne en rond depuis ce matin " * 3
    assert matcher.best(story + "et j'ai perdu mon mot de passe gmail").also == ()


def test_one_question_in_two_sentences_is_one(matcher: Matcher) -> None:
    match = matcher.best("Mon imprimante n'imprime plus. Elle dit qu'il n'y a pas de papier.", "fr")
    assert (match.hits[0].slug, match.also) == ("printer", ())


def test_it_offers_three_choices_at_most(lexicon: Lexicon) -> None:
    family = [Phrases(f"p{n}", "password", "fr", "mot de passe perdu", ()) for n in range(5)]
    strangers = [Phrases(f"s{n}", "device", "fr", f"zorglub{n} blibli{n}", ()) for n in range(20)]
    assert len(Matcher([*family, *strangers], lexicon).best("mot de passe perdu hier", unsure=0.1).hits) == 3


def test_an_entry_that_leads_stands_before_the_choices_of_a_family(lexicon: Lexicon) -> None:
    entries = [
        Phrases(name, "device", "fr", f"mon {name} ne marche plus", (f"{name} en panne",))
        for name in ("zorglub", "bliblu", "trucmuche", "machin")
    ]
    vague = Family("any", ("machin", "bliblu", "zorglub"), {"fr": ("ça ne marche plus", "tout est en panne")})
    matcher = Matcher(entries, lexicon, [vague])
    assert [hit.slug for hit in matcher.best("tout est en panne").hits] == ["machin", "bliblu", "zorglub"]
    assert matcher.best("trucmuche tout est en panne", sure=2.0).hits[0].slug == "trucmuche"


def test_a_text_in_the_other_language_is_found_and_its_language_told(matcher: Matcher) -> None:
    match = matcher.best("I have lost the password of my orange mailbox", "fr")
    assert (match.outcome, match.hits[0].slug, match.language) == ("answer", "password-orange", "en")


def test_one_foreign_word_does_not_change_the_persons_language(matcher: Matcher) -> None:
    assert matcher.best("printing", "fr").language == "fr"
    assert matcher.best("printing").language == "en"


def test_the_language_stays_the_persons_where_the_text_does_not_tell(matcher: Matcher) -> None:
    assert matcher.best("gmail", "en").language == "en"
    assert matcher.best("gmail").language == ""


@pytest.mark.parametrize(
    ("words", "slug"),
    [("Gmail", "password-gmail"), ("gmail mot de passe", "password-gmail"), ("linprimante sort rien", "printer")],
)
def test_who_looks_an_entry_up_finds_it_by_its_name_or_in_their_own_words(
    matcher: Matcher, words: str, slug: str
) -> None:
    assert matcher.found(words, "fr")[0] == slug


@pytest.mark.parametrize("words", ["", " !? ", "xyzzy"])
def test_nothing_is_found_where_nothing_is_looked_for_or_known(matcher: Matcher, words: str) -> None:
    assert matcher.found(words, "fr") == ()


def test_it_says_which_words_told(matcher: Matcher) -> None:
    hit = matcher.best("jai oublier le mot de passe de ma boite gmial").hits[0]
    assert "gmail" in hit.because
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
    sizes = {"answer": {1, 2, 3}, "ask": {1, 2, 3}, "none": {0}}
    assert len(match.hits) in sizes[match.outcome]
    assert all(hit.slug and 0 <= hit.score <= 1 for hit in match.hits)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["a" * 1600, "ab" * 800, "1" * 1600, "à" * 1600, "qu'" * 530, "mot de " * 230, "🙂" * 800, ". " * 800, "\n" * 1600],
)
def test_no_text_takes_for_ever(matcher: Matcher, text: str) -> None:
    assert matcher.best(text).outcome in ("answer", "ask", "none")


def _small() -> Matcher:
    content = tomllib.loads((Path(__file__).parents[2] / "content" / "lexicon.toml").read_text("utf-8"))
    return Matcher([Phrases("printer", "device", "fr", "imprimante en panne", ())], Lexicon.from_toml(content))


_MATCHER = _small()
