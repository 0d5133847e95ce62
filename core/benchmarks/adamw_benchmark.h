#pragma once

#include "core/benchmarks/benchmark.h"

namespace nie {

/// One optimiser step of AdamW on 300,000 parameters in 60 tensors: the flat one of
/// core/training/adamw.h against LibTorch's, which takes the tensors one by one.
BenchmarkEntry adamwBenchmark();

}  // namespace nie
