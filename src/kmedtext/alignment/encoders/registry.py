"""Encoders by name: the default, the models of sentence-transformers, endpoints, and what other packages bring.

A package adds an encoder by an entry point in the group ``kmedtext.encoders`` that names a callable: it takes what the
user wrote after ``NAME:`` (or nothing: an empty str) and gives an :class:`~kmedtext.alignment.Encoder`.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from inspect import getattr_static
from pathlib import Path

from kmedtext.alignment.encoders.cached import CachedEncoder
from kmedtext.alignment.encoders.endpoint import EndpointEncoder
from kmedtext.alignment.encoders.level import LevelledEncoder
from kmedtext.alignment.encoders.models import models
from kmedtext.alignment.encoders.protocol import Encoder
from kmedtext.alignment.encoders.transformer import TransformerEncoder
from kmedtext.alignment.encoders.usem3 import default_encoder
from kmedtext.errors import UsageError

GROUP = "kmedtext.encoders"
DEFAULT = "usem3"


def encoders() -> tuple[str, ...]:
    """List the names that :func:`encoder` takes; none of them is loaded.

    >>> "usem3" in encoders() and "labse" in encoders()
    True
    """
    return tuple(sorted({DEFAULT, *models(), "st", "openai", *_brought()}))


def encoder(
    spec: str,
    *,
    allow_network: bool = False,
    vector_cache: str | os.PathLike[str] | None = None,
    device: str = "cpu",
    level: bool = True,
) -> Encoder:
    """Make the encoder that ``spec`` names.

    =========================  =====================================================================================
    ``usem3``                  the default, which comes with the install
    ``labse``, ``bge-m3``,     models of sentence-transformers (extra ``transformers``), from its local cache;
    ``e5-small`` ``-base``     only with ``allow_network`` downloaded where they are missing
    ``-large``
    ``st:PATH``                any model of sentence-transformers in a folder; ``st:NAME`` as for the names above
    ``openai:MODEL@URL``       an OpenAI-compatible endpoint; only with ``allow_network``, on this machine too
    ``NAME:…``                 what another package brings under the entry point group ``kmedtext.encoders``
    =========================  =====================================================================================

    ``vector_cache`` is a file in which vectors are kept (see :class:`CachedEncoder`); ``device`` is where
    sentence-transformers works. With ``level`` the cosines of all but the default are brought to its level
    (see :class:`LevelledEncoder`), since thresholds and scores were learned with it; scores are estimates all the same.
    Raises :class:`~kmedtext.errors.UsageError` for what it does not know.

    >>> encoder("usem3").dim
    512
    >>> encoder("openai:bge-m3@http://localhost:8000/v1")
    Traceback (most recent call last):
    kmedtext.errors.UsageError: encoder bge-m3 at http://localhost:8000/v1 would get every sentence over the network; ...
    """
    if not isinstance(spec, str):
        raise UsageError(f"an encoder is named by a str such as 'usem3', not by a {type(spec).__name__}")
    found, centred = _made(spec, allow_network=allow_network, device=device)
    if vector_cache is not None:
        found = CachedEncoder(found, vector_cache)
    if level and spec != DEFAULT:
        found = LevelledEncoder(found, centred=centred)
    return found


def chosen(given: Encoder | str | None) -> Encoder:
    """The encoder that a caller gave, by itself or by name; the default for None.

    >>> chosen(None) is chosen("usem3")
    True
    """
    if given is None:
        return default_encoder()
    if isinstance(given, str):
        return _named(given)
    if not _keeps_the_protocol(given):
        raise UsageError(
            f"encoder is of type {type(given).__name__}; give a name such as 'usem3', or what encoder(name) makes"
        )
    return given


@cache
def _named(spec: str) -> Encoder:
    """One for the process, so that its model loads once."""
    return encoder(spec)


def calibrated(encoder: Encoder) -> bool:
    """Whether thresholds and scores were learned with the vectors that this encoder gives."""
    return encoder.signature == default_encoder().signature


def _made(spec: str, *, allow_network: bool, device: str) -> tuple[Encoder, bool]:
    """The plain encoder, and whether its vectors are to be centred."""
    name, colon, rest = spec.partition(":")
    if spec == DEFAULT:
        return default_encoder(), False
    if spec in models():
        row = models()[spec]
        made = TransformerEncoder(
            row.model,
            name=spec,
            prefix=row.prefix,
            max_chars=row.max_chars,
            device=device,
            allow_network=allow_network,
        )
        return made, row.centred
    if name == "st" and rest:
        known = next((row for row in models().values() if row.model == rest), None)
        if known:
            return _made(_short(known.model), allow_network=allow_network, device=device)
        if not Path(rest).is_dir() and (rest.count("/") > 1 or rest.startswith((".", "/", "~"))):
            raise UsageError(f"--encoder {spec}: there is no folder {rest}")
        return TransformerEncoder(rest, device=device, allow_network=allow_network), True
    if name == "openai":
        model, at, url = rest.partition("@http")
        if not (model and at):
            raise UsageError(
                "an endpoint is named openai:MODEL@URL, e.g. openai:bge-m3@http://localhost:8000/v1"
            )
        return EndpointEncoder(f"http{url}", model, allow_network=allow_network), True
    if name in (brought := _brought()):
        return _called(brought[name], rest), True
    raise UsageError(f"there is no encoder {name + colon!r}; choose from {', '.join(encoders())}")


def _short(model: str) -> str:
    return next(name for name, row in models().items() if row.model == model)


def _called(entry: EntryPoint, argument: str) -> Encoder:
    made: Encoder = entry.load()(argument)
    if not _keeps_the_protocol(made):
        raise UsageError(
            f"the entry point {entry.name} ({entry.value}) gives no encoder: no {Encoder.__name__} protocol"
        )
    return made


def _keeps_the_protocol(given: object) -> bool:
    """As isinstance would say, without reading ``dim``, which may load a model or ask an endpoint."""
    missing = object()
    names = ("name", "dim", "max_chars", "signature", "encode")
    return all(getattr_static(given, name, missing) is not missing for name in names)


def _brought() -> dict[str, EntryPoint]:
    return {entry.name: entry for entry in entry_points(group=GROUP)}
