#pragma once

#include "core/results/kernel/kernel_map.h"
#include "core/training/trainer.h"

#include <stop_token>
#include <string>

namespace nie {

struct LearnedKernelOptions {
    std::int64_t points = 48;  ///< of the grid, each of t and s, at the most
    std::int64_t curves = 64;  ///< of the split, at the most
    std::string split = "test";
};

/// The integrand that a neural integral equation (model "nie") has learned, beside that of the
/// data's own equation where it is known. Throws InputError for other models, Interrupted.
KernelMap learnedKernel(const TrainingTask& task, const LearnedKernelOptions& options,
                        const std::stop_token& stop);

/// Whether learnedKernel() takes the task's model.
bool hasLearnedKernel(const TrainingTask& task);

}  // namespace nie
