"""Loop variables of comprehensions have the type declared around them; a cdef __enter__ is called in C; methods of an object in variables.

>>> letters([Node(b"a"), Node(None)])
[b'a']
>>> doubles()
([1.0, 2.0], {3.0: 1}, [5], [0.0, 1.0])
>>> inner()
([0, 1, 2], 7)
>>> Holder().run()
enter
exit ValueError
>>> entered()
enter
body 3
exit None
>>> ratios(Node(b"abc"))
(3.0, 3.0, 2)
"""

cdef class Node:
    cdef bytes text
    def __init__(self, text):
        self.text = text
    cdef double size(self):
        return len(self.text)
    cdef int __enter__(self) except -1:
        print("enter")
        return 3
    def __exit__(self, kind, value, traceback):
        print("exit", kind and kind.__name__)
        return True

cdef class Holder:
    cdef Node node
    def __init__(self):
        self.node = Node(b"")
    def run(self):
        with self.node:
            raise ValueError

def letters(nodes):
    cdef Node node
    return [node.text for node in nodes if node.text is not None]

def doubles():
    cdef double x
    return [x for x in [1, 2]], {x: 1 for x in (3,)}, list(x for x in [5]), [x for x in range(2)]

def inner():
    cdef int i
    def f():
        return [i for i in range(3)]
    i = 7
    return f(), i

def entered():
    cdef Node node = Node(b"")
    with node as value:
        print("body", value)

def ratios(Node node):
    size = node.size
    ratio = size
    return size(), ratio(), len([ratio, size])
