"""Protected spans survive engines that treat marks roughly: all of them, on a thousand sentences."""

from __future__ import annotations

import json
import random
import threading
from collections import Counter
from pathlib import Path

import pytest
from tests.translation.libre_server import Answer, serving
from tests.translation.mangling import mangled

from kmedtext.translation import DeepTranslator, Filler, Glossary, Policy
from kmedtext.translation.fidelity import is_kept, mark, protected

TERMS = Glossary(
    [
        ("다제내성균", "multidrug-resistant organism"),
        ("수액", "intravenous fluid"),
        ("전실", "anteroom"),
        ("KMed.ai", None),
    ]
)
NAMES = ("김하늘", "남궁설", "이해진", "박서준", "최빛나", "정가람")
TITLES = ("교수", "원장", "센터장", "박사")
CODES = ("HER2", "BRCA1", "IL-6", "TNF-α", "mRNA-1273", "HbA1c", "KMed.ai", "p53", "PD-L1", "SGLT2")
UNITS = ("mg", "mL", "㎎", "%", "mmHg", "mg/kg", "℃", "IU", "㎍/L", "mmol/L")
LINKS = (
    "https://kmed.example/a?b=1",
    "www.haneul.example/trial_2",
    "info@haneul.example",
    "a.b-c@mail.example",
)
KO = (
    "{name} {title}는 {code} 변이가 있는 환자에게 {dose}을 투여했다.",
    "{term}이 나온 병동에서 {code}을 재고 {link}에 올렸다.",
    "{name} {title}가 이끈 연구는 {dose}와 {code}를 견줬다.",
    "자세한 내용은 {link}에 있고, {term}은 {dose}까지 줄었다.",
    "환자는 {dose}을 맞고 {code} 수치가 {other}로 떨어졌다고 {name} {title}는 말했다.",
)
EN = (
    "the team gave {dose} to patients with a {code} mutation.",
    "details of the {term} are at {link}, with {code} at {dose}.",
    "{code} fell to {other} after {dose}, the doctors said in the report.",
)


def sentences(templates: tuple[str, ...], count: int, seed: int, *, korean: bool) -> list[str]:
    rng = random.Random(seed)
    terms = ("다제내성균", "수액", "전실") if korean else ("multidrug-resistant organism", "anteroom")
    made: set[str] = set()
    while len(made) < count:
        number = f"{rng.randint(1, 999)}{rng.choice(['', '.5', '.25'])}"
        made.add(
            rng.choice(templates).format(
                name=rng.choice(NAMES),
                title=rng.choice(TITLES),
                code=rng.choice(CODES),
                dose=f"{number}{rng.choice(['', ' '])}{rng.choice(UNITS)}",
                other=f"{rng.randint(1, 99)}{rng.choice(UNITS)}",
                term=rng.choice(terms),
                link=rng.choice(LINKS),
            )
            + _remark(rng, korean=korean)  # or many sentences would be one when their spans are marks
        )
    return sorted(made)


def _remark(rng: random.Random, *, korean: bool) -> str:
    if korean:
        return f" {''.join(rng.choice('가나다라마바사아자차') for _ in range(8))} 병동에서다."
    return f" It was in {''.join(rng.choice('bcdfghklmnprst') for _ in range(9))}."


@pytest.mark.parametrize(
    ("source", "target", "templates", "count"), [("ko", "en", KO, 1000), ("en", "ko", EN, 300)]
)
def test_all_survive_a_server_that_mangles_marks(
    source: str, target: str, templates: tuple[str, ...], count: int, tmp_path: Path
) -> None:
    texts = sentences(templates, count, 7, korean=source == "ko")
    rng, lock = random.Random(20), threading.Lock()

    def answer(asked: dict[str, str]) -> Answer:
        with lock:
            return 200, json.dumps({"translatedText": mangled(asked["q"], target, rng)}).encode()

    with serving(answer) as served:
        filler = Filler(
            [DeepTranslator("libre", url=served.url)],
            memory=tmp_path / "memory.sqlite",
            glossary=TERMS,
            policy=Policy(per_second=100_000),
        )
        filled = filler.fill(texts, source, target)
        filler.close()
    lost = [
        (item.text, span, item.translation)
        for item in filled
        for span in item.spans
        if item.translation is None or not is_kept(span, item.translation.text, target)
    ]
    assert lost == []
    kinds = Counter(span.kind for item in filled for span in item.spans)
    assert kinds["term"] > 0
    assert min(kinds[kind] for kind in ("address", "quantity", "code")) >= count // 10
    # the server did its worst, and what it did was seen: some texts went out again
    assert len(served.requests) > count * 1.1
    assert not any("⟦" in item.translation.text for item in filled if item.translation)


def test_the_server_of_this_test_would_ruin_marks_that_are_words() -> None:
    text = "환자에게 [XQ1Z]을 줬다."
    assert "[XQ1Z]" not in mangled(text, "en", random.Random(1))
    spans = protected("환자에게 5 mg을 줬다.", "ko")
    sent = mark("환자에게 5 mg을 줬다.", spans).text
    answers = {mangled(sent, "en", random.Random(seed)) for seed in range(40)}
    assert len(answers) > 5
