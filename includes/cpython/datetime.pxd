# Dates and times through the C API of the datetime module. Call import_datetime() before anything else.
# The ..._year, ..._hour functions do not check the type of their argument.
from cpython.object cimport PyObject, PyTypeObject
from cpython.version cimport PY_VERSION_HEX

cdef extern from "datetime.h":
    """
    #if PY_VERSION_HEX < 0x030A00A1
    /* the two macros of Python 3.10 */
    #define PyDateTime_TIME_GET_TZINFO(o) \
        (((PyDateTime_Time*)(o))->hastzinfo ? ((PyDateTime_Time*)(o))->tzinfo : Py_None)
    #define PyDateTime_DATE_GET_TZINFO(o) \
        (((PyDateTime_DateTime*)(o))->hastzinfo ? ((PyDateTime_DateTime*)(o))->tzinfo : Py_None)
    #endif
    #define cy_datetime_import() PyDateTime_IMPORT
    /* PyDateTimeAPI is one static variable for each translation unit, hence macros */
    #define cy_datetime_new(year, month, day, hour, minute, second, microsecond, tz, fold) \
        PyDateTimeAPI->DateTime_FromDateAndTimeAndFold( \
            year, month, day, hour, minute, second, microsecond, tz, fold, PyDateTimeAPI->DateTimeType)
    #define cy_time_new(hour, minute, second, microsecond, tz, fold) \
        PyDateTimeAPI->Time_FromTimeAndFold( \
            hour, minute, second, microsecond, tz, fold, PyDateTimeAPI->TimeType)
    """
    ctypedef extern class datetime.date [object PyDateTime_Date]:
        @property
        cdef inline int year(self) noexcept:
            return PyDateTime_GET_YEAR(self)

        @property
        cdef inline int month(self) noexcept:
            return PyDateTime_GET_MONTH(self)

        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_GET_DAY(self)

    ctypedef extern class datetime.time [object PyDateTime_Time]:
        @property
        cdef inline int hour(self) noexcept:
            return PyDateTime_TIME_GET_HOUR(self)

        @property
        cdef inline int minute(self) noexcept:
            return PyDateTime_TIME_GET_MINUTE(self)

        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_TIME_GET_SECOND(self)

        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_TIME_GET_MICROSECOND(self)

        @property
        cdef inline int fold(self) noexcept:
            return PyDateTime_TIME_GET_FOLD(self)

        @property
        cdef inline object tzinfo(self):
            return <object>PyDateTime_TIME_GET_TZINFO(self)

    ctypedef extern class datetime.datetime [object PyDateTime_DateTime]:
        @property
        cdef inline int year(self) noexcept:
            return PyDateTime_GET_YEAR(self)

        @property
        cdef inline int month(self) noexcept:
            return PyDateTime_GET_MONTH(self)

        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_GET_DAY(self)

        @property
        cdef inline int hour(self) noexcept:
            return PyDateTime_DATE_GET_HOUR(self)

        @property
        cdef inline int minute(self) noexcept:
            return PyDateTime_DATE_GET_MINUTE(self)

        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_DATE_GET_SECOND(self)

        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_DATE_GET_MICROSECOND(self)

        @property
        cdef inline int fold(self) noexcept:
            return PyDateTime_DATE_GET_FOLD(self)

        @property
        cdef inline object tzinfo(self):
            return <object>PyDateTime_DATE_GET_TZINFO(self)

    ctypedef extern class datetime.timedelta [object PyDateTime_Delta]:
        @property
        cdef inline int day(self) noexcept:
            return PyDateTime_DELTA_GET_DAYS(self)

        @property
        cdef inline int second(self) noexcept:
            return PyDateTime_DELTA_GET_SECONDS(self)

        @property
        cdef inline int microsecond(self) noexcept:
            return PyDateTime_DELTA_GET_MICROSECONDS(self)

    ctypedef extern class datetime.tzinfo [object PyDateTime_TZInfo]:
        pass

    ctypedef struct PyDateTime_Date:
        pass
    ctypedef struct PyDateTime_Time:
        unsigned char fold
        char hastzinfo
        PyObject* tzinfo
    ctypedef struct PyDateTime_DateTime:
        unsigned char fold
        char hastzinfo
        PyObject* tzinfo
    ctypedef struct PyDateTime_Delta:
        int days
        int seconds
        int microseconds

    ctypedef struct PyDateTime_CAPI:
        PyTypeObject* DateType
        PyTypeObject* DateTimeType
        PyTypeObject* TimeType
        PyTypeObject* DeltaType
        PyTypeObject* TZInfoType
        PyObject* TimeZone_UTC
        date (*Date_FromDate)(int, int, int, PyTypeObject*)
        datetime (*DateTime_FromDateAndTime)(int, int, int, int, int, int, int, object, PyTypeObject*)
        datetime (*DateTime_FromDateAndTimeAndFold)(
            int, int, int, int, int, int, int, object, int, PyTypeObject*)
        time (*Time_FromTime)(int, int, int, int, object, PyTypeObject*)
        time (*Time_FromTimeAndFold)(int, int, int, int, object, int, PyTypeObject*)
        timedelta (*Delta_FromDelta)(int, int, int, int, PyTypeObject*)
        object (*TimeZone_FromTimeZone)(object, PyObject*)
        date (*Date_FromTimestamp)(PyObject*, object)
        datetime (*DateTime_FromTimestamp)(PyObject*, object, PyObject*)

    PyDateTime_CAPI* PyDateTimeAPI
    # a macro without parentheses; import_datetime() is the same
    void PyDateTime_IMPORT()
    void _import_datetime "cy_datetime_import"()

    bint PyDate_Check(object op)
    bint PyDate_CheckExact(object op)
    bint PyDateTime_Check(object op)
    bint PyDateTime_CheckExact(object op)
    bint PyTime_Check(object op)
    bint PyTime_CheckExact(object op)
    bint PyDelta_Check(object op)
    bint PyDelta_CheckExact(object op)
    bint PyTZInfo_Check(object op)
    bint PyTZInfo_CheckExact(object op)

    int PyDateTime_GET_YEAR(object o)
    int PyDateTime_GET_MONTH(object o)
    int PyDateTime_GET_DAY(object o)
    int PyDateTime_DATE_GET_HOUR(object o)
    int PyDateTime_DATE_GET_MINUTE(object o)
    int PyDateTime_DATE_GET_SECOND(object o)
    int PyDateTime_DATE_GET_MICROSECOND(object o)
    int PyDateTime_DATE_GET_FOLD(object o)
    PyObject* PyDateTime_DATE_GET_TZINFO(object o)  # borrowed
    int PyDateTime_TIME_GET_HOUR(object o)
    int PyDateTime_TIME_GET_MINUTE(object o)
    int PyDateTime_TIME_GET_SECOND(object o)
    int PyDateTime_TIME_GET_MICROSECOND(object o)
    int PyDateTime_TIME_GET_FOLD(object o)
    PyObject* PyDateTime_TIME_GET_TZINFO(object o)  # borrowed
    int PyDateTime_DELTA_GET_DAYS(object o)
    int PyDateTime_DELTA_GET_SECONDS(object o)
    int PyDateTime_DELTA_GET_MICROSECONDS(object o)

    date PyDate_FromTimestamp(object args)
    date PyDate_FromTimeStamp "PyDate_FromTimestamp"(object args)
    datetime PyDateTime_FromTimestamp(object args)
    datetime PyDateTime_FromTimeStamp "PyDateTime_FromTimestamp"(object args)
    object PyTimeZone_FromOffset(object offset)
    object PyTimeZone_FromOffsetAndName(object offset, object name)
    object __Pyx_TimeZone_FromOffsetAndName "PyTimeZone_FromOffsetAndName"(object offset, PyObject* name)
    PyObject* PyDateTime_TimeZone_UTC
    PyObject* __Pyx_TimeZone_UTC "PyDateTime_TimeZone_UTC"

    datetime __Pyx_DateTime_DateTimeWithFold "cy_datetime_new"(
        int year, int month, int day, int hour, int minute, int second, int microsecond, object tz, int fold)
    time __Pyx_DateTime_TimeWithFold "cy_time_new"(
        int hour, int minute, int second, int microsecond, object tz, int fold)


