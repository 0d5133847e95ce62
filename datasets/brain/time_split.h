#pragma once

#include <cstdint>
#include <vector>

namespace nie::brain {

/// Rows begin .. end - 1 of a series.
struct RowRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;

    /// Rows at which a window can start without leaving the range.
    std::int64_t starts(std::int64_t window) const
    {
        return end - begin >= window ? end - begin - window + 1 : 0;
    }
};

/// A series cut in time: windows of one part share no row with those of another.
struct TimeSplit {
    RowRange training;
    RowRange validation;
    RowRange test;

    /// 60, 20 and 20 % of the rows, `gap` rows left out at each cut.
    static TimeSplit inTime(std::int64_t rows, std::int64_t gap);
    /// Halves; validation and test are the same one.
    static TimeSplit asPublished(std::int64_t rows);
};

/// `count` different rows at which windows start, spread evenly over a range that has at least so
/// many starts.
std::vector<std::int64_t> evenStarts(const RowRange& range, std::int64_t window,
                                     std::int64_t count);

}  // namespace nie::brain
