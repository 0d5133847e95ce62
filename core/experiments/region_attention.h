#pragma once

#include "core/training/trainer.h"

#include <Eigen/Dense>

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

namespace nie {

/// Whose attention between places is averaged.
struct RegionAttentionQuestion {
    std::string split = "test";
    std::int64_t samples = 8;  ///< spread evenly over the split; fewer where it has fewer
    std::int64_t layer = 0;
    std::optional<std::int64_t> head = {};  ///< unset: the mean of all
};

/// Attention between the places of a field on a line, such as the regions of a recording.
struct RegionAttention {
    Eigen::MatrixXd matrix;    ///< [place that attends, place attended to]
    std::int64_t samples = 0;  ///< that were averaged
};

/// At the solutions: mean over the times that ask, sum over those asked (AttentionPart::Cells), and
/// mean over samples and heads. Throws InputError for a model without attention, for data that are
/// no field on a line, and where a cell of the model is not one place; throws Interrupted.
RegionAttention regionAttention(const TrainingTask& task, const RegionAttentionQuestion& question,
                                const std::stop_token& stop);

}  // namespace nie