cdef inline void import_datetime() noexcept:
    _import_datetime()


cdef inline date date_new(int year, int month, int day):
    return PyDateTimeAPI.Date_FromDate(year, month, day, PyDateTimeAPI.DateType)


cdef inline time time_new(int hour, int minute, int second, int microsecond, object tz, int fold=0):
    return __Pyx_DateTime_TimeWithFold(hour, minute, second, microsecond, tz, fold)


cdef inline datetime datetime_new(int year, int month, int day, int hour, int minute, int second,
                                  int microsecond, object tz, int fold=0):
    return __Pyx_DateTime_DateTimeWithFold(year, month, day, hour, minute, second, microsecond, tz, fold)


# Normalised: any number of seconds and microseconds.
cdef inline timedelta timedelta_new(int days, int seconds, int useconds):
    return PyDateTimeAPI.Delta_FromDelta(days, seconds, useconds, 1, PyDateTimeAPI.DeltaType)


cdef inline object timezone_new(object offset, object name=None):
    cdef PyObject* given = NULL
    if name is not None:
        given = <PyObject*>name
    return __Pyx_TimeZone_FromOffsetAndName(offset, given)


cdef inline object get_utc():
    return <object>__Pyx_TimeZone_UTC


cdef inline date date_from_timestamp(timestamp):
    return PyDateTimeAPI.Date_FromTimestamp(<PyObject*>PyDateTimeAPI.DateType, (timestamp,))


