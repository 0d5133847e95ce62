#include "core/base/error.h"
#include "core/benchmarks/adamw_benchmark.h"
#include "core/benchmarks/anie_reference_benchmark.h"
#include "core/benchmarks/attention_scaling_benchmark.h"
#include "core/benchmarks/benchmark.h"
#include "core/benchmarks/data_benchmark.h"
#include "core/benchmarks/nie_step_benchmark.h"

namespace nie {

const std::vector<BenchmarkEntry>& benchmarkCatalog()
{
    static const std::vector<BenchmarkEntry> catalog = {
        nieStepBenchmark(),          nieGeneralStepBenchmark(), anieReferenceBenchmark(),
        attentionScalingBenchmark(), adamwBenchmark(),          dataBenchmark(),
    };
    return catalog;
}

const BenchmarkEntry& findBenchmark(const std::string& name)
{
    std::string known;
    for (const BenchmarkEntry& candidate : benchmarkCatalog()) {
        if (candidate.name == name)
            return candidate;
        known += (known.empty() ? "" : ", ") + candidate.name;
    }
    throw InputError("bench", "unknown benchmark", name, "one of: " + known);
}

}  // namespace nie
