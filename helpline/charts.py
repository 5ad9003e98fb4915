"""Draws counts as bars: a picture that asks no other host for anything, and can be read by day and by night."""

import sys
from collections.abc import Sequence
from typing import Any

from pygal import Config, HorizontalBar, PluginImportFixer
from pygal.etree import etree
from pygal.style import Style

# pygal looks for maps at every import of the whole program, in a way that Python warns of; no map is drawn here.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, PluginImportFixer)]

WIDTH, A_BAR, AROUND = 560, 38, 40  # pixels; the picture may be shown smaller
_COLOURS = """
svg { background: transparent; }
.axis text, text.value { fill: #1d2624 !important; }
.axis .line { stroke: #8a938f; }
text.value { text-anchor: start; }
.reactive { fill: #0b5f57; stroke: none; }
.background { fill: none; }
@media (prefers-color-scheme: dark) {
  .axis text, text.value { fill: #e9efed !important; }
  .reactive { fill: #74d3c7; }
}
"""


def bars(title: str, counts: Sequence[tuple[str, int | None]]) -> bytes:
    """An SVG with a bar for each count, from top to bottom; one that is hidden (None) has none."""
    chart = HorizontalBar(_config(len(counts)))
    chart.title = None
    chart.x_labels = [words for words, _ in reversed(counts)]  # its axis grows upwards
    chart.add(title, [count for _, count in reversed(counts)])
    chart.add_xml_filter(lambda root: _still(root, title))
    drawn: bytes = chart.render()
    return drawn


def _config(rows: int) -> Config:
    return Config(
        js=(),
        css=("file://graph.css", f"inline:{_COLOURS}"),
        no_prefix=True,
        explicit_size=True,
        width=WIDTH,
        height=AROUND + A_BAR * rows,
        margin=6,
        margin_right=48,
        no_data_text="",
        show_legend=False,
        show_x_labels=False,
        show_y_labels=True,
        show_y_guides=False,
        show_x_guides=False,
        print_values=True,
        print_values_position="top",
        include_x_axis=True,
        value_formatter=lambda count: f"{count:.0f}",
        style=Style(font_family="system-ui, sans-serif", label_font_size=15, value_font_size=15, transition="0s"),
    )


def _still(root: Any, title: str) -> Any:
    """Without scripts, which a picture needs not, and without the addresses of who made the program."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.split("}")[-1] in ("script", "desc", "title"):
                parent.remove(child)
    etree.SubElement(root, "title").text = title
    return root
