"""Roles, who may change whose account, and the two ways in which an account is refused."""

from collections.abc import Collection
from typing import Literal, get_args

from helpline.store.helpers import Helper

Role = Literal["helper", "coordinator", "content", "admin", "partner"]
ROLES: tuple[Role, ...] = get_args(Role)
AT_THE_DESK: tuple[Role, ...] = ("helper", "coordinator", "admin")
"""The roles that see people. Partners see figures only, content owners see content."""

RUNS_THE_LINE: tuple[Role, ...] = ("coordinator", "admin")
"""The roles that bring helpers in and see them out."""

TEACHES: tuple[Role, ...] = ("content", "coordinator", "admin")
"""The roles that read what the bot did not answer well, and say what it should have."""

OWNS_CONTENT: tuple[Role, ...] = ("content", "admin")
"""The roles that decide what goes into the content."""

BELOW: tuple[Role, ...] = ("helper", "content", "partner")
"""What a coordinator may make of somebody: nothing that would let them change the coordinator's own account."""

NEEDS_A_CODE: tuple[Role, ...] = ("admin",)
LONGEST_NAME = 60  # characters


class NoAccount(Exception):  # noqa: N818 - it reads as what happened
    """No account, password or code can be so. `reason` says why; content has the words for a helper.

    `name`, `taken`, `role`; `short`, `long`, `common`, `own-name` (a password); `wrong` (the password that was asked
    again), `code`, `link`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Forbidden(Exception):  # noqa: N818 - it reads as what happened
    """Somebody's account may not be changed so. `reason`: `unknown`, `rank`, `last-admin`, `left` or `code-needed`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def owes(helper: Helper) -> Literal["", "code", "set-up"]:
    """What is asked after the password: the code of the phone, or to set one up first, where the role needs it."""
    if helper.totp_secret_round > 0:
        return "code"
    return "set-up" if helper.role in NEEDS_A_CODE else ""


def may_give(by: Helper | None, role: str, lines: Collection[str]) -> bool:
    """Whether somebody may give this role on these lines (none: all). None is the operator, at the machine."""
    if by is None or by.role == "admin":
        return True
    if by.role != "coordinator" or role not in BELOW:
        return False
    return not by.lines or (bool(lines) and set(lines) <= set(by.lines))


def outranks(by: Helper | None, helper: Helper) -> bool:
    """Whether somebody may change this helper's account: only one that they could have made themselves."""
    return may_give(by, helper.role, helper.lines)
