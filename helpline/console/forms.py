"""The forms of the console; the token against forged ones is in each of them."""

from flask_wtf import FlaskForm  # type: ignore[import-untyped]
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length


class LoginForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField(validators=[DataRequired(), Length(max=200)])
    password = PasswordField(validators=[DataRequired(), Length(max=1000)])


class WordsForm(FlaskForm):  # type: ignore[misc]
    """A text or a note; the desk says what is wrong with it."""

    text = TextAreaField()


class CloseForm(FlaskForm):  # type: ignore[misc]
    """How it ended."""

    outcome = StringField()
