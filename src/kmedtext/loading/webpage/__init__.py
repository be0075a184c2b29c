"""Web pages: a tree of elements becomes text and regions, and what its head and its scripts say."""
