#pragma once

#include "core/benchmarks/benchmark.h"

namespace nie {

/// One sample of the Navier-Stokes set with nu = 1e-3 on 64 x 64 points, over `duration` units of
/// time: the generator (ETDRK4) against the first-order recipe of the published files with their
/// step 1e-4, which is timed over some of its steps. Facts: relative errors of both at the end,
/// against the generator with a quarter of its step, and over at most one unit of time that of the
/// first-order recipe against itself with a quarter of its step.
BenchmarkEntry dataBenchmark();

}  // namespace nie
