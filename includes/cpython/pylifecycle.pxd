# The life of an interpreter that is embedded in a program. The names that begin with an underscore belong
# to CPython and come and go with its versions.
from cpython.pystate cimport PyThreadState
from libc.stddef cimport wchar_t
from libc.stdio cimport FILE

cdef extern from "Python.h":
    ctypedef void (*PyOS_sighandler_t)(int) noexcept

    void Py_Initialize()
    void Py_InitializeEx(int)
    int Py_IsInitialized()
    void Py_Finalize()
    int Py_FinalizeEx()
    PyThreadState* Py_NewInterpreter()
    void Py_EndInterpreter(PyThreadState*)
    int Py_AtExit(void (*func)() noexcept)
    void Py_Exit(int)
    int Py_Main(int argc, wchar_t** argv)
    int Py_FdIsInteractive(FILE*, const char*)

    # paths and names
    void Py_SetProgramName(const wchar_t*)
    wchar_t* Py_GetProgramName()
    void Py_SetPythonHome(const wchar_t*)
    wchar_t* Py_GetPythonHome()
    wchar_t* Py_GetProgramFullPath()
    wchar_t* Py_GetPrefix()
    wchar_t* Py_GetExecPrefix()
    wchar_t* Py_GetPath()
    void Py_SetPath(const wchar_t*)
    int Py_SetStandardStreamEncoding(const char* encoding, const char* errors)

    # version and build
    const char* Py_GetVersion()
    const char* Py_GetPlatform()
    const char* Py_GetCopyright()
    const char* Py_GetCompiler()
    const char* Py_GetBuildInfo()
    const char* _Py_gitidentifier()
    const char* _Py_gitversion()

    # signals and random bytes
    PyOS_sighandler_t PyOS_getsig(int)
    PyOS_sighandler_t PyOS_setsig(int, PyOS_sighandler_t)
    void _Py_RestoreSignals()
    int _PyOS_URandom(void* buffer, Py_ssize_t size)
    int _PyOS_URandomNonblock(void* buffer, Py_ssize_t size)

    int _Py_CheckPython3()
    void _Py_InitializeEx_Private(int, int)
    void _Py_PyAtExit(void (*func)(object) noexcept, object)
