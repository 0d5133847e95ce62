#pragma once

#include "core/config/json.h"
#include "core/io/numeric_array.h"
#include "core/recordings/recording_file.h"

#include <Eigen/Dense>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace nie::cli {

/// What `nie brain fc` is asked for.
struct ConnectivityRequest {
    std::filesystem::path input;  ///< a stored data set, a recording, or the folder of a run
    RecordingRequest recording;
    std::string method = "pearson";     ///< pearson, partial or shrunk
    double window = 60.0;               ///< s, of the connectivity dynamics
    double shift = 10.0;                ///< s
    std::optional<std::int64_t> ahead;  ///< of a run: frames after the last given one
    std::string split;                  ///< of a run; empty: test
    std::string checkpoint;             ///< of a run
    std::filesystem::path output;       ///< .csv, .tsv, .npy or .npz; empty: none
    bool force = false;
    bool json = false;
};

/// Functional connectivity of a data set or recording: the means are taken out run by run (pieces
/// without a gap), then all rows count. Of a run: that of what it predicts beside that of the
/// truth. Prints it, writes the matrix if asked for.
int functionalConnectivityCommand(const ConnectivityRequest& request);

/// Throws InputError for a file of a kind that is none of `endings`, or that exists already.
void requireMatrixTarget(const ConnectivityRequest& request,
                         const std::vector<std::string>& endings);
/// A matrix under a name, row by row.
NumericArray matrixArray(const std::string& name, const Eigen::MatrixXd& matrix);

}  // namespace nie::cli
