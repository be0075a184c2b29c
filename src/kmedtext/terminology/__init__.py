"""The terminology room: a bilingual glossary from what articles say in brackets and what aligned records share."""

from kmedtext.terminology.association import Association, associate
from kmedtext.terminology.entries import Evidence, GlossaryEntry
from kmedtext.terminology.harvesting import Harvestable, terms

__all__ = ["Association", "Evidence", "GlossaryEntry", "Harvestable", "associate", "terms"]
