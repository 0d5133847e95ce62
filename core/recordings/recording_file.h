#pragma once

#include "core/io/array_file.h"
#include "core/io/nifti_file.h"
#include "core/recordings/parcellation.h"
#include "core/recordings/recording.h"

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// How a recording is to be opened; what is left out is guessed, with the reason in words.
struct RecordingRequest {
    std::filesystem::path atlas = {};           ///< label image; images only
    std::filesystem::path atlasNames = {};      ///< names of its regions; empty: beside the atlas
    std::string array = {};                     ///< of a file with several; empty: the likely one
    bool transpose = false;                     ///< swap what was taken for time and for regions
    std::optional<double> repetitionTime = {};  ///< s; a person's word, wins over everything
    NiftiReading reading = {};
    std::int64_t mostVoxels = 2000;  ///< so many voxels may be regions each without an atlas
};

/// What was read, with the regions' voxels where an atlas was used.
struct OpenedRecording {
    std::vector<Recording> runs;  ///< several where an array has samples x time x regions
    std::vector<Parcel> parcels;  ///< of an image with an atlas
};

/// Whether a path may be a recording by its ending: an image or an array file.
bool hasRecordingEnding(const std::filesystem::path& file);

/// Throws InputError for CIFTI-2 and GIFTI, recognised by name or content and not supported yet.
void refuseSurfaceFormats(const std::filesystem::path& file);

/// Reads a recording from NIfTI, CSV, TSV, NPY, NPZ, MAT or HDF5. Columns of a table without a
/// single number (regions of low coverage) are left out with a warning. Throws InputError naming
/// file, field and value: for numbers that are missing elsewhere, a single row, several equally
/// likely arrays.
OpenedRecording openRecording(const std::filesystem::path& file, const RecordingRequest& request,
                              std::stop_token stop = {});

/// The time of an array file: what it states, its evenly spaced time column, its side-car.
RepetitionTime repetitionTimeOf(const ArrayFile& file);

}  // namespace nie
