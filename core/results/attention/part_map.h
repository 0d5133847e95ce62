#pragma once

#include "core/results/attention_map.h"

namespace nie {

/// Forms the map between times, or between cells of space, from the rows of a head's matrix:
///
///     times  B_ab = mean over cells c of sum over cells d of A_(a,c)(b,d)
///     cells  B_cd = mean over times a of sum over times b of A_(a,c)(b,d)
///
/// so that rows of distributions stay distributions.
class PartMapSum {
public:
    /// part: Times or Cells. `tokens` must outlive it.
    PartMapSum(const AttentionTokens& tokens, AttentionPart part);

    /// A block of whole rows, all of one head.
    void add(const AttentionMap& block);
    /// Of all rows added; `outside` where every entry was.
    AttentionMap result() const;

private:
    const AttentionTokens& m_tokens;
    AttentionMap m_map;                  ///< values: sums
    std::vector<double> m_scales;        ///< [row], sums
    std::vector<std::int64_t> m_inside;  ///< [row, column]: entries within the limits
    bool m_limited = false;
};

}  // namespace nie
