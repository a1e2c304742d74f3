# The C++ casts, as functions: static_cast[T](x).
cdef extern from * nogil:
    T static_cast[T](void*)
    T dynamic_cast[T](void*) except +
    T reinterpret_cast[T](void*)
    T const_cast[T](void*)
