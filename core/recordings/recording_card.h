#pragma once

#include "core/recordings/recording_file.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// What is said of a recording before its numbers are used: how it would be read, and why.
struct RecordingCard {
    std::filesystem::path file;
    std::string kind;  ///< "NIfTI-1", "text table", ...
    bool isImage = false;
    std::vector<std::int64_t> shape;  ///< of an image [x, y, z, time]; else [time, region], or with
                                      ///< samples before them
    std::string timeAxis;             ///< how one came to be time, in words
    std::string orientation;          ///< of an image: "RAS (sform)"; "unknown (...)"
    std::array<double, 3> voxelSize{};  ///< mm
    RepetitionTime repetitionTime;      ///< as the file and its side-car say
    std::vector<std::string> arrays;    ///< of a file with several that can be used
    std::string array;                  ///< the one that is meant
    std::vector<std::string> warnings;

    /// Reads the header of an image, all of a table; `request.repetitionTime` is not looked at.
    /// Throws InputError for what is no recording. Where one of several arrays has to be chosen
    /// first, `array` and `shape` stay empty.
    static RecordingCard read(const std::filesystem::path& file, RecordingRequest request);
    /// "6 x 10 x 10 voxels, 121 volumes", "1452 rows of 21 regions".
    std::string shapeText() const;
};

}  // namespace nie
