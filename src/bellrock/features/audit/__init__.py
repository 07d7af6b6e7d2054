"""The append-only trail: who did what to which thing, written in the transaction that did it."""
