# <cmath>: overloads for float, double and long double, and the C names with f and l.
# The special functions need C++17; clang's libc++ has none of them.
cdef extern from "<cmath>" namespace "std" nogil:

    # float
    float abs(float x) except +
    float acos(float x) except +
    float acosf(float x) except +
    float acosh(float x) except +
    float acoshf(float x) except +
    float asin(float x) except +
    float asinf(float x) except +
    float asinh(float x) except +
    float asinhf(float x) except +
    float atan(float x) except +
    float atanf(float x) except +
    float atanh(float x) except +
    float atanhf(float x) except +
    float cbrt(float x) except +
    float cbrtf(float x) except +
    float ceil(float x) except +
    float ceilf(float x) except +
    float cos(float x) except +
    float cosf(float x) except +
    float cosh(float x) except +
    float coshf(float x) except +
    float erf(float x) except +
    float erff(float x) except +
    float erfc(float x) except +
    float erfcf(float x) except +
    float exp(float x) except +
    float expf(float x) except +
    float exp2(float x) except +
    float exp2f(float x) except +
    float expm1(float x) except +
    float expm1f(float x) except +
    float fabs(float x) except +
    float fabsf(float x) except +
    float floor(float x) except +
    float floorf(float x) except +
    float lgamma(float x) except +
    float lgammaf(float x) except +
    float log(float x) except +
    float logf(float x) except +
    float log10(float x) except +
    float log10f(float x) except +
    float log1p(float x) except +
    float log1pf(float x) except +
    float log2(float x) except +
    float log2f(float x) except +
    float logb(float x) except +
    float logbf(float x) except +
    float nearbyint(float x) except +
    float nearbyintf(float x) except +
    float rint(float x) except +
    float rintf(float x) except +
    float round(float x) except +
    float roundf(float x) except +
    float sin(float x) except +
    float sinf(float x) except +
    float sinh(float x) except +
    float sinhf(float x) except +
    float sqrt(float x) except +
    float sqrtf(float x) except +
    float tan(float x) except +
    float tanf(float x) except +
    float tanh(float x) except +
    float tanhf(float x) except +
    float tgamma(float x) except +
    float tgammaf(float x) except +
    float trunc(float x) except +
    float truncf(float x) except +
    float atan2(float x, float y) except +
    float atan2f(float x, float y) except +
    float copysign(float x, float y) except +
    float copysignf(float x, float y) except +
    float fdim(float x, float y) except +
    float fdimf(float x, float y) except +
    float fmax(float x, float y) except +
    float fmaxf(float x, float y) except +
    float fmin(float x, float y) except +
    float fminf(float x, float y) except +
    float fmod(float x, float y) except +
    float fmodf(float x, float y) except +
    float hypot(float x, float y) except +
    float hypotf(float x, float y) except +
    float nextafter(float x, float y) except +
    float nextafterf(float x, float y) except +
    float pow(float x, float y) except +
    float powf(float x, float y) except +
    float remainder(float x, float y) except +
    float remainderf(float x, float y) except +
    float hypot(float x, float y, float z) except +
    float fma(float x, float y, float z) except +
    float fmaf(float x, float y, float z) except +
    float frexp(float x, int* exponent) except +
    float frexpf(float x, int* exponent) except +
    float ldexp(float x, int exponent) except +
    float ldexpf(float x, int exponent) except +
    float scalbn(float x, int n) except +
    float scalbnf(float x, int n) except +
    float scalbln(float x, long n) except +
    float scalblnf(float x, long n) except +
    float modf(float x, float* integral) except +
    float modff(float x, float* integral) except +
    float remquo(float x, float y, int* quotient) except +
    float remquof(float x, float y, int* quotient) except +
    float nexttoward(float x, long double y) except +
    float nexttowardf(float x, long double y) except +
    float nanf(const char* tag) except +
    int ilogb(float x) except +
    int ilogbf(float x) except +
    long lrint(float x) except +
    long lrintf(float x) except +
    long lround(float x) except +
    long lroundf(float x) except +
    long long llrint(float x) except +
    long long llrintf(float x) except +
    long long llround(float x) except +
    long long llroundf(float x) except +
    float lerp(float start, float end, float position)
    int fpclassify(float x) except +
    bint isfinite(float x) except +
    bint isinf(float x) except +
    bint isnan(float x) except +
    bint isnormal(float x) except +
    bint signbit(float x) except +
    bint isgreater(float x, float y) except +
    bint isgreaterequal(float x, float y) except +
    bint isless(float x, float y) except +
    bint islessequal(float x, float y) except +
    bint islessgreater(float x, float y) except +
    bint isunordered(float x, float y) except +
    # special functions, float
    float expintf(float x) except +
    float riemann_zetaf(float x) except +
    float comp_ellint_1f(float x) except +
    float comp_ellint_2f(float x) except +
    float betaf(float x, float y) except +
    float comp_ellint_3f(float x, float y) except +
    float cyl_bessel_if(float x, float y) except +
    float cyl_bessel_jf(float x, float y) except +
    float cyl_bessel_kf(float x, float y) except +
    float cyl_neumannf(float x, float y) except +
    float ellint_1f(float x, float y) except +
    float ellint_2f(float x, float y) except +
    float ellint_3f(float k, float nu, float phi) except +
    float hermitef(unsigned int n, float x) except +
    float laguerref(unsigned int n, float x) except +
    float legendref(unsigned int n, float x) except +
    float sph_besself(unsigned int n, float x) except +
    float sph_neumannf(unsigned int n, float x) except +
    float assoc_laguerref(unsigned int n, unsigned int m, float x) except +
    float assoc_legendref(unsigned int n, unsigned int m, float x) except +
    float sph_legendref(unsigned int n, unsigned int m, float x) except +

    # double
    double abs(double x) except +
    double acos(double x) except +
    double acosh(double x) except +
    double asin(double x) except +
    double asinh(double x) except +
    double atan(double x) except +
    double atanh(double x) except +
    double cbrt(double x) except +
    double ceil(double x) except +
    double cos(double x) except +
    double cosh(double x) except +
    double erf(double x) except +
    double erfc(double x) except +
    double exp(double x) except +
    double exp2(double x) except +
    double expm1(double x) except +
    double fabs(double x) except +
    double floor(double x) except +
    double lgamma(double x) except +
    double log(double x) except +
    double log10(double x) except +
    double log1p(double x) except +
    double log2(double x) except +
    double logb(double x) except +
    double nearbyint(double x) except +
    double rint(double x) except +
    double round(double x) except +
    double sin(double x) except +
    double sinh(double x) except +
    double sqrt(double x) except +
    double tan(double x) except +
    double tanh(double x) except +
    double tgamma(double x) except +
    double trunc(double x) except +
    double atan2(double x, double y) except +
    double copysign(double x, double y) except +
    double fdim(double x, double y) except +
    double fmax(double x, double y) except +
    double fmin(double x, double y) except +
    double fmod(double x, double y) except +
    double hypot(double x, double y) except +
    double nextafter(double x, double y) except +
    double pow(double x, double y) except +
    double remainder(double x, double y) except +
    double hypot(double x, double y, double z) except +
    double fma(double x, double y, double z) except +
    double frexp(double x, int* exponent) except +
    double ldexp(double x, int exponent) except +
    double scalbn(double x, int n) except +
    double scalbln(double x, long n) except +
    double modf(double x, double* integral) except +
    double remquo(double x, double y, int* quotient) except +
    double nexttoward(double x, long double y) except +
    double nan(const char* tag) except +
    int ilogb(double x) except +
    long lrint(double x) except +
    long lround(double x) except +
    long long llrint(double x) except +
    long long llround(double x) except +
    double lerp(double start, double end, double position)
    int fpclassify(double x) except +
    bint isfinite(double x) except +
    bint isinf(double x) except +
    bint isnan(double x) except +
    bint isnormal(double x) except +
    bint signbit(double x) except +
    bint isgreater(double x, double y) except +
    bint isgreaterequal(double x, double y) except +
    bint isless(double x, double y) except +
    bint islessequal(double x, double y) except +
    bint islessgreater(double x, double y) except +
    bint isunordered(double x, double y) except +
    # special functions, double
    double expint(double x) except +
    double riemann_zeta(double x) except +
    double comp_ellint_1(double x) except +
    double comp_ellint_2(double x) except +
    double beta(double x, double y) except +
    double comp_ellint_3(double x, double y) except +
    double cyl_bessel_i(double x, double y) except +
    double cyl_bessel_j(double x, double y) except +
    double cyl_bessel_k(double x, double y) except +
    double cyl_neumann(double x, double y) except +
    double ellint_1(double x, double y) except +
    double ellint_2(double x, double y) except +
    double ellint_3(double k, double nu, double phi) except +
    double hermite(unsigned int n, double x) except +
    double laguerre(unsigned int n, double x) except +
    double legendre(unsigned int n, double x) except +
    double sph_bessel(unsigned int n, double x) except +
    double sph_neumann(unsigned int n, double x) except +
    double assoc_laguerre(unsigned int n, unsigned int m, double x) except +
    double assoc_legendre(unsigned int n, unsigned int m, double x) except +
    double sph_legendre(unsigned int n, unsigned int m, double x) except +

    # long double
    long double abs(long double x) except +
    long double acos(long double x) except +
    long double acosl(long double x) except +
    long double acosh(long double x) except +
    long double acoshl(long double x) except +
    long double asin(long double x) except +
    long double asinl(long double x) except +
    long double asinh(long double x) except +
    long double asinhl(long double x) except +
    long double atan(long double x) except +
    long double atanl(long double x) except +
    long double atanh(long double x) except +
    long double atanhl(long double x) except +
    long double cbrt(long double x) except +
    long double cbrtl(long double x) except +
    long double ceil(long double x) except +
    long double ceill(long double x) except +
    long double cos(long double x) except +
    long double cosl(long double x) except +
    long double cosh(long double x) except +
    long double coshl(long double x) except +
    long double erf(long double x) except +
    long double erfl(long double x) except +
    long double erfc(long double x) except +
    long double erfcl(long double x) except +
    long double exp(long double x) except +
    long double expl(long double x) except +
    long double exp2(long double x) except +
    long double exp2l(long double x) except +
    long double expm1(long double x) except +
    long double expm1l(long double x) except +
    long double fabs(long double x) except +
    long double fabsl(long double x) except +
    long double floor(long double x) except +
    long double floorl(long double x) except +
    long double lgamma(long double x) except +
    long double lgammal(long double x) except +
    long double log(long double x) except +
    long double logl(long double x) except +
    long double log10(long double x) except +
    long double log10l(long double x) except +
    long double log1p(long double x) except +
    long double log1pl(long double x) except +
    long double log2(long double x) except +
    long double log2l(long double x) except +
    long double logb(long double x) except +
    long double logbl(long double x) except +
    long double nearbyint(long double x) except +
    long double nearbyintl(long double x) except +
    long double rint(long double x) except +
    long double rintl(long double x) except +
    long double round(long double x) except +
    long double roundl(long double x) except +
    long double sin(long double x) except +
    long double sinl(long double x) except +
    long double sinh(long double x) except +
    long double sinhl(long double x) except +
    long double sqrt(long double x) except +
    long double sqrtl(long double x) except +
    long double tan(long double x) except +
    long double tanl(long double x) except +
    long double tanh(long double x) except +
    long double tanhl(long double x) except +
    long double tgamma(long double x) except +
    long double tgammal(long double x) except +
    long double trunc(long double x) except +
    long double truncl(long double x) except +
    long double atan2(long double x, long double y) except +
    long double atan2l(long double x, long double y) except +
    long double copysign(long double x, long double y) except +
    long double copysignl(long double x, long double y) except +
    long double fdim(long double x, long double y) except +
    long double fdiml(long double x, long double y) except +
    long double fmax(long double x, long double y) except +
    long double fmaxl(long double x, long double y) except +
    long double fmin(long double x, long double y) except +
    long double fminl(long double x, long double y) except +
    long double fmod(long double x, long double y) except +
    long double fmodl(long double x, long double y) except +
    long double hypot(long double x, long double y) except +
    long double hypotl(long double x, long double y) except +
    long double nextafter(long double x, long double y) except +
    long double nextafterl(long double x, long double y) except +
    long double pow(long double x, long double y) except +
    long double powl(long double x, long double y) except +
    long double remainder(long double x, long double y) except +
    long double remainderl(long double x, long double y) except +
    long double hypot(long double x, long double y, long double z) except +
    long double fma(long double x, long double y, long double z) except +
    long double fmal(long double x, long double y, long double z) except +
    long double frexp(long double x, int* exponent) except +
    long double frexpl(long double x, int* exponent) except +
    long double ldexp(long double x, int exponent) except +
    long double ldexpl(long double x, int exponent) except +
    long double scalbn(long double x, int n) except +
    long double scalbnl(long double x, int n) except +
    long double scalbln(long double x, long n) except +
    long double scalblnl(long double x, long n) except +
    long double modf(long double x, long double* integral) except +
    long double modfl(long double x, long double* integral) except +
    long double remquo(long double x, long double y, int* quotient) except +
    long double remquol(long double x, long double y, int* quotient) except +
    long double nexttoward(long double x, long double y) except +
    long double nexttowardl(long double x, long double y) except +
    long double nanl(const char* tag) except +
    int ilogb(long double x) except +
    int ilogbl(long double x) except +
    long lrint(long double x) except +
    long lrintl(long double x) except +
    long lround(long double x) except +
    long lroundl(long double x) except +
    long long llrint(long double x) except +
    long long llrintl(long double x) except +
    long long llround(long double x) except +
    long long llroundl(long double x) except +
    long double lerp(long double start, long double end, long double position)
    int fpclassify(long double x) except +
    bint isfinite(long double x) except +
    bint isinf(long double x) except +
    bint isnan(long double x) except +
    bint isnormal(long double x) except +
    bint signbit(long double x) except +
    bint isgreater(long double x, long double y) except +
    bint isgreaterequal(long double x, long double y) except +
    bint isless(long double x, long double y) except +
    bint islessequal(long double x, long double y) except +
    bint islessgreater(long double x, long double y) except +
    bint isunordered(long double x, long double y) except +
    # special functions, long double
    long double expintl(long double x) except +
    long double riemann_zetal(long double x) except +
    long double comp_ellint_1l(long double x) except +
    long double comp_ellint_2l(long double x) except +
    long double betal(long double x, long double y) except +
    long double comp_ellint_3l(long double x, long double y) except +
    long double cyl_bessel_il(long double x, long double y) except +
    long double cyl_bessel_jl(long double x, long double y) except +
    long double cyl_bessel_kl(long double x, long double y) except +
    long double cyl_neumannl(long double x, long double y) except +
    long double ellint_1l(long double x, long double y) except +
    long double ellint_2l(long double x, long double y) except +
    long double ellint_3l(long double k, long double nu, long double phi) except +
    long double hermitel(unsigned int n, long double x) except +
    long double laguerrel(unsigned int n, long double x) except +
    long double legendrel(unsigned int n, long double x) except +
    long double sph_bessell(unsigned int n, long double x) except +
    long double sph_neumannl(unsigned int n, long double x) except +
    long double assoc_laguerrel(unsigned int n, unsigned int m, long double x) except +
    long double assoc_legendrel(unsigned int n, unsigned int m, long double x) except +
    long double sph_legendrel(unsigned int n, unsigned int m, long double x) except +

    # integers
    int abs(int x) except +
    long abs(long x) except +
    long long abs(long long x) except +
