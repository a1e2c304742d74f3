"""Two Python threads inside `with nogil` run at the same time: each waits for what the other one does there."""
from posix.unistd cimport usleep


def meet(unsigned char[::1] flags, int mine, int other):
    """Says that this thread is there, and waits (five seconds at most) without the GIL until the other one is.

    >>> import threading
    >>> flags, seen = bytearray(2), []
    >>> threads = [threading.Thread(target=lambda i=i: seen.append(meet(flags, i, 1 - i))) for i in (0, 1)]
    >>> for thread in threads: thread.start()
    >>> for thread in threads: thread.join()
    >>> seen
    [True, True]
    """
    cdef int waited = 0
    with nogil:
        flags[mine] = 1
        while flags[other] == 0 and waited < 5000:
            usleep(1000)
            waited += 1
    return flags[other] == 1
