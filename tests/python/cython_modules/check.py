"""Prints what the two modules of the package give each other; test_cython_modules.py compares it for every pair of compilers."""
from border import consumer, provider

print(consumer.functions())
print(consumer.variables(), provider.state())
for cls in provider.Base, provider.Derived, consumer.Sub, consumer.Py:
    o = cls(3)
    print(cls.__name__, consumer.methods(o), provider.call(o, o if isinstance(o, provider.Derived) else None))
print(consumer.more(provider.Derived(1)), consumer.more(consumer.Sub(1)))
for wrong in provider.Base(-1), 1:
    try:
        consumer.methods(wrong)
    except (TypeError, ValueError) as e:
        print(e)
print(consumer.rest())
print(consumer.rest2())
print(consumer.fused())
print(provider.use(provider.Fused(), provider.Container([1])), provider.use(consumer.Mixed(), consumer.Counting()))
print(consumer.Sub.__mro__, consumer.Mixed.__mro__)


class InPython(consumer.Mixed):
    pass


print(InPython().greet(), provider.use(InPython(), consumer.PyCounting()))
for name, capsule in sorted(provider.__pyx_capi__.items()):
    if "[" not in name:  # Cython has a second name for the instances of fused functions
        print(name, repr(capsule).split('"')[1])
