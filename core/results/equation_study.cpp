#include "core/results/equation_study.h"

namespace nie {

std::size_t GridValues::pointCount() const
{
    std::size_t count = axes.empty() ? 0 : 1;
    for (const auto& axis : axes)
        count *= axis.size();
    return count;
}

std::vector<double> GridValues::channel(std::size_t index, std::size_t channels) const
{
    std::vector<double> column;
    for (std::size_t i = index; i < values.size(); i += channels)
        column.push_back(values[i]);
    return column;
}

}  // namespace nie
