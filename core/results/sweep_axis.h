#pragma once

#include "core/results/figure_spec.h"
#include "core/results/sweep_table.h"

#include <cstddef>
#include <string>
#include <vector>

namespace nie {

/// How the values of a varied option are laid out along an axis: numbers of a stretch where they
/// lie, linearly or by their logarithm; single values and words one after the other.
class SweepAxis {
public:
    SweepAxis(const SweepTable& table, std::size_t column);

    const std::string& label() const { return m_label; }
    bool isLogarithmic() const { return m_logarithmic; }
    bool isByName() const { return m_byName; }
    /// The distinct values, rising where they are numbers.
    const std::vector<Json>& values() const { return m_values; }
    /// The place of a value; of one that is not there NaN.
    double placeOf(const Json& value) const;
    std::size_t indexOf(const Json& value) const;
    /// The value whose cell holds a place: edges lie half-way between neighbours.
    std::size_t nearest(double place) const;
    /// One more than values.
    std::vector<double> edges() const;
    /// As an axis of a panel.
    AxisSpec spec() const;

private:
    std::string m_label;
    std::vector<Json> m_values;
    bool m_numbers = false;  ///< all values are
    bool m_byName = false;
    bool m_logarithmic = false;
};

}  // namespace nie
