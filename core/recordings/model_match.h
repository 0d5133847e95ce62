#pragma once

#include "core/recordings/predicted_windows.h"
#include "core/recordings/recording_connectivity.h"

#include <optional>
#include <string>

namespace nie {

// How much of a recording's connectivity a model's prediction has, and beside it what costs
// nothing: persistence, since a held row keeps nearly all of the connectivity and foresees nothing,
// and the free run of a linear process (PredictedRows::Piece::linear).

/// Functional connectivity of truth and model over the same rows.
struct ConnectivityMatch {
    RecordingConnectivity truth;
    RecordingConnectivity model;
    double correlation = 0.0;  ///< Pearson's r of the entries above the diagonal; NaN: not defined
    double persistence = 0.0;  ///< the same of persistence in place of the model
    double linear = 0.0;       ///< of the linear process; NaN: there is none
    double truthMean = 0.0;    ///< of those entries
    double modelMean = 0.0;

    /// `method`: of connectivityOf().
    static ConnectivityMatch of(const PredictedRows& rows, const std::string& method);
};

/// Their dynamics.
struct DynamicsMatch {
    RecordingDynamics truth;
    RecordingDynamics model;
    RecordingDynamics held;    ///< of persistence
    RecordingDynamics linear;  ///< of the linear process; its matrix may be empty
    double distance = 0.0;     ///< Kolmogorov-Smirnov, of the entries above the diagonal
    double persistenceDistance = 0.0;
    double linearDistance = 0.0;  ///< NaN: there is none

    /// Nothing where dynamicsOf() gives nothing; times in the unit of `frameTime`.
    static std::optional<DynamicsMatch> of(const PredictedRows& rows, double frameTime,
                                           double window, double shift);
};

/// How well the rows of a region are predicted.
struct RegionMatch {
    double correlation = 0.0;    ///< Pearson's r; NaN where one does not vary
    double determination = 0.0;  ///< 1 - SSE / SST, about the mean of these rows

    static RegionMatch of(const PredictedRows& rows, Eigen::Index region);
};

}  // namespace nie
