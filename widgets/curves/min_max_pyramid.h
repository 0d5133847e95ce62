#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace nie {

/// The values of a growing series with the extremes of its stretches of 32, 32^2, ... values, so
/// that the least and the largest of any stretch are found without reading all of it.
class MinMaxPyramid {
public:
    /// Indices into the series.
    struct Extremes {
        std::size_t least = 0;
        std::size_t largest = 0;
    };

    /// The value must be finite.
    void append(double value);
    void clear();
    std::size_t size() const { return m_values.size(); }
    double operator[](std::size_t index) const { return m_values[index]; }

    /// The first least and the first largest of values first .. last - 1, of which there is at
    /// least one. Logarithmic in their number.
    Extremes extremes(std::size_t first, std::size_t last) const;

private:
    static constexpr std::size_t kFan = 32;

    void include(Extremes& found, const Extremes& other) const;

    std::vector<double> m_values;
    std::vector<std::vector<Extremes>> m_levels;  ///< complete blocks of kFan^(level + 1) values
};

}  // namespace nie
