"""A worrying message passed on is taken up; a question in a person's own words is not."""

import pytest

from helpline.scam.verdict import Judge


@pytest.mark.parametrize(
    "text",
    [
        "ANTAI : amende impayée, payez votre dossier sous 24h https://antai-regl.com/a",
        "Coucou maman c'est moi, j'ai cassé mon téléphone, voici mon nouveau numéro",
        "J'ai reçu ça, que faire ? « Votre colis est bloqué, payez 2 euros ici https://colis-bloque.top »",
        "bonjour, voilà ce que je reçois :\nVotre carte Vitale expire, renouvelez vite https://vitale-neuve.site",
        "Netflix: your payment was declined, update your card https://netf1ix-pay.help",
        "https://ameli-remboursement.top/carte",
    ],
)
def test_it_takes_up_a_message_passed_on(judge: Judge, text: str) -> None:
    assert judge.taken_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "j'ai reçu un SMS ameli est-ce une arnaque",
        "J'ai cliqué sur un lien de colis et j'ai donné ma carte, que faire ?",
        "comment savoir si un message de la banque est une arnaque",
        "quelqu'un me demande un code par téléphone",
        "j'ai oublié mon mot de passe ameli",
        "i got a text about a parcel fee is it a scam",
        "someone wants me to install anydesk",
        "un faux conseiller m'a volé 500 euros en bitcoin",
        "oui",
        "1",
        "",
    ],
)
def test_it_leaves_a_question_to_the_entries(judge: Judge, text: str) -> None:
    assert not judge.taken_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "Votre rendez-vous est confirmé lundi à 10h. Pour annuler : https://www.doctolib.fr",
        "Votre code est 884120, ne le donnez à personne",
    ],
)
def test_it_leaves_an_everyday_message(judge: Judge, text: str) -> None:
    assert not judge.taken_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "Info Orange : votre facture de 34,99 EUR est disponible. Consultez-la dans votre espace client.",
        "Mairie : la collecte passe mardi. Sortez vos bacs la veille. Consultez le calendrier de votre rue.",
        "DHL: your parcel arrives tomorrow between 9 and 11. Reschedule in your account.",
    ],
)
def test_an_everyday_message_passed_on_reads_like_one(judge: Judge, text: str) -> None:
    assert judge.passed_on(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour. Ma tablette ne s'allume plus du tout. Pouvez-vous m'aider ? Merci.",
        "Bonjour madame. Vous m'aviez dit de rappeler. Le problème est revenu. Merci",
        "Votre numéro est le 09 39 00 00 00 ? Le papier de la mairie est illisible",
        "Samsung A12 : écran noir, ne charge plus",
        "La box clignote rouge. Plus de téléphone non plus.",
        "Hi there. Your number was on the poster. The screen is black. Please call.",
        "Could you call back please? The tablet is stuck.",
        "06 39 98 00 01",
        "Appelez au 06 39 98 00 01 après 18h",
        "Demain 14h au 06 39 98 00 01. Vous pouvez laisser un message",
        "call me on 07700 900123 after 5pm please",
        "",
    ],
)
def test_a_person_s_own_words_do_not(judge: Judge, text: str) -> None:
    assert not judge.passed_on(text)


@pytest.mark.parametrize(
    "text",
    ["je n'arrive plus sur hotmail.fr", "mon adresse odile@mairie-lourdes.fr ne marche plus", "outlook.fr/"],
)
def test_a_mailbox_is_no_strange_link(judge: Judge, text: str) -> None:
    assert not judge.strange_link(text)


def test_a_mailbox_s_name_in_a_strange_link_is(judge: Judge) -> None:
    assert judge.strange_link("https://hotmail.fr.compte-secu.top")
    assert judge.strange_link("https://hotmail.fr/secu/compte")
