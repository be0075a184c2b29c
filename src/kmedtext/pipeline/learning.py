"""Learning a site profile from files: a first pass that loads every page and keeps numbers only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from kmedtext.cleaning import ProfileBuilder, SiteProfile
from kmedtext.cleaning.profile import counted_lines, pair_hashes, rules
from kmedtext.errors import LoadError
from kmedtext.loading import STDIN, Limits, load
from kmedtext.pipeline.pool import run
from kmedtext.pipeline.steps import PageTask, crashed, sketch_page
from kmedtext.records import Failure

_AT_ONCE = 8192
"""Pages whose sketches are held at the same time."""


def enough(paths: Sequence[str]) -> bool:
    """Whether there are so many pages that learning from them may tell something."""
    return sum(path != STDIN for path in paths) >= int(rules()["auto"])


def learn(
    paths: Sequence[str],
    jobs: int,
    tell: Callable[[str, int, int], None],
    limits: Limits | None = None,
) -> tuple[SiteProfile, list[Failure]]:
    """Learn from all files in the order of their paths, whatever the number of ``jobs``; list what failed.

    Standard input can be read once only, so it is passed over.
    """
    tasks = [PageTask(path, limits or Limits()) for path in paths if path != STDIN]
    builder = ProfileBuilder()
    failures: list[Failure] = []
    for start in range(0, len(tasks), _AT_ONCE):
        results = run(
            sketch_page,
            tasks[start : start + _AT_ONCE],
            jobs=jobs,
            lost=lambda task: crashed(task.path),
            done=partial(_told, tell, start, len(tasks)),
        )
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
            else:
                builder.add(result)
    return builder.profile(), failures


def _told(tell: Callable[[str, int, int], None], before: int, total: int, done: int) -> None:
    tell("profile", before + done, total)


def repeated_lines(paths: Sequence[str], profile: SiteProfile, most: int) -> list[tuple[str, int]]:
    """The lines that most pages hold, each with their number; read again from the files, as a profile has no text.

    Reading ends when enough of them are found.
    """
    ranked = sorted(profile.counts.items(), key=lambda item: (-item[1], item[0]))
    wanted = dict(ranked[: 2 * most])
    missing = set(wanted)
    found: dict[str, int] = {}
    for path in paths:
        if not missing:
            break
        try:
            lines = counted_lines(load(path).text)
        except LoadError:
            continue
        pairs = pair_hashes(lines)
        for line, above, below in zip(lines, pairs, pairs[1:], strict=False):
            pages = max(wanted.get(above, 0), wanted.get(below, 0))
            if pages:
                found[line] = max(pages, found.get(line, 0))
        missing.difference_update(pairs)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most]
