#pragma once

#include "core/benchmarks/benchmark.h"

namespace nie {

/// One training step of NIE on 32 spirals (solve, gradient, optimiser), against the same networks
/// trained as the released code trains them: one time after the other, 1000 fresh random nodes for
/// each, M + 3 = 6 damped evaluations, all kept for the backward pass, one curve a step. Both sides
/// have the same weights, trained for some steps, and a learning rate of 0, so that every
/// repetition costs the same. Seconds are given for a curve.
///
/// Facts: the integration error of both on the solutions of the 32 curves, |I - I_fine| / |I_fine|
/// over curves and times, with I_fine by 200 Gauss knots in double.
BenchmarkEntry nieStepBenchmark();

/// The same for the general form G(F(y(s)), t, s), with networks of the size that the released
/// code's counts suggest (3,686 parameters).
BenchmarkEntry nieGeneralStepBenchmark();

}  // namespace nie
