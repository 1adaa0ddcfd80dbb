"""Faults of disks and machines, made to order."""
