#pragma once

#include "core/io/nifti_file.h"
#include "core/recordings/label_image.h"
#include "core/recordings/recording.h"

#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// Which voxels of a series can be used, found in one pass.
struct UsableVoxels {
    std::vector<bool> usable;  ///< [z, y, x]: finite at all times and not constant
    std::int64_t count = 0;
    std::int64_t notFinite = 0;  ///< voxels with NaN or infinity at some time
    std::int64_t constant = 0;
    std::int64_t background = 0;  ///< of the constant ones those that are 0

    /// Throws InputError where no voxel is finite, or none varies. Throws Interrupted.
    static UsableVoxels find(NiftiFile& file, std::stop_token stop = {});
    /// "voxels: 3 are not finite ..., 2 are constant ..."; empty: none but the background.
    std::string warning() const;
};

/// One region of an atlas in a recording.
struct Parcel {
    std::int32_t label = 0;
    std::string name;
    std::int64_t voxels = 0;   ///< usable ones, whose mean is taken
    std::int64_t inAtlas = 0;  ///< voxels of the recording's grid that carry the label
    std::string group;          ///< as the table of names states it; may be empty
    double coverage() const { return inAtlas > 0 ? double(voxels) / double(inAtlas) : 0.0; }
};

/// A recording as the means of an atlas's regions.
struct Parcellation {
    Recording recording;  ///< [time, parcel]
    std::vector<Parcel> parcels;
    std::int64_t unlabelled = 0;  ///< usable voxels in no region
};

/// Mean over the usable voxels of each label at each time, in double; ascending labels. Regions
/// without a usable voxel are left out and listed in the warnings, as is resampling. Reads the file
/// twice and holds one volume. Throws InputError for what is no series and for grids that do not
/// overlap.
Parcellation parcellate(NiftiFile& file, const LabelImage& atlas, std::stop_token stop = {});

/// Without an atlas: every usable voxel by itself, named "x,y,z". Throws InputError for more than
/// `most` of them.
Recording voxelSeries(NiftiFile& file, std::int64_t most, std::stop_token stop = {});

}  // namespace nie
