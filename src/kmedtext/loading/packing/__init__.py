"""Packing: archives and packed streams, unpacked while what they grow to is counted."""
