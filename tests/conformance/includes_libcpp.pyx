# cython: language_level=3
# distutils: language = c++
"""Uses every module of includes/libcpp, so that the C++ compiler instantiates what they declare; run() asserts results."""
from libc.stdint cimport uint32_t
from libcpp cimport bool as cbool, nullptr
from libcpp cimport cmath
from libcpp.algorithm cimport (binary_search, clamp, copy, count_if, fill, find, is_sorted, lower_bound, max_element,
                               merge, minmax_element, nth_element, partition, remove_if, reverse, set_union, sort,
                               transform, unique)
from libcpp.any cimport any, any_cast
from libcpp.atomic cimport atomic, memory_order_relaxed
from libcpp.barrier cimport barrier
from libcpp.bit cimport bit_cast, bit_width, countl_zero, popcount
from libcpp.cast cimport dynamic_cast, static_cast
from libcpp.complex cimport abs as complex_abs, complex as cpp_complex, conj, polar
from libcpp.condition_variable cimport (condition_variable, condition_variable_any, cv_status, py_safe_object_wait,
                                        py_safe_wait)
from libcpp.deque cimport deque
from libcpp.exception cimport (current_exception, delegate_to_exception_handlers, exception_ptr,
                               exception_ptr_error_handler, make_exception_ptr, out_of_range, rethrow_exception,
                               wrapped_exception_ptr_from_exception)
from libcpp.execution cimport par, seq
from libcpp.forward_list cimport forward_list
from libcpp.functional cimport function, greater, reference_wrapper
from libcpp.future cimport future, promise, shared_future
from libcpp.iterator cimport back_inserter, distance
from libcpp.latch cimport latch
from libcpp.limits cimport numeric_limits
from libcpp.list cimport list as cpp_list
from libcpp.map cimport map as cpp_map, multimap
from libcpp.memory cimport (allocator, dynamic_pointer_cast, make_shared, make_unique, shared_ptr, static_pointer_cast,
                            unique_ptr, weak_ptr)
from libcpp.mutex cimport (call_once, defer_lock, mutex, once_flag, py_safe_call_object_once, py_safe_call_once,
                           py_safe_construct_unique_lock, py_safe_lock, py_safe_once_flag, recursive_timed_mutex,
                           timed_recursive_mutex, unique_lock)
from libcpp.numbers cimport pi
from libcpp.numeric cimport accumulate, gcd, inner_product, iota, partial_sum, reduce
from libcpp.optional cimport make_optional, nullopt, optional
from libcpp.pair cimport pair
from libcpp.queue cimport priority_queue, queue
from libcpp.random cimport mt19937, normal_distribution, uniform_int_distribution
from libcpp.semaphore cimport binary_semaphore, counting_semaphore
from libcpp.set cimport multiset, set as cpp_set
from libcpp.shared_mutex cimport py_safe_construct_shared_lock, shared_lock, shared_mutex
from libcpp.span cimport span
from libcpp.stack cimport stack
from libcpp.stop_token cimport python_stop_callback_holder, stop_source, stop_token
from libcpp.string cimport npos, stoi, string, to_string
from libcpp.string_view cimport string_view
from libcpp.typeindex cimport type_index
from libcpp.typeinfo cimport type_info
from libcpp.unordered_map cimport unordered_map, unordered_multimap
from libcpp.unordered_set cimport unordered_multiset, unordered_set
from libcpp.utility cimport move
from libcpp.vector cimport vector
from cython.operator cimport dereference, preincrement, typeid


cdef bint is_even(int value) noexcept nogil:
    return value % 2 == 0


cdef int twice(int value) noexcept nogil:
    return 2 * value


def sequences():
    cdef vector[int] numbers
    for value in (3, 1, 2, 2):
        numbers.push_back(value)
    cdef vector[int].iterator position = numbers.begin()
    numbers.insert(position + 1, 7)
    numbers.insert(numbers.cbegin(), <size_t>2, <const int>9)
    numbers.erase(numbers.begin(), numbers.begin() + 2)
    assert numbers.at(0) == 3 and numbers.end() - numbers.begin() == 5 and numbers[1] == 7
    cdef vector[int] other = vector[int](numbers.begin(), numbers.end())
    assert other == numbers and not other < numbers
    cdef vector[int].const_iterator constant = numbers.const_begin()
    assert dereference(constant) == 3 and constant != numbers.const_end()
    cdef vector[int].reverse_iterator backwards = numbers.rbegin()
    preincrement(backwards)
    assert dereference(backwards) == 2 and numbers.data()[0] == 3 and numbers.emplace_back(4) == 4
    cdef deque[int] ends
    ends.push_front(1)
    ends.emplace_back(2)
    assert ends[0] == 1 and ends.end() - ends.begin() == 2 and ends.rbegin() != ends.rend()
    cdef cpp_list[int] linked
    linked.push_back(2)
    linked.push_front(1)
    linked.sort()
    linked.unique()
    assert linked.front() == 1 and linked.size() == 2
    cdef forward_list[int] single
    single.push_front(1)
    single.insert_after(single.begin(), 5)
    single.remove_if(&is_even)
    assert single.front() == 1
    cdef span[int] view = span[int](numbers.data(), numbers.size())
    assert view.subspan(1, 2)[0] == 7 and view.first(1).size() == 1
    cdef stack[int] pile
    pile.push(1)
    cdef queue[int] line
    line.push(2)
    cdef priority_queue[int] heap
    heap.push(3)
    assert (pile.top(), line.front(), heap.top()) == (1, 2, 3)


