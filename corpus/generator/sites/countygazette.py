"""The Old County Gazette (English): a site of the late 1990s kept online. Tables inside tables, <font> and <br>, upper-case tags, no
closing </p>, windows-1252 with typographer's quotes and no declaration of it, a counter and a web ring."""

from ..page import Page, american_day, day_of, esc

HOST, LANGUAGE, NAME, CHARSET = "oldcountygazette.example", "en", "The Old County Gazette", "windows-1252"
SHOWS_STANDFIRST = False
SECTIONS = ["Front Page", "Town", "Farm", "Sports", "Obituaries", "Letters", "Classifieds"]
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def head(title):
    menu = "<BR>\n".join(f'<A HREF="/{s.lower().replace(" ", "")}.html"><FONT COLOR="#FFFFFF" SIZE=2>{s}</FONT></A>' for s in SECTIONS)
    return f"""<HTML>
<HEAD><TITLE>{esc(title)}</TITLE></HEAD>
<BODY BGCOLOR="#FFFFF0" TEXT="#000000" LINK="#000080" VLINK="#551A8B">
<CENTER><TABLE WIDTH=600 BORDER=0 CELLPADDING=4>
<TR><TD COLSPAN=2 BGCOLOR="#000080"><FONT FACE="Times" COLOR="#FFFFFF" SIZE=6>{NAME}</FONT><BR><FONT COLOR="#FFFFFF" SIZE=1>Serving Tilbrook and the valley since 1884</FONT></TD></TR>
<TR><TD WIDTH=110 VALIGN=TOP BGCOLOR="#336699">{menu}<P><A HREF="/guest.html"><IMG SRC="/gif/guestbook.gif" ALT="Sign our guestbook" BORDER=0></A></TD>
<TD VALIGN=TOP>
"""


FOOT = f"""</TD></TR>
<TR><TD COLSPAN=2 ALIGN=CENTER><HR><FONT SIZE=1>[ <A HREF="/">Front Page</A> | <A HREF="/subscribe.html">Subscribe</A> | <A HREF="mailto:editor@{HOST}">Write to the editor</A> ]<BR>
Copyright © 1999 Tilbrook Printing Co. Best viewed at 800 by 600. You are visitor number 0041877<BR>
This site is a member of the Valley Web Ring: <A HREF="/ring?prev">previous</A> <A HREF="/ring?next">next</A></FONT></TD></TR></TABLE></CENTER>
</BODY></HTML>
"""


def article(a, articles):
    day = day_of(a.published)
    blocks = []
    for b in a.blocks:
        if b.kind == "head":
            blocks.append(f"<B>{esc(b.text)}</B>")
        elif b.kind == "caption":
            blocks.append(f'<TABLE ALIGN=RIGHT WIDTH=160 BORDER=1><TR><TD><IMG SRC="/gif/photo.gif" WIDTH=150 HEIGHT=110><BR><FONT SIZE=1><I>{esc(b.text)}</I></FONT></TD></TR></TABLE>')
        else:
            blocks.append(esc(b.text))
    text = "<BR><BR>\n".join(blocks) if a.markup == "br" else "\n<P>".join([""] + blocks)
    return head(f"{NAME}: {a.title}") + f"""<FONT SIZE=2 COLOR="#800000"><B>{a.section}</B></FONT><BR>
<FONT FACE="Times" SIZE=5><B>{esc(a.title)}</B></FONT><BR>
<FONT SIZE=2><I>By {esc(" and ".join(a.authors))}</I></FONT><BR>
<FONT SIZE=1>{DAYS[day.weekday()]}, {american_day(a.published)}</FONT>
<P><FONT FACE="Times" SIZE=3>{text}
</FONT>
<P><FONT SIZE=2><A HREF="/{a.section.lower()}.html">More {a.section} stories</A> | <A HREF="/">Back to the front page</A></FONT>
""" + FOOT


def extras(articles):
    items = "\n".join(f'<LI><A HREF="/{a.path}">{esc(a.title)}</A> <FONT SIZE=1>({american_day(a.published)})</FONT>' for a in articles * 3)
    yield Page("town.html", "section", head(f"{NAME}: Town") + f"<FONT SIZE=5><B>Town</B></FONT><UL>\n{items}</UL>\n" + FOOT)
