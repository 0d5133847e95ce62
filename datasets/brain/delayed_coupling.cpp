#include "datasets/brain/delayed_coupling.h"

#include "datasets/brain/connectome.h"

#include <algorithm>
#include <cmath>

namespace nie::brain {

DelayedCoupling::DelayedCoupling(const Connectome& connectome, double speed, double step)
    : m_sums(connectome.regions(), kBlock),
      m_squaredSums(connectome.regions(), kBlock)
{
    for (Eigen::Index k = 0; k < connectome.regions(); ++k) {
        for (Eigen::Index j = 0; j < connectome.regions(); ++j) {
            const double weight = connectome.weights(k, j);
            if (j == k || weight == 0.0)
                continue;
            const double steps = speed > 0.0 ? connectome.lengths(k, j) / speed / step : 0.0;
            // nearbyint rounds half to even.
            const auto lag = static_cast<Eigen::Index>(std::nearbyint(steps)) + 1;
            m_longestLag = std::max(m_longestLag, lag);
            (lag >= kBlock ? m_far : m_near).push_back({k, j, lag, weight});
        }
    }
}

void DelayedCoupling::beginBlock(const RateHistory& history)
{
    using Block = Eigen::Array<double, kBlock, 1>;
    m_sums.setZero();
    m_squaredSums.setZero();
    for (auto link = m_far.begin(); link != m_far.end();) {
        const Eigen::Index receiver = link->receiver;
        Block sum = Block::Zero();
        Block squaredSum = Block::Zero();
        for (; link != m_far.end() && link->receiver == receiver; ++link) {
            const Block weighted =
                link->weight * Eigen::Map<const Block>(history.at(link->sender, link->lag));
            sum += weighted;
            squaredSum += link->weight * weighted;
        }
        m_sums.row(receiver) = sum.matrix().transpose();
        m_squaredSums.row(receiver) = squaredSum.matrix().transpose();
    }
}

void DelayedCoupling::update(const RateHistory& history)
{
    if (++m_at == kBlock) {
        m_at = 0;
        beginBlock(history);
    }
    for (const Link& link : m_near) {
        const double weighted = link.weight * *history.at(link.sender, link.lag);
        m_sums(link.receiver, m_at) += weighted;
        m_squaredSums(link.receiver, m_at) += link.weight * weighted;
    }
}

}  // namespace nie::brain
