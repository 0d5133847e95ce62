#pragma once

#include "core/benchmarks/benchmark.h"

namespace nie {

/// One forward and backward pass of an attention layer on 16,000 tokens, in seconds a token, against
/// the same on 1,000 tokens: 1 where the cost is linear. Galerkin attention; facts hold seconds a
/// token for 1,000 to 16,000 tokens, of Galerkin attention over the whole domain and of causal
/// linear attention, and for each the largest over the smallest.
BenchmarkEntry attentionScalingBenchmark();

}  // namespace nie
