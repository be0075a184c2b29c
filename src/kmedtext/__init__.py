"""Turn the raw pages of Korean medicine into clean, parallel Korean–English text."""

from kmedtext.__about__ import __version__

__all__ = ["__version__"]
