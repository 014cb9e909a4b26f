"""A page that holds all it shows: what the bot says, with its pictures, in one HTML file."""

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

PERSON = re.compile(r'<a href="tg://user\?id=\d+">(.*?)</a>', re.DOTALL)
QUOTE = re.compile(r"<blockquote expandable>(.*?)</blockquote>", re.DOTALL)
STYLE = """
body{margin:0;background:#FAF5EC;color:#3B3531;font:16px/1.7 "PingFang SC","Noto Sans SC","Microsoft YaHei",system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:24px 16px 64px}
h1{font-size:1.5rem;border-left:6px solid #DD6B35;padding-left:14px}
section{margin-top:40px}
article{background:#FFFDF9;border-radius:16px;padding:20px;margin:16px 0;overflow-wrap:anywhere}
.two{display:grid;gap:24px;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr))}
img{width:100%;height:auto;border-radius:12px}
code{background:#F4ECDF;padding:0 4px;border-radius:4px}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One message: Telegram HTML, and a PNG where there is one."""

    text: str
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A group with what is told of it."""

    title: str
    parts: Sequence[Part]


def page(title: str, language: str, sections: Sequence[Section]) -> str:
    """The whole page. Titles are plain; texts are markup the bot has made, with everything from people escaped."""
    body = "".join(_section(section) for section in sections)
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        f"<title>{escape(title)} · Weilu 围炉</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def _section(section: Section) -> str:
    parts = "".join(_part(part) for part in section.parts)
    return f"<section><h1>{escape(section.title)}</h1>{parts}</section>"


def _part(part: Part) -> str:
    words = f"<div>{_words(part.text)}</div>"
    if part.picture is None:
        return f"<article>{words}</article>"
    encoded = b64encode(part.picture).decode()
    return f'<article class="two"><img alt="" src="data:image/png;base64,{encoded}">{words}</article>'


def _words(text: str) -> str:
    """Telegram's HTML as a browser shows it: lines broken, people without links that lead nowhere."""
    shown = PERSON.sub(r"<b>\1</b>", text)
    shown = QUOTE.sub(r"<details><summary>…</summary>\1</details>", shown)
    return shown.replace("\n", "<br>")
