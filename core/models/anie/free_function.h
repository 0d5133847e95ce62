#pragma once

#include <torch/torch.h>

#include <string>

namespace nie {

/// The free functions f that are linear in the given points: P with f(times) = P given, of shape
/// [time, given], double, on the CPU (Xu et al., "Neural Integral Equations", section 2.3).
///
///     zero        0
///     constant    the first given point everywhere
///     continued   the given points; before them the first, after them the last of them
///     linear      the given points, continued along the straight lines through the outer two
///     spline      the natural cubic spline through the given points, continued by its tangents
///
/// Given points stand at times[first .. first + given - 1]. linear and spline need two of them;
/// with one they are constant. Throws InputError for another kind.
torch::Tensor freeFunctionMatrix(const std::string& kind, const torch::Tensor& times,
                                 std::int64_t first, std::int64_t given);

}  // namespace nie
