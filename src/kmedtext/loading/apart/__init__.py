"""A process apart: binary formats are parsed where a crash, a hang or a bomb costs one document."""
