// The same kernels in C++, called through ctypes: what the C++ compiler makes of them without Python, checks or views.
#include <algorithm>
#include <cmath>
#include <cstddef>

extern "C" {

double total(const double* x, ptrdiff_t n) {
  double s = 0;
  for (ptrdiff_t i = 0; i < n; ++i) s += x[i];
  return s;
}

double strided_total(const double* x, ptrdiff_t n, ptrdiff_t step) {
  double s = 0;
  for (ptrdiff_t i = 0; i < n; i += step) s += x[i];
  return s;
}

double parallel_total(const double* x, ptrdiff_t n) {
  double s = 0;
#pragma omp parallel for reduction(+ : s)
  for (ptrdiff_t i = 0; i < n; ++i) s += x[i];
  return s;
}

double norm(const double* x, const double* y, ptrdiff_t n) {
  double s = 0;
  for (ptrdiff_t i = 0; i < n; ++i) s += std::sqrt(x[i] * x[i] + y[i] * y[i]);
  return s;
}

void matmul(const double* a, const double* b, double* c, ptrdiff_t n) {
  for (ptrdiff_t i = 0; i < n; ++i)
    for (ptrdiff_t k = 0; k < n; ++k) {
      double f = a[i * n + k];
      for (ptrdiff_t j = 0; j < n; ++j) c[i * n + j] += f * b[k * n + j];
    }
}

void stencil(const double* a, double* b, ptrdiff_t n) {
  for (ptrdiff_t i = 1; i < n - 1; ++i)
    for (ptrdiff_t j = 1; j < n - 1; ++j)
      b[i * n + j] = 0.25 * (a[(i - 1) * n + j] + a[(i + 1) * n + j] + a[i * n + j - 1] + a[i * n + j + 1]);
}

int edit_distance(const int* a, const int* b, int* row, ptrdiff_t n, ptrdiff_t m) {
  for (ptrdiff_t j = 0; j <= m; ++j) row[j] = static_cast<int>(j);
  for (ptrdiff_t i = 1; i <= n; ++i) {
    int diagonal = row[0];
    row[0] = static_cast<int>(i);
    for (ptrdiff_t j = 1; j <= m; ++j) {
      int above = row[j];
      row[j] = std::min(std::min(above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
      diagonal = above;
    }
  }
  return row[m];
}

void moving_average(const double* x, double* out, ptrdiff_t n, ptrdiff_t width) {
  double s = 0;
  for (ptrdiff_t i = 0; i < width; ++i) s += x[i];
  for (ptrdiff_t i = width; i < n; ++i) {
    out[i - width] = s / static_cast<double>(width);
    s += x[i] - x[i - width];
  }
}
}
