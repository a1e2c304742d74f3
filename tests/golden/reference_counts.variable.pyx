def last(values):
    kept = None
    for value in values:
        kept = value
    return kept
