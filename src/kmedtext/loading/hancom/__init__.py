"""Documents of Hancom's 한글 word processor: what HWP 5, HWPX and HWPML have in common, and their parts.

The formats are read from their public descriptions; this product was developed with reference to
the public documentation of the 한/글 document file (.hwp) by Hancom Inc.
"""
