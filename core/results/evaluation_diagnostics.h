#pragma once

#include "core/config/json.h"
#include "core/results/prediction_snapshot.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace nie {

/// What figures of a trained model show beside its scores (run_evaluation.h), as plain numbers. All
/// is over the scored points unless it says otherwise; definitions: docs/metrics.md.
struct EvaluationDiagnostics {
    /// Predicted values over the true ones, thinned by a fixed rule to at most 5000.
    struct Scatter {
        std::vector<double> truth;
        std::vector<double> prediction;
        std::int64_t count = 0;  ///< values before thinning
    };
    /// A sample in the plane of the first two principal components: a path over time (all points),
    /// or, of data with one value a time, one point.
    struct Path {
        std::int64_t sample = 0;  ///< index in the data set
        std::array<std::vector<double>, 2> truth;
        std::array<std::vector<double>, 2> prediction;
    };
    /// Principal components of the truth of the evaluated samples.
    struct Components {
        std::array<double, 2> shares{};  ///< of the variance
        bool overSamples = false;        ///< one point a sample
        std::vector<Path> paths;
        std::string missing;  ///< why there are none
    };
    /// One-sided power spectral density, mean over the samples, summed over the channels.
    struct Spectrum {
        std::string label;  ///< "frequency (1/t)" or "wave number (1/x)"
        std::vector<double> frequencies;
        std::vector<double> truth;
        std::vector<double> prediction;
        std::string missing;  ///< why there is none
    };
    /// Errors of one sample; NaN: not defined.
    struct Sample {
        std::int64_t index = 0;  ///< in the data set
        double mse = 0.0;
        double relativeL2 = 0.0;
        double r2 = 0.0;
        double residual = 0.0;  ///< the solver's, relative, at return; NaN: solves nothing
    };

    std::string split;  ///< whose samples: "test"
    std::string timeLabel = "t";
    std::vector<double> horizonTimes;  ///< [horizon], as HorizonScores
    Scatter scatter;
    Components components;
    Spectrum spectrum;
    std::vector<Sample> samples;  ///< in the order of the set
    /// Truth and prediction of samples, the worst by relative L2 first, as many as fit into 32 MiB.
    /// Not written to files.
    std::vector<std::shared_ptr<const PredictionSnapshot>> predictions;

    /// Null where it is not kept.
    std::shared_ptr<const PredictionSnapshot> predictionOf(std::int64_t sample) const;
};

/// diagnostics.json of a run folder, without the predictions. What is not a number is null.
Json diagnosticsToJson(const EvaluationDiagnostics& diagnostics);
/// Throws InputError where it is not such a file.
EvaluationDiagnostics diagnosticsFromJson(const Json& json, const std::string& source);

}  // namespace nie
