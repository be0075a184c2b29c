"""Mails: the body with what the heads say, attachments by content, and all that is no page counted."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from tests.loading.harvests import ARTICLE, HTML, harvest
from tests.loading.test_zips import zipped

from kmedtext.loading import Limits, load

HEADS = (
    b"From: =?EUC-KR?B?" + base64.b64encode("홍보실".encode("cp949")) + b"?= <pr@hanbit.example>\r\n"
    b"To: desk@news.example\r\n"
    b"Date: Tue, 4 Mar 2031 09:30:00 +0900\r\n"
    b"Message-ID: <1@hanbit.example>\r\nMIME-Version: 1.0\r\n"
)


def subject(text: str, charset: str = "ks_c_5601-1987") -> bytes:
    return b"Subject: =?%s?B?%s?=\r\n" % (charset.encode(), base64.b64encode(text.encode("cp949")))


def test_a_plain_mail_of_korea(tmp_path: Path) -> None:
    path = tmp_path / "보도자료.eml"
    body = ARTICLE.encode("cp949")
    path.write_bytes(
        HEADS + subject("당뇨병 교육실 개소") + b"Content-Type: text/plain; charset=ks_c_5601-1987\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(body)
    )
    page = load(path)
    assert (page.id, page.text, page.source.where) == ("보도자료", ARTICLE, f"{path}!/body.txt")
    assert page.source.metadata == {
        "title": "당뇨병 교육실 개소",
        "author": "홍보실 <pr@hanbit.example>",
        "created": "2031-03-04T09:30:00+09:00",
        "to": "desk@news.example",
    }


@pytest.mark.parametrize(
    "heads",
    [
        "Subject: 새 소식 안내".encode("cp949"),
        "Subject: 새 소식 안내".encode(),
        b"Subject: =?euc-kr?Q?=BB=F5_=BC=D2=BD=C4?= =?euc-kr?Q?_=BE=C8=B3=BB?=",
        b"Subject: =?utf-8?B?7IOIIOyGjOyL?=\r\n =?utf-8?B?nSDslYjrgrQ=?=",  # cut within a character
    ],
)
def test_heads_in_any_writing(tmp_path: Path, heads: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        HEADS + heads + b"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + ARTICLE.encode()
    )
    assert load(path).source.metadata["title"] == "새 소식 안내"


def mail(*parts: MIMEText | MIMEMultipart | MIMEApplication, sort: str = "mixed") -> bytes:
    whole = MIMEMultipart(sort)
    whole["From"], whole["To"], whole["Subject"] = "a@x.example", "b@y.example", "notes"
    for part in parts:
        whole.attach(part)
    return whole.as_bytes()


def attachment(data: bytes, name: str, sort: str = "octet-stream") -> MIMEApplication:
    part = MIMEApplication(data, sort)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def test_the_body_is_html_rather_than_text(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    choice = MIMEMultipart("alternative")
    choice.attach(MIMEText(f"{ARTICLE} (text)", "plain", "utf-8"))
    choice.attach(MIMEText(HTML, "html", "euc-kr"))
    path.write_bytes(mail(choice, MIMEText("고맙습니다. 한빛병원 드림.", "plain", "utf-8")))
    found = harvest(path)
    assert [(page.id, page.source.member, page.source.media_type) for page in found.pages] == [
        ("a", "body.html", "text/html"),
        ("a-3", "part 3", "text/plain"),
    ]
    assert found.skipped == {"mail: the text once more": 1}


def test_attachments(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    image = MIMEApplication(b"\x89PNG\r\n\x1a\n", "octet-stream")
    calendar = MIMEText("BEGIN:VCALENDAR", "calendar")
    encrypted = MIMEApplication(b"0\x80", "pkcs7-mime")
    path.write_bytes(
        mail(
            MIMEText(ARTICLE, "plain", "utf-8"),
            attachment(ARTICLE.encode("cp949"), "자료.txt"),
            attachment(zipped({"b.html": HTML.encode()}), "묶음.zip", "zip"),
            image,
            calendar,
            MIMEApplication(b"signed", "pkcs7-signature"),
            encrypted,
        )
    )
    found = harvest(path)
    assert found.members == ["body.txt", "자료.txt", "묶음.zip!/b.html"]
    assert found.codes == ["encrypted"]
    assert found.skipped == {"mail: image": 1, "mail: calendar": 1, "mail: signature": 1}


@pytest.mark.parametrize(
    "disposition",
    [
        b"attachment; filename*=euc-kr''%C1%F8%B7%E1.txt",
        b"attachment; filename*0*=utf-8''%EC%A7%84; filename*1*=%EB%A3%8C.txt",
        b'attachment; filename="=?euc-kr?B?' + base64.b64encode("진료.txt".encode("cp949")) + b'?="',
        'attachment; filename="진료.txt"'.encode("cp949"),
        'attachment; filename="진료.txt"'.encode(),
    ],
)
def test_names_in_any_writing(tmp_path: Path, disposition: bytes) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(
        HEADS + b"Subject: a\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/plain\r\nContent-Disposition: "
        + disposition
        + b"\r\n\r\n"
        + ARTICLE.encode()
        + b"\r\n--x--\r\n"
    )
    assert harvest(path).members == ["진료.txt"]


def forwarded(depth: int) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "b@y.example", f"level {depth}"
    message.set_content(f"{ARTICLE} {depth}")
    if depth:
        message.add_attachment(forwarded(depth - 1))
    return message


def test_mails_inside_mails(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(forwarded(1).as_bytes())
    found = harvest(path)
    assert found.members == ["body.txt", "level 0.eml!/body.txt"]
    assert [page.source.metadata["title"] for page in found.pages] == ["level 1", "level 0"]
    path.write_bytes(forwarded(4).as_bytes())
    found = harvest(path)
    assert (len(found.pages), found.codes) == (2, ["bomb"])


def test_cut_mails(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    whole = mail(MIMEText(ARTICLE, "plain", "utf-8"), attachment(ARTICLE.encode() * 9, "a.txt"))
    for size in range(300, len(whole) - 10, 97):
        path.write_bytes(whole[:size])
        assert harvest(path).codes[-1:] == ["truncated"], size


def test_without_anything_to_read(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(HEADS + b"Subject: empty\r\n\r\n")
    assert harvest(path).codes == ["empty_extraction"]


def test_hostile_structures(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    deep = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(5000)
    )
    path.write_bytes(HEADS + deep + b"\r\nx")
    assert harvest(path).codes == ["bomb"]
    path.write_bytes(HEADS + b"Content-Type: text/plain\r\n\r\n" + b"\n" * 5000)
    assert harvest(path, Limits(max_nodes=200)).codes == ["bomb"]
    assert harvest(path, Limits(max_bytes=1000)).codes == ["too_large"]
    head = b"Content-Type: multipart/mixed" + b';a="' * 300_000 + b"\r\n\r\n"
    path.write_bytes(HEADS + head + ARTICLE.encode())
    assert len(harvest(path).pages) == 1


@pytest.mark.parametrize(
    "text",
    [
        "제목: 안내\n날짜: 3일\n\n본문",
        "From: the hospital\nto everyone",
        "Note: a\nSee: b\n\nText",
        "Date: 3\nFrom: x\n\nText",
    ],
)
def test_text_that_only_looks_like_heads(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert load(path).text == text
