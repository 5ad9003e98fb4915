"""The figures of the scam check."""

from helpline.scam.measure import Example, figures, judged
from helpline.scam.verdict import Judge

EXAMPLES = (
    Example("a", "fr", "scam", "ANTAI : amende impayée, réglez votre dossier https://antai-regl.com/a", kind="fine"),
    Example("b", "fr", "scam", "il fait beau ce matin", kind="parcel"),
    Example("c", "fr", "scam", "Bonjour, vous êtes chez vous ?"),
    Example("d", "fr", "legit", "à demain pour le café"),
    Example("e", "fr", "legit", "Achetez des tickets PCS et transcash, donnez votre code"),
)


def test_it_tells_the_shares(judge: Judge) -> None:
    told = figures(judged(EXAMPLES, judge))
    assert (told.scams, told.recall, told.outright) == (3, 2 / 3, 1 / 3)
    assert (told.kind_right, told.recognised) == (1 / 2, 1 / 3)
    assert (told.legit, told.legit_scam, told.legit_careful, told.legit_recognised) == (2, 1 / 2, 0, 1 / 2)


def test_a_share_of_nothing_is_nothing() -> None:
    assert figures(()).recall == 0


def test_it_counts_the_sender_only_when_asked(judge: Judge) -> None:
    example = Example("s", "fr", "scam", "Votre dossier est incomplet", sender="aide@ameli-contact.com")
    alone, shown = (next(judged([example], judge, with_sender)).verdict.score for with_sender in (False, True))
    assert alone < shown
