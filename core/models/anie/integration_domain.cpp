#include "core/models/anie/integration_domain.h"

#include "core/base/error.h"

#include <fmt/format.h>

namespace nie {

namespace {

torch::Tensor plain(const torch::Tensor& tensor)
{
    return tensor.detach().to(torch::kCPU, torch::kDouble).contiguous();
}

void requireIncreasing(const torch::Tensor& times)
{
    if (times.size(0) > 1 && !(times.slice(0, 1) > times.slice(0, 0, -1)).all().item<bool>())
        throw InputError("times", "do not increase");
}

void requireSeveral(const torch::Tensor& times)
{
    if (times.size(0) < 2)
        throw InputError("times", "too few for an integral over time with limits that move", "1",
                         "at least 2");
}

void requireOrdered(const torch::Tensor& times, const torch::Tensor& lower,
                    const torch::Tensor& upper)
{
    const auto wrong = (upper < lower).nonzero();
    if (wrong.size(0) == 0)
        return;
    const auto i = wrong[0][0].item<std::int64_t>();
    throw InputError("limits of the integral", "the upper one is below the lower one",
                     fmt::format("{:g} .. {:g} at t = {:g}", lower[i].item<double>(),
                                 upper[i].item<double>(), times[i].item<double>()));
}

/// Where each point lies: the interval's number and the position 0..1 inside it, both [point].
std::pair<torch::Tensor, torch::Tensor> locate(const torch::Tensor& times,
                                               const torch::Tensor& points)
{
    const auto last = times.size(0) - 2;
    const auto interval = (torch::searchsorted(times, points, false, true) - 1).clamp(0, last);
    const auto left = times.index_select(0, interval);
    const auto width = times.index_select(0, interval + 1) - left;
    return {interval, (points - left) / width};
}

/// Values of the hat functions at points: [point, time].
torch::Tensor hats(const torch::Tensor& times, const torch::Tensor& points)
{
    const auto [interval, position] = locate(times, points);
    auto result = torch::zeros({points.size(0), times.size(0)}, torch::kDouble);
    result.scatter_(1, interval.unsqueeze(1), (1 - position).unsqueeze(1));
    result.scatter_(1, (interval + 1).unsqueeze(1), position.unsqueeze(1));
    return result;
}

/// Integrals of the hat functions from times[0] to points: [point, time].
torch::Tensor hatIntegrals(const torch::Tensor& times, const torch::Tensor& points)
{
    const auto [interval, position] = locate(times, points);
    const auto steps = times.slice(0, 1) - times.slice(0, 0, -1);
    const auto numbers = torch::arange(steps.size(0), torch::kLong);
    const auto passed = (numbers.unsqueeze(0) < interval.unsqueeze(1)) * (steps / 2).unsqueeze(0);
    auto result = torch::constant_pad_nd(passed, {0, 1}) + torch::constant_pad_nd(passed, {1, 0});
    const auto step = steps.index_select(0, interval);
    const auto toRight = position.square() / 2;
    result.scatter_add_(1, interval.unsqueeze(1), (step * (position - toRight)).unsqueeze(1));
    result.scatter_add_(1, (interval + 1).unsqueeze(1), (step * toRight).unsqueeze(1));
    return result;
}

}  // namespace

torch::Tensor trapezoidWeights(const torch::Tensor& times)
{
    if (times.size(0) == 1)
        return torch::ones_like(times);
    const auto halfSteps = (times.slice(0, 1) - times.slice(0, 0, -1)) / 2;
    return torch::constant_pad_nd(halfSteps, {0, 1}) + torch::constant_pad_nd(halfSteps, {1, 0});
}

IntegrationDomain IntegrationDomain::fredholm(const torch::Tensor& weights)
{
    const auto w = plain(weights);
    IntegrationDomain domain;
    domain.m_measure = w.sum().item<double>();
    if (!(domain.m_measure > 0.0) || (w < 0).any().item<bool>())
        throw InputError("quadrature weights", "their sum is not positive, or one is negative");
    domain.m_shares = w / domain.m_measure;
    domain.m_extent = torch::ones_like(w);
    return domain;
}

IntegrationDomain IntegrationDomain::fredholm(const torch::Tensor& times,
                                              const torch::Tensor& cellWeights)
{
    const auto t = plain(times);
    const auto cells = plain(cellWeights);
    requireIncreasing(t);
    const auto slabs = trapezoidWeights(t);
    auto domain = fredholm(torch::outer(slabs, cells).reshape(-1));
    domain.m_cells = cells.size(0);
    domain.m_cellShares = cells / cells.sum();
    domain.m_slabShares = slabs / slabs.sum();
    return domain;
}

IntegrationDomain IntegrationDomain::volterra(const torch::Tensor& times,
                                              const torch::Tensor& cellWeights)
{
    const auto t = plain(times);
    requireSeveral(t);
    auto domain = fredholm(t, cellWeights);
    domain.m_limits = Limits::Volterra;
    domain.m_extent = ((t - t[0]) / (t[-1] - t[0])).repeat_interleave(domain.m_cells);
    const auto steps = torch::constant_pad_nd(t.slice(0, 1) - t.slice(0, 0, -1), {1, 0});
    domain.m_ownShare = steps / 2 / trapezoidWeights(t);
    return domain;
}

IntegrationDomain IntegrationDomain::between(const torch::Tensor& times, const torch::Tensor& lower,
                                             const torch::Tensor& upper,
                                             const torch::Tensor& cellWeights)
{
    const auto t = plain(times);
    requireSeveral(t);
    auto domain = fredholm(t, cellWeights);
    const auto from = plain(lower).clamp(t[0], t[-1]);
    const auto to = plain(upper).clamp(t[0], t[-1]);
    const auto length = to - from;
    requireOrdered(t, from, to);
    const double whole = (t[-1] - t[0]).item<double>();
    domain.m_limits = Limits::General;
    domain.m_extent = (length / whole).repeat_interleave(domain.m_cells);
    auto weights = (hatIntegrals(t, to) - hatIntegrals(t, from)) / whole;
    // Differences of nearly equal integrals leave rounding where the limits exclude a slab.
    const auto slab = torch::arange(t.size(0), torch::kLong).unsqueeze(0);
    const auto before = slab < std::get<0>(locate(t, from)).unsqueeze(1);
    const auto after = slab > std::get<0>(locate(t, to)).unsqueeze(1) + 1;
    weights.masked_fill_(before.logical_or(after).logical_or(weights.abs() < 1e-14), 0.0);
    domain.m_slabIntegral = weights;
    domain.m_slabAverage = torch::where((length > 0).unsqueeze(1), weights, hats(t, from));
    return domain;
}

IntegrationDomain IntegrationDomain::to(const torch::TensorOptions& options) const
{
    IntegrationDomain moved = *this;
    for (torch::Tensor* tensor :
         {&moved.m_shares, &moved.m_extent, &moved.m_ownShare, &moved.m_slabShares,
          &moved.m_cellShares, &moved.m_slabIntegral, &moved.m_slabAverage})
        if (tensor->defined())
            *tensor = tensor->to(options);
    return moved;
}

torch::Tensor IntegrationDomain::slabWeights(const torch::Tensor& row, const torch::Tensor& column,
                                             bool average) const
{
    if (m_limits == Limits::General)
        return (average ? m_slabAverage : m_slabIntegral)
            .index_select(0, row)
            .index_select(1, column);
    const auto i = row.unsqueeze(1);
    const auto j = column.unsqueeze(0);
    const auto shares = m_slabShares.index_select(0, column);
    auto own = m_ownShare.index_select(0, column);
    if (average)
        own = torch::where(column == 0, torch::ones_like(own), own);
    return (j < i) * shares + (j == i) * (own * shares);
}

torch::Tensor IntegrationDomain::rows(const torch::Tensor& rows, bool average) const
{
    if (m_limits == Limits::Fredholm)
        return m_shares.unsqueeze(0).expand({rows.size(0), -1});
    const auto every = torch::arange(slabs(), rows.options());
    const auto times = slabWeights(rows.div(m_cells, "floor"), every, average);
    return (times.unsqueeze(2) * m_cellShares).reshape({rows.size(0), tokens()});
}

torch::Tensor IntegrationDomain::columns(const torch::Tensor& columns, bool average) const
{
    if (m_limits == Limits::Fredholm)
        return m_shares.index_select(0, columns).unsqueeze(0).expand({tokens(), -1});
    const auto every = torch::arange(slabs(), columns.options());
    const auto times = slabWeights(every, columns.div(m_cells, "floor"), average);
    return times.repeat_interleave(m_cells, 0) *
           m_cellShares.index_select(0, columns.remainder(m_cells));
}

}  // namespace nie
