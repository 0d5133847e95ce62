#pragma once

#include "core/benchmarks/benchmark.h"

namespace nie {

/// ANIE's correct mode against its reference mode (the computation of the authors' released code):
/// exact spirals, the same data and split, the same seconds of training one after the other, about
/// the same number of parameters, one thread. Seconds are those of a training step. Facts: MSE on
/// the test samples (points after the given ones, and all points) with the weights that were best
/// in validation, as each mode stops and after 50 evaluations of its right-hand side.
BenchmarkEntry anieReferenceBenchmark();

}  // namespace nie
