#include "core/training/batch_sampler.h"

#include <algorithm>

namespace nie {

std::vector<std::int64_t> BatchSampler::batch(std::int64_t step)
{
    const std::int64_t epoch = epochOf(step);
    if (epoch != m_epoch) {
        RandomStream random(deriveSeed(m_seed, seed_stream::kShuffle, static_cast<std::uint64_t>(epoch)));
        m_order = random.permutation(static_cast<std::int64_t>(m_samples.size()));
        m_epoch = epoch;
    }
    const auto count = static_cast<std::int64_t>(m_samples.size());
    const std::int64_t begin = (step - 1) % stepsPerEpoch() * m_batchSize;
    std::vector<std::int64_t> result;
    for (std::int64_t i = begin; i < std::min(begin + m_batchSize, count); ++i)
        result.push_back(m_samples[static_cast<std::size_t>(m_order[static_cast<std::size_t>(i)])]);
    return result;
}

}  // namespace nie
