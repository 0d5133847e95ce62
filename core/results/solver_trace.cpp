#include "core/results/solver_trace.h"

#include <algorithm>
#include <numeric>

namespace nie {

double SolverTrace::largestResidual() const
{
    return finalResiduals.empty() ? 0.0
                                  : *std::max_element(finalResiduals.begin(), finalResiduals.end());
}

double SolverTrace::meanIterations() const
{
    if (iterations.empty())
        return 0.0;
    return std::accumulate(iterations.begin(), iterations.end(), 0.0) /
           static_cast<double>(iterations.size());
}

}  // namespace nie
