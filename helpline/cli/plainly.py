"""What an operator can mend is said in one sentence."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from helpline.accounts import NoAccount
from helpline.content.table import ContentError
from helpline.feeds.listed import FeedError
from helpline.settings import SettingError
from helpline.store.migrations import SchemaError
from helpline.store.shapes import StoreUnreachable

P = ParamSpec("P")
R = TypeVar("R")


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """What an operator can mend is said in one sentence, never as a stack trace."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (SettingError, ContentError, StoreUnreachable, SchemaError, NoAccount, FeedError) as error:
            raise click.ClickException(f"{error or type(error).__name__}") from None

    return told
