#include "datasets/brain/time_split.h"

#include <algorithm>

namespace nie::brain {

TimeSplit TimeSplit::inTime(std::int64_t rows, std::int64_t gap)
{
    const std::int64_t first = rows * 6 / 10;
    const std::int64_t second = rows * 8 / 10;
    return {{0, first}, {first + gap, second}, {second + gap, rows}};
}

TimeSplit TimeSplit::asPublished(std::int64_t rows)
{
    return {{0, rows / 2}, {rows / 2, rows}, {rows / 2, rows}};
}

std::vector<std::int64_t> evenStarts(const RowRange& range, std::int64_t window, std::int64_t count)
{
    const std::int64_t starts = range.starts(window);
    std::vector<std::int64_t> result;
    for (std::int64_t i = 0; i < count; ++i)
        result.push_back(range.begin + i * (starts - 1) / std::max<std::int64_t>(count - 1, 1));
    return result;
}

}  // namespace nie::brain
