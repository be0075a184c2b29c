"""Near copies within a language: a release and its reprints, with other headlines, bylines and leftovers.

Documents are read from the longest to the shortest. Each is compared with those before it that stand for a group
and share its rarest sentences, and joins the one it is most like; else it stands for a group of its own. So nothing
is chained: every member is a near copy of the one that stands for it. Time grows with the number of sentences.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.pairing.settings import settings
from kmedtext.alignment.pairing.sharing import counted


def stand_ins(views: Sequence[DocumentView]) -> list[int]:
    """For each view the index of the one that stands for its near copies: the longest, ties by id; often itself.

    The views are those of one language.

    >>> import numpy as np
    >>> ones = np.ones(4, dtype=np.float32)
    >>> long, short = (DocumentView(id, "ko", np.eye(4, dtype=np.float16)[:n], ones[:n], (1, 2, 3, 4)[:n])
    ...                for id, n in (("long", 4), ("short", 3)))
    >>> stand_ins([short, long])
    [1, 1]
    """
    rules = settings()["reprints"]
    often = counted((view.prints for view in views), range(len(views)))
    if not often or max(often.values()) == 1:
        return list(range(len(views)))
    found = list(range(len(views)))
    holders: dict[int, list[int]] = {}
    lengths = [math.fsum(_sizes(view).values()) for view in views]
    for index in sorted(found, key=lambda one: (-lengths[one], views[one].id)):
        repeated = sorted((often[mark], mark) for mark in set(views[index].prints) if often[mark] > 1)
        marks = [mark for _, mark in repeated]
        stands, most = index, 0.0
        for other in _likely(marks, views[index], holders, rules):
            alike = likeness(views[index], views[other], often)
            if alike > most:
                stands, most = other, alike
        found[index] = stands
        if stands == index:
            for mark in marks:
                holding = holders.setdefault(mark, [])
                if len(holding) < rules["holders"]:
                    holding.append(index)
    return found


def _likely(
    marks: Iterable[int], view: DocumentView, holders: Mapping[int, list[int]], rules: Mapping[str, Any]
) -> list[int]:
    """The few that share most with a view, found by its rarest sentences; the number looked at is bounded."""
    sizes = _sizes(view)
    shared: dict[int, float] = {}
    looked = 0
    for mark in marks:
        for other in holders.get(mark, ()):
            shared[other] = shared.get(other, 0.0) + sizes[mark]
            looked += 1
        if looked >= rules["looked_at"]:
            break
    # they were met from the rarest sentence on, so ties are in one order on every machine
    return sorted(shared, key=lambda other: -shared[other])[: rules["compared"]]


def likeness(one: DocumentView, other: DocumentView, often: Mapping[int, int]) -> float:
    """Which share of the shorter stands in the longer word for word; 0 where they are no near copies.

    ``often`` says in how many documents each sentence stands: those of many (a firm's closing lines) are left out, unless hardly
    anything else is left.

    >>> import numpy as np
    >>> rows, sizes = np.eye(2, dtype=np.float16), np.ones(2, dtype=np.float32)
    >>> one, other = (DocumentView(str(n), "ko", rows, sizes, (1, n)) for n in (2, 3))
    >>> likeness(one, other, {}), likeness(one, one, {})
    (0.5, 1.0)
    """
    rules = settings()["reprints"]
    ours, theirs = _sizes(one), _sizes(other)
    own, others = (
        {mark: size for mark, size in sizes.items() if often.get(mark, 1) <= rules["common"]}
        for sizes in (ours, theirs)
    )
    if all(
        math.fsum(left.values()) >= rules["enough"] * math.fsum(whole.values())
        for left, whole in ((own, ours), (others, theirs))
    ):
        ours, theirs = own, others
    shared = math.fsum(min(size, theirs[mark]) for mark, size in ours.items() if mark in theirs)
    shorter, longer = sorted((math.fsum(ours.values()), math.fsum(theirs.values())))
    if shorter <= 0.0 or shared < rules["of_shorter"] * shorter or shared < rules["of_longer"] * longer:
        return 0.0
    few = min(len(one.numbers), len(other.numbers))
    if few >= rules["fewest_numbers"] and len(one.numbers & other.numbers) < rules["numbers"] * few:
        return 0.0
    return shared / shorter


def _sizes(view: DocumentView) -> dict[int, float]:
    return dict(zip(view.prints, view.sizes.tolist(), strict=True))
