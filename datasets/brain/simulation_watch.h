#pragma once

#include "core/data/generation.h"

namespace nie::brain {

/// Watches over a long simulation whose number of steps is known: stops it and reports how far it
/// is. One simulation makes all samples, so its share done is told as that share of them.
class SimulationWatch {
public:
    /// Neither stops nor reports.
    SimulationWatch() = default;
    /// The context has to outlive it.
    SimulationWatch(const GenerationContext& context, std::int64_t samples,
                    std::int64_t expectedSteps);

    /// Before each step. Throws Interrupted when the stop token fired.
    void beforeStep();
    /// No step is left.
    void finish();

private:
    void report(std::int64_t samples);

    const GenerationContext* m_context = nullptr;
    std::int64_t m_samples = 0;
    std::int64_t m_expected = 0;
    std::int64_t m_taken = 0;
    std::int64_t m_reported = 0;
};

}  // namespace nie::brain
