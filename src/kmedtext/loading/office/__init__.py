"""Office documents: what OOXML and OpenDocument files share below their formats."""
