/* A small C library: note that it has no extern "C". */
double exponential_average(const double *data, int count, double alpha);
