# <utility>: pair and move.
cdef extern from "<utility>" namespace "std" nogil:
    cdef cppclass pair[T, U]:
        ctypedef T first_type
        ctypedef U second_type
        T first
        U second
        pair() except +
        pair(pair&) except +
        pair(T&, U&) except +
        bint operator==(pair&, pair&)
        bint operator!=(pair&, pair&)
        bint operator<(pair&, pair&)
        bint operator<=(pair&, pair&)
        bint operator>(pair&, pair&)
        bint operator>=(pair&, pair&)

cdef extern from * namespace "cy_std" nogil:
    """
    #include <type_traits>
    #include <utility>
    namespace cy_std {
    // lvalues only: std::move with its argument type spelled out would be asked for an rvalue reference
    template <typename T>
    inline typename std::remove_reference<T>::type&& move(T& value) noexcept { return std::move(value); }
    template <typename T>
    inline typename std::remove_reference<T>::type&& move(T&& value) noexcept { return std::move(value); }
    }
    """
    cdef T&& move[T](T)
