#include "core/numerics/discretised_equation.h"

#include "core/base/error.h"
#include "core/numerics/tensor_contraction.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <map>

namespace nie {

namespace {

constexpr std::int64_t kLargestCache = 1 << 24;  // numbers: 128 MB

void requireFinite(std::span<const double> values, const std::string& where, const char* what)
{
    for (const double value : values)
        if (!std::isfinite(value))
            throw InputError(where, fmt::format("{} is not finite", what), fmt::format("{}", value),
                             "finite numbers");
}

std::vector<Eigen::Index> tensorShape(const std::vector<AxisDiscretisation>& axes,
                                      Eigen::Index channels)
{
    std::vector<Eigen::Index> shape;
    for (const AxisDiscretisation& axis : axes)
        shape.push_back(static_cast<Eigen::Index>(axis.knots().size()));
    shape.push_back(channels);
    return shape;
}

}  // namespace

DiscretisedEquation::DiscretisedEquation(IntegralEquation equation,
                                         std::vector<AxisDiscretisation> axes)
    : m_equation(std::move(equation)),
      m_axes(std::move(axes))
{
    Eigen::Index knots = 1;
    for (const AxisDiscretisation& axis : m_axes)
        knots *= static_cast<Eigen::Index>(axis.knots().size());
    m_free.resize(knots * m_equation.channels);
    for (Eigen::Index i = 0; i < knots; ++i) {
        const std::vector<double> t = knot(i);
        const std::span<double> value(m_free.data() + i * m_equation.channels,
                                      static_cast<std::size_t>(m_equation.channels));
        m_equation.freeFunction(t, value);
        requireFinite(value, fmt::format("{}: t = {:.6g}", m_equation.name, fmt::join(t, ", ")),
                      "the free function f");
    }
    buildGroups();
    checkAndCacheKernel();
}

std::vector<double> DiscretisedEquation::knot(Eigen::Index index) const
{
    std::vector<double> point(m_axes.size());
    for (std::size_t axis = m_axes.size(); axis-- > 0;) {
        const auto count = static_cast<Eigen::Index>(m_axes[axis].knots().size());
        point[axis] = m_axes[axis].knots()[static_cast<std::size_t>(index % count)];
        index /= count;
    }
    return point;
}

DiscretisedEquation::NodeGroup DiscretisedEquation::makeGroup(
    std::vector<const AxisRow*> rows) const
{
    NodeGroup group;
    std::size_t count = 1;
    for (const AxisRow* row : rows)
        count *= row->nodes.size();
    group.points.resize(count * rows.size());
    group.weights.assign(count, 1.0);
    for (std::size_t j = 0; j < count; ++j) {
        std::size_t rest = j;
        for (std::size_t axis = rows.size(); axis-- > 0;) {
            const std::size_t k = rest % rows[axis]->nodes.size();
            rest /= rows[axis]->nodes.size();
            group.points[j * rows.size() + axis] = rows[axis]->nodes[k];
            group.weights[j] *= rows[axis]->weights[k];
        }
    }
    group.rows = std::move(rows);
    return group;
}

void DiscretisedEquation::buildGroups()
{
    std::map<std::vector<const AxisRow*>, std::size_t> known;
    for (Eigen::Index i = 0; i < knotCount(); ++i) {
        std::vector<const AxisRow*> rows(m_axes.size());
        Eigen::Index rest = i;
        for (std::size_t axis = m_axes.size(); axis-- > 0;) {
            const auto count = static_cast<Eigen::Index>(m_axes[axis].knots().size());
            const auto k = static_cast<std::size_t>(rest % count);
            rest /= count;
            rows[axis] = &m_axes[axis].row(m_axes[axis].rowOfKnot(k));
        }
        const auto [entry, isNew] = known.try_emplace(rows, m_groups.size());
        if (isNew)
            m_groups.push_back(makeGroup(rows));
        m_groups[entry->second].knots.push_back(i);
    }
}

std::int64_t DiscretisedEquation::nodesPerIntegral() const
{
    std::size_t most = 0;
    for (const NodeGroup& group : m_groups)
        most = std::max(most, group.weights.size());
    return static_cast<std::int64_t>(most);
}

Point DiscretisedEquation::nodePoint(const NodeGroup& group, std::size_t j) const
{
    return {group.points.data() + j * m_axes.size(), m_axes.size()};
}

void DiscretisedEquation::checkAndCacheKernel()
{
    std::int64_t numbers = 0;
    for (const NodeGroup& group : m_groups)
        numbers += static_cast<std::int64_t>(group.knots.size() * group.weights.size()) *
                   m_equation.channels * m_equation.features;
    const bool cache = !m_equation.integrand && numbers <= kLargestCache;
    if (cache)
        m_weightedKernels.resize(static_cast<std::size_t>(knotCount()));
    for (const NodeGroup& group : m_groups) {
        const Eigen::MatrixXd values =
            m_equation.integrand ? valuesAtNodes(group, m_free) : Eigen::MatrixXd();
        for (const Eigen::Index i : group.knots) {
            const std::vector<double> t = knot(i);
            if (cache) {
                m_weightedKernels[static_cast<std::size_t>(i)] = weightedKernel(group, t);
                if (m_weightedKernels[static_cast<std::size_t>(i)].allFinite())
                    continue;
            }
            std::vector<double> value(static_cast<std::size_t>(
                m_equation.channels * (m_equation.integrand ? 1 : m_equation.features)));
            for (std::size_t j = 0; j < group.weights.size(); ++j) {
                if (group.weights[j] == 0.0)
                    continue;
                const Point s = nodePoint(group, j);
                if (m_equation.integrand)
                    m_equation.integrand({values.col(static_cast<Eigen::Index>(j)).data(),
                                          static_cast<std::size_t>(m_equation.channels)},
                                         t, s, value);
                else
                    m_equation.kernel(t, s, value);
                requireFinite(value,
                              fmt::format("{}: t = {:.6g}, s = {:.6g}", m_equation.name,
                                          fmt::join(t, ", "), fmt::join(s, ", ")),
                              m_equation.integrand ? "the integrand at y = f" : "the kernel");
            }
        }
    }
}

Eigen::MatrixXd DiscretisedEquation::weightedKernel(const NodeGroup& group, Point t) const
{
    const Eigen::Index d = m_equation.channels;
    const Eigen::Index p = m_equation.features;
    Eigen::MatrixXd matrix =
        Eigen::MatrixXd::Zero(d, p * static_cast<Eigen::Index>(group.weights.size()));
    std::vector<double> kernel(static_cast<std::size_t>(d * p));
    for (std::size_t j = 0; j < group.weights.size(); ++j) {
        // Outside the support of the rule (s > t) the kernel need not be defined.
        if (group.weights[j] == 0.0)
            continue;
        m_equation.kernel(t, nodePoint(group, j), kernel);
        ++m_kernelEvaluations;
        for (Eigen::Index r = 0; r < d; ++r)
            for (Eigen::Index c = 0; c < p; ++c)
                matrix(r, static_cast<Eigen::Index>(j) * p + c) =
                    group.weights[j] * kernel[static_cast<std::size_t>(r * p + c)];
    }
    return matrix;
}

Eigen::MatrixXd DiscretisedEquation::valuesAtNodes(const NodeGroup& group,
                                                   const Eigen::VectorXd& y) const
{
    std::vector<const Eigen::MatrixXd*> matrices;
    for (const AxisRow* row : group.rows)
        matrices.push_back(&row->interpolation);
    const Eigen::VectorXd values =
        contractAxes(y, tensorShape(m_axes, m_equation.channels), matrices);
    return Eigen::Map<const Eigen::MatrixXd>(values.data(), m_equation.channels,
                                             values.size() / m_equation.channels);
}

/// F(y) at the nodes for the factorised form, y itself for the general one. [p or d, nodes]
Eigen::MatrixXd DiscretisedEquation::imagesAtNodes(const NodeGroup& group,
                                                   const Eigen::VectorXd& y) const
{
    const Eigen::MatrixXd values = valuesAtNodes(group, y);
    if (m_equation.integrand || !m_equation.nonlinearity)
        return values;
    Eigen::MatrixXd images(m_equation.features, values.cols());
    for (Eigen::Index j = 0; j < values.cols(); ++j)
        m_equation.nonlinearity({values.col(j).data(), static_cast<std::size_t>(values.rows())},
                                {images.col(j).data(), static_cast<std::size_t>(images.rows())});
    return images;
}

Eigen::VectorXd DiscretisedEquation::integral(const NodeGroup& group, const Eigen::MatrixXd& values,
                                              Point t) const
{
    if (!m_equation.integrand)
        return weightedKernel(group, t) * values.reshaped();
    Eigen::VectorXd sum = Eigen::VectorXd::Zero(m_equation.channels);
    std::vector<double> value(static_cast<std::size_t>(m_equation.channels));
    for (std::size_t j = 0; j < group.weights.size(); ++j) {
        if (group.weights[j] == 0.0)
            continue;
        m_equation.integrand({values.col(static_cast<Eigen::Index>(j)).data(), value.size()}, t,
                             nodePoint(group, j), value);
        ++m_kernelEvaluations;
        sum += group.weights[j] * Eigen::Map<const Eigen::VectorXd>(value.data(), sum.size());
    }
    return sum;
}

Eigen::VectorXd DiscretisedEquation::apply(const Eigen::VectorXd& y) const
{
    Eigen::VectorXd image = m_free;
    const Eigen::Index d = m_equation.channels;
    for (const NodeGroup& group : m_groups) {
        const Eigen::MatrixXd values = imagesAtNodes(group, y);
        for (const Eigen::Index i : group.knots) {
            if (m_weightedKernels.empty())
                image.segment(i * d, d) += integral(group, values, knot(i));
            else
                image.segment(i * d, d) +=
                    m_weightedKernels[static_cast<std::size_t>(i)] * values.reshaped();
        }
    }
    return image;
}

/// d G(t_i) / d y(s_j) times the weight: [nodes, channels * channels], row by row.
Eigen::MatrixXd DiscretisedEquation::localJacobian(const NodeGroup& group,
                                                   const Eigen::MatrixXd& values,
                                                   Eigen::Index knotIndex) const
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::Index d = m_equation.channels;
    const Eigen::Index p = m_equation.features;
    const std::vector<double> t = knot(knotIndex);
    Eigen::MatrixXd local = Eigen::MatrixXd::Zero(values.cols(), d * d);
    Eigen::MatrixXd kernels;
    if (!m_equation.integrand)
        kernels = m_weightedKernels.empty()
                      ? weightedKernel(group, t)
                      : m_weightedKernels[static_cast<std::size_t>(knotIndex)];
    std::vector<double> derivative(static_cast<std::size_t>(m_equation.integrand ? d * d : p * d));
    for (Eigen::Index j = 0; j < values.cols(); ++j) {
        const double weight = group.weights[static_cast<std::size_t>(j)];
        if (weight == 0.0)
            continue;
        const std::span<const double> y(values.col(j).data(), static_cast<std::size_t>(d));
        RowMajor block;
        if (m_equation.integrand) {
            evaluateIntegrandJacobian(m_equation, y, t,
                                      nodePoint(group, static_cast<std::size_t>(j)), derivative);
            block = weight * Eigen::Map<const RowMajor>(derivative.data(), d, d);
        } else {
            evaluateNonlinearityJacobian(m_equation, y, derivative);
            block =
                kernels.middleCols(j * p, p) * Eigen::Map<const RowMajor>(derivative.data(), p, d);
        }
        local.row(j) = Eigen::Map<const Eigen::RowVectorXd>(block.data(), d * d);
    }
    return local;
}

