"""How worried to be about a message, and why."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpline.scam.links import links
from helpline.scam.verdict import Judge

SCAMS = [
    (
        "parcel",
        "fr",
        "Chronopost : votre paquet est retenu, réglez 2,49 EUR de frais de port : https://chrono-retrait.top/p",
    ),
    (
        "parcel",
        "fr",
        "Bonjour, c'est le livreur, le colis est trop gros pour la boîte. Choisissez un créneau : https://choix-casier.click",
    ),
    (
        "health-card",
        "fr",
        "Assurance Maladie : votre carte Vitale expire, renouvelez-la sur https://vitale-renouv.info",
    ),
    ("fine", "fr", "ANTAI : amende impayée de 90 euros, payez sous 24h avant majoration https://antai-regl.com/a"),
    (
        "training-account",
        "fr",
        "CPF : vos droits formation seront perdus, convertissez-les ici https://cpf-argent.site",
    ),
    (
        "family",
        "fr",
        "Coucou papa, mon téléphone est tombé dans l'eau, voici mon nouveau numéro, écris-moi sur WhatsApp",
    ),
    ("remote-access", "fr", "Un technicien au téléphone veut que j'installe AnyDesk pour réparer mon ordinateur"),
    ("blackmail", "fr", "J'ai filmé votre webcam. Payez 800 euros en bitcoin ou la vidéo part à tous vos contacts"),
    ("parcel", "en", "Royal Mail: your package is on hold, pay the £1.99 customs fee today https://royalmail-hold.top"),
    (
        "bank-call",
        "en",
        "Fraud team here: move your savings to a safe account in your name, and do not tell the branch",
    ),
    ("family", "en", "Hi mum, I dropped my phone, this is my new number, message me on WhatsApp"),
    ("prize", "en", "Congratulations, you've won a prize draw voucher! Claim within 20 minutes https://win-it.monster"),
]
LEGIT = [
    ("fr", "Votre code de vérification est 123789. Ne le communiquez à personne."),
    ("fr", "Doctolib : rappel de votre rendez-vous lundi à 9h30 avec le Dr Petit. https://www.doctolib.fr/rdv"),
    ("fr", "Colissimo : votre colis sera livré demain. Suivi : https://www.laposte.fr/suivi"),
    ("fr", "L'Assurance Maladie : un nouveau message vous attend dans votre compte sur ameli.fr"),
    ("fr", "Collège Jean Moulin : votre enfant était absent ce matin. Merci de prévenir la vie scolaire."),
    ("fr", "Orange : votre facture de 31,99 EUR est disponible dans votre espace client sur orange.fr"),
    ("fr", "Maman je rentre à 18h, tu peux acheter du lait ? bisous"),
    ("fr", "La banque m'a appelé pour fixer un rendez-vous, elle n'a rien demandé"),
    ("en", "Your verification code is 553201. Never share it with anyone."),
    ("en", "Reminder: dentist appointment on Tuesday at 10am. Reply CANCEL to cancel."),
    ("en", "Evri: your parcel will be delivered today. Track at https://www.evri.com/track"),
    ("en", "Hi love, running late, see you at dinner x"),
]


@pytest.mark.parametrize(("kind", "language", "text"), SCAMS)
def test_it_knows_a_scam_and_its_kind(judge: Judge, kind: str, language: str, text: str) -> None:
    verdict = judge.verdict(text, language)
    assert (verdict.level, verdict.kind) == ("scam", kind)
    assert 1 <= len(verdict.reasons) <= 3


@pytest.mark.parametrize(("language", "text"), LEGIT)
def test_it_sees_no_sign_in_an_everyday_message(judge: Judge, language: str, text: str) -> None:
    verdict = judge.verdict(text, language)
    assert verdict.level == "no-sign"
    assert verdict.reasons == ()


def test_a_driver_who_only_asks_whether_one_is_home_calls_for_care(judge: Judge) -> None:
    assert judge.verdict("Bonjour, vous êtes chez vous ?").level == "careful"


def test_the_strongest_reason_comes_first(judge: Judge, signals: Mapping[str, Any]) -> None:
    verdict = judge.verdict("Netflix : paiement refusé, mettez à jour votre carte https://netf1ix-compte.help")
    assert [verdict.reasons[0].key, verdict.reasons[0].span] == ["link-lookalike", "netf1ix-compte . help"]


def test_no_reason_is_told_twice(judge: Judge) -> None:
    keys = [reason.key for reason in judge.verdict(" ".join(text for _, _, text in SCAMS)).reasons]
    assert len(keys) == len(set(keys)) == 3


def test_a_reason_holds_nothing_to_touch(judge: Judge) -> None:
    verdict = judge.verdict("Votre compte est bloqué, appelez le 0899123456 ou https://caf-aide.top/compte")
    assert verdict.reasons
    assert not [
        reason for reason in verdict.reasons if "://" in reason.span or ".top" in reason.span.replace(" . ", "")
    ]
    assert not [reason for reason in verdict.reasons if "0899123456" in reason.span]


def test_a_denied_request_is_none(judge: Judge) -> None:
    asked = judge.verdict("Bonjour, donnez votre code de carte au conseiller").score
    assert judge.verdict("Bonjour, ne donnez jamais votre code de carte au conseiller").score < 0.2 < asked


def test_an_official_address_does_not_cover_for_another(judge: Judge) -> None:
    lure = "Ameli : mettez à jour votre carte Vitale"
    assert judge.verdict(f"{lure} https://www.ameli.fr").level != "scam"
    alone = judge.verdict(f"{lure} https://sante-facile.net").score
    assert judge.verdict(f"{lure} https://www.ameli.fr https://sante-facile.net").score == pytest.approx(
        alone, abs=0.01
    )


@pytest.mark.parametrize("sender", ["Ameli", "38000", "0611223344", "info@ameli.fr", "+22507080910"])
def test_a_sender_never_takes_worry_away(judge: Judge, sender: str) -> None:
    text = "Votre dossier est incomplet, complétez le formulaire"
    assert judge.verdict(text, "fr", sender).score >= judge.verdict(text, "fr").score


def test_a_sender_that_imitates_adds_worry(judge: Judge) -> None:
    text = "Votre dossier est incomplet"
    assert judge.verdict(text, "fr", "aide@ameli-contact.com").score > judge.verdict(text, "fr").score + 0.2


def test_what_a_person_says_around_a_quoted_message_is_not_held_against_it(judge: Judge) -> None:
    quoted = "Votre rendez-vous de lundi est confirmé, cabinet dentaire"
    told = f"J'ai peur, c'est urgent, une amende impayée ? Mon compte est bloqué ? \"{quoted}\""
    assert judge.verdict(told).score == judge.verdict(quoted).score


def test_what_a_person_tells_of_a_call_counts_beside_a_quoted_message(judge: Judge) -> None:
    quoted = "Votre rendez-vous de lundi est confirmé, cabinet dentaire"
    told = f"J'ai reçu ça et il veut que j'installe AnyDesk : \"{quoted}\""
    assert judge.verdict(told).score > judge.verdict(quoted).score


def test_a_very_long_text_is_read_up_to_a_length(judge: Judge) -> None:
    assert judge.verdict("bla " * 2000 + "donnez votre code https://ameli-vite.top").level == "no-sign"


@pytest.mark.parametrize("text", ["", " ", "?", "\n\n", "1", "…", "\ue000\ue001", "😀" * 50, "a" * 5000])
def test_it_bears_any_text(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert 0 <= verdict.score <= 1
    assert verdict.level == "no-sign"


@given(st.text(max_size=1600))
@settings(max_examples=60, deadline=None)
def test_whatever_the_text_the_verdict_holds_together(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert 0 <= verdict.score <= 1
    assert len(verdict.reasons) <= 3
    assert (verdict.level == "no-sign") <= (verdict.reasons == () and verdict.kind == "")
    assert not [reason for reason in verdict.reasons if links(reason.span)]
    assert judge.taken_up(text) in (True, False)


PIECES = ["https://", "hxxp", "www.", "[.]", "ameli", "colis", ".top", "/x?y=1", "@", "é", "\u0430", " ", "\n",
          "06 39 98 00 01", "1 234,50 €", "« ", " »", "votre carte", "123", ":8080", "xn--", "-", ".",
          "STOP au 36180"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@settings(max_examples=60, deadline=None)
def test_pieces_of_messages_in_any_order_break_nothing(judge: Judge, text: str) -> None:
    verdict = judge.verdict(text)
    assert 0 <= verdict.score <= 1
    assert not [reason for reason in verdict.reasons if links(reason.span)]


def test_a_score_grows_with_the_signs(judge: Judge) -> None:
    less = judge.verdict("Votre colis est en attente").score
    more = judge.verdict("Votre colis est en attente, payez 1,99 EUR https://colis-frais.top").score
    assert less < more
