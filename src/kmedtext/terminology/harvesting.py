"""The glossary of a corpus: glosses of its articles, pairs of its records, put together by Korean term."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol, runtime_checkable

from kmedtext.errors import UsageError
from kmedtext.language import sentences
from kmedtext.language.abbreviations import is_short_form
from kmedtext.language.glosses import Gloss, glosses
from kmedtext.language.names import could_be_person, match_name
from kmedtext.records import Article, Record
from kmedtext.terminology.association import associate
from kmedtext.terminology.entries import EntryKind, EntrySource, Evidence, GlossaryEntry, rules
from kmedtext.terminology.phrases import english_phrases, korean_phrases

_PERSON = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Za-z]*(?:-[A-Za-z]+)?\.?(?:\s[A-Z][A-Za-z]*(?:-[A-Za-z]+)?\.?){1,4}"
)
_SAME_NAME = 0.7


@runtime_checkable
class Harvestable(Protocol):
    """What a glossary is made from; a ``Corpus`` is one."""

    @property
    def articles(self) -> Sequence[Article]:
        """The articles."""

    @property
    def records(self) -> Sequence[Record]:
        """The parallel records."""


@dataclass(slots=True)
class _Draft:
    """What is known of a Korean term so far."""

    kind: EntryKind = "term"
    sources: set[EntrySource] = field(default_factory=set)
    latin: Counter[str] = field(default_factory=Counter)
    korean: Counter[str] = field(default_factory=Counter)
    count: int = 0
    docs: dict[str, None] = field(default_factory=dict)
    evidence: dict[Evidence, None] = field(default_factory=dict)
    likelihood: float | None = None
    dice: float | None = None

    def show(self, source: EntrySource, *evidence: Evidence) -> None:
        """Count one more occurrence."""
        self.sources.add(source)
        self.count += 1
        for item in evidence:
            self.docs.setdefault(item.doc)
            if len(self.evidence) < rules()["evidence"]["sentences"]:
                self.evidence.setdefault(item)


@dataclass(frozen=True, slots=True)
class _Sighting:
    """A gloss in an article."""

    gloss: Gloss
    evidence: Evidence

    def texts(self, lang: str) -> list[str]:
        return [" ".join(form.text.split()) for form in self.gloss.forms if form.lang == lang]


def terms(
    source: Harvestable | Iterable[Article], *, records: Iterable[Record] = ()
) -> tuple[GlossaryEntry, ...]:
    """Make the bilingual glossary of a corpus, or of articles and records, the most often shown first.

    Glosses (전자의무기록(EMR)) are read in all kept sentences; from records come phrases that go together beyond
    chance (see :func:`associate`) and people's names that match. An abbreviation that a gloss gives is linked to its long
    form where the partner article or the same one tells it. Duplicates of an article are read once.

    >>> from kmedtext.records import Article
    >>> article = Article.from_text("한빛병원은 전자의무기록(EMR)을 바꿨다.", id="a")
    >>> [(entry.ko, entry.en, entry.count) for entry in terms([article])]
    [('전자의무기록', 'EMR', 1)]
    """
    if isinstance(source, Harvestable):
        articles, rows = list(source.articles), [*source.records, *records]
    elif isinstance(source, Iterable) and not isinstance(source, str | bytes):
        articles, rows = list(source), list(records)
    else:
        raise UsageError(f"terms takes a corpus or articles, not {type(source).__name__}")
    if wrong := next((one for one in articles if not isinstance(one, Article)), None):
        raise UsageError(f"terms takes articles; one of them is of type {type(wrong).__name__}")
    sightings = [
        sighting for article in articles if article.duplicate_of is None for sighting in _sightings(article)
    ]
    drafts: dict[str, _Draft] = defaultdict(_Draft)
    heads = _settled(sightings)
    for sighting in sightings:
        _add_gloss(drafts, sighting, heads)
    _link(drafts, sightings, rows)
    _add_people(drafts, rows)
    _add_pairs(drafts, rows)
    entries = [_entry(ko, draft) for ko, draft in drafts.items()]
    return tuple(sorted(entries, key=lambda e: (-e.count, -(e.likelihood or 0.0), e.ko)))


def _sightings(article: Article) -> Iterator[_Sighting]:
    """The glosses of an article, each with its sentence; the whole article tells what recurs."""
    found = sentences(article)
    texts = [" ".join(sentence.text.split()) for sentence in found]
    begins = list(accumulate((len(text) + 1 for text in texts), initial=0))
    for gloss in glosses("\n".join(texts)):
        number = bisect_right(begins, gloss.start) - 1
        yield _Sighting(gloss, Evidence(article.id, texts[number]))


def _settled(sightings: Sequence[_Sighting]) -> dict[str, str]:
    """One Korean head for each: of heads of one Latin form that end alike, the one that is shown more often."""
    by_latin: dict[str, Counter[str]] = defaultdict(Counter)
    for sighting in sightings:
        korean = sighting.texts("ko")
        for latin in sighting.texts("en"):
            by_latin[latin.lower()].update(korean[:1])
    settled: dict[str, str] = {}
    for heads in by_latin.values():
        kept: list[str] = []
        for head, _ in sorted(heads.items(), key=lambda item: (-item[1], len(item[0]), item[0])):
            same = next((one for one in kept if _ends_alike(one, head)), None)
            if same is None:
                kept.append(head)
            settled.setdefault(head, same or head)
    return settled


def _ends_alike(one: str, other: str) -> bool:
    """Whether one is the other with words before it, or they differ by spaces only."""
    short, long = sorted((one, other), key=len)
    return long.endswith(" " + short) or one.replace(" ", "") == other.replace(" ", "")


def _add_gloss(drafts: dict[str, _Draft], sighting: _Sighting, heads: dict[str, str]) -> None:
    korean = [heads.get(text, text) for text in sighting.texts("ko")]
    if not korean:
        return  # Latin only: used by _link
    draft = drafts[korean[0]]
    if sighting.gloss.kind == "person":
        draft.kind = "person"
    draft.latin.update(sighting.texts("en"))
    draft.korean.update(korean[1:])
    draft.show("gloss", sighting.evidence)


def _link(drafts: dict[str, _Draft], sightings: Sequence[_Sighting], rows: Sequence[Record]) -> None:
    """Give abbreviations their long forms, from the same article or from its partners."""
    partners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        partners[row.ko_doc].add(row.en_doc)
    long_forms: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    shown: dict[tuple[str, str], Evidence] = {}
    for sighting in sightings:
        if sighting.gloss.kind != "abbreviation" or sighting.texts("ko"):
            continue
        latin = sighting.texts("en")
        for short in filter(is_short_form, latin):
            key = (sighting.evidence.doc, _singular(short))
            long_forms[key].update(text for text in latin if not is_short_form(text))
            shown.setdefault(key, sighting.evidence)
    for draft in drafts.values():
        if any(not is_short_form(text) for text in draft.latin):
            continue
        docs = {doc for known in list(draft.docs) for doc in (known, *partners.get(known, ()))}
        for short in list(draft.latin):
            for doc in sorted(docs):
                if (key := (doc, _singular(short))) in long_forms:
                    draft.latin.update(long_forms[key])
                    draft.sources.add("linked")
                    draft.docs.setdefault(doc)
                    draft.evidence.setdefault(shown[key])


def _singular(short: str) -> str:
    return short[:-1] if len(short) > 2 and short[-1] == "s" and short[-2].isupper() else short


def _add_people(drafts: dict[str, _Draft], rows: Sequence[Record]) -> None:
    """People whose names stand on both sides of a record."""
    for row in rows:
        korean = {
            m.form for m in row.morphemes if m.tag == "NNP" and len(m.form) > 2 and could_be_person(m.form)
        }
        if not korean:
            continue
        english = [window for match in _PERSON.finditer(row.en) for window in _windows(match[0])]
        for name in sorted(korean):
            scored = [(match_name(name, other), other) for other in english]
            best = max(scored, default=(0.0, ""), key=lambda one: (one[0], -len(one[1]), one[1]))
            if best[0] < _SAME_NAME:
                continue
            draft = drafts[name]
            draft.kind = "person"
            draft.latin[best[1]] += 1
            draft.show("aligned", Evidence(row.ko_doc, row.ko), Evidence(row.en_doc, row.en))


def _windows(run: str) -> Iterator[str]:
    """The rows of two and three words in a run of capitalised ones: a title may lead it."""
    words = run.split()
    for size in (2, 3):
        for first in range(len(words) - size + 1):
            yield " ".join(words[first : first + size])


def _add_pairs(drafts: dict[str, _Draft], rows: Sequence[Record]) -> None:
    """Phrases that go together over the records, with the first records that show them."""
    pairs = associate(rows)
    holding: dict[str, list[Record]] = defaultdict(list)
    wanted = {pair.ko for pair in pairs}
    for row in rows if wanted else ():
        for phrase in korean_phrases(row) & wanted:
            holding[phrase].append(row)
    for pair in pairs:
        draft = drafts[pair.ko]
        if draft.kind == "person":
            continue
        draft.latin[pair.en] += pair.together
        draft.likelihood, draft.dice = pair.likelihood, pair.dice
        for row in holding[pair.ko]:
            if pair.key in english_phrases(row):
                draft.show("aligned", Evidence(row.ko_doc, row.ko), Evidence(row.en_doc, row.en))


def _entry(ko: str, draft: _Draft) -> GlossaryEntry:
    ranked = sorted(draft.latin, key=lambda text: (-draft.latin[text], text))
    short = [text for text in ranked if is_short_form(text)]
    long = [text for text in ranked if not is_short_form(text)]
    en = next(iter((*long, *short)), None)
    return GlossaryEntry(
        ko=ko,
        en=en,
        kind="alias" if en is None else draft.kind,
        sources=tuple(name for name in ("gloss", "aligned", "linked") if name in draft.sources),
        count=draft.count,
        docs=tuple(draft.docs)[: rules()["evidence"]["documents"]],
        abbreviations=tuple(text for text in short if text != en),
        others=(*long[1:], *sorted(draft.korean, key=lambda text: (-draft.korean[text], text))),
        likelihood=None if draft.likelihood is None else round(draft.likelihood, 4),
        dice=None if draft.dice is None else round(draft.dice, 4),
        evidence=tuple(draft.evidence),
    )
