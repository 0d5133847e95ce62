#pragma once

#include "core/recordings/recording_connectivity.h"
#include "core/recordings/recording_import.h"
#include "core/recordings/region_groups.h"
#include "core/recordings/volume_series.h"
#include "core/results/figure_spec.h"

#include <array>
#include <string>
#include <vector>

namespace nie {

/// Which regions stand beside each other: as in the file, as orderBySimilarity() has them, or one of
/// RegionGroups after another.
enum class RegionOrder { AsRead, Similar, Grouped };

/// What of a recording is looked at.
struct RecordingLook {
    std::size_t run = 0;
    std::size_t region = 0;
    RegionOrder order = RegionOrder::AsRead;
    double clip = 3.0;  ///< of the carpet, standard deviations
    std::string method = "pearson";
    double window = 60.0;    ///< of the dynamics, s
    double shift = 10.0;     ///< s
    std::int64_t ahead = 1;  ///< of a model's prediction: frames after the last given one
};

/// The regions from top to bottom of carpet and matrix.
struct RegionRows {
    std::vector<std::string> names;   ///< of all regions, as read
    std::vector<Eigen::Index> order;  ///< numbers of `names`
    RegionGroups groups;              ///< empty unless one stands after another

    /// Similarity is that over these pieces [time, region]; without groups the order is as read.
    static RegionRows of(const std::vector<std::string>& names, const RegionGroups& groups,
                         const std::vector<Eigen::MatrixXd>& pieces, RegionOrder order);
    /// "All regions", and in which order.
    std::string title(RegionOrder order) const;
};

/// A recording that was read and cleaned, as its figures need it.
struct RecordingShown {
    const RecordedRuns& recorded;
    const CleanedRuns& cleaned;
    std::string title;

    const std::vector<std::string>& regions() const { return recorded.runs.front().regions; }
    RegionRows regionRows(const RecordingLook& look) const;
};

/// Regions below each other in traceFigure().
constexpr std::size_t kMostTraces = 16;
/// A region before and after cleaning, and all regions below each other (up to kMostTraces from the
/// chosen one on), one run.
FigureSpec traceFigure(const RecordingShown& shown, const RecordingLook& look);
/// Every region a row, z-scored and clipped, the runs after one another.
FigureSpec carpetFigure(const RecordingShown& shown, const RecordingLook& look);
/// The matrix of connectivityOf().
FigureSpec connectivityFigure(const RecordingShown& shown, const RecordingLook& look);
/// The matrix of dynamicsOf(). Throws InputError where time is not known or too short.
FigureSpec dynamicsFigure(const RecordingShown& shown, const RecordingLook& look);
/// Welch's power spectrum of the chosen region before and after cleaning, and the mean of all
/// regions. Throws InputError where time is not known.
FigureSpec spectrumFigure(const RecordingShown& shown, const RecordingLook& look);
/// What a filter lets through over frequency. Throws InputError for cut-offs that cannot be; empty
/// for no filter.
FigureSpec filterFigure(const CleaningOptions& options, double repetitionTime);

/// Where the slices are cut, voxels of a VolumeSeries.
struct SliceLook {
    std::int64_t volume = 0;
    std::array<std::int64_t, 3> at{};
    std::int32_t region = 0;  ///< label that is outlined; 0: none
    std::string regionName = {};
    std::optional<double> repetitionTime = {};
};

/// Three orthogonal slices through a voxel, and its values over time.
FigureSpec sliceFigure(const VolumeSeries& series, const SliceLook& look);

}  // namespace nie
