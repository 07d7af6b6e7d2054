"""The first line of the desk: answers what it knows with a source, offers topics, or calls a person."""
