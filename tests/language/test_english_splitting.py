"""English sentence borders: each row is a text with ``|`` where a border (and a space) stands, ``¦`` where no space does."""

from __future__ import annotations

import pytest

from kmedtext.language import split

ROWS = [
    # plain
    "The patient recovered.|She went home.",
    "Did it work?|Yes, it did!|Nobody was surprised.",
    "A heading without punctuation",
    "Only one sentence.",
    "It was late.|2 nurses stayed.",
    # titles and names
    "Dr. Han saw Mr. Lee and Mrs. Oh.|They left.",
    "Prof. J. Y. Park led the study.|It took years.",
    "It was named after St. Mary.|She was a nurse.",
    "Gen. Kim and Lt. Choi were treated.|Both survived.",
    "Robert F. Kane wrote it.|He is a surgeon.",
    "The author is A. B. Moon, Ph.D.|The paper is short.",
    "Hana Seo, M.D., agreed.|So did others.",
    "The team of Park et al. Reported here is small.".replace("al. Reported", "al. reported"),
    "Victor N. Hale and James P. Moon agreed.|Others did not.",
    "She moved to Springfield, Ill. — and stayed.",
    "He sat. Kim left.".replace("sat. Kim", "sat.|Kim"),
    "The dose was at its max. Kim left.".replace("max. Kim", "max.|Kim"),
    # firms
    "Gaon Bio Co., Ltd. makes it.|It sells well.",
    "She joined Garam Inc. The firm is young.".replace("Inc. The", "Inc.|The"),
    "Garam Inc. Chief Executive Seo Hana said so.",
    "The maker, Medi Corp., declined.|It gave no reason.",
    # places and times
    "It is sold in the U.S. The price is high.".replace("U.S. The", "U.S.|The"),
    "The U.S. Food and Drug Administration agreed.|Europe followed.",
    "Surgery began at 9 a.m. Tuesday.|It ended at noon.",
    "Doors open at 7.10 in the morning.|Come early.",
    "It closes at 6 p.m. The lobby stays open.".replace("p.m. The", "p.m.|The"),
    "It was founded on Sept. 12 in Seoul.|It grew fast.",
    "On Jan. 3, 2024, it opened.|Crowds came.",
    "The clinic is on Main St. near the park.|Parking is free.",
    # references and numbers
    "See Fig. 2 and Table 3.|Both show it.",
    "Room No. 3 is closed.|Use room 4.",
    "He said no.|She said yes.",
    "It fell by 3.5 percent.|Costs rose 1.2 percent.",
    "The dose was 0.5 mg.|It was given twice.",
    "1. Introduction and aims",
    "1. Wash your hands.|2. Put on gloves.",
    "The p value was .03.|It was significant.",
    "The mean was 5.4.|The median was 5.",
    "It worked in mice [12].|Humans are next.",
    "It worked in mice. [12]|Humans are next.",
    "It worked in mice.[3,4]|Humans are next.",
    "See vol. 3, pp. 12-15.|The rest is online.",
    "Drugs (e.g. aspirin) were stopped.|Pain returned.",
    "Some drugs, i.e. Statins, were kept.".replace("Statins", "statins"),
    "It compares A vs. B in adults.|B won.",
    "Bring pens, paper, etc. The desk has none.".replace("etc. The", "etc.|The"),
    "Approx. 30 people came.|Most stayed.",
    "The unit (No. 7) was full.|Nobody left.",
    # quotations
    "“We are glad,” Han said.|“It was hard.”",
    '"Is it safe?" Kim asked.|Nobody knew.',
    '"It is safe!" he said.|Nobody believed him.',
    "“It is a first step.” He added that more will follow.".replace(".” He", ".”|He"),
    "She called it “a wonder.” Others disagreed.".replace(".” Others", ".”|Others"),
    "They said ‘no.’ We left.".replace(".’ We", ".’|We"),
    "He asked why. (Nobody knew.) Then he left.".replace("why. (", "why.|(").replace(".) Then", ".)|Then"),
    "It was small (about 3 cm).|It was benign.",
    # addresses and codes
    "Write to help@hanul.or.kr today.|We answer fast.",
    "Visit https://www.hanul.or.kr/en/index.html for more.|It is free.",
    "Visit www.hanul.or.kr.|It is free.",
    "Medi.ai is a model.|It runs on Node.js servers.",
    "Use version 2.0.1 now.|It is stable.",
    "The file is report.Final.pdf in the folder.|Open it.",
    # glued
    "It helps the sciences.¦The country gains.",
    "He left early.¦She stayed.",
    "It was “good.”¦The rest was not.".replace("¦The", " |The").replace(" |", "|"),
    # ellipsis and marks
    "Well... it depends.|Ask again.",
    "He waited…|Then he left.",
    "What?!|Say that again.",
    "It failed.|… The second try worked.",
    # lower case does not begin a sentence
    "The pH was 7.4. it was noted late.",
    "Vitamin C. The dose was low.".replace("C. The", "C.|The"),
    "So do I. However, it rained.".replace("I. However", "I.|However"),
    "Hepatitis B. In adults it is rare.".replace("B. In", "B.|In"),
    "• First item. • Second item.".replace(". •", ".|•"),
    "The Ministry agreed.|서울의 병원도 동의했다.",
]


@pytest.mark.parametrize("row", ROWS)
def test_borders(row: str) -> None:
    wanted = row.replace("¦", "|").split("|")
    text = row.replace("|", " ").replace("¦", "")
    assert [text[a:b] for a, b in split(text, "en")] == wanted


def test_lines_are_never_joined() -> None:
    text = "a hard\nwrapped line.\r\n\r\nNext paragraph"
    assert [text[a:b] for a, b in split(text, "en")] == ["a hard", "wrapped line.", "Next paragraph"]


@pytest.mark.parametrize(
    ("text", "lang", "count"),
    [
        ("手術は成功した。患者は退院した。", "ja", 2),
        ("手术成功。病人出院了。", "zh", 2),
        ("Es ging gut. Danach ruhte er.", "de", 2),
    ],
)
def test_other_languages(text: str, lang: str, count: int) -> None:
    assert len(split(text, lang)) == count
