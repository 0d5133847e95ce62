#pragma once

#include "core/recordings/recording_import.h"

#include <Eigen/Core>

#include <string>
#include <vector>

namespace nie {

/// Which regions of an atlas belong together.
struct RegionGroups {
    std::string kind;                ///< "network", "hemisphere", "group"; empty: nothing is known
    std::vector<std::string> names;  ///< in the order in which they first occur, "other" last
    std::vector<std::size_t> of;     ///< of each region, a number of `names`

    bool isEmpty() const { return names.empty(); }
    /// The regions, group after group, inside a group as they are listed.
    std::vector<Eigen::Index> order() const;

    /// What the names tell of most of the regions: a network of Yeo 2011 or Gordon 2016, as in
    /// "7Networks_LH_Vis_1" and "L_Default_1", else the hemisphere, as in "Precentral_L",
    /// "lh-cuneus", "L12", "Left-Putamen". Empty where they tell nothing, or put all of them into
    /// one group.
    static RegionGroups byNames(const std::vector<std::string>& regions);
    /// The groups that the atlas's table of names states (a column network or group), else
    /// byNames().
    static RegionGroups ofRecording(const RecordedRuns& recorded);
};

}  // namespace nie
