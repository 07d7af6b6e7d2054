"""Bellrock: a customer-support desk for crypto exchanges."""

__version__ = "0.1.0"
