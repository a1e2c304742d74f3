"""Attributes and methods are remembered where they are used; a changed class or instance is always seen.

>>> for item in test(): print(item)
1
2
1
8
6
9
10
42
7
10
14
-1
10
10
own
6
own
data descriptor
data descriptor
refused
6
'P' object has no attribute 'x'
9
['x']
class
instance
class
10
11
11
new
Q
11
True
99
"""


class P:
    kind = "class"
    def __init__(self, x):
        self.x = x
    def get(self):
        return self.x
    def add(self, k):
        self.x = self.x + k
        return self.x

class D:
    @property
    def x(self): return 42
    def get(self): return -1

class S:
    __slots__ = ("x",)
    def __init__(self): self.x = 7
    def get(self): return self.x * 2

def load(o): return o.x
def kind(o): return o.kind
def store(o, v): o.x = v
def get(o): return o.get()
def add(o, k): return o.add(k)

def test():
    p = P(1); q = P(2)
    out = [load(p), load(q), load(p)]
    store(p, 5); store(q, 6); store(p, 8)
    out += [load(p), load(q), add(p, 1), add(p, 1)]
    out += [load(D()), load(S()), load(p), get(S()), get(D()), get(p), get(p)]
    p.get = lambda: "own"          # an attribute of the instance hides the method
    out += [get(p), get(q), get(p)]
    P.x = property(lambda self: "data descriptor")
    out += [load(p), load(q)]
    try:
        store(q, 1)
    except AttributeError:
        out.append("refused")
    del P.x
    out += [load(q)]
    del q.x
    try:
        load(q)
    except AttributeError as e:
        out.append(str(e))
    store(q, 9)
    out += [load(q), list(q.__dict__), kind(q)]
    q.kind = "instance"
    out += [kind(q), kind(P(0))]
    q.__dict__["x"] = 10
    out += [load(q)]
    store(q, 11)
    out += [q.__dict__["x"], load(q)]
    P.get = lambda self: "new"
    out += [get(q)]
    q.__class__ = type("Q", (P,), {"get": lambda self: "Q"})
    out += [get(q), load(q)]
    import gc, weakref
    r = P([1]); w = weakref.ref(r); store(r, r); store(r, [2]); store(r, r); del r; gc.collect()
    out += [w() is None]
    for k in range(40):
        setattr(p, "a%d" % k, k)
    store(p, 99)
    out += [load(p)]
    return out
