// The samples' kernels as one writes them in C++: what the compiled modules are measured against.
#include <cmath>
#include <cstdint>
#include <cstring>

extern "C" {

int process_batch(const double *values, double *out, long count, double low, double high) {
  int status = 0;
  for (long i = 0; i < count; i++) {
    if (std::isnan(values[i])) { status = 1; out[i] = 0.0; }
    else out[i] = values[i] < low ? low : values[i] > high ? high : values[i];
  }
  return status;
}

void gaussian_serial(const double *data, double *result, long count, double sigma) {
  double factor = -1.0 / (2.0 * sigma * sigma);
  for (long i = 0; i < count; i++) result[i] = std::exp(factor * data[i] * data[i]);
}

void gaussian_parallel(const double *data, double *result, long count, double sigma, int threads) {
  double factor = -1.0 / (2.0 * sigma * sigma);
#pragma omp parallel for num_threads(threads) schedule(static)
  for (long i = 0; i < count; i++) result[i] = std::exp(factor * data[i] * data[i]);
}

double path_length(const double *x, const double *y, long count) {
  double length = 0.0;
  for (long i = 1; i < count; i++) length += std::hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
  return length;
}

void multiply(const double *a, const double *b, double *c, long n) {
  std::memset(c, 0, sizeof(double) * n * n);
  for (long i = 0; i < n; i++)
    for (long k = 0; k < n; k++)
      for (long j = 0; j < n; j++) c[i * n + j] += a[i * n + k] * b[k * n + j];
}

double total(const double *data, long count, int threads) {
  double result = 0.0;
#pragma omp parallel for num_threads(threads) reduction(+ : result)
  for (long i = 0; i < count; i++) result += data[i];
  return result;
}

void to_cartesian(const double *radius, const double *angle, double *x, double *y, long count) {
  for (long i = 0; i < count; i++) {
    x[i] = radius[i] * std::cos(angle[i]);
    y[i] = radius[i] * std::sin(angle[i]);
  }
}

void sum_squares(const double *data, double *result, long count, int window) {
  for (long i = 0; i + window <= count; i++) {
    double sum = 0.0;
    for (int j = 0; j < window; j++) sum += data[i + j] * data[i + j];
    result[i] = sum;
  }
}

void difference(const int64_t *a, const int64_t *b, int64_t *result, long count) {
  for (long i = 0; i < count; i++) result[i] = a[i] - b[i];
}

void mean_std(const double *data, double *means, double *deviations, long length, long window) {
  double mean = 0.0, squares = 0.0;
  for (long i = 0; i < window; i++) {
    double delta = data[i] - mean;
    mean += delta / (i + 1);
    squares += delta * (data[i] - mean);
  }
  for (long i = 0; i + window <= length; i++) {
    if (i > 0) {
      double old = data[i - 1], added = data[i + window - 1], before = mean;
      mean += (added - old) / window;
      squares += (added - old) * (added - mean + old - before);
    }
    means[i] = mean;
    deviations[i] = squares > 0.0 ? std::sqrt(squares / window) : 0.0;
  }
}

}
