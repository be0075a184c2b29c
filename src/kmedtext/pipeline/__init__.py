"""The pipeline: the verbs in order, over many pages, with any number of workers."""

from kmedtext.pipeline.building import Progress, build
from kmedtext.pipeline.corpus import Corpus

__all__ = ["Corpus", "Progress", "build"]
