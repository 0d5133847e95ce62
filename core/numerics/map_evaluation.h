#pragma once

#include "core/numerics/fixed_point.h"

namespace nie {

/// G on flattened samples, [batch, n], with the evaluations counted against a limit.
class MapEvaluation {
public:
    /// `sampleShape`: [...] of one sample.
    MapEvaluation(FixedPointMap map, std::vector<std::int64_t> sampleShape, std::int64_t limit,
                  std::stop_token stop);

    /// Throws Interrupted when asked to stop.
    torch::Tensor operator()(const torch::Tensor& y);
    /// [batch, n] -> [batch, ...].
    torch::Tensor unflatten(const torch::Tensor& y) const;

    std::int64_t count() const { return m_count; }
    std::int64_t left() const { return m_limit - m_count; }
    /// From now on the batch is another one.
    void setMap(FixedPointMap map) { m_map = std::move(map); }

private:
    FixedPointMap m_map;
    std::vector<std::int64_t> m_shape;  ///< -1, then the sample's
    std::int64_t m_limit;
    std::int64_t m_count = 0;
    std::stop_token m_stop;
};

}  // namespace nie
