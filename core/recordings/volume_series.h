#pragma once

#include "core/io/nifti_file.h"
#include "core/recordings/label_image.h"

#include <array>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// The volumes of a recording held for looking at them, turned so that x grows to the right, y to
/// the front and z upwards as nearly as whole axes allow. Of a long recording every n-th volume is
/// held, so that a limit of memory is kept.
class VolumeSeries {
public:
    /// `labels`: of the voxels of the file, [z, y, x] as it stands there, or empty. Throws
    /// InputError for what is no series. Throws Interrupted.
    static VolumeSeries read(NiftiFile& file, const std::vector<std::int32_t>& labels = {},
                             const std::stop_token& stop = {},
                             std::uint64_t mostBytes = std::uint64_t{512} << 20);

    /// Voxels along x, y, z.
    const std::array<std::int64_t, 3>& shape() const { return m_shape; }
    std::int64_t count() const { return m_count; }
    /// From one held volume to the next.
    std::int64_t stride() const { return m_stride; }
    /// Where the centres of the voxels lie along an axis: mm, or their numbers where the axes of
    /// the image stand oblique or nobody knows how they lie.
    const std::vector<double>& coordinates(std::size_t axis) const { return m_coordinates[axis]; }
    bool isInMillimetres() const { return m_millimetres; }

    float at(std::int64_t volume, std::int64_t x, std::int64_t y, std::int64_t z) const
    {
        return m_values[static_cast<std::size_t>(volume * voxels() + voxel(x, y, z))];
    }
    /// 0: in no region.
    std::int32_t label(std::int64_t x, std::int64_t y, std::int64_t z) const
    {
        return m_labels.empty() ? 0 : m_labels[static_cast<std::size_t>(voxel(x, y, z))];
    }
    /// A voxel in the middle of a region; the middle of the image where there is none.
    std::array<std::int64_t, 3> middleOf(std::int32_t label) const;
    /// What is drawn dark and bright: the range of all but the extreme values.
    double dark() const { return m_dark; }
    double bright() const { return m_bright; }

private:
    std::int64_t voxels() const { return m_shape[0] * m_shape[1] * m_shape[2]; }
    std::int64_t voxel(std::int64_t x, std::int64_t y, std::int64_t z) const
    {
        return (z * m_shape[1] + y) * m_shape[0] + x;
    }
    void orient(const NiftiFile& file);
    /// Of a voxel of the file, [z, y, x] there: its number here.
    std::vector<std::int64_t> placement(const NiftiFile& file) const;
    void findRange();

    std::array<std::int64_t, 3> m_shape{};
    std::array<std::size_t, 3> m_axis{};  ///< of the file, for x, y and z
    std::array<bool, 3> m_flipped{};
    std::array<std::vector<double>, 3> m_coordinates;
    bool m_millimetres = true;
    std::int64_t m_count = 0;
    std::int64_t m_stride = 1;
    std::vector<float> m_values;
    std::vector<std::int32_t> m_labels;
    double m_dark = 0.0;
    double m_bright = 1.0;
};

}  // namespace nie
