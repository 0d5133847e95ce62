#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <vector>

namespace nie {

/// Which samples a step trains on. Stateless but for a cache: the order of an epoch depends on the
/// seed and the epoch alone, so a run can go on at any step.
class BatchSampler {
public:
    BatchSampler(std::vector<std::int64_t> samples, std::int64_t batchSize, std::uint64_t seed)
        : m_samples(std::move(samples)), m_batchSize(batchSize), m_seed(seed)
    {
    }

    std::int64_t stepsPerEpoch() const
    {
        return (static_cast<std::int64_t>(m_samples.size()) + m_batchSize - 1) / m_batchSize;
    }
    /// 1 for the steps 1 .. stepsPerEpoch().
    std::int64_t epochOf(std::int64_t step) const { return (step - 1) / stepsPerEpoch() + 1; }

    /// The samples of a step (1 is the first); the last batch of an epoch may be smaller.
    std::vector<std::int64_t> batch(std::int64_t step);

private:
    std::vector<std::int64_t> m_samples;
    std::int64_t m_batchSize;
    std::uint64_t m_seed;
    std::int64_t m_epoch = 0;
    std::vector<std::int64_t> m_order;
};

}  // namespace nie
