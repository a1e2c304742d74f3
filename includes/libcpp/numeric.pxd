# <numeric>: sums, products and scans. Scans and reduce need C++17, midpoint C++20.
cdef extern from "<numeric>" namespace "std" nogil:
    T gcd[T](T, T)
    T lcm[T](T, T)
    T midpoint[T](T, T) except +
    void iota[ForwardIt, T](ForwardIt, ForwardIt, T)
    T accumulate[InputIt, T](InputIt, InputIt, T)
    T accumulate[InputIt, T, BinaryOperation](InputIt, InputIt, T, BinaryOperation)
    T inner_product[InputIt1, InputIt2, T](InputIt1, InputIt1, InputIt2, T)
    T inner_product[InputIt1, InputIt2, T, BinaryOperation1, BinaryOperation2](InputIt1, InputIt1,
        InputIt2, T, BinaryOperation1, BinaryOperation2)
    void adjacent_difference[InputIt, OutputIt](InputIt, InputIt, OutputIt)
    void adjacent_difference[InputIt, OutputIt, BinaryOperation](InputIt, InputIt, OutputIt,
        BinaryOperation)
    void partial_sum[InputIt, OutputIt](InputIt, InputIt, OutputIt)
    void partial_sum[InputIt, OutputIt, BinaryOperation](InputIt, InputIt, OutputIt, BinaryOperation)
    T reduce[InputIt, T](InputIt, InputIt, T)
    T reduce[InputIt, T, BinaryOp](InputIt, InputIt, T, BinaryOp)
    T reduce[ExecutionPolicy, ForwardIt, T, BinaryOp](ExecutionPolicy&&, ForwardIt, ForwardIt, T, BinaryOp)
    T transform_reduce[InputIt1, InputIt2, T](InputIt1, InputIt1, InputIt2, T)
    T transform_reduce[InputIt, T, BinaryReductionOp, UnaryTransformOp](InputIt, InputIt, T,
        BinaryReductionOp, UnaryTransformOp)
    T transform_reduce[InputIt1, InputIt2, T, BinaryReductionOp, BinaryTransformOp](InputIt1, InputIt1,
        InputIt2, T, BinaryReductionOp, BinaryTransformOp)
    T transform_reduce[ExecutionPolicy, ForwardIt1, ForwardIt2, T, BinaryReductionOp,
        BinaryTransformOp](ExecutionPolicy&&, ForwardIt1, ForwardIt1, ForwardIt2, T, BinaryReductionOp,
        BinaryTransformOp)
    OutputIt inclusive_scan[InputIt, OutputIt](InputIt, InputIt, OutputIt)
    OutputIt inclusive_scan[InputIt, OutputIt, BinaryOperation](InputIt, InputIt, OutputIt, BinaryOperation)
    OutputIt inclusive_scan[InputIt, OutputIt, BinaryOperation, T](InputIt, InputIt, OutputIt,
        BinaryOperation, T)
    OutputIt exclusive_scan[InputIt, OutputIt, T](InputIt, InputIt, OutputIt, T)
    OutputIt exclusive_scan[InputIt, OutputIt, T, BinaryOperation](InputIt, InputIt, OutputIt, T,
        BinaryOperation)
    ForwardIt2 exclusive_scan[ExecutionPolicy, ForwardIt1, ForwardIt2, T,
        BinaryOperation](ExecutionPolicy&&, ForwardIt1, ForwardIt1, ForwardIt2, T, BinaryOperation)
    OutputIt transform_inclusive_scan[InputIt, OutputIt, BinaryOperation, UnaryOperation](InputIt,
        InputIt, OutputIt, BinaryOperation, UnaryOperation)
    OutputIt transform_inclusive_scan[InputIt, OutputIt, BinaryOperation, UnaryOperation, T](InputIt,
        InputIt, OutputIt, BinaryOperation, UnaryOperation, T)
    ForwardIt2 transform_inclusive_scan[ExecutionPolicy, ForwardIt1, ForwardIt2, BinaryOperation,
        UnaryOperation, T](ExecutionPolicy&&, ForwardIt1, ForwardIt1, ForwardIt2, BinaryOperation,
        UnaryOperation, T)
    OutputIt transform_exclusive_scan[InputIt, OutputIt, T, BinaryOperation, UnaryOperation](InputIt,
        InputIt, OutputIt, T, BinaryOperation, UnaryOperation)
    ForwardIt2 transform_exclusive_scan[ExecutionPolicy, ForwardIt1, ForwardIt2, T, BinaryOperation,
        UnaryOperation](ExecutionPolicy&&, ForwardIt1, ForwardIt1, ForwardIt2, T, BinaryOperation,
        UnaryOperation)
