# <condition_variable>. What mutex.pxd says of the GIL holds here too. A predicate of the std classes must
# not need the GIL; one of the py_safe_... functions runs with it, and may raise.
from libcpp cimport bool as _bool
from libcpp.mutex cimport mutex, unique_lock
from libcpp.stop_token cimport stop_token

cdef extern from "<condition_variable>" namespace "std" nogil:
    cdef enum class cv_status:
        no_timeout
        timeout

    cdef cppclass condition_variable:
        cppclass native_handle_type:
            pass
        condition_variable() except +
        void notify_one() noexcept
        void notify_all() noexcept
        void wait(unique_lock[mutex]& lock) except +
        void wait[Predicate](unique_lock[mutex]& lock, Predicate predicate) except +
        cv_status wait_for[Duration](unique_lock[mutex]& lock, const Duration& duration) except +
        _bool wait_for[Duration, Predicate](
            unique_lock[mutex]& lock, const Duration& duration, Predicate predicate) except +
        cv_status wait_until[TimePoint](unique_lock[mutex]& lock, const TimePoint& moment) except +
        _bool wait_until[TimePoint, Predicate](
            unique_lock[mutex]& lock, const TimePoint& moment, Predicate predicate) except +
        native_handle_type native_handle() except +

    cdef cppclass condition_variable_any:
        condition_variable_any() except +
        void notify_one() noexcept
        void notify_all() noexcept
        void wait[Lock](Lock& lock) except +
        void wait[Lock, Predicate](Lock& lock, Predicate predicate) except +
        _bool wait[Lock, Predicate](Lock& lock, stop_token token, Predicate predicate) except +
        cv_status wait_for[Lock, Duration](Lock& lock, const Duration& duration) except +
        _bool wait_for[Lock, Duration, Predicate](
            Lock& lock, const Duration& duration, Predicate predicate) except +
        _bool wait_for[Lock, Duration, Predicate](
            Lock& lock, stop_token token, const Duration& duration, Predicate predicate) except +
        cv_status wait_until[Lock, TimePoint](Lock& lock, const TimePoint& moment) except +
        _bool wait_until[Lock, TimePoint, Predicate](
            Lock& lock, const TimePoint& moment, Predicate predicate) except +
        _bool wait_until[Lock, TimePoint, Predicate](
            Lock& lock, stop_token token, const TimePoint& moment, Predicate predicate) except +

    void notify_all_at_thread_exit(condition_variable& condition, unique_lock[mutex]& lock) except +

