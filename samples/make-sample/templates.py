"""Three page templates: news (semantic HTML 5), table (HTML 3.2 era), forum (nested divs).

Every string a template adds around the main text passes through `chrome`, which
remembers it: that set becomes `expected/boilerplate.txt`.
"""

import json
import random
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

STRINGS = json.loads((Path(__file__).parent / "strings.json").read_text("utf-8"))
SITES = {
    "rights.example.org": ("Rights Reader Online", "One declaration, hundreds of languages"),
    "archive.example.net": ("Old Texts Archive", "Plain pages since 1997, best viewed at 800 by 600"),
    "forum.example.com": ("Reading Together", "A weblog and forum for slow readers"),
    "mirror.example.net": ("Mirror of Rights Reader Online", "A copy for slow connections"),
}
PICKER = [("eng_Latn", "English"), ("fra_Latn", "Français"), ("spa_Latn", "Español"),
          ("rus_Cyrl", "Русский"), ("arb_Arab", "العربية"), ("cmn_Hans", "简体中文"),
          ("cmn_Hant", "繁體中文"), ("jpn_Jpan", "日本語"), ("hin_Deva", "हिन्दी"),
          ("tha_Thai", "ภาษาไทย"), ("khm_Khmr", "ភាសាខ្មែរ"), ("kor_Hang", "한국어")]
SAID = [
    ("marisol_k", "I never knew there were so many editions of this text."),
    ("old.bookworm", "Could somebody please check the spelling in the second section?"),
    ("TheoBikes", "Read this on the train this morning. Worth the twenty minutes."),
    ("n0rthwind", "First! Also, hello to everybody from the Tuesday group."),
    ("hanna-b", "My grandmother had a printed copy of this on her kitchen wall."),
    ("quiet_owl", "The font is too small on my tablet, otherwise lovely."),
    ("sam.i.am", "Does anyone have a recording of it being read aloud?"),
    ("paperplane77", "Bookmarked. Thank you for keeping the site free of pop-ups."),
    ("lindiwe", "We will compare three of these at the library next Thursday."),
    ("g_major", "Typo in the sidebar, but the text itself looks right to me."),
]
WIDGETS = ["Most read this week", "Archives by month", "Subscribe to the feed", "Who is online",
           "Forum rules and etiquette", "Report a problem with this thread"]
TABLE_LINKS = ["What is new here", "Sign our guestbook", "Link to us with a banner",
               "Mail the webmaster"]
ADVERT = "Advertisement: learn a new alphabet in ten minutes a day"

_chrome = set()


def chrome(text):
    """A navigation, footer, sidebar or comment string, escaped for HTML."""
    _chrome.add(text)
    return escape(text, quote=False)


def boilerplate():
    return sorted(_chrome)


@dataclass
class Page:
    host: str
    path: str
    title: str
    sections: list
    strings: str = "eng"
    lang: str = None
    direction: str = "ltr"
    noarchive: bool = False
    previous: str = None
    next: str = None
    picker: dict = field(default_factory=dict)
    related: list = field(default_factory=list)
    charset_meta: str = "utf-8"
    raw_main: str = None

    @property
    def rng(self):
        return random.Random("millrace " + self.host + self.path)

    @property
    def words(self):
        return STRINGS[self.strings]

    @property
    def date(self):
        rng = self.rng
        return f"{rng.randint(1999, 2023)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _blocks(page, heading):
    """The main text with closing tags, lists as lists."""
    if page.raw_main is not None:
        return page.raw_main
    out = []
    for section in page.sections:
        if section.heading:
            out.append(f"<{heading}>{escape(section.heading, quote=False)}</{heading}>")
        in_list = False
        for kind, text in section.blocks:
            if (kind == "li") != in_list:
                out.append("<ol>" if kind == "li" else "</ol>")
                in_list = kind == "li"
            out.append(f"<{kind}>{escape(text, quote=False)}</{kind}>")
        if in_list:
            out.append("</ol>")
    return "\n".join(out)


def _links(page, texts, targets=("/", "/about.html", "/sitemap.html")):
    return [(targets[i % len(targets)], chrome(text)) for i, text in enumerate(texts)]


def _turn(page):
    words, out = page.words, []
    if page.previous:
        out.append(f'<a rel="prev" href="{page.previous}">{chrome(words["prev"])}</a>')
    if page.next:
        out.append(f'<a rel="next" href="{page.next}">{chrome(words["next"])}</a>')
    return " ".join(out)


def _comments(page, most):
    """(user, date, text) of some readers: one or two in the page's language first."""
    rng = page.rng
    said = [("reader" + str(rng.randint(100, 109)), text)
            for text in (page.words["said"] if page.strings != "eng" else [])[:rng.randint(1, 2)]]
    said += rng.sample(SAID, rng.randint(1, most))
    return [(chrome(user), f"{rng.randint(1, 28)} {rng.choice(['March', 'June', 'October'])} 2019",
             chrome(text)) for user, text in said]