def tables():
    cdef cpp_map[string, int] ages
    ages[b"x"] = 3
    ages.insert(pair[string, int](b"y", 4))
    cdef cpp_map[string, int].iterator found = ages.find(b"y")
    assert dereference(found).second == 4 and ages.at(b"x") == 3 and ages.count(b"z") == 0
    assert ages.contains(b"x") and ages.lower_bound(b"a") == ages.begin() and ages.erase(<string>b"x") == 1
    cdef multimap[int, int] many
    many.insert(pair[int, int](1, 2))
    assert distance[multimap[int, int].iterator](many.begin(), many.end()) == 1
    cdef cpp_set[int] members
    assert members.insert(1).second and not members.insert(1).second
    cdef multiset[int] repeated
    repeated.insert(1)
    repeated.insert(1)
    assert repeated.count(1) == 2 and repeated.equal_range(1).first == repeated.begin()
    cdef unordered_map[int, double] hashed
    hashed[1] = 2.5
    hashed.reserve(10)
    assert hashed.at(1) == 2.5 and hashed.bucket_count() >= 10 and hashed.const_find(2) == hashed.const_end()
    cdef unordered_multimap[int, int] hashed_many
    hashed_many.insert(pair[int, int](1, 1))
    cdef unordered_set[int] hashed_set
    assert hashed_set.insert(4).second and hashed_set.load_factor() > 0
    cdef unordered_multiset[int] hashed_multiset
    hashed_multiset.insert(1)
    assert hashed_multiset.max_load_factor() > 0 and hashed_many.size() == 1


def texts():
    cdef string text = string(b"hello world")
    assert text.find(b"world", 0) == 6 and text.find(b"none", 0) == npos and text.substr(0, 5) == b"hello"
    assert text.compare(b"hello") > 0 and text.starts_with(b"he") and text + b"!" == b"hello world!"
    text.replace(0, 5, b"HELLO").append(b"..").erase(0, 1)
    assert text == b"ELLO world.." and text.at(0) == b"E" and text.rfind(<char>b"o", npos) == 6
    cdef string.iterator letter = text.begin()
    assert dereference(letter + 1) == <char>b"L"
    cdef string_view view = string_view(text)
    view.remove_prefix(5)
    assert view.substr(0, 5).size() == 5 and view.front() == <char>b"w" and view.find_first_of(b"d", 0) == 4
    assert stoi(b"42") == 42 and to_string(7) == b"7"


def algorithms():
    cdef vector[int] values = [5, 2, 8, 2]
    sort(values.begin(), values.end())
    assert is_sorted(values.begin(), values.end()) and binary_search(values.begin(), values.end(), 8)
    sort(values.begin(), values.end(), greater[int]())
    assert values.front() == 8 and count_if(values.begin(), values.end(), &is_even) == 3
    reverse(values.begin(), values.end())
    assert lower_bound(values.begin(), values.end(), 5) - values.begin() == 2
    cdef vector[int] result
    transform(values.begin(), values.end(), back_inserter(result), &twice)
    assert result == [4, 4, 10, 16] and dereference(max_element(result.begin(), result.end())) == 16
    assert dereference(minmax_element(result.begin(), result.end()).first) == 4
    result.erase(unique(result.begin(), result.end()), result.end())
    cdef vector[int] both
    merge(values.begin(), values.end(), result.begin(), result.end(), back_inserter(both))
    set_union(values.begin(), values.end(), result.begin(), result.end(), back_inserter(both))
    nth_element(both.begin(), both.begin() + 1, both.end())
    partition(both.begin(), both.end(), &is_even)
    both.erase(remove_if(both.begin(), both.end(), &is_even), both.end())
    fill(both.begin(), both.end(), 1)
    assert find(both.begin(), both.end(), 1) == both.begin() and clamp(5, 1, 3) == 3
    copy(values.begin(), values.end(), back_inserter(both))
    iota(values.begin(), values.end(), 1)
    assert accumulate(values.begin(), values.end(), 0) == 10 and gcd(12, 18) == 6
    assert inner_product(values.begin(), values.end(), values.begin(), 0) == 30
    assert reduce(values.begin(), values.end(), 0) == 10
    partial_sum(values.begin(), values.end(), values.begin())
    assert values == [1, 3, 6, 10]
    sort(seq, values.begin(), values.end())


