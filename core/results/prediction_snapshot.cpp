#include "core/results/prediction_snapshot.h"

namespace nie {

std::vector<double> PredictionSnapshot::column(const std::vector<double>& rows,
                                               std::int64_t channels, std::int64_t channel)
{
    std::vector<double> result;
    result.reserve(rows.size() / static_cast<std::size_t>(channels));
    for (auto i = static_cast<std::size_t>(channel); i < rows.size();
         i += static_cast<std::size_t>(channels))
        result.push_back(rows[i]);
    return result;
}

}  // namespace nie
