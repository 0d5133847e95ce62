#include "datasets/brain/transfer_table.h"

#include "core/base/error.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
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
    if (m_stop.stop_requested())
        throw Interrupted();
    std::vector<std::size_t> wanted;
    for (const std::size_t index :
         {corner, corner + 1, corner + m_grid.muCount, corner + m_grid.muCount + 1}) {
        if (!isKnown(index))
            wanted.push_back(index);
    }
    addNeighbours(corner, wanted);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t at = next++; at < wanted.size(); at = next++)
            m_points[wanted[at]] = compute(wanted[at]);
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(m_threads, wanted.size()); ++i)
            helpers.emplace_back(work);
        work();
    }
    m_computed += wanted.size();
}

void TransferTable::addNeighbours(std::size_t corner, std::vector<std::size_t>& wanted) const
{
    if (m_threads < 2)
        return;
    const std::size_t firstMu = corner % m_grid.muCount;
    const std::size_t firstSigma = corner / m_grid.muCount;
    // The ring about the cell, from one point before it to one behind it.
    for (std::size_t j = firstSigma > 0 ? firstSigma - 1 : 0;
         j < std::min(firstSigma + 3, m_grid.sigmaCount); ++j) {
        for (std::size_t i = firstMu > 0 ? firstMu - 1 : 0;
             i < std::min(firstMu + 3, m_grid.muCount); ++i) {
            if (wanted.size() % m_threads == 0)
                return;
            const std::size_t index = j * m_grid.muCount + i;
            const bool isCorner =
                i - firstMu < 2 && j - firstSigma < 2;  // unsigned: before the cell is far away
            if (!isCorner && !isKnown(index))
                wanted.push_back(index);
        }
    }
}

void TransferTable::adopt(const std::vector<TransferPoint>& points)
{
    for (std::size_t index = 0; index < std::min(points.size(), m_points.size()); ++index) {
        if (!isKnown(index))
            m_points[index] = points[index];
    }
}

}  // namespace nie::brain