Eigen::MatrixXd DiscretisedEquation::jacobian(const Eigen::VectorXd& y) const
{
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const Eigen::Index d = m_equation.channels;
    Eigen::MatrixXd result(size(), size());
    for (const NodeGroup& group : m_groups) {
        const Eigen::MatrixXd values = valuesAtNodes(group, y);
        std::vector<Eigen::MatrixXd> transposed;
        std::vector<Eigen::Index> shape;
        for (const AxisRow* row : group.rows) {
            transposed.push_back(row->interpolation.transpose());
            shape.push_back(static_cast<Eigen::Index>(row->nodes.size()));
        }
        shape.push_back(d * d);
        std::vector<const Eigen::MatrixXd*> matrices;
        for (const Eigen::MatrixXd& matrix : transposed)
            matrices.push_back(&matrix);
        for (const Eigen::Index i : group.knots) {
            const RowMajor local = localJacobian(group, values, i);
            const Eigen::VectorXd atKnots = contractAxes(
                Eigen::Map<const Eigen::VectorXd>(local.data(), local.size()), shape, matrices);
            // [knots, channel of G, channel of y] -> d rows of the Jacobian.
            for (Eigen::Index k = 0; k < knotCount(); ++k)
                for (Eigen::Index r = 0; r < d; ++r)
                    for (Eigen::Index c = 0; c < d; ++c)
                        result(i * d + r, k * d + c) = atKnots[(k * d + r) * d + c];
        }
    }
    return result;
}

