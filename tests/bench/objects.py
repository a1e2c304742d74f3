"""Programs of plain Python objects: each `run_*` gives a value that every build must agree on."""


def add(a: int, b: int) -> int:
    return a + b


def run_calls(n: int = 200_000) -> int:
    s = 0
    for i in range(n):
        s = add(s, i)
    return s


class Point:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def moved(self, dx: int) -> "Point":
        return Point(self.x + dx, self.y)


def run_classes(n: int = 50_000) -> int:
    p = Point(0, 1)
    for i in range(n):
        p = p.moved(i & 3)
    return p.x + p.y


def run_words(n: int = 2_000) -> int:
    text = "the quick brown fox jumps over the lazy dog " * 4
    counts: dict = {}
    for _ in range(n // 50):
        for word in text.split():
            counts[word] = counts.get(word, 0) + 1
    return len(",".join(sorted(counts))) + counts["the"]


def run_sieve(n: int = 60_000) -> int:
    flags = [True] * n
    for i in range(2, n):
        if flags[i]:
            for j in range(i * i, n, i):
                flags[j] = False
    return sum(flags)


def squares(n: int):
    for i in range(n):
        yield i * i


def run_generator(n: int = 100_000) -> int:
    return sum(x for x in squares(n) if x & 1)


def run_floats(n: int = 100_000) -> float:
    x, y = 0.5, 0.25
    for _ in range(n):
        x, y = x * 0.999 + y, y * 0.5 + 0.001 * x
    return round(x + y, 6)
