# <complex.h>: C99 complex functions on double complex. C++ has them under other names and for its own
# type, whose layout is the same: the functions below convert whatever type stands for double complex.
cdef extern from *:
    """
    #include <complex>
    #include <string.h>
    template <typename Complex>
    inline std::complex<double> cy_from_c_complex(const Complex& value) {
        static_assert(sizeof(Complex) == sizeof(std::complex<double>), "a complex number is two doubles");
        double parts[2];
        memcpy(parts, &value, sizeof parts);
        return std::complex<double>(parts[0], parts[1]);
    }
    template <typename Complex>
    inline Complex cy_to_c_complex(const std::complex<double>& value) {
        Complex result;
        double parts[2] = {value.real(), value.imag()};
        memcpy(&result, parts, sizeof parts);
        return result;
    }
    #define CY_COMPLEX_FUNCTION(c_name, cpp_name) \
        template <typename Complex> inline Complex cy_##c_name(Complex z) { \
            return cy_to_c_complex<Complex>(std::cpp_name(cy_from_c_complex(z))); \
        }
    #define CY_COMPLEX_TO_REAL(c_name, cpp_name) \
        template <typename Complex> inline double cy_##c_name(Complex z) { \
            return std::cpp_name(cy_from_c_complex(z)); \
        }
    CY_COMPLEX_FUNCTION(csqrt, sqrt)
    CY_COMPLEX_FUNCTION(cexp, exp)
    CY_COMPLEX_FUNCTION(clog, log)
    CY_COMPLEX_FUNCTION(clog10, log10)
    CY_COMPLEX_FUNCTION(csin, sin)
    CY_COMPLEX_FUNCTION(ccos, cos)
    CY_COMPLEX_FUNCTION(ctan, tan)
    CY_COMPLEX_FUNCTION(casin, asin)
    CY_COMPLEX_FUNCTION(cacos, acos)
    CY_COMPLEX_FUNCTION(catan, atan)
    CY_COMPLEX_FUNCTION(csinh, sinh)
    CY_COMPLEX_FUNCTION(ccosh, cosh)
    CY_COMPLEX_FUNCTION(ctanh, tanh)
    CY_COMPLEX_FUNCTION(casinh, asinh)
    CY_COMPLEX_FUNCTION(cacosh, acosh)
    CY_COMPLEX_FUNCTION(catanh, atanh)
    CY_COMPLEX_FUNCTION(conj, conj)
    CY_COMPLEX_FUNCTION(cproj, proj)
    CY_COMPLEX_TO_REAL(cabs, abs)
    CY_COMPLEX_TO_REAL(carg, arg)
    CY_COMPLEX_TO_REAL(creal, real)
    CY_COMPLEX_TO_REAL(cimag, imag)
    #undef CY_COMPLEX_FUNCTION
    #undef CY_COMPLEX_TO_REAL
    template <typename Complex>
    inline Complex cy_cpow(Complex base, Complex exponent) {
        return cy_to_c_complex<Complex>(std::pow(cy_from_c_complex(base), cy_from_c_complex(exponent)));
    }
    """

cdef extern from * nogil:
    double complex csqrt "cy_csqrt"(double complex z)
    double complex cexp "cy_cexp"(double complex z)
    double complex clog "cy_clog"(double complex z)
    double complex clog10 "cy_clog10"(double complex z)
    double complex csin "cy_csin"(double complex z)
    double complex ccos "cy_ccos"(double complex z)
    double complex ctan "cy_ctan"(double complex z)
    double complex casin "cy_casin"(double complex z)
    double complex cacos "cy_cacos"(double complex z)
    double complex catan "cy_catan"(double complex z)
    double complex csinh "cy_csinh"(double complex z)
    double complex ccosh "cy_ccosh"(double complex z)
    double complex ctanh "cy_ctanh"(double complex z)
    double complex casinh "cy_casinh"(double complex z)
    double complex cacosh "cy_cacosh"(double complex z)
    double complex catanh "cy_catanh"(double complex z)
    double complex conj "cy_conj"(double complex z)
    double complex cproj "cy_cproj"(double complex z)
    double complex cpow "cy_cpow"(double complex x, double complex y)
    double cabs "cy_cabs"(double complex z)
    double carg "cy_carg"(double complex z)
    double creal "cy_creal"(double complex z)
    double cimag "cy_cimag"(double complex z)
