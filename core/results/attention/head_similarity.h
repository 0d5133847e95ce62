#pragma once

#include <cstdint>
#include <vector>

namespace nie {

/// How alike the matrices of all heads are: the cosine of the angle between two of them,
/// <A, B> / (|A| |B|) with sums over all entries; of distributions after attention without
/// preference is taken off, which all heads share. 1: alike but for a factor; 0: unrelated.
struct HeadSimilarity {
    std::int64_t layers = 0;
    std::int64_t heads = 0;
    std::vector<double> values;  ///< [head, head], heads numbered layer by layer; NaN beside one
                                 ///< that is nothing
    std::int64_t count() const { return layers * heads; }
};

/// Forms it from blocks of entries.
class HeadSimilaritySum {
public:
    HeadSimilaritySum(std::int64_t layers, std::int64_t heads);

    /// The same entries of every head, [head][entry].
    void add(const std::vector<std::vector<double>>& entries);
    HeadSimilarity result() const;

private:
    HeadSimilarity m_sums;  ///< values: <A, B>
};

}  // namespace nie
