#pragma once

#include "core/io/repetition_time.h"

#include <Eigen/Dense>

#include <string>
#include <vector>

namespace nie {

/// One run of a brain recording: how regions (or voxels) changed in time.
struct Recording {
    std::string source;                ///< the file, with "[3]" behind it for one of several runs
    std::string kind;                  ///< "NIfTI-1", "text table", ...
    Eigen::MatrixXd series;            ///< [time, region or voxel], finite
    std::vector<std::string> regions;  ///< names
    RepetitionTime repetitionTime;
    std::string orientation;  ///< how rows came to be time, in words
    std::vector<std::string> warnings;

    /// A person's word on the repetition time, in s; a warning where something else was certain.
    void setRepetitionTime(double seconds);
};

/// Throws InputError where runs have different regions or repetition times: they are never joined
/// silently.
void requireAlike(const std::vector<Recording>& runs);

}  // namespace nie
