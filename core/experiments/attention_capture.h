#pragma once

#include "core/models/attention_source.h"
#include "core/results/attention/attention_maps.h"
#include "core/training/trainer.h"

#include <optional>
#include <stop_token>

namespace nie {

/// Whose attention, and when.
struct AttentionQuestion {
    std::string split = "test";
    std::int64_t sample = 0;                     ///< number in the split
    std::optional<std::int64_t> iteration = {};  ///< of the solve, from 0; unset: the solution
};

/// The attention of a trained model while it solves one sample. The model is left as it was, and is
/// not needed any more.
class AttentionCapture : public AttentionMaps {
public:
    /// Solves the sample. Throws InputError for a model without attention, a sample or an iteration
    /// that there is not; Interrupted.
    AttentionCapture(const TrainingTask& task, const AttentionQuestion& question,
                     const std::stop_token& stop);
    /// Of heads that somebody else captured.
    AttentionCapture(CapturedHeads heads, AttentionOrigin origin);

    const AttentionOrigin& origin() const override { return m_origin; }
    AttentionMap map(std::int64_t layer, std::int64_t head,
                     const std::vector<std::int64_t>& rows = {}) const override;
    AttentionMap column(std::int64_t layer, std::int64_t head, std::int64_t token,
                        const std::stop_token& stop) const override;
    std::vector<double> evenRows(const std::vector<std::int64_t>& rows) const override;

private:
    void describeHeads();
    AttentionHeads pureHead(std::int64_t layer, std::int64_t head) const;
    void addLimits(AttentionMap& map) const;

    AttentionOrigin m_origin;
    CapturedHeads m_heads;
};

}  // namespace nie
