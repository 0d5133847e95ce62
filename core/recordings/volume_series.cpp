#include "core/recordings/volume_series.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace nie {

void VolumeSeries::orient(const NiftiFile& file)
{
    Eigen::Matrix3d directions = file.affine().matrix.topLeftCorner<3, 3>();
    for (int column = 0; column < 3; ++column)
        directions.col(column).normalize();
    std::array<bool, 3> worldTaken{};
    std::array<bool, 3> fileTaken{};
    m_millimetres = file.affine().isOrientationKnown();
    constexpr double kStraight = 0.9995;  // about 2 degrees
    for (int round = 0; round < 3; ++round) {
        // The pair of axes that is nearest to parallel goes first.
        double best = -1.0;
        std::size_t world = 0;
        std::size_t own = 0;
        for (std::size_t w = 0; w < 3; ++w)
            for (std::size_t f = 0; f < 3; ++f) {
                const double along = std::abs(directions(Eigen::Index(w), Eigen::Index(f)));
                if (!worldTaken[w] && !fileTaken[f] && along > best)
                    std::tie(best, world, own) = std::tuple(along, w, f);
            }
        worldTaken[world] = fileTaken[own] = true;
        m_axis[world] = own;
        m_flipped[world] = directions(Eigen::Index(world), Eigen::Index(own)) < 0;
        m_millimetres = m_millimetres && best > kStraight;
    }
    Eigen::Vector4d middle(0, 0, 0, 1);
    for (std::size_t axis = 0; axis < 3; ++axis)
        middle[Eigen::Index(axis)] = double(file.header().dim(int(axis) + 1) - 1) / 2;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        m_shape[axis] = file.header().dim(int(m_axis[axis]) + 1);
        for (std::int64_t k = 0; k < m_shape[axis]; ++k) {
            Eigen::Vector4d place = middle;
            place[Eigen::Index(m_axis[axis])] = double(m_flipped[axis] ? m_shape[axis] - 1 - k : k);
            m_coordinates[axis].push_back(
                m_millimetres ? (file.affine().matrix * place)[Eigen::Index(axis)] : double(k));
        }
    }
}

std::vector<std::int64_t> VolumeSeries::placement(const NiftiFile& file) const
{
    const std::array<std::int64_t, 3> lengths{file.header().dim(1), file.header().dim(2),
                                              file.header().dim(3)};
    std::vector<std::int64_t> result;
    result.reserve(static_cast<std::size_t>(voxels()));
    std::array<std::int64_t, 3> own{};
    for (own[2] = 0; own[2] < lengths[2]; ++own[2])
        for (own[1] = 0; own[1] < lengths[1]; ++own[1])
            for (own[0] = 0; own[0] < lengths[0]; ++own[0]) {
                std::array<std::int64_t, 3> turned{};
                for (std::size_t axis = 0; axis < 3; ++axis)
                    turned[axis] =
                        m_flipped[axis] ? m_shape[axis] - 1 - own[m_axis[axis]] : own[m_axis[axis]];
                result.push_back(voxel(turned[0], turned[1], turned[2]));
            }
    return result;
}

/// Between the 2nd and the 99.5th percentile of what is not 0 in the first volume.
void VolumeSeries::findRange()
{
    std::vector<float> inside;
    for (std::int64_t k = 0; k < voxels(); ++k)
        if (const float value = m_values[static_cast<std::size_t>(k)];
            std::isfinite(value) && value != 0.0F)
            inside.push_back(value);
    if (inside.empty())
        return;
    std::sort(inside.begin(), inside.end());
    const auto at = [&](double share) {
        return double(inside[static_cast<std::size_t>(share * double(inside.size() - 1))]);
    };
    m_bright = at(0.995);
    // A slab inside the head has no background to be dark.
    m_dark = at(0.02) > 0.5 * m_bright ? at(0.02) : std::min(0.0, at(0.02));
    if (!(m_bright > m_dark))
        m_bright = m_dark + 1.0;
}

VolumeSeries VolumeSeries::read(NiftiFile& file, const std::vector<std::int32_t>& labels,
                                const std::stop_token& stop, std::uint64_t mostBytes)
{
    file.requireSeries();
    VolumeSeries series;
    series.orient(file);
    const auto place = series.placement(file);
    const auto bytes = static_cast<std::uint64_t>(series.voxels()) * sizeof(float);
    const auto most = std::max<std::uint64_t>(1, mostBytes / std::max<std::uint64_t>(1, bytes));
    const auto volumes = static_cast<std::uint64_t>(file.volumeCount());
    series.m_stride = static_cast<std::int64_t>((volumes + most - 1) / most);
    series.m_count = (file.volumeCount() + series.m_stride - 1) / series.m_stride;
    series.m_values.resize(static_cast<std::size_t>(series.m_count * series.voxels()));
    file.forEachVolume(
        [&](std::int64_t volume, const std::vector<double>& values) {
            if (volume % series.m_stride != 0)
                return;
            float* target = series.m_values.data() + volume / series.m_stride * series.voxels();
            for (std::size_t k = 0; k < values.size(); ++k)
                target[place[k]] = static_cast<float>(values[k]);
        },
        stop);
    if (!labels.empty()) {
        series.m_labels.resize(labels.size());
        for (std::size_t k = 0; k < labels.size(); ++k)
            series.m_labels[static_cast<std::size_t>(place[k])] = labels[k];
    }
    series.findRange();
    return series;
}

std::array<std::int64_t, 3> VolumeSeries::middleOf(std::int32_t label) const
{
    std::array<double, 3> sum{};
    std::vector<std::array<std::int64_t, 3>> inside;
    for (std::int64_t z = 0; z < m_shape[2] && !m_labels.empty(); ++z)
        for (std::int64_t y = 0; y < m_shape[1]; ++y)
            for (std::int64_t x = 0; x < m_shape[0]; ++x)
                if (this->label(x, y, z) == label) {
                    inside.push_back({x, y, z});
                    for (std::size_t axis = 0; axis < 3; ++axis)
                        sum[axis] += double(inside.back()[axis]);
                }
    if (inside.empty() || label == 0)
        return {m_shape[0] / 2, m_shape[1] / 2, m_shape[2] / 2};
    // The mean of a bent region can lie outside it.
    const auto distance = [&](const std::array<std::int64_t, 3>& at) {
        double square = 0.0;
        for (std::size_t axis = 0; axis < 3; ++axis)
            square += std::pow(double(at[axis]) - sum[axis] / double(inside.size()), 2);
        return square;
    };
    return *std::min_element(inside.begin(), inside.end(), [&](const auto& a, const auto& b) {
        return distance(a) < distance(b);
    });
}

}  // namespace nie