cdef extern from *:
    """
    namespace cy_libcpp {

    // A wait ends with the lock held and without the GIL: the lock is given up while waiting for the GIL.
    template <typename Lock>
    class waiting {
      public:
        explicit waiting(Lock& lock) : lock_(lock) {}
        ~waiting() {
            if (!released_.was_held()) return;
            lock_.unlock();
            released_.take_back();
            safe_lock(lock_);
        }

        // the same order for a predicate that runs with the GIL
        template <typename Predicate>
        struct predicate_with_gil {
            waiting* scope;
            Predicate* predicate;
            bool operator()() const {
                scope->lock_.unlock();
                gil_held_within held(scope->released_);
                safe_lock(scope->lock_);
                bool result = (*predicate)();
                if (PyErr_Occurred()) throw python_error();
                return result;
            }
        };
        template <typename Predicate>
        predicate_with_gil<Predicate> with_gil(Predicate& predicate) {
            return predicate_with_gil<Predicate>{this, &predicate};
        }

      private:
        Lock& lock_;
        gil_released released_;
    };

    struct object_predicate {
        PyObject* callable;
        bool operator()() const {
            PyObject* result = PyObject_CallObject(callable, nullptr);
            if (result == nullptr) return false;
            int truth = PyObject_IsTrue(result);
            Py_DECREF(result);
            return truth > 0;
        }
    };

    // The order of the template parameters is the one of the declarations below; StopToken is deduced.
    template <typename Lock, typename Condition>
    inline void safe_wait_bare(Condition& condition, Lock& lock) {
        waiting<Lock> scope(lock);
        condition.wait(lock);
    }
    template <typename Predicate, typename Lock, typename Condition>
    inline void safe_wait(Condition& condition, Lock& lock, Predicate predicate) {
        waiting<Lock> scope(lock);
        condition.wait(lock, scope.with_gil(predicate));
    }
    template <typename Lock, typename Predicate, typename StopToken, typename Condition>
    inline bool safe_wait_stop(Condition& condition, Lock& lock, StopToken token, Predicate predicate) {
        waiting<Lock> scope(lock);
        return condition.wait(lock, token, scope.with_gil(predicate));
    }
    template <typename Lock, typename Condition>
    inline void safe_wait_object(Condition& condition, Lock& lock, PyObject* predicate) {
        safe_wait(condition, lock, object_predicate{predicate});
    }
    template <typename Lock, typename StopToken, typename Condition>
    inline bool safe_wait_stop_object(
        Condition& condition, Lock& lock, StopToken token, PyObject* predicate) {
        return safe_wait_stop(condition, lock, token, object_predicate{predicate});
    }

    template <typename Duration, typename Lock, typename Condition>
    inline std::cv_status safe_wait_for_bare(Condition& condition, Lock& lock, const Duration& duration) {
        waiting<Lock> scope(lock);
        return condition.wait_for(lock, duration);
    }
    template <typename Duration, typename Predicate, typename Lock, typename Condition>
    inline bool safe_wait_for(
        Condition& condition, Lock& lock, const Duration& duration, Predicate predicate) {
        waiting<Lock> scope(lock);
        return condition.wait_for(lock, duration, scope.with_gil(predicate));
    }
    template <typename Duration, typename Predicate, typename Lock, typename StopToken, typename Condition>
    inline bool safe_wait_for_stop(
        Condition& condition, Lock& lock, StopToken token, const Duration& duration, Predicate predicate) {
        waiting<Lock> scope(lock);
        return condition.wait_for(lock, token, duration, scope.with_gil(predicate));
    }
    template <typename Duration, typename Lock, typename Condition>
    inline bool safe_wait_for_object(
        Condition& condition, Lock& lock, const Duration& duration, PyObject* predicate) {
        return safe_wait_for(condition, lock, duration, object_predicate{predicate});
    }
    template <typename Duration, typename Lock, typename StopToken, typename Condition>
    inline bool safe_wait_for_stop_object(
        Condition& condition, Lock& lock, StopToken token, const Duration& duration, PyObject* predicate) {
        return safe_wait_for_stop(condition, lock, token, duration, object_predicate{predicate});
    }

    template <typename Moment, typename Lock, typename Condition>
    inline std::cv_status safe_wait_until_bare(Condition& condition, Lock& lock, const Moment& moment) {
        waiting<Lock> scope(lock);
        return condition.wait_until(lock, moment);
    }
    template <typename Moment, typename Predicate, typename Lock, typename Condition>
    inline bool safe_wait_until(
        Condition& condition, Lock& lock, const Moment& moment, Predicate predicate) {
        waiting<Lock> scope(lock);
        return condition.wait_until(lock, moment, scope.with_gil(predicate));
    }
    template <typename Moment, typename Predicate, typename Lock, typename StopToken, typename Condition>
    inline bool safe_wait_until_stop(
        Condition& condition, Lock& lock, StopToken token, const Moment& moment, Predicate predicate) {
        waiting<Lock> scope(lock);
        return condition.wait_until(lock, token, moment, scope.with_gil(predicate));
    }
    template <typename Moment, typename Lock, typename Condition>
    inline bool safe_wait_until_object(
        Condition& condition, Lock& lock, const Moment& moment, PyObject* predicate) {
        return safe_wait_until(condition, lock, moment, object_predicate{predicate});
    }
    template <typename Moment, typename Lock, typename StopToken, typename Condition>
    inline bool safe_wait_until_stop_object(
        Condition& condition, Lock& lock, StopToken token, const Moment& moment, PyObject* predicate) {
        return safe_wait_until_stop(condition, lock, token, moment, object_predicate{predicate});
    }

    }  // namespace cy_libcpp
    """
    void py_safe_wait "cy_libcpp::safe_wait_bare"(
        condition_variable& condition, unique_lock[mutex]& lock) except + nogil
    void py_safe_wait "cy_libcpp::safe_wait"[Predicate](
        condition_variable& condition, unique_lock[mutex]& lock, Predicate predicate) except + nogil
    void py_safe_wait "cy_libcpp::safe_wait_bare"[Lock](
        condition_variable_any& condition, Lock& lock) except + nogil
    void py_safe_wait "cy_libcpp::safe_wait"[Predicate, Lock](
        condition_variable_any& condition, Lock& lock, Predicate predicate) except + nogil
    _bool py_safe_wait "cy_libcpp::safe_wait_stop"[Lock, Predicate](
        condition_variable_any& condition, Lock& lock, stop_token token,
        Predicate predicate) except + nogil
    void py_safe_object_wait "cy_libcpp::safe_wait_object"(
        condition_variable& condition, unique_lock[mutex]& lock, object predicate) except +
    void py_safe_object_wait "cy_libcpp::safe_wait_object"[Lock](
        condition_variable_any& condition, Lock& lock, object predicate) except +
    _bool py_safe_object_wait "cy_libcpp::safe_wait_stop_object"[Lock](
        condition_variable_any& condition, Lock& lock, stop_token token, object predicate) except +

    cv_status py_safe_wait_for "cy_libcpp::safe_wait_for_bare"[Duration](
        condition_variable& condition, unique_lock[mutex]& lock, const Duration& duration) except + nogil
    _bool py_safe_wait_for "cy_libcpp::safe_wait_for"[Duration, Predicate](
        condition_variable& condition, unique_lock[mutex]& lock, const Duration& duration,
        Predicate predicate) except + nogil
    cv_status py_safe_wait_for "cy_libcpp::safe_wait_for_bare"[Duration, Lock](
        condition_variable_any& condition, Lock& lock, const Duration& duration) except + nogil
    _bool py_safe_wait_for "cy_libcpp::safe_wait_for"[Duration, Predicate, Lock](
        condition_variable_any& condition, Lock& lock, const Duration& duration,
        Predicate predicate) except + nogil
    _bool py_safe_wait_for "cy_libcpp::safe_wait_for_stop"[Duration, Predicate, Lock](
        condition_variable_any& condition, Lock& lock, stop_token token, const Duration& duration,
        Predicate predicate) except + nogil
    _bool py_safe_object_wait_for "cy_libcpp::safe_wait_for_object"[Duration](
        condition_variable& condition, unique_lock[mutex]& lock, const Duration& duration,
        object predicate) except +
    _bool py_safe_object_wait_for "cy_libcpp::safe_wait_for_object"[Duration, Lock](
        condition_variable_any& condition, Lock& lock, const Duration& duration,
        object predicate) except +
    _bool py_safe_object_wait_for "cy_libcpp::safe_wait_for_stop_object"[Duration, Lock](
        condition_variable_any& condition, Lock& lock, stop_token token, const Duration& duration,
        object predicate) except +

    cv_status py_safe_wait_until "cy_libcpp::safe_wait_until_bare"[Timepoint](
        condition_variable& condition, unique_lock[mutex]& lock, const Timepoint& moment) except + nogil
    _bool py_safe_wait_until "cy_libcpp::safe_wait_until"[Timepoint, Predicate](
        condition_variable& condition, unique_lock[mutex]& lock, const Timepoint& moment,
        Predicate predicate) except + nogil
    cv_status py_safe_wait_until "cy_libcpp::safe_wait_until_bare"[Timepoint, Lock](
        condition_variable_any& condition, Lock& lock, const Timepoint& moment) except + nogil
    _bool py_safe_wait_until "cy_libcpp::safe_wait_until"[Timepoint, Predicate, Lock](
        condition_variable_any& condition, Lock& lock, const Timepoint& moment,
        Predicate predicate) except + nogil
    _bool py_safe_wait_until "cy_libcpp::safe_wait_until_stop"[Timepoint, Predicate, Lock](
        condition_variable_any& condition, Lock& lock, stop_token token, const Timepoint& moment,
        Predicate predicate) except + nogil
    _bool py_safe_object_wait_until "cy_libcpp::safe_wait_until_object"[Timepoint](
        condition_variable& condition, unique_lock[mutex]& lock, const Timepoint& moment,
        object predicate) except +
    _bool py_safe_object_wait_until "cy_libcpp::safe_wait_until_object"[Timepoint, Lock](
        condition_variable_any& condition, Lock& lock, const Timepoint& moment, object predicate) except +
    _bool py_safe_object_wait_until "cy_libcpp::safe_wait_until_stop_object"[Timepoint, Lock](
        condition_variable_any& condition, Lock& lock, stop_token token, const Timepoint& moment,
        object predicate) except +
