"""Learning a site profile from files: a first pass that loads every page and keeps numbers only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice

from kmedtext.cleaning import ProfileBuilder, SiteProfile
from kmedtext.cleaning.profile import counted_lines, pair_hashes, rules
from kmedtext.loading import STDIN, Columns, Limits, documents, load_all
from kmedtext.loading.discovery import is_address
from kmedtext.pipeline.pool import run
from kmedtext.pipeline.steps import PageTask, crashed, sketch_page
from kmedtext.records import Failure

_AT_ONCE = 8192
"""Pages whose sketches are held at the same time."""


def enough(paths: Iterable[str], limits: Limits, columns: Columns | None = None) -> bool:
    """Whether there are so many pages that learning from them may tell something."""
    least = int(rules()["auto"])
    found = documents(_again(paths), limits, columns)
    pages = (item for item in found if not isinstance(item, Failure))
    return sum(1 for _ in islice(pages, least)) >= least


def learn(
    paths: Iterable[str],
    jobs: int,
    tell: Callable[[str, int, int], None],
    limits: Limits | None = None,
    columns: Columns | None = None,
) -> tuple[SiteProfile, list[Failure]]:
    """Learn from all files in the order of their paths, whatever the number of ``jobs``; list what failed.

    Standard input and what lies on the network are read once only, so they are passed over.
    """
    limits = limits or Limits()
    builder = ProfileBuilder()
    failures: list[Failure] = []
    tasks = _tasks(_again(paths), limits, columns, failures)
    before = 0
    while chunk := list(islice(tasks, _AT_ONCE)):
        results = run(
            sketch_page,
            chunk,
            jobs=jobs,
            lost=lambda task: crashed(task.where),
            done=partial(_told, tell, before, before + len(chunk)),
        )
        before += len(chunk)
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
            else:
                builder.add(result)
    return builder.profile(), failures


def _again(paths: Iterable[str]) -> list[str]:
    """What can be read more than once."""
    return [path for path in paths if path != STDIN and not is_address(path)]


def _tasks(
    paths: Iterable[str], limits: Limits, columns: Columns | None, failures: list[Failure]
) -> Iterator[PageTask]:
    for item in documents(paths, limits, columns):
        if isinstance(item, Failure):
            failures.append(item)
        else:
            yield PageTask(item, limits)


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
    for page in load_all(paths):
        if not missing:
            break
        if isinstance(page, Failure):
            continue
        lines = counted_lines(page.text)
        pairs = pair_hashes(lines)
        for line, above, below in zip(lines, pairs, pairs[1:], strict=False):
            pages = max(wanted.get(above, 0), wanted.get(below, 0))
            if pages:
                found[line] = max(pages, found.get(line, 0))
        missing.difference_update(pairs)
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most]
