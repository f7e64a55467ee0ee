"""The pages that are not declarations: prose of ours, spam, errors, files of other types."""

import random
import struct
import zlib

from declarations import Section
from templates import Page

RIGHTS, ARCHIVE = "rights.example.org", "archive.example.net"
FORUM, MIRROR = "forum.example.com", "mirror.example.net"

ABOUT = """\
The Rights Reader is a small library with one book in it. The book is short, it was finished in the winter of 1948, and it has been carried into more languages than almost anything else people have written down.
We started with a single shelf of photocopies. A teacher wanted her pupils to see the same sentences in the languages their grandparents spoke, and nobody in the building could find more than a dozen. Within a year the shelf held a hundred, and within five we had moved everything to a web site so that the photocopies could be thrown away.
Each edition on this site is kept as plain text. We do not correct the translators, even where we would have chosen another word, because the differences between the editions are half of what makes them worth reading. When a letter is missing or a paragraph has been joined to its neighbour we repair it, and we write down what was done.
Nobody is paid for this work. A few of us look after the machines, some proofread, and one person answers the post. If you find a mistake, tell us which language you were reading and which article the mistake is in, and we will look at the paper copy before we change anything.
The pages are small on purpose. Many readers reach them over slow connections, from shared computers or from old telephones, and a page that takes a minute to arrive is a page that is never read."""

HISTORY = """\
People often ask how a page is proofread when none of us can read the language. The answer is that two people compare shapes. One of them holds the printed sheet and the other looks at the screen, and they move along the line together, a word at a time, tapping the table when the shapes agree.
It is slow, and it works better than anybody expects. A missing dot or a swapped pair of letters stands out once the eye is used to the rhythm of the page. After the first hour most volunteers can tell a vowel sign from a smudge, and after the second they begin to hear the sentences, although they do not know what they say.
When the sheet itself is damaged we look for a second copy. Libraries have been kind about this. Twice we have found that the damaged sheet was right and the clean one was wrong, so we no longer trust a page only because it is tidy.
The hardest scripts are not the ones with the most letters. They are the ones whose letters join, because a join can hide an error on either side of it. For those we print the page very large, pin it to the wall and walk along it with a pencil."""

CONTACT = """\
Questions about a translation should go to the editor who looks after that family of languages. For the languages of West Africa write to amina@example.org, and for those of the Caucasus to {b}. Letters about the Pacific editions are read by t.kealoha@pacific.example.net, who answers on Fridays.
If you run a mirror of this site, please announce it to mirrors@example.org before you begin. Our main machine answers at 203.0.113.17 and the spare one at 203.0.113.44; both accept connections at any hour, but large copies are best made at night. The name service we recommend to volunteers without one of their own is the public resolver at 8.8.8.8, which needs no registration.
Inside the reading room the printer is found at 192.168.10.24 and the scanner at 192.168.10.25. These two addresses mean nothing outside the building, so please do not report that they cannot be reached from home.
Corrections may also be sent by post. Write the name of the language, the number of the article and the line as you believe it should stand, and add the edition you compared it with. We keep every letter in a binder by the door, and anybody who visits may read them.
For anything else there is office@example.org, an address that one patient person has answered since the first year of the project."""

PSEUDO = ["lor", "mip", "sen", "dol", "ami", "tec", "quo", "ver", "nas", "pel", "bru", "fos", "gan", "hil", "jux", "kre"]

KEYWORDS = {
    "eng": "cheap watches buy cheap watches online best cheap watches discount watches sale cheap watches free shipping",
    "rus": "купить часы дешево купить часы онлайн лучшие часы скидки часы распродажа купить часы доставка",
    "spa": "relojes baratos comprar relojes baratos en oferta relojes descuento mejores relojes baratos envío gratis",
}
LINES = {
    "eng_Latn": "Click the button below now to claim your free prize before the offer ends.",
    "tha_Thai": "กดปุ่มด้านล่างตอนนี้เพื่อรับรางวัลฟรีก่อนหมดเวลา",
    "jpn_Jpan": "今すぐ下のボタンを押して無料の景品を受け取りましょう。",
    "rus_Cyrl": "Нажмите кнопку ниже прямо сейчас и получите бесплатный приз.",
}


def prose(text):
    return [Section(0, "", tuple(("p", line) for line in text.splitlines()))]


