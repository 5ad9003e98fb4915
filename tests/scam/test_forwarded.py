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
    assert judge.plainly_forwarded(text)


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
        "est-ce que vos amis paient une amende impayée sous 24h par ce lien https://antai-regl.com/a",
        "oui",
        "1",
        "",
    ],
)
def test_it_leaves_a_question_to_the_entries(judge: Judge, text: str) -> None:
    assert not judge.plainly_forwarded(text)


@pytest.mark.parametrize(
    "text",
    [
        "Votre rendez-vous est confirmé lundi à 10h. Pour annuler : https://www.doctolib.fr",
        "Votre code est 884120, ne le donnez à personne",
    ],
)
def test_it_leaves_an_everyday_message(judge: Judge, text: str) -> None:
    assert not judge.plainly_forwarded(text)
