"""Classes: inheritance, super, properties, metaclasses, name mangling, slots.

>>> Square(3).describe()
'square of area 9'
>>> [cls.__name__ for cls in Square.__mro__]
['Square', 'Shape', 'object']
>>> Counter.made, Counter().number, Counter().number
(0, 1, 2)
>>> Celsius(100).fahrenheit
212.0
>>> c = Celsius(0); c.fahrenheit = 50; c.degrees
10.0
>>> Registered.registry
['First', 'Second']
>>> Private().reveal(), sorted(vars(Private()))
(42, ['_Private__secret'])
>>> Slotted(1).x
1
>>> Slotted(1).y = 2  # doctest: +ELLIPSIS
Traceback (most recent call last):
AttributeError: 'Slotted' object has no attribute 'y'...
>>> Static.double(4), Static.name()
(8, 'Static')
>>> Annotated.__annotations__
{'x': <class 'int'>, 'y': <class 'str'>}
>>> make_class(5)().value
5
>>> Body.total, Body.doubled
(6, [2, 4])
>>> Square.__doc__, Square.__qualname__, Square.__module__ == __name__
('A square.', 'Square', True)
"""


class Shape:
    def __init__(self, side):
        self.side = side

    def area(self):
        return 0

    def describe(self):
        return "%s of area %d" % (type(self).__name__.lower(), self.area())


class Square(Shape):
    """A square."""

    def area(self):
        return self.side ** 2 + super().area()


class Counter:
    made = 0

    def __init__(self):
        Counter.made += 1
        self.number = Counter.made


class Celsius:
    def __init__(self, degrees):
        self.degrees = degrees

    @property
    def fahrenheit(self):
        return self.degrees * 9 / 5 + 32

    @fahrenheit.setter
    def fahrenheit(self, value):
        self.degrees = (value - 32) * 5 / 9


class Meta(type):
    def __new__(mcls, name, bases, namespace, **options):
        cls = super().__new__(mcls, name, bases, namespace)
        if options.get("register"):
            cls.registry.append(name)
        return cls

    def __init__(cls, name, bases, namespace, **options):
        super().__init__(name, bases, namespace)


class Registered(metaclass=Meta):
    registry = []


class First(Registered, register=True):
    pass


class Second(Registered, register=True):
    pass


class Private:
    def __init__(self):
        self.__secret = 42

    def reveal(self):
        return self.__secret


class Slotted:
    __slots__ = ("x",)

    def __init__(self, x):
        self.x = x


class Static:
    @staticmethod
    def double(x):
        return 2 * x

    @classmethod
    def name(cls):
        return cls.__name__


class Annotated:
    x: int = 1
    y: str


def make_class(n):
    class Local:
        value = n

    return Local


class Body:
    total = 0
    for i in range(4):
        total += i
    doubled = [2 * i for i in (1, 2)]
