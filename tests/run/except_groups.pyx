# needs: tomllib
"""except*: the name is a group whatever class is handled; generators hand on what they caught.

>>> first_group()
['v']
>>> list(suspended())
[1, ['v', 't']]
"""


def first_group():
    try:
        raise ExceptionGroup("group", [ValueError("v")])
    except* ValueError as group:
        caught = group
    return [str(e) for e in caught.exceptions]


def suspended():
    found = []
    try:
        raise ExceptionGroup("group", [ValueError("v"), TypeError("t")])
    except* ValueError as group:
        found += [str(e) for e in group.exceptions]
    except* TypeError as group:
        found += [str(e) for e in group.exceptions]
    yield len(found) // 2
    yield found
