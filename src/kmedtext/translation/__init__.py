"""The translation room."""
