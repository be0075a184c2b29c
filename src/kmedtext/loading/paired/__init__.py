"""Paired input: files that say themselves which Korean text stands beside which English one."""

from kmedtext.loading.paired.reading import PairedFile, read_paired
from kmedtext.loading.paired.segments import Segment, TmxHeader
from kmedtext.loading.paired.tables import PairColumns

__all__ = ["PairColumns", "PairedFile", "Segment", "TmxHeader", "read_paired"]
