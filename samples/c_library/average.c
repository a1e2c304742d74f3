#include "average.h"

double exponential_average(const double *data, int count, double alpha) {
  double average = count > 0 ? data[0] : 0.0;
  for (int i = 1; i < count; i++) average = alpha * data[i] + (1.0 - alpha) * average;
  return average;
}