std::vector<double> DiscretisedEquation::evaluate(const Eigen::VectorXd& y, Point t) const
{
    std::vector<AxisRow> rows;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis) {
        if (!m_axes[axis].hasRowsEverywhere())
            return interpolate(y, t);
        rows.push_back(m_axes[axis].rowAt(t[axis]));
    }
    std::vector<const AxisRow*> pointers;
    for (const AxisRow& row : rows)
        pointers.push_back(&row);
    const NodeGroup group = makeGroup(pointers);
    const Eigen::VectorXd sum = integral(group, imagesAtNodes(group, y), t);
    std::vector<double> value(static_cast<std::size_t>(m_equation.channels));
    m_equation.freeFunction(t, value);
    for (std::size_t c = 0; c < value.size(); ++c)
        value[c] += sum[static_cast<Eigen::Index>(c)];
    return value;
}

std::vector<double> DiscretisedEquation::interpolate(const Eigen::VectorXd& y, Point t) const
{
    std::vector<Eigen::MatrixXd> rows;
    for (std::size_t axis = 0; axis < m_axes.size(); ++axis)
        rows.emplace_back(m_axes[axis].interpolationAt(t[axis]));
    std::vector<const Eigen::MatrixXd*> matrices;
    for (const Eigen::MatrixXd& row : rows)
        matrices.push_back(&row);
    const Eigen::VectorXd value =
        contractAxes(y, tensorShape(m_axes, m_equation.channels), matrices);
    return {value.data(), value.data() + value.size()};
}

}  // namespace nie
