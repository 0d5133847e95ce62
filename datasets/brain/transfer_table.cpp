#include "datasets/brain/transfer_table.h"

#include "core/base/error.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>
#include <thread>

namespace nie::brain {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double TransferGrid::mu(std::size_t i) const
{
    return firstMu + (lastMu - firstMu) * static_cast<double>(i) / static_cast<double>(muCount - 1);
}

double TransferGrid::sigma(std::size_t j) const
{
    return firstSigma +
           (lastSigma - firstSigma) * static_cast<double>(j) / static_cast<double>(sigmaCount - 1);
}

TransferTable::TransferTable(Function function, TransferGrid grid)
    : m_function(std::move(function)),
      m_grid(grid),
      m_muPerUnit(static_cast<double>(grid.muCount - 1) / (grid.lastMu - grid.firstMu)),
      m_sigmaPerUnit(static_cast<double>(grid.sigmaCount - 1) / (grid.lastSigma - grid.firstSigma)),
      m_points(grid.size(), {kUnknown, kUnknown, kUnknown})
{}

TransferTable::TransferTable(const ExponentialNeuron& neuron, const TransferResolution& resolution)
    : TransferTable([neuron, resolution](double mu, double sigma) {
          return transferPoint(neuron, resolution, mu, sigma);
      })
{}

TransferPoint TransferTable::compute(std::size_t index) const
{
    return m_function(m_grid.mu(index % m_grid.muCount), m_grid.sigma(index / m_grid.muCount));
}

void TransferTable::computeCorners(std::size_t corner)
{
    // An input that is not a number has no corners; its result stays NaN.
    for (const std::size_t index :
         {corner, corner + 1, corner + m_grid.muCount, corner + m_grid.muCount + 1}) {
        if (isKnown(index))
            continue;
        m_points[index] = compute(index);
        ++m_computed;
    }
}

void TransferTable::adopt(const std::vector<TransferPoint>& points)
{
    for (std::size_t index = 0; index < std::min(points.size(), m_points.size()); ++index) {
        if (!isKnown(index))
            m_points[index] = points[index];
    }
}

void TransferTable::computeAll(unsigned threads, const std::function<void(double)>& progress,
                               std::stop_token stop)
{
    std::vector<std::size_t> missing;
    for (std::size_t index = 0; index < m_points.size(); ++index) {
        if (!isKnown(index))
            missing.push_back(index);
    }
    std::atomic<std::size_t> next = 0;
    std::size_t done = 0;
    std::mutex reporting;
    const auto work = [&] {
        for (std::size_t at = next++; at < missing.size(); at = next++) {
            if (stop.stop_requested())
                return;
            m_points[missing[at]] = compute(missing[at]);
            const std::lock_guard lock(reporting);
            ++done;
            if (progress)
                progress(static_cast<double>(done) / static_cast<double>(missing.size()));
        }
    };
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 1; i < threads; ++i)
            workers.emplace_back(work);
        work();
    }
    m_computed += done;
    if (done < missing.size())
        throw Interrupted();
}

}  // namespace nie::brain
