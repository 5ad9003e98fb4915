"""Reads the numbers and addresses that are told, and the packs of countries that say which of them."""

from collections.abc import Collection, Mapping
from pathlib import Path

from helpline.content.shapes import Place, Region
from helpline.content.table import Table, read_table

SHIPPED_REGION = "fr-FR"
PLACE_KEYS = ("source", "checked_on", "confidence", "region")
CONFIDENCE = ("high", "medium")  # what is less sure is not told


def region_names(root: Path) -> list[str]:
    """The names of all packs, `regions/<name>.toml`."""
    return sorted(path.stem for path in (root / "regions").glob("*.toml"))


def region(root: Path, name: str, codes: Collection[str], slugs: Collection[str]) -> Region:
    """One pack: the places of `places.toml` that are its own or serve everywhere, and those of its own file.

    Raises ContentError where it names a language or an entry that does not exist.
    """
    table = read_table(root / "regions" / f"{name}.toml", root).has_only(("languages", "without", "places"))
    languages, left_out = table.texts("languages"), table.texts("without", needed=False)
    for key, known, given in (("languages", codes, languages), ("without", slugs, left_out)):
        if unknown := sorted(set(given) - set(known)):
            raise table.wrong(key, f"{', '.join(unknown)}: not known")
    shared = {id_: place for id_, place in _shared(root, codes).items() if place.region in ("", name)}
    own = table.table("places").tables() if "places" in table.values else {}
    return Region(languages, frozenset(left_out), shared | _places(own, languages))


def _shared(root: Path, codes: Collection[str]) -> Mapping[str, Place]:
    """All of `places.toml`."""
    tables = read_table(root / "places.toml", root).tables()
    known = region_names(root)
    for table in tables.values():
        if table.values.get("region", known[0]) not in known:
            raise table.wrong("region", f"must be one of {', '.join(known)}, or left out")
    return _places(tables, codes)


def _places(tables: Mapping[str, Table], codes: Collection[str]) -> dict[str, Place]:
    return {id_: _place(id_, table, codes) for id_, table in tables.items()}


def _place(id_: str, table: Table, codes: Collection[str]) -> Place:
    if table.text("confidence") not in CONFIDENCE:
        raise table.wrong("confidence", f"must be one of {', '.join(CONFIDENCE)}")
    return Place(
        id_,
        {key: _field(table, key, codes) for key in table.values if key not in PLACE_KEYS},
        where=f"{table.file}: {'.'.join(table.path)}",
        source=table.text("source"),
        checked_on=table.day("checked_on"),
        region=str(table.values.get("region", "")),
    )


def _field(table: Table, key: str, codes: Collection[str]) -> str | dict[str, str]:
    if isinstance(table.values[key], str):
        return table.text(key)
    forms = table.table(key).has_only(codes)
    return {code: forms.text(code) for code in codes}
