"""Tips: a theme is chosen, its first tip comes at once; who takes no texts is told so."""

from dataclasses import replace

from helpline.flows.play import play
from helpline.flows.talk import EndTips, Heard, Mark, TakeTips
from tests.flows.library import NOW, SMALL, fresh, lived, said


def test_a_theme_begins_with_its_first_tip() -> None:
    turn = lived("conseils", "2")
    assert said(turn) == ["tips.began", "tip passwords 0"]
    assert turn.effects == (TakeTips("passwords"), Mark("tips", "passwords"))
    assert turn.conversation.at == "menu.start"


def test_no_more_tips() -> None:
    for no in ("4", "non"):
        turn = lived("conseils", no)
        assert said(turn) == ["tips.ended"]
        assert turn.effects == (EndTips(),)


def test_a_question_is_welcome_where_a_theme_is_asked() -> None:
    assert said(lived("conseils", "mon compte gmail est perdu"))[0] == "tell gmail"


def test_a_landline_gets_no_tips() -> None:
    caller = fresh(channel="voice", may_be_texted=False)
    turn = play(caller, Heard("speech", "conseils"), SMALL, NOW)
    assert said(turn)[0] == "tips.no_texts"


def test_who_said_stop_comes_back_first() -> None:
    turn = play(replace(fresh(), stopped=True), Heard("text", "conseils"), SMALL, NOW)
    assert said(turn) == ["anywhere.still_stopped"]
    assert turn.effects == ()
