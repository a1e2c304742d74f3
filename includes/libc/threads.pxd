# <threads.h>: C11 threads. A new thread holds no GIL, so what it runs is noexcept nogil.
# The blocking functions (mtx_lock, mtx_timedlock, cnd_wait, thrd_join, call_once) deadlock easily when called
# with the GIL; the py_safe_... ones give it up while they wait and leave it as they found it.
from libc cimport _thread_state
from libc.time cimport timespec

ctypedef void (*_once_func_type)() noexcept nogil

cdef extern from "<threads.h>" nogil:
    ctypedef void (*tss_dtor_t)(void*) noexcept nogil
    ctypedef int (*thrd_start_t)(void*) noexcept nogil

    enum:
        thrd_success, thrd_nomem, thrd_timedout, thrd_busy, thrd_error
    enum:
        mtx_plain, mtx_recursive, mtx_timed, TSS_DTOR_ITERATIONS

    ctypedef struct thrd_t:
        pass
    int thrd_create(thrd_t* thread, thrd_start_t function, void* argument)
    int thrd_equal(thrd_t lhs, thrd_t rhs)
    int thrd_join(thrd_t thread, int* res)
    int thrd_sleep(const timespec* duration, timespec* remaining)
    thrd_t thrd_current()
    void thrd_detach(thrd_t thr)
    void thrd_exit(int res)
    void thrd_yield()

    ctypedef struct mtx_t:
        pass
    int mtx_init(mtx_t* mtx, int type)
    int mtx_lock(mtx_t* mtx)
    int mtx_timedlock(mtx_t* mutex, const timespec* moment)
    int mtx_timed_lock "mtx_timedlock"(mtx_t* mtx, const timespec* timepoint)
    int mtx_trylock(mtx_t* mtx)
    int mtx_unlock(mtx_t* mtx)
    void mtx_destroy(mtx_t* mtx)

    ctypedef struct cnd_t:
        pass
    int cnd_init(cnd_t* condition)
    int cnd_signal(cnd_t* condition)
    int cnd_broadcast(cnd_t* condition)
    int cnd_wait(cnd_t* condition, mtx_t* mutex)
    int cnd_timedwait(cnd_t* condition, mtx_t* mutex, const timespec* moment)
    void cnd_destroy(cnd_t* condition)

    ctypedef struct once_flag:
        pass
    once_flag ONCE_FLAG_INIT
    void call_once(once_flag* flag, _once_func_type func) noexcept

    ctypedef struct tss_t:
        pass
    int tss_create(tss_t* key, tss_dtor_t destructor)
    int tss_set(tss_t key, void* val)
    void* tss_get(tss_t key)
    void tss_delete(tss_t key)

cdef extern from *:
    """
    #include <string.h>
    /* ONCE_FLAG_INIT may be a brace list, which only an initialiser takes */
    inline void cy_once_flag_init(once_flag* flag) {
        once_flag fresh = ONCE_FLAG_INIT;
        memcpy(flag, &fresh, sizeof fresh);
    }
    inline int cy_mtx_lock(mtx_t* mutex) {
        PyThreadState* state;
        int status;
        if (!cy_has_gil()) return mtx_lock(mutex);
        status = mtx_trylock(mutex);
        if (status != thrd_busy) return status;
        state = PyEval_SaveThread();
        status = mtx_lock(mutex);
        PyEval_RestoreThread(state);
        return status;
    }
    /* after a wait the mutex is held and the GIL is not: let go of the mutex while waiting for the GIL */
    inline int cy_take_gil_with_mutex(PyThreadState* state, mtx_t* mutex, int status) {
        int unlocked, locked;
        if (state == NULL) return status;
        unlocked = mtx_unlock(mutex);
        PyEval_RestoreThread(state);
        locked = cy_mtx_lock(mutex);
        if (locked != thrd_success) return locked;
        return unlocked != thrd_success ? unlocked : status;
    }
    inline int cy_cnd_wait(cnd_t* condition, mtx_t* mutex) {
        PyThreadState* state = cy_release_gil_if_held();
        return cy_take_gil_with_mutex(state, mutex, cnd_wait(condition, mutex));
    }
    inline int cy_cnd_timedwait(cnd_t* condition, mtx_t* mutex, const struct timespec* moment) {
        PyThreadState* state = cy_release_gil_if_held();
        return cy_take_gil_with_mutex(state, mutex, cnd_timedwait(condition, mutex, moment));
    }
    inline int cy_call_once(once_flag* flag, void (*function)(void)) {
        PyThreadState* state = cy_release_gil_if_held();
        call_once(flag, function);
        cy_take_gil_back(state);
        return thrd_success;
    }
    """
    void once_flag_init "cy_once_flag_init"(once_flag* flag)

    # another type for the compiler, so that one flag is not used with both families
    ctypedef struct py_safe_once_flag "once_flag":
        pass
    py_safe_once_flag PY_SAFE_ONCE_FLAG_INIT "ONCE_FLAG_INIT"
    void py_safe_once_flag_init "cy_once_flag_init"(py_safe_once_flag* flag)
    int py_safe_call_once "cy_call_once"(py_safe_once_flag* flag, _once_func_type func) nogil

    int py_safe_mtx_lock "cy_mtx_lock"(mtx_t* mutex) nogil
    int py_safe_cnd_wait "cy_cnd_wait"(cnd_t* condition, mtx_t* mutex) nogil
    int py_safe_cnd_timedwait "cy_cnd_timedwait"(cnd_t* condition, mtx_t* mutex, const timespec* moment) nogil
