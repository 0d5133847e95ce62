#pragma once

#include "core/results/attention_map.h"

namespace nie {

/// How a matrix too large for the screen is made smaller.
struct MergedLook {
    std::int64_t most = 512;  ///< rows and columns of the result at the most
    AttentionMerging merging = AttentionMerging::Mean;
    /// Only so many of the rows that a merged one stands for are formed, evenly spread among them:
    /// for a first view. 0: all.
    std::int64_t rowsEach = 0;
};

/// Forms a merged map from the rows of a head's matrix, in any order; the matrix is never held.
class MergedMapSum {
public:
    MergedMapSum(std::int64_t tokens, const MergedLook& look);

    /// The rows to be added: all, or those that `rowsEach` leaves.
    std::vector<std::int64_t> rowsFormed() const;
    /// A block of whole rows, all of one head.
    void add(const AttentionMap& block);
    /// Of all rows added. `outside` where every entry added was.
    AttentionMap result() const;

private:
    struct Row {
        double count = 0.0;
        double scale = 0.0;  ///< sum of the rowScale
    };
    void addRow(const AttentionMap& block, std::size_t row);

    std::int64_t m_tokens;
    MergedLook m_look;
    AttentionMap m_map;  ///< values: sums, or the greatest so far
    std::vector<Row> m_rows;
    std::vector<std::int64_t> m_inside;  ///< [row, column]: entries within the limits
    bool m_limited = false;
};

/// Sums over rows and over columns of a matrix, from a map that may be merged by means.
struct AttentionMarginals {
    std::vector<double> given;     ///< [row]: sum over the columns, mean over the merged rows
    std::vector<double> received;  ///< [column]: mean over all rows, sum over the merged columns
};
/// Throws InputError for a map of greatest entries: their sums mean nothing.
AttentionMarginals attentionMarginals(const AttentionMap& map, std::int64_t tokens);

}  // namespace nie
