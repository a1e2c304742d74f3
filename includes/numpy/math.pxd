# The math library of NumPy, for code written when the C library could not be trusted with C99: use libc.math.
from libc.math cimport (
    INFINITY, NAN, isfinite, isinf, isnan, signbit,
    acosf, acosl, acoshf, acoshl, asinf, asinl, asinhf, asinhl, atanf, atanl, atanhf, atanhl, ceilf,
    ceill, cosf, cosl, coshf, coshl, expf, expl, exp2f, exp2l, expm1f, expm1l, fabsf, fabsl, floorf,
    floorl, logf, logl, log10f, log10l, log1pf, log1pl, log2f, log2l, rintf, rintl, sinf, sinl,
    sinhf, sinhl, sqrtf, sqrtl, tanf, tanl, tanhf, tanhl, atan2f, atan2l, copysignf, copysignl,
    fmodf, fmodl, hypotf, hypotl, modff, modfl, nextafterf, nextafterl, powf, powl, copysign,
    nextafter,
    M_1_PI as NPY_1_PI, M_2_PI as NPY_2_PI, M_E as E, M_LN10 as LOGE10, M_LN2 as LOGE2, M_LOG10E as LOG10E,
    M_LOG2E as LOG2E, M_PI as PI, M_PI_2 as PI_2, M_PI_4 as PI_4)

cdef extern from "numpy/npy_math.h" nogil:
    long double EULER "NPY_EULER"
    long double PZERO "NPY_PZERO"
    long double NZERO "NPY_NZERO"

    float spacingf "npy_spacingf"(float x)
    double spacing "npy_spacing"(double x)
    long double spacingl "npy_spacingl"(long double x)
    float deg2radf "npy_deg2radf"(float x)
    double deg2rad "npy_deg2rad"(double x)
    long double deg2radl "npy_deg2radl"(long double x)
    float rad2degf "npy_rad2degf"(float x)
    double rad2deg "npy_rad2deg"(double x)
    long double rad2degl "npy_rad2degl"(long double x)
    float logaddexpf "npy_logaddexpf"(float x, float y)
    double logaddexp "npy_logaddexp"(double x, double y)
    long double logaddexpl "npy_logaddexpl"(long double x, long double y)
    float logaddexp2f "npy_logaddexp2f"(float x, float y)
    double logaddexp2 "npy_logaddexp2"(double x, double y)
    long double logaddexp2l "npy_logaddexp2l"(long double x, long double y)
