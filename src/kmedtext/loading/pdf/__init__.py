"""PDF: from printed pages back to paragraphs.

``reading`` gets the lines and where they stand, ``furniture`` marks what belongs to the printed page, ``columns`` puts the
rest in reading order, ``tables`` and ``paragraphs`` put lines together, ``roles`` says what they are, and
``composition`` writes the text with its regions.
"""

from kmedtext.loading.pdf.loader import PdfLoader

__all__ = ["PdfLoader"]
