#pragma once

#include "core/config/json.h"
#include "core/recordings/recording_file.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace nie {

/// As what an image file is looked at.
enum class ImageRole {
    Guessed,    ///< a recording; an image where the header speaks of space alone
    Recording,  ///< a series of volumes
    Image,      ///< any numbers
    Labels      ///< an atlas
};

/// What is in an image: {"kind", "shape", "type", "tr", "affine", "orientation", "first", "last",
/// "mean", "min", "max", "missing", "warnings", ...} over the finite values after scaling, for `nie
/// info`. Works through the file in blocks: the memory of one volume is enough.
///
/// A header that states a repetition time but has no axis of time is refused unless its role is
/// given; so is, when guessed, a compressed image that is nearly nothing but repetition. Throws
/// InputError naming file, field and value. Throws Interrupted.
Json describeImage(const std::filesystem::path& file, ImageRole role, const NiftiReading& reading,
                   std::stop_token stop = {});

}  // namespace nie
