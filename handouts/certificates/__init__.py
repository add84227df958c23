"""Certificates: what they say, their numbers, the ledger, the proof and the verification."""
