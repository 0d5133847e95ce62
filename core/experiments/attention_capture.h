#pragma once

#include "core/models/attention_source.h"
#include "core/results/attention_map.h"
#include "core/training/trainer.h"

#include <functional>
#include <stop_token>

namespace nie {

/// Whose attention, and when.
struct AttentionQuestion {
    std::string split = "test";
    std::int64_t sample = 0;                ///< number in the split
    std::optional<std::int64_t> iteration = {};  ///< of the solve, from 0; unset: the solution
};

/// The attention of a trained model while it solves one sample, as plain numbers. The model is left
/// as it was. Matrices are formed on demand, by rows: memory grows with the number of tokens, time
/// with its square.
class AttentionCapture {
public:
    /// Solves the sample. Throws InputError for a model without attention, a sample or an iteration
    /// that there is not; Interrupted.
    AttentionCapture(const TrainingTask& task, const AttentionQuestion& question,
                     const std::stop_token& stop);
    /// Of heads that somebody else captured.
    AttentionCapture(CapturedHeads heads, AttentionOrigin origin);

    const AttentionOrigin& origin() const { return m_origin; }
    /// Throws InputError for a layer or a head that there is not, as does everything that takes
    /// one.
    void requireHead(std::int64_t layer, std::int64_t head) const;

    /// Some rows of a head's matrix; no rows: all. Throws InputError for a row that there is not.
    AttentionMap map(std::int64_t layer, std::int64_t head,
                     const std::vector<std::int64_t>& rows = {}) const;
    /// The whole matrix with neighbouring tokens merged, so that it has `most` rows at the most.
    AttentionMap mergedMap(std::int64_t layer, std::int64_t head, std::int64_t most,
                           const std::stop_token& stop) const;
    /// Hands over the whole matrix as blocks of rows, the first row's first.
    void forBlocks(std::int64_t layer, std::int64_t head,
                   const std::function<void(const AttentionMap& block)>& take,
                   const std::stop_token& stop) const;
    AttentionStatistics statistics(const std::stop_token& stop) const;

private:
    void describeHeads();
    AttentionHeads pureHeads(std::int64_t layer) const;
    void addLayer(AttentionStatistics& statistics, std::int64_t layer,
                  const std::stop_token& stop) const;

    AttentionOrigin m_origin;
    CapturedHeads m_heads;
};

}  // namespace nie