cdef inline datetime datetime_from_timestamp(timestamp, tz=None):
    arguments = (timestamp,) if tz is None else (timestamp, tz)
    return PyDateTimeAPI.DateTime_FromTimestamp(<PyObject*>PyDateTimeAPI.DateTimeType, arguments, NULL)


cdef inline double total_seconds(timedelta obj) noexcept:
    cdef double days = PyDateTime_DELTA_GET_DAYS(obj)
    cdef double seconds = PyDateTime_DELTA_GET_SECONDS(obj)
    cdef double microseconds = PyDateTime_DELTA_GET_MICROSECONDS(obj)
    return days * 24 * 3600 + seconds + microseconds / 1_000_000


cdef inline int date_year(object o) noexcept:
    return PyDateTime_GET_YEAR(o)


cdef inline int date_month(object o) noexcept:
    return PyDateTime_GET_MONTH(o)


cdef inline int date_day(object o) noexcept:
    return PyDateTime_GET_DAY(o)


cdef inline int datetime_year(object o) noexcept:
    return PyDateTime_GET_YEAR(o)


cdef inline int datetime_month(object o) noexcept:
    return PyDateTime_GET_MONTH(o)


cdef inline int datetime_day(object o) noexcept:
    return PyDateTime_GET_DAY(o)


cdef inline int datetime_hour(object o) noexcept:
    return PyDateTime_DATE_GET_HOUR(o)


cdef inline int datetime_minute(object o) noexcept:
    return PyDateTime_DATE_GET_MINUTE(o)


cdef inline int datetime_second(object o) noexcept:
    return PyDateTime_DATE_GET_SECOND(o)


cdef inline int datetime_microsecond(object o) noexcept:
    return PyDateTime_DATE_GET_MICROSECOND(o)


cdef inline int datetime_fold(object o) noexcept:
    return PyDateTime_DATE_GET_FOLD(o)


cdef inline object datetime_tzinfo(object o):
    return <object>PyDateTime_DATE_GET_TZINFO(o)


cdef inline int time_hour(object o) noexcept:
    return PyDateTime_TIME_GET_HOUR(o)


cdef inline int time_minute(object o) noexcept:
    return PyDateTime_TIME_GET_MINUTE(o)


cdef inline int time_second(object o) noexcept:
    return PyDateTime_TIME_GET_SECOND(o)


cdef inline int time_microsecond(object o) noexcept:
    return PyDateTime_TIME_GET_MICROSECOND(o)


cdef inline int time_fold(object o) noexcept:
    return PyDateTime_TIME_GET_FOLD(o)


cdef inline object time_tzinfo(object o):
    return <object>PyDateTime_TIME_GET_TZINFO(o)


cdef inline int timedelta_days(object o) noexcept:
    return PyDateTime_DELTA_GET_DAYS(o)


cdef inline int timedelta_seconds(object o) noexcept:
    return PyDateTime_DELTA_GET_SECONDS(o)


cdef inline int timedelta_microseconds(object o) noexcept:
    return PyDateTime_DELTA_GET_MICROSECONDS(o)
