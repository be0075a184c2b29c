"""XML of publishers: safe trees, and what their dialects call a headline, a paragraph, a date."""
