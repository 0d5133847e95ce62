#pragma once

#include "core/config/json.h"
#include "core/recordings/recording_file.h"

#include <Eigen/Dense>

#include <filesystem>
#include <string>
#include <vector>

namespace nie::cli {

/// What `nie brain fc` is asked for.
struct ConnectivityRequest {
    std::filesystem::path input;  ///< a stored data set or a recording
    RecordingRequest recording;
    std::string method = "pearson";  ///< pearson, partial or shrunk
    double window = 60.0;            ///< s, of the connectivity dynamics
    double shift = 10.0;             ///< s
    std::filesystem::path output;    ///< .csv, .tsv, .npy or .npz; empty: none
    bool force = false;
    bool json = false;
};

/// Functional connectivity of a data set or recording: the means are taken out run by run (pieces
/// without a gap), then all rows count. Prints it, writes the matrix if asked for.
int functionalConnectivityCommand(const ConnectivityRequest& request);

}  // namespace nie::cli
