#include "core/numerics/map_evaluation.h"

#include "core/base/error.h"

namespace nie {

MapEvaluation::MapEvaluation(FixedPointMap map, std::vector<std::int64_t> sampleShape,
                             std::int64_t limit, std::stop_token stop)
    : m_map(std::move(map)),
      m_shape(std::move(sampleShape)),
      m_limit(limit),
      m_stop(std::move(stop))
{
    m_shape.insert(m_shape.begin(), -1);
}

torch::Tensor MapEvaluation::operator()(const torch::Tensor& y)
{
    if (m_stop.stop_requested())
        throw Interrupted();
    ++m_count;
    return m_map(unflatten(y)).reshape({y.size(0), -1});
}

torch::Tensor MapEvaluation::unflatten(const torch::Tensor& y) const
{
    return y.reshape(m_shape);
}

}  // namespace nie
