"""How many texts a message is billed as: GSM-7 where every letter allows it, else UCS-2."""

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")


def segments(body: str) -> int:
    """The number of segments of a body, 1 for an empty one (3GPP TS 23.038; 160/153 septets, 70/67 units)."""
    if all(letter in BASIC or letter in EXTENDED for letter in body):
        return _parts([2 if letter in EXTENDED else 1 for letter in body], 160, 153)
    return _parts([2 if ord(letter) > 0xFFFF else 1 for letter in body], 70, 67)


def _parts(sizes: list[int], alone: int, joined: int) -> int:
    if sum(sizes) <= alone:
        return 1
    parts, room = 1, joined
    for size in sizes:
        if size > room:  # a letter of two units is not split over two segments
            parts, room = parts + 1, joined
        room -= size
    return parts