def news(page):
    name, tagline = SITES[page.host]
    words, rng = page.words, page.rng
    robots = '\n<meta name="robots" content="noarchive">' if page.noarchive else ""
    charset = f'<meta charset="{page.charset_meta}">\n' if page.charset_meta else ""
    lang = f' lang="{page.lang}"' if page.lang else ""
    nav = "\n".join(f'<li><a href="{u}">{t}</a></li>' for u, t in _links(page, words["nav"]))
    picker = "".join(f'<li><a hreflang="{label[:3]}" href="{page.picker[label]}">{chrome(text)}</a></li>'
                     for label, text in PICKER if label in page.picker)
    share = " ".join(f'<button type="button">{chrome(t)}</button>' for t in words["share"])
    related = "\n".join(f'<li><a href="{u}">{chrome(t)}</a></li>' for u, t in page.related)
    comments = "\n".join(
        f'<article class="comment"><header><b>{user}</b> <time>{day}</time></header><p>{text}</p>'
        f'<a href="#reply">{chrome(words["reply"])}</a></article>'
        for user, day, text in _comments(page, 2)) if rng.random() < .6 else ""
    if comments:
        comments = f'<section id="comments"><h2>{chrome(words["comments"])}</h2>\n{comments}\n</section>'
    footer = " | ".join(f'<a href="{u}">{t}</a>' for u, t in _links(page, words["footer"][1:]))
    return f"""<!DOCTYPE html>
<html{lang} dir="{page.direction}">
<head>
{charset}<title>{escape(page.title)} - {name}</title>{robots}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="date" content="{page.date}">
<meta property="article:published_time" content="{page.date}T09:00:00Z">
<link rel="stylesheet" href="/static/site.css">
<script src="/static/site.js"></script>
<script>window.page = {{"id": {rng.randint(1000, 9999)}, "html": "<p>not text<\\/p>"}};</script>
</head>
<body class="news">
<div class="cookie-banner" role="dialog"><p>{chrome(words["cookie"])}</p><button>{chrome(words["accept"])}</button></div>
<header class="site-header"><a href="/"><img src="/static/logo.png" alt=""></a>
<span class="site-name">{chrome(name)}</span> <span class="tagline">{chrome(tagline)}</span>
<form action="/search" role="search"><input type="search" placeholder="{chrome(words["search"])}"></form></header>
<nav class="main-menu"><ul>
{nav}
</ul></nav>
<div class="breadcrumb">{chrome(words["here"])} <a href="/">{chrome(name)}</a> &rsaquo; <a href="/sitemap.html">{chrome(words["nav"][2])}</a></div>
<div class="layout">
<main>
<article class="story">
<header><h1>{escape(page.title, quote=False)}</h1><p class="meta"><time datetime="{page.date}">{page.date}</time></p></header>
<div class="share">{share}</div>
{_blocks(page, "h2")}
<p class="pager">{_turn(page)}</p>
</article>
{comments}
</main>
<aside class="sidebar"><h3>{chrome(words["related"])}</h3><ul>
{related}
</ul><div class="newsletter">{chrome(words["newsletter"])}</div><div class="ad">{chrome(ADVERT)}</div></aside>
</div>
<div class="language-picker"><h4>{chrome(words["picker"])}</h4><ul>{picker}</ul></div>
<footer><p>{chrome(words["footer"][0])}</p><p>{footer}</p><a href="#top">{chrome(words["top"])}</a></footer>
</body>
</html>
"""


