# cython.pymutex and cython.pythread_type_lock: a lock that works with and without the GIL. `with lock:` takes it for a block.
cdef extern from *:
    """
    #include <pythread.h>
    namespace cy {
    #if PY_VERSION_HEX >= 0x030D0000
    // One byte, unlocked when zero; waiting for it lets go of the GIL.
    class Mutex {
      PyMutex mutex_ = {};

     public:
      Mutex() = default;
      Mutex(const Mutex&) = delete;
      Mutex& operator=(const Mutex&) = delete;
      void acquire() { PyMutex_Lock(&mutex_); }
      void release() { PyMutex_Unlock(&mutex_); }
      int locked() const { return __atomic_load_n(&mutex_._bits, __ATOMIC_ACQUIRE) & 1; }
    #else
    class Mutex {
      PyThread_type_lock lock_;

     public:
      Mutex() : lock_(PyThread_allocate_lock()) {
        if (!lock_) Py_FatalError("no memory for a lock");
      }
      Mutex(const Mutex&) = delete;
      Mutex& operator=(const Mutex&) = delete;
      ~Mutex() { PyThread_free_lock(lock_); }
      void acquire() {
        if (PyThread_acquire_lock(lock_, NOWAIT_LOCK)) return;
        if (PyGILState_Check()) {  // its holder may need the GIL to let go of it
          PyThreadState* state = PyEval_SaveThread();
          PyThread_acquire_lock(lock_, WAIT_LOCK);
          PyEval_RestoreThread(state);
        } else {
          PyThread_acquire_lock(lock_, WAIT_LOCK);
        }
      }
      void release() { PyThread_release_lock(lock_); }
      int locked() const {
        if (!PyThread_acquire_lock(lock_, NOWAIT_LOCK)) return 1;
        PyThread_release_lock(lock_);
        return 0;
      }
    #endif
      int can_check_locked() const { return 1; }
    };
    }
    """
    cppclass pymutex "cy::Mutex":
        void acquire() noexcept nogil
        void release() noexcept nogil
        bint locked() noexcept nogil
        bint can_check_locked() noexcept nogil
