"""Coroutines, async for, async with, async generators, async comprehensions.

>>> import asyncio
>>> asyncio.run(add(1, 2))
3
>>> asyncio.run(gathered())
[0, 1, 4]
>>> asyncio.run(collect())
[0, 1, 2, 'exit']
>>> asyncio.run(comprehension())
[0, 2, 4]
>>> asyncio.run(propagates())
'caught boom'
>>> type(run_and_close()).__name__
'coroutine'
"""
import asyncio


async def add(a, b):
    await asyncio.sleep(0)
    return a + b


async def square(x):
    await asyncio.sleep(0)
    return x * x


async def gathered():
    return await asyncio.gather(*[square(i) for i in range(3)])


async def numbers(n):
    for i in range(n):
        await asyncio.sleep(0)
        yield i


class Manager:
    def __init__(self, events):
        self.events = events

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.events.append("exit")


async def collect():
    events = []
    async with Manager(events):
        async for i in numbers(3):
            events.append(i)
    return events


async def comprehension():
    return [2 * i async for i in numbers(3)]


async def fails():
    await asyncio.sleep(0)
    raise ValueError("boom")


async def propagates():
    try:
        await fails()
    except ValueError as error:
        return "caught %s" % error


def run_and_close():
    c = add(1, 2)
    c.close()
    return c