def table(page):
    """Old habits: no semantic tags, upper case, unquoted attributes, unclosed P and LI."""
    name, tagline = SITES[page.host]
    words = page.words
    charset = (f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={page.charset_meta}">\n'
               if page.charset_meta else "")
    menu = "\n".join(f'<A HREF="{u}"><FONT SIZE=2 COLOR="#FFFFCC">{t}</FONT></A><BR>'
                     for u, t in _links(page, words["nav"] + TABLE_LINKS))
    picker = " |\n".join(f'<A HREF="{page.picker[label]}">{chrome(text)}</A>'
                         for label, text in PICKER if label in page.picker)
    related = "<BR>\n".join(f'<A HREF="{u}">{chrome(t)}</A>' for u, t in page.related)
    main = (_blocks(page, "H3").replace("</p>", "").replace("</li>", "")
            .replace("<p>", "<P>").replace("<li>", "<LI>").replace("<ol>", "<OL>").replace("</ol>", "</OL>"))
    footer = " - ".join(f'<A HREF="{u}">{t}</A>' for u, t in _links(page, words["footer"][1:]))
    direction = ' DIR=RTL' if page.direction == "rtl" else ""
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<HTML>
<HEAD>
{charset}<TITLE>{escape(page.title)} - {name}</TITLE>
</HEAD>
<BODY BGCOLOR="#FFFFFF" LINK="#003399">
<TABLE WIDTH="100%" BORDER=0 CELLPADDING=4><TR><TD COLSPAN=3 BGCOLOR="#003366">
<FONT SIZE=5 COLOR="#FFFFFF"><B>{chrome(name)}</B></FONT><BR><FONT SIZE=1 COLOR="#CCCCCC">{chrome(tagline)}</FONT></TD></TR>
<TR><TD COLSPAN=3><FONT SIZE=1>{chrome(words["here"])} <A HREF="/">{chrome(name)}</A> &gt; {chrome(words["nav"][2])}</FONT></TD></TR>
<TR VALIGN=TOP><TD WIDTH=150 BGCOLOR="#336699">
{menu}
</TD><TD{direction}>
<CENTER><H1>{escape(page.title, quote=False)}</H1></CENTER>
<HR SIZE=1>
{main}
<P ALIGN=RIGHT>{_turn(page)}
</TD><TD WIDTH=140 BGCOLOR="#EEEEEE"><FONT SIZE=2><B>{chrome(words["related"])}</B><BR>
{related}</FONT></TD></TR>
<TR><TD COLSPAN=3 ALIGN=CENTER><FONT SIZE=1>{chrome(words["picker"])}<BR>
{picker}</FONT></TD></TR>
<TR><TD COLSPAN=3 ALIGN=CENTER BGCOLOR="#CCCCCC"><FONT SIZE=1>{chrome(words["footer"][0])}<BR>
{footer}<BR><A HREF="#top">{chrome(words["top"])}</A></FONT></TD></TR>
</TABLE>
</BODY>
</HTML>
"""


def forum(page):
    name, tagline = SITES[page.host]
    words, rng = page.words, page.rng
    charset = (f'<meta http-equiv="content-type" content="text/html; charset={page.charset_meta}" />\n'
               if page.charset_meta else "")
    robots = '<meta name="robots" content="noarchive" />\n' if page.noarchive else ""
    lang = f' xml:lang="{page.lang}" lang="{page.lang}"' if page.lang else ""
    menu = "".join(f'<div class="item"><a href="{u}">{t}</a></div>' for u, t in _links(page, words["nav"]))
    picker = "".join(f'<option value="{page.picker[label]}">{chrome(text)}</option>'
                     for label, text in PICKER if label in page.picker)
    related = "".join(f'<div class="rel"><a href="{u}">{chrome(t)}</a></div>' for u, t in page.related)
    widgets = "".join(f'<div class="widget"><div class="widget-title">{chrome(t)}</div></div>'
                      for t in rng.sample(WIDGETS, 3))
    share = "".join(f'<span class="share-btn">{chrome(t)}</span>' for t in words["share"])
    thread = "\n".join(
        f'<li class="comment depth-{1 + i % 2}"><div class="comment-author">{user}</div>'
        f'<div class="comment-meta">{day}</div><div class="comment-body"><p>{text}</p></div>'
        f'<div class="reply"><a href="#respond">{chrome(words["reply"])}</a></div></li>'
        for i, (user, day, text) in enumerate(_comments(page, 5)))
    footer = " &middot; ".join(f'<a href="{u}">{t}</a>' for u, t in _links(page, words["footer"][1:]))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"{lang} dir="{page.direction}">
<head>
{charset}{robots}<title>{escape(page.title)} | {name}</title>
<link rel="stylesheet" type="text/css" href="/static/site.css" />
</head>
<body>
<div id="wrap"><div id="inner"><div id="top"><div class="logo">{chrome(name)}</div><div class="slogan">{chrome(tagline)}</div>
<div id="menu">{menu}</div></div>
<div id="columns"><div id="left"><div class="box"><div class="post hentry"><div class="post-head">
<h1 class="entry-title">{escape(page.title, quote=False)}</h1><div class="entry-meta">{page.date}</div></div>
<div class="post-body"><div class="entry-content">
{_blocks(page, "h3")}
</div></div>
<div class="sharing">{share}</div><div class="post-nav">{_turn(page)}</div></div></div>
<div id="comments"><h3>{chrome(words["comments"])}</h3>
<ol class="commentlist">
{thread}
</ol></div></div>
<div id="sidebar"><div class="widget"><div class="widget-title">{chrome(words["related"])}</div>{related}</div>
{widgets}<div class="widget"><div class="widget-title">{chrome(words["picker"])}</div><select>{picker}</select></div>
<div class="widget">{chrome(words["newsletter"])}</div></div></div>
<div id="footer"><p>{chrome(words["footer"][0])}</p><p>{footer}</p><p><a href="#wrap">{chrome(words["top"])}</a></p></div>
<div id="cookie-consent">{chrome(words["cookie"])} <a href="#ok">{chrome(words["accept"])}</a></div>
</div></div>
</body>
</html>
"""


TEMPLATES = {"news": news, "table": table, "forum": forum}
HOME = {"rights.example.org": "news", "archive.example.net": "table",
        "forum.example.com": "forum", "mirror.example.net": "news"}


def render(page, template=None):
    return TEMPLATES[template or HOME[page.host]](page)
