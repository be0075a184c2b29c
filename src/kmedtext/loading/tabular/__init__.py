"""Tables: rows of any source become documents, by the columns that hold text, address and id."""
