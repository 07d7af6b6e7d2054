"""What every HTTP surface shares: the context, errors, sessions, assets, headers. It imports no surface."""
