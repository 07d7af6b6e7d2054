"""The queue of people who wait, the presence of those who answer, and who gets which conversation."""
