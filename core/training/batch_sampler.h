#pragma once

#include "core/base/random.h"

#include <cstdint>
#include <vector>

namespace nie {

/// Where a sampler stands: the next step takes the samples from `offset` on of this epoch's order.
struct SamplerPosition {
    std::int64_t epoch = 1;
    std::int64_t offset = 0;
    bool operator==(const SamplerPosition&) const = default;
};

/// Which samples a step trains on. The order of an epoch depends on the seed and the epoch alone, so
/// a run can go on from any position.
class BatchSampler {
public:
    BatchSampler(std::vector<std::int64_t> samples, std::int64_t batchSize, std::uint64_t seed)
        : m_samples(std::move(samples)),
          m_batchSize(batchSize),
          m_seed(seed)
    {}

    /// The samples of the next step, the same until advance(); the last batch of an epoch may be
    /// smaller.
    std::vector<std::int64_t> batch();
    /// The step is done. True when it was the last one of its epoch.
    bool advance();

    const SamplerPosition& position() const { return m_position; }
    void moveTo(const SamplerPosition& position) { m_position = position; }
    /// Holds from the next step on.
    void setBatchSize(std::int64_t batchSize) { m_batchSize = batchSize; }

    std::int64_t stepsPerEpoch() const { return stepsFor(sampleCount()); }
    /// Steps that are left until so many epochs are done.
    std::int64_t stepsLeft(std::int64_t epochs) const;

private:
    std::int64_t sampleCount() const { return static_cast<std::int64_t>(m_samples.size()); }
    std::int64_t stepsFor(std::int64_t samples) const
    {
        return (samples + m_batchSize - 1) / m_batchSize;
    }

    std::vector<std::int64_t> m_samples;
    std::int64_t m_batchSize;
    std::uint64_t m_seed;
    SamplerPosition m_position;
    std::int64_t m_orderedEpoch = 0;
    std::vector<std::int64_t> m_order;
};

}  // namespace nie