def numbers():
    assert cmath.sqrt(4.0) == 2 and cmath.hypot(2.0, 3.0, 6.0) == 7 and cmath.isnan(cmath.nan(b""))
    assert cmath.riemann_zeta(2.0) > 1.6 and cmath.lerp(0.0, 10.0, 0.5) == 5 and pi > 3.14
    cdef cpp_complex[double] number = cpp_complex[double](3, 4)
    assert complex_abs(number) == 5 and (number * conj(number)).real() == 25 and polar(2.0).real() == 2
    assert popcount[uint32_t](7) == 3 and bit_width[uint32_t](8) == 4 and countl_zero[uint32_t](1) == 31
    assert numeric_limits[int].max() == 2147483647 and numeric_limits[double].infinity() > 1e308
    cdef mt19937 engine = mt19937(42)
    cdef uniform_int_distribution[int] dice = uniform_int_distribution[int](1, 6)
    assert 1 <= dice(engine) <= 6 and engine() > 0
    cdef normal_distribution[double] normal = normal_distribution[double](0.0, 1.0)
    normal(engine)


def owners():
    cdef shared_ptr[int] shared = make_shared[int](5)
    cdef weak_ptr[int] weak = weak_ptr[int](shared)
    assert dereference(weak.lock()) == 5 and shared.use_count() == 1 and shared != nullptr
    cdef unique_ptr[int] owner = make_unique[int](6)
    cdef unique_ptr[int] next_owner = move(owner)
    assert owner.get() == NULL and dereference(next_owner) == 6
    cdef optional[int] maybe = make_optional[int](3)
    assert maybe.value() == 3 and maybe.has_value()
    maybe = nullopt
    assert not maybe.has_value() and maybe.value_or(4) == 4
    cdef any anything
    anything = <int>5
    assert anything.has_value() and any_cast[int](anything) == 5
    cdef function[int(int)] callable
    cdef atomic[int] counter
    counter.store(1)
    assert counter.fetch_add(2, memory_order_relaxed) == 1 and counter.load() == 3


cdef extern from *:
    """
    #include <stdexcept>
    inline void throw_out_of_range() { throw std::out_of_range("far away"); }
    """
    void throw_out_of_range() except +
    void throw_and_keep "throw_out_of_range"() except +exception_ptr_error_handler


def errors():
    try:
        throw_and_keep()
    except IndexError as error:
        try:
            rethrow_exception(wrapped_exception_ptr_from_exception(error))
        except IndexError as again:
            assert str(again) == "far away"
    cdef promise[int] pledge
    cdef future[int] value = pledge.get_future()
    pledge.set_value(3)
    assert value.get() == 3
    try:
        pledge.set_value(4)
    except RuntimeError as error:
        assert error.args[0] == "std::future_error"


cdef int raise_it() except -1:
    raise ValueError("inside")


cdef bint always() noexcept nogil:
    return True


def waits():
    cdef mutex lockable
    py_safe_lock(lockable)
    lockable.unlock()
    cdef unique_lock[mutex] lock = py_safe_construct_unique_lock(lockable)
    cdef condition_variable condition
    seen = []

    def predicate():
        seen.append(1)
        return len(seen) > 0
    py_safe_object_wait(condition, lock, predicate)
    py_safe_wait(condition, lock, &always)
    cdef condition_variable_any any_condition
    py_safe_object_wait(any_condition, lock, predicate)

    def failing():
        raise KeyError("predicate")
    try:
        py_safe_object_wait(condition, lock, failing)
        assert False
    except KeyError:
        pass
    assert lock.owns_lock() and len(seen) == 2
    cdef py_safe_once_flag flag
    calls = []
    py_safe_call_object_once(flag, lambda: calls.append(1))
    py_safe_call_object_once(flag, lambda: calls.append(1))
    assert calls == [1]
    cdef py_safe_once_flag failing_flag
    for _ in range(2):
        try:
            py_safe_call_object_once(failing_flag, failing)
            assert False
        except KeyError:
            pass
    cdef shared_mutex many
    cdef shared_lock[shared_mutex] reader = py_safe_construct_shared_lock(many)
    assert reader.owns_lock()
    cdef binary_semaphore* semaphore = new binary_semaphore(1)
    semaphore.acquire()
    assert not semaphore.try_acquire()
    semaphore.release()
    del semaphore
    cdef latch* countdown = new latch(1)
    countdown.count_down()
    assert countdown.try_wait()
    del countdown
    cdef stop_source source
    cdef python_stop_callback_holder holder
    holder.initialize(source.get_token(), lambda: calls.append(2))
    source.request_stop()
    assert calls == [1, 2] and source.stop_requested()


def run():
    for check in (sequences, tables, texts, algorithms, numbers, owners, errors, waits):
        check()
