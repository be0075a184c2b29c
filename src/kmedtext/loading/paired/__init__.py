"""Paired input: files that say themselves which Korean text stands beside which English one."""

from kmedtext.loading.paired.reading import PairColumns, PairedFile, read_paired
from kmedtext.loading.paired.segments import Segment, TmxHeader

__all__ = ["PairColumns", "PairedFile", "Segment", "TmxHeader", "read_paired"]
