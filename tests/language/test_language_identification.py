"""What language short lines are in; all lines are invented."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kmedtext.language import Language, identify

KOREAN = """
환자는 회복했다.
서울의 한 대학병원이 새 병동을 열었다
김하늘(Ha-Neul Kim) 병원장
가람대병원(Garam University Hospital) 심장내과
HbA1c 6.5% 이상인 환자
eGFR 60 미만
MRI 검사
CT·MRI 판독
EGFR 변이 양성 NSCLC 환자
Pembrolizumab 병용요법
aspirin 100mg 복용 중
COVID-19 백신 접종
PD-L1 발현율 50% 이상
Dr. Han 교수
FDA 승인
AI 기반 ECG 분석
ㅠㅠ
ㅋㅋㅋㅋ
李 대통령, 병원 방문
日 연구진, 새 항체 발견
홍길동 기자 hong@news.example.kr
글·사진=이하나 기자
5년 생존율(5-year survival rate)
Non-small cell lung cancer 환자에서 nivolumab 효과
Garam Medical Center 한울의료원
RCT에서 확인된 효과
ⓒ 한울뉴스 무단전재 금지
입력 2024.03.02 09:00
2024년 3월
3만5천 명
[사진=가람대병원 제공]
가
㈜한빛메디
Kaplan-Meier 곡선
LVEF<40%인 심부전
""".strip().splitlines()
ENGLISH = """
The patient recovered.
Hospital opens new cancer center
Garam University Hospital opens a clinic for sleep disorders
Researchers find new marker for sepsis
She went home.
Of the 120 patients, 45 were women.
Seoul National University Hospital (서울대병원) opened a ward.
The Korean word 정 means affection.
FDA approves first gene therapy
By Hana Moon
Photo courtesy of the hospital
Conclusion
Materials and Methods
HbA1c was 6.5% or higher.
Patients with HbA1c ≥ 6.5% were included.
Mr. Kim said the drug is safe.
What is hypertension?
Published on March 3, 2024
Read more
COVID-19 vaccine trial begins
PD-L1 expression in lung cancer
It works.
Yes, it is.
How it works
Thank you.
Clinical trials show promise
Dr. Han, who led the study, said so.
MINISTRY OF HEALTH ANNOUNCES NEW PLAN
A new era of robotic surgery
Contact us
""".strip().splitlines()
UNDECIDED = [
    "",
    "MRI",
    "HbA1c 6.5%",
    "120/80 mmHg",
    "2024.03.02 09:00",
    "---",
    "",
    "1234",
    "Lunaris (123456.KQ)",
    "Hae-Rin Moon",
    "a@b.example.com",
    "https://www.example.com/a",
    "PD-L1",
    "NCT01234567",
    "ⓒ",
    "😀",
    "Xyz",
    "J. Y. P.",
    "",
][1:-1]
OTHERS = [
    ("ja", "患者は回復した。"),
    ("ja", "がんの新しい治療"),
    ("ja", "東京の病院でAIを使う"),
    ("zh", "患者已经康复。"),
    ("zh", "北京一家医院"),
    ("ru", "Пациент выздоровел."),
    ("uk", "Лікарня відкрилася"),
    ("th", "ผู้ป่วยหายแล้ว"),
    ("ar", "المريض تعافى"),
    ("fa", "بیمار گفت که پزشک چاق نیست"),
    ("he", "החולה החלים"),
    ("el", "Ο ασθενής ανάρρωσε"),
    ("hi", "मरीज ठीक हो गया"),
    ("vi", "Bệnh nhân đã hồi phục và được xuất viện hôm nay."),
    ("de", "Der Patient wurde gestern aus dem Krankenhaus entlassen."),
    ("fr", "Le patient est sorti de l'hôpital avec une ordonnance."),
    ("es", "El paciente salió del hospital con una receta nueva."),
    ("it", "Il paziente è stato dimesso ieri dall'ospedale con una nuova cura."),
    ("pt", "O paciente não foi internado, mas recebeu uma nova receita."),
    ("nl", "De patiënt werd gisteren uit het ziekenhuis ontslagen."),
]


@pytest.mark.parametrize("line", KOREAN)
def test_korean(line: str) -> None:
    assert identify(line).lang == "ko"


@pytest.mark.parametrize("line", ENGLISH)
def test_english(line: str) -> None:
    assert identify(line).lang == "en"


@pytest.mark.parametrize("line", UNDECIDED)
def test_too_little_to_tell(line: str) -> None:
    found = identify(line)
    assert found.lang == "und"
    assert found.share == 0
    assert found.reason in {"too little", "no letters", "ambiguous"}


@pytest.mark.parametrize(("lang", "line"), OTHERS)
def test_other_languages(lang: str, line: str) -> None:
    assert identify(line).lang == lang


def test_share_is_that_of_the_dominant_language() -> None:
    assert identify("환자") == Language("ko", 1.0, "script")
    assert 0.5 < identify("AI 기반 ECG 분석").share < 1
    assert identify("EGFR 변이").share > identify("EGFR exon 변이").share


def test_the_detector_does_not_seed_others() -> None:
    code = (
        "from kmedtext.language import identify\n"
        "print(identify('Kondisioni eshte stabil dhe mjeku eshte atje tani'))\n"
        "from langdetect import DetectorFactory\n"
        "print(DetectorFactory.seed)\n"
    )
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert runs == {"Language(lang='sq', share=1.0, reason='detector')\nNone\n"}


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = "import sys, kmedtext.language; print({'kiwipiepy', 'langdetect'} & set(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out == "set()\n"
