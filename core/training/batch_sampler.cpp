#include "core/training/batch_sampler.h"

#include <algorithm>

namespace nie {

std::vector<std::int64_t> BatchSampler::batch()
{
    if (m_position.epoch != m_orderedEpoch) {
        RandomStream random(deriveSeed(m_seed, seed_stream::kShuffle,
                                       static_cast<std::uint64_t>(m_position.epoch)));
        m_order = random.permutation(sampleCount());
        m_orderedEpoch = m_position.epoch;
    }
    const auto end = std::min(m_position.offset + m_batchSize, sampleCount());
    std::vector<std::int64_t> result;
    for (std::int64_t i = m_position.offset; i < end; ++i)
        result.push_back(m_samples[static_cast<std::size_t>(m_order[static_cast<std::size_t>(i)])]);
    return result;
}

bool BatchSampler::advance()
{
    m_position.offset += m_batchSize;
    if (m_position.offset < sampleCount())
        return false;
    m_position = {m_position.epoch + 1, 0};
    return true;
}

std::int64_t BatchSampler::stepsLeft(std::int64_t epochs) const
{
    if (m_position.epoch > epochs)
        return 0;
    return stepsFor(sampleCount() - m_position.offset) +
           (epochs - m_position.epoch) * stepsPerEpoch();
}

}  // namespace nie
