#pragma once

#include "core/results/evaluation_diagnostics.h"
#include "core/results/prediction_snapshot.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace nie {

/// Scores of every predicted point by itself, [horizon]; the first is the point after the given
/// ones.
struct HorizonScores {
    std::vector<double> meanAbsoluteError;  ///< over samples and channels
    std::vector<double> r2;  ///< 1 - sum (p - y)^2 / sum (y - mean over samples)^2, channels pooled
    std::vector<double> distance;  ///< 2-norm of the error over the channels, mean over samples
    std::vector<double> distanceDeviation;  ///< its standard deviation over samples (n - 1)
    std::vector<double> nrmse;  ///< rms error over rms truth of a sample, mean over samples
};

/// How a score varies from sample to sample.
struct ScoreSpread {
    double deviation = 0.0;            ///< standard deviation over samples (n - 1)
    double confidenceHalfWidth = 0.0;  ///< 95 %, of the mean over samples, Student's t
};

/// Scores of one predictor on one set, over the scored (extrapolated) points only.
/// Definitions: docs/metrics.md.
struct Scores {
    double mse = 0.0;             ///< mean over samples, points and channels
    double relativeL2 = 0.0;      ///< per sample |p - y| / |y| over the block, mean over samples
    double r2 = 0.0;              ///< squared Pearson correlation per sample, mean over samples
    double r2Determination = 0.0; ///< 1 - SSE/SST per sample, mean over samples; may be negative
    ScoreSpread mseSpread;
    ScoreSpread relativeL2Spread;
    ScoreSpread r2Spread;
    ScoreSpread r2DeterminationSpread;
    HorizonScores horizons;
    std::vector<double> sampleR2;  ///< r2 of each sample; NaN where it is not defined
};

/// A trained model's result on held-out samples, beside the floors that cost nothing.
struct RunEvaluation {
    std::string experiment;
    std::string model;
    std::int64_t parameters = 0;
    std::string split;                    ///< "test"
    std::int64_t samples = 0;
    std::int64_t givenPoints = 1;         ///< of each sample; horizon h is point givenPoints + h
    std::int64_t step = 0;                ///< of the checkpoint
    std::string checkpoint;               ///< "best", "final", ...
    Scores test;
    Scores allPoints;                     ///< the given points scored too, as in the publication
    std::map<std::string, Scores> floors; ///< "persistence", "mean", "nearest_curve", "ar", "linear"
    HorizonScores noiseCeiling;           ///< the best that can be; empty where it is not known
    double solverIterations = 0.0;        ///< mean over samples
    double solverResidual = 0.0;          ///< largest over samples
    double convergedShare = 0.0;
    double coupling = 0.0;
    std::vector<std::shared_ptr<const PredictionSnapshot>> examples;  ///< for figures
    std::shared_ptr<const EvaluationDiagnostics> diagnostics;  ///< null: of an older run
};

}  // namespace nie
