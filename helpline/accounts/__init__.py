"""Who may sit at the desk: helpers, their roles, passwords and codes, the links that bring them in."""

from helpline.accounts.codes import address
from helpline.accounts.own import HALFWAY, IDLE, LONGEST, Accounts, Entry
from helpline.accounts.passwords import SHORTEST_PASSWORD
from helpline.accounts.roles import (
    AT_THE_DESK,
    LONGEST_NAME,
    NEEDS_A_CODE,
    OWNS_CONTENT,
    ROLES,
    RUNS_THE_LINE,
    TEACHES,
    Forbidden,
    NoAccount,
    Role,
    may_give,
    outranks,
    owes,
)
from helpline.accounts.staff import Staff, digest

__all__ = [
    "AT_THE_DESK",
    "HALFWAY",
    "IDLE",
    "LONGEST",
    "LONGEST_NAME",
    "NEEDS_A_CODE",
    "OWNS_CONTENT",
    "ROLES",
    "RUNS_THE_LINE",
    "SHORTEST_PASSWORD",
    "TEACHES",
    "Accounts",
    "Entry",
    "Forbidden",
    "NoAccount",
    "Role",
    "Staff",
    "address",
    "digest",
    "may_give",
    "outranks",
    "owes",
]
