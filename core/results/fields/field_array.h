#pragma once

#include "core/results/space_axis.h"

#include <cstddef>
#include <vector>

namespace nie {

/// A view of the numbers [time, space..., channel] of one sample, row by row; places of space are
/// counted with the last axis fastest. It keeps a reference: the numbers must outlive it.
class FieldArray {
public:
    FieldArray(const std::vector<double>& values, const std::vector<SpaceAxis>& space,
               std::size_t channels);
    FieldArray(std::vector<double>&&, const std::vector<SpaceAxis>&, std::size_t) = delete;

    std::size_t places() const { return m_places; }  ///< 1 for curves
    std::size_t times() const { return m_values.size() / (m_places * m_channels); }
    double at(std::size_t time, std::size_t place, std::size_t channel) const
    {
        return m_values[(time * m_places + place) * m_channels + channel];
    }

    /// [time]
    std::vector<double> overTime(std::size_t place, std::size_t channel) const;
    /// One time as the rows of an image: [y, x] of a plane, whose first axis lies across; [x] of a
    /// line; one number of a curve.
    std::vector<double> frame(std::size_t time, std::size_t channel) const;
    /// All times as the rows of an image with time across: [place, time].
    std::vector<double> spaceTime(std::size_t channel) const;

private:
    const std::vector<double>& m_values;
    std::size_t m_channels;
    std::size_t m_places;
    std::size_t m_rows;  ///< of a frame: points of the second axis, 1 without
};

}  // namespace nie
