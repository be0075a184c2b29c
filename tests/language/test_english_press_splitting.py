"""More English sentence borders, of press and medicine: rows as in test_english_splitting, ``|`` where a border and a space stand."""

from __future__ import annotations

import pytest

from kmedtext.language import split

ROWS = [
    "Dr. Han-Gyeol Park, M.D., Ph.D., led the team.|He is a cardiologist.",
    "The firm, Gaon Bio Inc., rose 3.2%.|Rivals fell.",
    "It opened on Mar. 3, 2024.|Some 1,200 people came.",
    "The trial ran from Jan. to Sept. 2023.|It enrolled 412 adults.",
    "Results appear in J. Clin. Oncol. this month.|They were peer reviewed.",
    "Smith et al. found no effect.|Others did.",
    "See Figs. 1 and 2.|See also Table 3.",
    "(See Table 2.)|The rest is below.",
    "Take 5 mg b.i.d. with food.|Do not crush it.",
    "Give 0.5 mL i.v. over 10 min.|Watch for a rash.",
    "The visit was at 3:30 p.m. on Friday.|Nobody came.",
    "He works at St. Gaon Hospital in Washington, D.C., and teaches.|She does not.",
    "“Is it cancer?” she asked.|“No,” he said.",
    "He said, “It hurts.”|Then he left.",
    "“We did it!” shouted the team.|The crowd cheered.",
    "She asked, “Why me?”|Nobody answered.",
    "The ward (opened in 2019) is full.|A new one is planned.",
    "It failed (p = .04).|A second try worked.",
    "The U.K. and the U.S. agreed.|Korea did not.",
    "He moved to the U.K.|He likes it.",
    "Vitamin D, e.g., helps bones.|Too much harms.",
    "The cutoff was 7.0 vs. 6.5 percent.|Both are common.",
    "Mail info@gaon.example.org or call 02-000-0000.|We reply fast.",
    "Go to gaon.example.org/apply.|It is free.",
    "Version 2.1.3 is out.|Update now.",
    "Type A. and type B. differ.",
    "1. Fast for 8 hours.|2. Bring your card.",
    "a) Fast.|b) Rest.|c) Drink.",
    "• Wash hands",
    "Wait... what?|Nothing.",
    "No.|Not yet.",
    "Is it No. 1?|Yes, it is.",
    "The dose is approx. 5 mg.|It varies.",
    "Mr. and Mrs. Oh came.|They sat.",
    "Gov. Moon spoke.|Sen. Ha listened.",
    "Ms. Ha, R.N., agreed.|So did Mr. Ko.",
    "The meeting is Mon. at noon.|Bring a pen.",
    "I am ill.|So am I.|You too?",
    "He got an A.|She got a B.",
    "In 2023, 45% recovered.|In 2024, 60% did.",
    "The p-value was <.001.|That is strong.",
    "Grade III.|Grade IV is worse.",
    "COVID-19 is here.|MERS is gone.",
    "It is safe!|Is it?|Yes.",
    "He said it was “safe.”|She doubted it.",
    "It cost $3.5 million.|Taxes paid for it.",
    "The drug (Medix®) works.|It is new.",
    "Prof. Park, of Gaon Univ., agreed.|He is 54.",
    "The lab is in Bldg. 3.|It opens at 9 a.m.|Lunch is at noon.",
    "Gaon Co. Ltd. said so.|Shares rose.",
    "The doctors agreed that A. Kim was right.|He smiled.",
    "Lee, J. H., & Park, K. (2020).|Sleep and health.",
    "Sleep matters.[1,2]|It heals.",
    "Sleep matters.1,2|It heals.",
    "Diagnosis: stroke.|Plan: admit.",
    "Q: Is it safe?|A: Yes.",
    "He was born in Oct. 1970.|He died in 2020.",
    "Photo: Gaon Hospital.|All rights reserved.",
    "They met at 5 p.m.|She was late.",
    "“Stop,” she said.|“It hurts.”",
    "The ratio was 1:2.5.|The rest is unknown.",
    "iPhone users liked it.|eHealth is growing.",
    "It grew 3.5x.|mRNA vaccines helped.",
    "He is Korea’s No. 2 surgeon.|His son is a nurse.",
    "“It hurts.|It really hurts,” he said.|The nurse nodded.",
]


@pytest.mark.parametrize("row", ROWS)
def test_borders(row: str) -> None:
    text = row.replace("|", " ")
    assert [text[a:b] for a, b in split(text, "en")] == row.split("|")
