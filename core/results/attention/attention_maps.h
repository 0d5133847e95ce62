#pragma once

#include "core/results/attention/attention_profiles.h"
#include "core/results/attention/head_similarity.h"
#include "core/results/attention/merged_map.h"
#include "core/results/attention_map.h"

#include <functional>
#include <stop_token>
#include <vector>

namespace nie {

/// The attention of all heads at one moment of a solve, whoever holds it: matrices are formed on
/// demand, by rows, so that memory grows with the number of tokens alone. Immutable; may be asked
/// from several threads at once.
class AttentionMaps {
public:
    virtual ~AttentionMaps() = default;

    virtual const AttentionOrigin& origin() const = 0;
    /// Some rows of a head's matrix; no rows: all. Throws InputError for a layer, a head or a row
    /// that there is not, as does everything that takes one.
    virtual AttentionMap map(std::int64_t layer, std::int64_t head,
                             const std::vector<std::int64_t>& rows = {}) const = 0;
    /// What all tokens give to one: a map with that column alone.
    virtual AttentionMap column(std::int64_t layer, std::int64_t head, std::int64_t token,
                                const std::stop_token& stop) const = 0;
    /// Rows of attention without preference: quadrature weights inside the limits over their sum,
    /// [row, token].
    virtual std::vector<double> evenRows(const std::vector<std::int64_t>& rows) const = 0;

    void requireHead(std::int64_t layer, std::int64_t head) const;
    /// Hands over the whole matrix as blocks of rows, the first row's first. Throws Interrupted, as
    /// does everything that takes a stop token.
    void forBlocks(std::int64_t layer, std::int64_t head,
                   const std::function<void(const AttentionMap& block)>& take,
                   const std::stop_token& stop) const;
    /// The whole matrix with neighbouring tokens merged, so that it has `most` rows at the most.
    AttentionMap mergedMap(std::int64_t layer, std::int64_t head, const MergedLook& look,
                           const std::stop_token& stop) const;
    AttentionMap mergedMap(std::int64_t layer, std::int64_t head, std::int64_t most,
                           const std::stop_token& stop) const
    {
        return mergedMap(layer, head, MergedLook{.most = most}, stop);
    }
    /// Between times, or between cells of space. AttentionPart::Tokens: the whole matrix.
    AttentionMap partMap(std::int64_t layer, std::int64_t head, AttentionPart part,
                         const std::stop_token& stop) const;
    AttentionStatistics statistics(const std::stop_token& stop) const;
    AttentionProfiles profiles(const std::stop_token& stop) const;
    HeadSimilarity similarity(const std::stop_token& stop) const;

private:
    /// Rows of attention without preference, one after the other.
    void forEvenRows(const std::function<void(const double* row)>& take,
                     const std::stop_token& stop) const;
};

}  // namespace nie
