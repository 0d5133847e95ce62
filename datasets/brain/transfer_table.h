#pragma once

#include "datasets/brain/transfer_point.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace nie::brain {

/// The mean inputs and noise intensities at which a transfer function is tabulated.
struct TransferGrid {
    double firstMu = -1.0, lastMu = 7.0;       ///< [mV/ms]
    double firstSigma = 0.5, lastSigma = 5.0;  ///< [mV/sqrt(ms)]
    std::size_t muCount = 350, sigmaCount = 64;

    std::size_t size() const { return muCount * sigmaCount; }
    double mu(std::size_t i) const;
    double sigma(std::size_t j) const;
};

/// A transfer function with bilinear interpolation between grid points. A point is computed when it
/// is first needed: a resting-state simulation visits a few hundred of the 22,400, and each takes
/// milliseconds. Outside the grid the nearest value on its edge holds. Not for use by several
/// threads, but it may start some of its own (setThreads).
class TransferTable {
public:
    using Function = std::function<TransferPoint(double mu, double sigma)>;

    explicit TransferTable(Function function, TransferGrid grid = {});
    /// The function `transferPoint` of the neuron.
    TransferTable(const ExponentialNeuron& neuron, const TransferResolution& resolution);

    /// Interpolated; computes what is missing.
    TransferPoint at(double mu, double sigma)
    {
        // What is no number has no place in the grid and has to stay visible.
        if (const double sum = mu + sigma; sum != sum) [[unlikely]]
            return {sum, sum, sum};
        const Position i = positionOf(mu, m_grid.firstMu, m_muPerUnit, m_grid.muCount);
        const Position j = positionOf(sigma, m_grid.firstSigma, m_sigmaPerUnit, m_grid.sigmaCount);
        const std::size_t corner = j.index * m_grid.muCount + i.index;
        TransferPoint result = interpolate(corner, i.fraction, j.fraction);
        if (result.rate != result.rate) [[unlikely]] {  // NaN: not known yet
            computeCorners(corner);
            result = interpolate(corner, i.fraction, j.fraction);
        }
        return result;
    }

    /// Points are computed on so many threads from now on: as many at once, those that are needed
    /// and, for threads that would be idle, neighbours that are likely to be next. `function` has
    /// to allow that. Numbers do not depend on it.
    void setThreads(std::size_t threads) { m_threads = threads; }
    /// at() throws Interrupted where it would have to compute once this has fired: the first step
    /// of a simulation needs hundreds of points.
    void setStop(std::stop_token stop) { m_stop = std::move(stop); }

    const TransferGrid& grid() const { return m_grid; }
    /// Point (i, j) at [j * muCount + i]; NaN where not computed yet.
    const std::vector<TransferPoint>& points() const { return m_points; }
    /// Takes over points that are known from elsewhere; those that are NaN there stay as they are.
    void adopt(const std::vector<TransferPoint>& points);
    /// Points computed since the table was made, those adopted not among them.
    std::size_t computedCount() const { return m_computed; }

private:
    struct Position {
        std::size_t index;
        double fraction;
    };

    static Position positionOf(double value, double first, double perUnit, std::size_t count)
    {
        const double scaled = (value - first) * perUnit;
        const auto last = static_cast<double>(count - 1);
        const double inside = scaled > 0.0 ? (scaled < last ? scaled : last) : 0.0;
        const auto index = static_cast<std::size_t>(inside);
        const std::size_t below = index < count - 2 ? index : count - 2;
        return {below, inside - static_cast<double>(below)};
    }

    TransferPoint interpolate(std::size_t corner, double muFraction, double sigmaFraction) const
    {
        const TransferPoint* low = &m_points[corner];
        const TransferPoint* high = low + m_grid.muCount;
        const double w00 = (1.0 - muFraction) * (1.0 - sigmaFraction);
        const double w10 = muFraction * (1.0 - sigmaFraction);
        const double w01 = (1.0 - muFraction) * sigmaFraction;
        const double w11 = muFraction * sigmaFraction;
        return {w00 * low[0].rate + w10 * low[1].rate + w01 * high[0].rate + w11 * high[1].rate,
                w00 * low[0].meanVoltage + w10 * low[1].meanVoltage + w01 * high[0].meanVoltage +
                    w11 * high[1].meanVoltage,
                w00 * low[0].timeConstant + w10 * low[1].timeConstant + w01 * high[0].timeConstant +
                    w11 * high[1].timeConstant};
    }

    bool isKnown(std::size_t index) const { return m_points[index].rate == m_points[index].rate; }
    void computeCorners(std::size_t corner);
    void addNeighbours(std::size_t corner, std::vector<std::size_t>& wanted) const;
    TransferPoint compute(std::size_t index) const;

    Function m_function;
    TransferGrid m_grid;
    double m_muPerUnit;
    double m_sigmaPerUnit;
    std::vector<TransferPoint> m_points;
    std::size_t m_computed = 0;
    std::size_t m_threads = 1;
    std::stop_token m_stop;
};

}  // namespace nie::brain