def _pdf():
    """A one-page PDF with a line of text, put together by hand."""
    stream = b"BT /F1 18 Tf 72 720 Td (A reading list for the summer) Tj ET"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
               b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
               b"/Resources<</Font<</F1 5 0 R>>>>>>",
               b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
               b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    out, offsets = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + (b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\n"
                  b"startxref\n%d\n%%%%EOF\n" % (xref, len(out)))


def _png():
    """A 16 by 16 blue square."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    rows = (b"\0" + b"\x00\x33\x99" * 16) * 16
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


CSS = "body{font-family:serif;margin:0}\n.sidebar{float:right;width:14em}\n.cookie-banner{position:fixed;bottom:0}\n"
JS = "(function () {\n  'use strict';\n  document.documentElement.className += ' js';\n}());\n"
ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /private/\n"


class Junk:
    """Adds the odd pages to a site; `site.html` and `site.add` are the generator's."""

    def __init__(self, site):
        self.site, self.rng = site, random.Random(1948)

    def page(self, host, path, title, sections, template=None, raw=None, **facts):
        transfer = {k: facts.pop(k) for k in ("status", "transfer", "headers") if k in facts}
        page = Page(host, path, title, sections, lang=facts.pop("html_lang", "en"),
                    picker=self.site.picker, related=self.site.related(host, path), raw_main=raw)
        self.site.html(page, template, **transfer, **facts)

    def add_all(self):
        self.prose_pages()
        self.bad_text()
        self.errors()
        self.redirects()
        self.files()
        self.markup()
        self.transfers()

    def prose_pages(self):
        for host in (RIGHTS, ARCHIVE, FORUM, MIRROR):
            self.page(host, "/about.html", "About this library", prose(ABOUT), kind="prose",
                      language="eng_Latn", cluster="about", expect="keep-one")
        self.page(FORUM, "/2018/06/proofreading/", "How we proofread", prose(HISTORY),
                  kind="prose", language="eng_Latn", expect="keep")
        self.page(RIGHTS, "/contact.html", "Whom to write to", prose(CONTACT.format(b="giorgi.b@example.org")),
                  kind="contact", language="eng_Latn", expect="keep",
                  private={"emails": ["amina@example.org", "giorgi.b@example.org", "mirrors@example.org",
                                      "office@example.org", "t.kealoha@pacific.example.net"],
                           "documentation_ips": ["203.0.113.17", "203.0.113.44"],
                           "public_ips": ["8.8.8.8"],
                           "private_ips": ["192.168.10.24", "192.168.10.25"]})

    def bad_text(self):
        rng = self.rng
        for label, line in LINES.items():
            self.page(FORUM, f"/prize/{label[:3]}.html", "Prize draw",
                      [Section(0, "", (("p", line),) * 200)], html_lang=None, kind="spam-repetition",
                      language=label, expect="reject")
        for lang, words in KEYWORDS.items():
            pool = words.split()
            text = [" ".join(rng.choice(pool) for _ in range(60)) for _ in range(12)]
            self.page(MIRROR, f"/shop/{lang}.html", "Watches", prose("\n".join(text)), html_lang=None,
                      kind="spam-keywords", expect="reject")
        for number in (1, 2):
            links = "\n".join(
                f'<p><a href="http://{rng.choice(PSEUDO)}{rng.choice(PSEUDO)}{i}.example/">'
                f'{rng.choice(KEYWORDS["eng"].split())} {rng.choice(PSEUDO)}{rng.choice(PSEUDO)}</a></p>'
                for i in range(150))
            self.page(MIRROR, f"/friends/{number}.html", "Our friends", [], raw=links,
                      kind="link-farm", expect="reject")
        for number in (1, 2):
            text = "\n".join(" ".join("".join(rng.choice(PSEUDO) for _ in range(rng.randint(1, 3)))
                                      for _ in range(60)).capitalize() + "." for _ in range(8))
            self.page(ARCHIVE, f"/drafts/filler{number}.htm", "Filler text", prose(text),
                      kind="pseudo-words", expect="any")
        rows = "\n".join(" ".join(f"{rng.randint(100, 99999)}.{rng.randint(0, 99):02}" for _ in range(12))
                         for _ in range(40))
        self.page(ARCHIVE, "/data/figures.htm", "Figures", prose(rows), kind="numbers", expect="reject")
        self.page(FORUM, "/thread/art.html", "Pictures", [], raw="<pre>" + "\n".join(
            "".join(rng.choice("#*+=-. ") for _ in range(70)) for _ in range(40)) + "</pre>",
            kind="symbols", expect="reject")
        shorts = ["Coming soon.", "This page has moved. Please update your bookmarks.", "Test.",
                  "There are no posts in this category yet.", "Thank you! Your message has been sent."]
        for number, text in enumerate(shorts, 1):
            self.page((RIGHTS, ARCHIVE, FORUM)[number % 3], f"/short/{number}.html", "Notice",
                      prose(text), kind="short", language="eng_Latn", expect="reject")
        self.page(RIGHTS, "/short/frame.html", "Untitled", [], kind="no-main-text", expect="reject")
        self.site.add(RIGHTS, "/short/empty.html", b"", kind="empty", expect="reject")
        self.site.add(RIGHTS, "/short/blank.html", b"<html><head><title></title></head><body></body></html>",
                      kind="empty", expect="reject")
        for number, host in enumerate((RIGHTS, ARCHIVE, FORUM), 1):
            self.page(host, f"/gone/{number}.html", "Page not found",
                      prose("Sorry, the page you are looking for could not be found. It may have been moved or "
                            "deleted. Please check the address or go back to the start page."),
                      kind="soft-404", language="eng_Latn", expect="reject")
        text = self.site.declarations["fra_Latn"].articles(1, 12)
        broken = [Section(s.number, _mojibake(s.heading), tuple((k, _mojibake(t)) for k, t in s.blocks))
                  for s in text]
        self.page(MIRROR, "/broken/fra.html", "DÃ©claration", broken, html_lang="fr",
                  kind="mojibake", expect="any")
        text = self.site.declarations["rus_Cyrl"].articles(1, 12)
        broken = [Section(s.number, "", tuple((k, t.encode("cp1251", "replace").decode("latin-1"))
                                              for k, t in s.blocks)) for s in text]
        self.page(MIRROR, "/broken/rus.html", "Äåêëàðàöèÿ", broken, html_lang="ru",
                  kind="mojibake", expect="any")

    def errors(self):
        says = {404: "Not Found", 410: "Gone", 403: "Forbidden", 500: "Internal Server Error",
                503: "Service Unavailable"}
        for number, (host, status) in enumerate(
                [(RIGHTS, 404), (RIGHTS, 404), (ARCHIVE, 404), (FORUM, 404), (FORUM, 410), (RIGHTS, 403),
                 (RIGHTS, 500), (MIRROR, 500), (FORUM, 503)], 1):
            path = f"/error/{number}.html"
            if number in (1, 4):
                self.page(host, path, "Error 404", prose("We could not find that page."), status=status,
                          kind="error", expect="skip")
            else:
                body = (f"<html><head><title>{status} {says[status]}</title></head><body>"
                        f"<center><h1>{status} {says[status]}</h1></center><hr></body></html>\n")
                self.site.add(host, path, body.encode(), status=status, kind="error", expect="skip")

    def redirects(self):
        target = self.site.urls
        for number, (host, status, label) in enumerate(
                [(RIGHTS, 301, "eng_Latn"), (RIGHTS, 301, "deu_Latn"), (FORUM, 301, "tha_Thai"),
                 (ARCHIVE, 302, "rus_Cyrl"), (FORUM, 302, "fra_Latn"), (MIRROR, 307, "hin_Deva")], 1):
            body = f'<html><body>Moved <a href="{target[label]}">here</a>.</body></html>\n'
            self.site.add(host, f"/old/{number}.html", body.encode(), status=status,
                          headers=[("Location", target[label])], kind="redirect", expect="skip")

    def files(self):
        add = self.site.add
        for host in (RIGHTS, ARCHIVE, FORUM, MIRROR):
            add(host, "/robots.txt", ROBOTS.encode(), "text/plain", kind="robots", expect="any", listed=False)
        for host in (RIGHTS, FORUM, MIRROR):
            add(host, "/static/site.css", CSS.encode(), "text/css", kind="stylesheet", expect="skip", listed=False)
        for host in (RIGHTS, MIRROR):
            add(host, "/static/site.js", JS.encode(), "application/javascript", kind="script", expect="skip",
                listed=False)
            add(host, "/static/logo.png", _png(), "image/png", kind="image", expect="skip", listed=False)
        add(RIGHTS, "/files/summer.pdf", _pdf(), "application/pdf", kind="pdf", expect="skip")
        add(FORUM, "/files/misnamed.html", _pdf(), "text/html", kind="pdf", expect="reject",
            note="a PDF declared as text/html")
        add(RIGHTS, "/api/languages.json", b'{"languages": ["eng", "fra", "tha"], "total": 3}\n',
            "application/json", kind="json", expect="skip")
        add(FORUM, "/feed.xml", b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Reading Together'
            b"</title><item><title>New thread</title></item></channel></rss>\n", "application/rss+xml",
            kind="feed", expect="skip")
        add(RIGHTS, "/files/mark.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
            b'<text>mark</text></svg>\n', "image/svg+xml", kind="image", expect="skip")
        add(ARCHIVE, "/files/proofreading.txt", HISTORY.encode(), "text/plain; charset=us-ascii",
            kind="plain-text", language="eng_Latn", expect="any")
        add(ARCHIVE, "/files/data.bin", bytes(self.rng.randrange(256) for _ in range(600)),
            "application/octet-stream", kind="binary", expect="skip")

    def markup(self):
        """Declarations in markup that upsets parsers."""
        site = self.site

        def text(label, first, last):
            return [t for s in site.declarations[label].articles(first, last) for _, t in s.blocks]

        deep = "<div>" * 400 + "".join(f"<p>{t}</p>" for t in text("eus_Latn", 1, 12)) + "</div>" * 400
        self.page(FORUM, "/odd/deep.html", "Giza eskubideak", [], raw=deep, html_lang="eu",
                  kind="article", language="eus_Latn", expect="keep", note="nested 400 deep")
        unclosed = "".join(f"<p><b>{n}<p>{t}<br></i><td>" for n, t in enumerate(text("cat_Latn", 1, 12), 1))
        site.add(ARCHIVE, "/odd/unclosed.htm", ("<title>Drets humans</title><body><font size=2>"
                 + unclosed).encode(), "text/html; charset=utf-8", kind="article", language="cat_Latn",
                 charset="utf-8", header_charset="utf-8",
                 meta_charset=None, expect="keep", note="unclosed and stray tags, no navigation")
        entities = "".join("<p>" + "".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in t) + "</p>\n"
                           for t in text("kat_Geor", 1, 12))
        self.page(RIGHTS, "/odd/entities.html", "Human rights in Georgian", [], raw=entities, html_lang="ka",
                  kind="article", language="kat_Geor", expect="keep", note="numeric character references only")
        hidden = ("<!-- <p>a comment, not text</p> --><noscript><p>Please enable scripts.</p></noscript>"
                  "<style>p{color:#111}</style><template><p>not shown</p></template>"
                  + "".join(f"<p>{t}</p><script>var s = '</p><p>{i}';</script>\n"
                            for i, t in enumerate(text("nld_Latn", 1, 12))))
        self.page(RIGHTS, "/odd/hidden.html", "Rechten van de mens", [], raw=hidden, html_lang="nl",
                  kind="article", language="nld_Latn", expect="keep", note="comments, scripts and style amid the text")
        pre = "<pre>" + "\n\n".join(text("dan_Latn", 1, 12)) + "</pre>"
        self.page(ARCHIVE, "/odd/pre.htm", "Menneskerettigheder", [], raw=pre, kind="article",
                  language="dan_Latn", expect="keep", note="the text is one PRE")
        breaks = "<br><br>\n".join(text("nob_Latn", 1, 12))
        self.page(ARCHIVE, "/odd/breaks.htm", "Menneskerettigheter", [], raw=breaks, kind="article",
                  language="nob_Latn", expect="keep", note="paragraphs are BR BR")

    def transfers(self):
        """One page a way of sending it; the same ways occur on ordinary pages too."""
        ways = {"gzip": "afr_Latn", "deflate": "isl_Latn", "raw-deflate": "fao_Latn", "chunked": "gle_Latn",
                "gzip-chunked": "cym_Latn", "short": "mlt_Latn", "close": "slv_Latn", "x-gzip": "hrv_Latn",
                "truncated-gzip": "lit_Latn"}
        for way, label in ways.items():
            declaration = self.site.declarations[label]
            self.page(RIGHTS, f"/tx/{way}.html", declaration.title, declaration.articles(9, 20),
                      html_lang=declaration.bcp47, transfer=way, kind="article", language=label,
                      expect="any" if way in ("short", "truncated-gzip") else "keep")
        declaration = self.site.declarations["swe_Latn"]
        self.page(RIGHTS, "/tx/no-type.html", declaration.title, declaration.articles(9, 20),
                  html_lang="sv", headers=[("Content-Type", None)], kind="article",
                  language="swe_Latn", expect="any", note="no Content-Type header")


def _mojibake(text):
    return text.encode("utf-8").decode("cp1252", "replace")
