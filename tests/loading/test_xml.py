"""XML of publishers: paragraphs in order, each for what it is; facts where cleaning finds them."""

from __future__ import annotations

import pytest

from kmedtext.cleaning import clean
from kmedtext.errors import LoadError
from kmedtext.loading import load_bytes
from kmedtext.loading.xml.xmlfacts import iso
from kmedtext.records import Page

NITF = """<nitf><head><title>x</title><docdata><date.issue norm="20310405T101500+0900"/><doc.copyright holder="한빛통신"/>
</docdata></head><body><body.head><hedline><hl1>새봄병원, 심부전 환자 재입원 줄여</hl1><hl2>삼 년 관찰 결과 발표</hl2></hedline>
<byline>김가온 기자</byline><dateline><location>서울</location></dateline></body.head><body.content>
<p>새봄병원 심장내과 똠방 교수는 환자 128명을\n  관찰한 결과를 <em>학회</em>에서 발표했다.</p>
<media><media-reference source="a.jpg">a.jpg</media-reference><media-caption>연구팀이 설명하고 있다.</media-caption></media>
<table><tr><th>군</th><th>재입원</th></tr><tr><td>조기</td><td>12%</td></tr></table>
<ul><li>첫째</li><li>둘째</li></ul></body.content><body.end><tagline>gaon@example.org</tagline></body.end></body></nitf>"""
NITF_LINES = [
    ("h1", "새봄병원, 심부전 환자 재입원 줄여"),
    ("h2", "삼 년 관찰 결과 발표"),
    ("p", "김가온 기자"),
    ("p", "서울"),
    ("p", "새봄병원 심장내과 똠방 교수는 환자 128명을 관찰한 결과를 학회에서 발표했다."),
    ("caption", "연구팀이 설명하고 있다."),
    ("tr", "군\t재입원"),
    ("tr", "조기\t12%"),
    ("li", "첫째"),
    ("li", "둘째"),
    ("p", "gaon@example.org"),
]
JATS = """<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en"><front><journal-meta><journal-title-group>
<journal-title>Journal of Saebom Medicine</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">10.0000/x.1</article-id><title-group><article-title>Early <italic>treatment</italic></article-title>
<trans-title-group><trans-title>조기 치료</trans-title></trans-title-group></title-group>
<contrib-group><contrib contrib-type="author"><name-alternatives><name xml:lang="ko"><surname>김</surname>
<given-names>가온</given-names></name><name xml:lang="en"><surname>Kim</surname><given-names>Gaon</given-names></name>
</name-alternatives><xref ref-type="aff" rid="a1">1</xref></contrib><contrib contrib-type="author"><name><surname>Lee</surname>
<given-names>Narae</given-names></name></contrib><aff id="a1"><label>1</label><institution>Saebom Hospital</institution>
<country>Korea</country></aff></contrib-group><pub-date pub-type="epub"><day>5</day><month>Apr</month><year>2031</year></pub-date>
<volume>3</volume><history><date date-type="received"><year>2030</year></date></history>
<permissions><copyright-statement>© 2031 The Society</copyright-statement><copyright-year>2031</copyright-year>
<license xlink:href="https://example.org/by"><license-p>It is open.</license-p></license></permissions>
<abstract><sec><title>Background</title><p>Readmission is frequent.</p></sec></abstract>
<kwd-group><kwd>heart failure</kwd><kwd>readmission</kwd></kwd-group></article-meta></front>
<body><sec><label>1.</label><title>Introduction</title><p>We followed 128 patients<xref><sup>1</sup></xref> here<fn><p>A note.</p></fn>,
and saw <fig><label>Figure 1.</label><caption><title>Flow.</title><p>By arm.</p></caption><graphic/></fig>this.</p>
<sec><title>Deeper</title><list><list-item><p>first item</p></list-item><list-item><p>second item</p></list-item></list></sec>
<table-wrap><label>Table 1</label><caption><p>Baseline</p></caption><table><thead><tr><th>Group</th><th>n</th></tr></thead>
<tbody><tr><td>Early</td><td><bold>64</bold></td></tr></tbody></table><table-wrap-foot><fn><p>n, number.</p></fn></table-wrap-foot>
</table-wrap></sec></body><back><ack><title>Thanks</title><p>We thank the ward.</p></ack><ref-list><title>References</title>
<ref><label>1</label><element-citation><name><surname>Park</surname><given-names>S</given-names></name>
<article-title>Things</article-title><source>J Things</source><year>2030</year><volume>7</volume></element-citation></ref></ref-list>
</back></article>"""
JATS_LINES = [
    ("h1", "Early treatment"),
    ("h2", "조기 치료"),
    ("p", "Gaon Kim, Narae Lee"),
    ("footnote", "1 Saebom Hospital Korea"),
    ("footnote", "© 2031 The Society"),
    ("footnote", "It is open."),
    ("h3", "Background"),
    ("p", "Readmission is frequent."),
    ("p", "heart failure, readmission"),
    ("h2", "1. Introduction"),
    ("p", "We followed 128 patients1 here, and saw this."),
    ("footnote", "A note."),
    ("caption", "Figure 1. Flow."),
    ("caption", "By arm."),
    ("h3", "Deeper"),
    ("li", "first item"),
    ("li", "second item"),
    ("caption", "Table 1 Baseline"),
    ("tr", "Group\tn"),
    ("tr", "Early\t64"),
    ("footnote", "n, number."),
    ("h2", "Thanks"),
    ("p", "We thank the ward."),
    ("h2", "References"),
    ("endnote", "1 Park S Things J Things 2030 7"),
]
NEWSML_G2 = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="ko"><catalogRef href="http://x"/><rightsInfo>
<copyrightNotice>ⓒ 한빛통신</copyrightNotice></rightsInfo><itemMeta><provider literal="한빛통신"/>
<versionCreated>2031-04-05T10:15:00+09:00</versionCreated></itemMeta><contentMeta><urgency>4</urgency>
<headline>새봄병원, 재입원 줄여</headline><by>김가온 기자</by><subject><name>health</name></subject></contentMeta><contentSet>
<inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>t</title></head><body><h1>새봄병원, 재입원 줄여</h1>
<p>연구팀은 환자를 관찰한 결과를 발표했다.</p></body></html></inlineXML></contentSet></newsItem>"""
NEWSML_1 = """<NewsML><NewsItem><Identification><NewsIdentifier><DateId>20310405</DateId></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20310405T101500+0900</FirstCreated></NewsManagement><NewsComponent><NewsLines>
<HeadLine>새봄병원, 재입원 줄여</HeadLine><ByLine>김가온 기자</ByLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="한빛통신"/></Provider></AdministrativeMetadata><ContentItem><DataContent>
<![CDATA[<p>심장내과 R&D 연구팀은 환자를 관찰했다.</p><p>연구는 이어진다.</p>]]></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"""
PUBMED = """<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><Title>J Saebom</Title><JournalIssue>
<PubDate><Year>2031</Year><Month>Apr</Month></PubDate></JournalIssue></Journal><ArticleTitle>Early treatment.</ArticleTitle>
<Abstract><AbstractText>Readmission is frequent.</AbstractText></Abstract><AuthorList><Author><LastName>Kim</LastName>
<ForeName>Gaon</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>의안</title><author>김가온</author></titleStmt>
</fileDesc></teiHeader><text><body><div><head>첫째 안</head><p>혈압을<note>눌러 잰다</note> 잰다.</p><list><item>맥</item></list>
<figure><figDesc>그림</figDesc></figure></div></body></text></TEI>"""
RECORDS = """<response><header><resultCode>00</resultCode></header><body><items><item><title>접종 안내</title>
<content>고령자는 10월부터 접종한다.\n둘째 줄이다.\n\n끝 줄은 R&D.</content><date>20311001</date></item></items></body></response>"""
RUNS = """<DOC><BODY><SECTION><P><TEXT><CHAR>혈압은 </CHAR><CHAR>정상이다.</CHAR></TEXT></P><P><TEXT><CHAR>끝</CHAR></TEXT></P></SECTION></BODY>
<TAIL><BINDATASTORAGE><BINDATA>AAAA</BINDATA></BINDATASTORAGE></TAIL></DOC>"""
GOLDEN = {
    "nitf": (NITF, NITF_LINES),
    "jats": (JATS, JATS_LINES),
    "newsml-g2": (
        NEWSML_G2,
        [
            ("h1", "새봄병원, 재입원 줄여"),
            ("p", "김가온 기자"),
            ("p", "연구팀은 환자를 관찰한 결과를 발표했다."),
        ],
    ),
    "newsml-1": (
        NEWSML_1,
        [
            ("h1", "새봄병원, 재입원 줄여"),
            ("p", "김가온 기자"),
            ("p", "심장내과 R&D 연구팀은 환자를 관찰했다."),
            ("p", "연구는 이어진다."),
        ],
    ),
    "pubmed": (PUBMED, [("h1", "Early treatment."), ("p", "Readmission is frequent.")]),
    "tei": (
        TEI,
        [
            ("h2", "첫째 안"),
            ("p", "혈압을 잰다."),
            ("footnote", "눌러 잰다"),
            ("li", "맥"),
            ("caption", "그림"),
        ],
    ),
    "records": (
        RECORDS,
        [
            ("h1", "접종 안내"),
            ("p", "고령자는 10월부터 접종한다.\n둘째 줄이다.\n\n끝 줄은 R&D."),
            ("p", "20311001"),
        ],
    ),
    "runs": (RUNS, [("p", "혈압은 정상이다."), ("p", "끝")]),
}
DOCTYPE = '<?xml version="1.0" encoding="{}"?>\n<!DOCTYPE x SYSTEM "x.dtd">\n'


def lines(page: Page) -> list[tuple[str, str]]:
    return [(region.tag, page.text[region.start : region.end]) for region in page.regions]


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "euc-kr", "utf-16", "utf-16-be"])
def test_the_paragraphs_of_each_dialect_in_each_encoding(name: str, encoding: str) -> None:
    text, wanted = GOLDEN[name]
    if encoding == "euc-kr":
        # What calls itself EUC-KR is CP949: 똠 is not in EUC-KR, © in neither.
        text, wanted = text.replace("©", "C"), [(tag, line.replace("©", "C")) for tag, line in wanted]
        data = (DOCTYPE.format("EUC-KR") + text).encode("cp949")
    else:
        data = (DOCTYPE.format(encoding) + text).encode(encoding)
    page = load_bytes(data, path="a.xml", id="a")
    assert lines(page) == wanted
    assert page.text == "".join(f"{line}\n" for _, line in wanted)


FACTS = {
    "nitf": ("새봄병원, 심부전 환자 재입원 줄여", "김가온 기자", "2031-04-05T10:15:00+09:00", "한빛통신"),
    "jats": ("Early treatment", "Gaon Kim, Narae Lee", "2031-04-05", "Journal of Saebom Medicine"),
    "newsml-g2": ("새봄병원, 재입원 줄여", "김가온 기자", "2031-04-05T10:15:00+09:00", "한빛통신"),
    "newsml-1": ("새봄병원, 재입원 줄여", "김가온 기자", "2031-04-05T10:15:00+09:00", "한빛통신"),
    "pubmed": ("Early treatment.", "Gaon Kim", "2031-04", "J Saebom"),
    "tei": ("의안", "김가온", None, None),
}


@pytest.mark.parametrize("name", FACTS)
def test_the_facts_are_metadata_and_hints(name: str) -> None:
    title, author, created, publisher = FACTS[name]
    page = load_bytes(GOLDEN[name][0].encode(), path="a.xml", id="a")
    found = page.source.metadata
    assert (found["title"], found["author"], found.get("created"), found.get("publisher")) == FACTS[name]
    assert page.hints["jsonld:headline"] == (title,)
    assert ", ".join(page.hints["jsonld:author"]) == author
    assert page.hints.get("article:published_time") == (created and (created,))
    assert page.hints.get("jsonld:publisher") == (publisher and (publisher,))


def test_cleaning_finds_the_facts() -> None:
    article = clean(load_bytes(NITF.encode(), path="a.xml", id="a"))
    assert article.title == "새봄병원, 심부전 환자 재입원 줄여"
    assert (article.byline, article.publisher) == ("김가온", "한빛통신")
    assert (article.published or "").startswith("2031-04-05T10:15")
    assert "똠방 교수는 환자 128명을" in article.body


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        ("<a>&nbsp;&middot; 가 & 나 &unknown; R&D</a>", "\xa0· 가 & 나 &unknown; R&D"),
        ("<a>혈압\x08은 <b>높\x00다</b></a>", "혈압은 높다"),
        ("  \n<!-- a --><a><b>하나</b>둘</a>", "하나둘"),
        ("<a><!-- 속 -->겉이다<?x y?></a>", "겉이다"),
    ],
)
def test_small_slips_are_put_right(xml: str, wanted: str) -> None:
    assert load_bytes(xml.encode(), path="a.xml", id="a").text == wanted + "\n"


@pytest.mark.parametrize(
    ("data", "name", "media_type"),
    [
        (
            b"<?xml version='1.0'?><!DOCTYPE html><html><body><p>Two words</p></body></html>",
            "a.xml",
            "text/html",
        ),
        (
            b"<?xml version='1.0'?>\n<html xmlns='x'><body><p>Two words</p></body></html>",
            "a.xml",
            "text/html",
        ),
        (b"<article><p>Two words</p><p>More words</p></article>", "a.html", "text/html"),
        (b"<article><p>Two words</p><p>More words</p></article>", "a.xml", "application/xml"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><x><p>Two words</p></x>", "a.html", "application/xml"),
        (b"<nitf><body><p>Two words</p></body></nitf>", "a.txt", "application/nitf+xml"),
        (b"x < y and y > z, two words", "a.xml", "text/plain"),
    ],
)
def test_content_decides_first(data: bytes, name: str, media_type: str) -> None:
    assert load_bytes(data, path=name, id="a").source.media_type == media_type


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<a><b>Two words here", "truncated"),
        ("<a><b>Two words</a>", "unsupported"),
        ('<!DOCTYPE a [<!ENTITY b "Two words">]><a>&b;</a>', "bomb"),
        ('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', "unsupported"),
        ('<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost/x">%b;]><a>Two words</a>', "unsupported"),
        ("<a>" + "<b>" * 100_000 + "Two words", "too_large"),
        ("<svg><text>Two words</text></svg>", "unsupported"),
        ("<urlset><url><loc>https://example.org/</loc></url></urlset>", "unsupported"),
        ("<a><b>12</b><c>https://example.org/x</c></a>", "empty_extraction"),
        ("<nitf><body/></nitf>", "empty_extraction"),
    ],
)
def test_what_cannot_be_read_says_why(xml: str, code: str) -> None:
    with pytest.raises(LoadError) as caught:
        load_bytes(xml.encode(), path="a.xml", id="a")
    assert caught.value.code == code
    assert "words" not in str(caught.value)


@pytest.mark.parametrize("value", ["2031", "20319999", "Sat, 99 Apr 2031", "9" * 400, "", "어제"])
def test_dates_that_cannot_be_read_stay(value: str) -> None:
    assert iso(value) == value.strip()
