#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// What happened in one fixed-point solve y = G(y) of a batch.
struct SolverTrace {
    std::string stepper;                    ///< "picard", "anderson", ...
    std::vector<double> residuals;          ///< per iteration: largest over the batch of |G(y)-y|/|G(y)|
    std::vector<double> meanResiduals;      ///< per iteration: mean over the batch
    std::vector<double> contractions;       ///< per iteration but the first: geometric mean of |r_k+1|/|r_k|
                                            ///< over samples not yet solved; NaN where there is none
    std::vector<double> activeShares;       ///< per iteration: share of samples not yet solved, 0..1
    std::vector<std::int64_t> iterations;   ///< per sample: iterations until it met the tolerance
    std::vector<double> finalResiduals;     ///< per sample: relative residual at return
    std::int64_t evaluations = 0;           ///< evaluations of G for the batch, also inside a step
    std::int64_t quadraturePoints = 0;      ///< nodes of one integral
    double tolerance = 0.0;                 ///< relative residual asked for
    double contraction = 0.0;               ///< geometric mean of the last residual ratios; < 1: contracting
    double convergedShare = 0.0;            ///< share of samples that met the tolerance, 0..1
    double seconds = 0.0;

    double largestResidual() const;    ///< over samples, at return; 0 for an empty trace
    double meanIterations() const;     ///< over samples
    bool allConverged() const { return convergedShare >= 1.0; }
};

}  // namespace nie
