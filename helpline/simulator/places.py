"""What the carrier tells of where a number is: the country by its code, and blanks, as outside North America."""

PLACES = ("Country", "State", "City", "Zip")
_COUNTRIES = {"+33": "FR", "+44": "GB", "+32": "BE", "+41": "CH", "+1": "US"}


def place(number: str, part: str) -> str:
    """One of `PLACES` for a number; empty where the carrier would not know either."""
    if part != "Country":
        return ""
    return next((country for prefix, country in _COUNTRIES.items() if number.startswith(prefix)), "")
