def found(values):
    if values:
        first = values[0]
    return first
