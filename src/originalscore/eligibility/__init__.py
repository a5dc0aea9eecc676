"""Eligibility: award figures and named risks, told by dated rules."""
