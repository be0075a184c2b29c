"""Feeds: each entry is a page of its own, with its address, date and writer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kmedtext.cleaning import clean
from kmedtext.loading import load, load_all
from kmedtext.records import Failure, Page

RSS = """<?xml version="1.0" encoding="{}"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>한빛통신</title><language>ko</language>
<item><title>새봄병원, 재입원 줄여</title><link>https://example.org/1</link><pubDate>Sat, 05 Apr 2031 10:15:00 +0900</pubDate>
<dc:creator>김가온</dc:creator><description>요약</description><content:encoded><![CDATA[<p>새봄병원 심장내과 연구팀은 심부전
환자를 관찰한 결과를 발표했다.</p><p>둘째 문단은 이렇게 이어진다고 밝혔다.</p>]]></content:encoded></item>
<item><title>독감 접종 안내</title><description>고령자는 &lt;b&gt;10월&lt;/b&gt;부터 접종한다.&lt;br/&gt;문의는 보건소.</description></item>
<item><title>제목뿐</title></item><item><description>R&D 예산이 &lt; 3조원이다.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Saebom News</title><entry><title>Early treatment</title>
<link rel="self" href="https://example.org/self"/><link href="https://example.org/2"/><author><name>Gaon Kim</name></author>
<updated>2031-04-05T10:15:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>We followed <b>128</b>
patients.</p></div></content></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>한빛</title>
</channel><item rdf:about="x"><title>하나</title><link>https://example.org/3</link><description>첫 글이다.</description></item></rdf:RDF>"""
MESSAGE = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{}</itemSet></newsMessage>"""
ITEM = (
    "<newsItem><contentMeta><headline>{0}</headline></contentMeta><contentSet><inlineXML><nitf><body><body.content><p>{0} 글이다.</p>\
</body.content></body></nitf></inlineXML></contentSet></newsItem>"
)


def pages(folder: Path, xml: str, encoding: str = "utf-8") -> tuple[list[Page | Failure], Counter[str]]:
    path = folder / "feed.xml"
    path.write_bytes(xml.encode(encoding))
    skipped: Counter[str] = Counter()
    return list(load_all(path, skipped=skipped)), skipped


@pytest.mark.parametrize(
    ("declared", "encoding"), [("utf-8", "utf-8"), ("EUC-KR", "cp949"), ("utf-16", "utf-16")]
)
def test_each_item_of_rss_is_a_page(tmp_path: Path, declared: str, encoding: str) -> None:
    found, skipped = pages(tmp_path, RSS.format(declared), encoding)
    assert [page.text for page in found if isinstance(page, Page)] == [
        "새봄병원, 재입원 줄여\n새봄병원 심장내과 연구팀은 심부전 환자를 관찰한 결과를 발표했다.\n둘째 문단은 이렇게 이어진다고 밝혔다.\n",
        "독감 접종 안내\n고령자는 10월부터 접종한다.\n문의는 보건소.\n",
        "R&D 예산이 < 3조원이다.\n",
    ]
    assert skipped == {"feed: an entry without text": 1}
    first = found[0]
    assert isinstance(first, Page)
    assert (first.id, first.source.member, first.source.url) == ("feed-0001", "0001", "https://example.org/1")
    assert first.source.metadata["created"] == "2031-04-05T10:15:00+09:00"
    article = clean(first)
    assert (article.title, article.byline, article.publisher) == (
        "새봄병원, 재입원 줄여",
        "김가온",
        "한빛통신",
    )
    assert (article.published or "").startswith("2031-04-05T10:15")


def test_atom_and_rdf(tmp_path: Path) -> None:
    (atom,) = pages(tmp_path, ATOM)[0]
    assert isinstance(atom, Page)
    assert atom.text == "Early treatment\nWe followed 128 patients.\n"
    assert (atom.source.url, atom.source.metadata["author"]) == ("https://example.org/2", "Gaon Kim")
    (rdf,) = pages(tmp_path, RDF)[0]
    assert isinstance(rdf, Page)
    assert (rdf.text, rdf.source.metadata["publisher"]) == ("하나\n첫 글이다.\n", "한빛")


def test_a_message_of_several_items_gives_each_and_one_of_one_is_a_page(tmp_path: Path) -> None:
    found, _ = pages(tmp_path, MESSAGE.format(ITEM.format("하나") + ITEM.format("둘")))
    assert [page.text for page in found if isinstance(page, Page)] == [
        "하나\n하나 글이다.\n",
        "둘\n둘 글이다.\n",
    ]
    (tmp_path / "one.xml").write_text(MESSAGE.format(ITEM.format("하나")), encoding="utf-8")
    assert load(tmp_path / "one.xml").text == "하나\n하나 글이다.\n"


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<rss><channel><title>한빛</title></channel></rss>", "empty_extraction"),
        ("<rss><channel><item><title>가</title></item></channel></rss>", "empty_extraction"),
        ("<rss><channel><item><description>가</description></item>", "truncated"),
        ("<rss>" + "<item>" * 10_000, "too_large"),
        ('<!DOCTYPE rss [<!ENTITY a "aa">]><rss/>', "bomb"),
    ],
)
def test_a_feed_without_text_or_made_to_do_harm(tmp_path: Path, xml: str, code: str) -> None:
    found, _ = pages(tmp_path, xml)
    assert isinstance(found[-1], Failure)
    assert found[-1].code == code
