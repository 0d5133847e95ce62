#pragma once

#include "core/config/json.h"
#include "core/results/space_axis.h"

#include <cstdint>
#include <string>
#include <vector>

namespace nie {

/// The numbers of one channel over all samples, times and places; those that are not finite are
/// counted and left out.
struct ChannelFacts {
    std::string name;
    double mean = 0.0;
    double deviation = 0.0;  ///< standard deviation (n - 1)
    double minimum = 0.0;
    double maximum = 0.0;
    std::int64_t missing = 0;  ///< NaN or infinite
};

/// What is said and shown of a data set, as values.
struct DatasetStudy {
    std::string name;  ///< of the generator, "spirals"; "file" for arrays
    std::string title;
    std::string equation;
    std::vector<std::int64_t> shape;  ///< [sample, time, space..., channel]
    std::vector<ChannelFacts> channels;
    std::string timeLabel;
    std::vector<double> times;
    std::vector<SpaceAxis> space;
    std::int64_t givenPoints = 1;
    std::int64_t givenStart = 0;
    double noiseVariance = 0.0;
    bool singlePrecision = false;
    bool ownSplit = false;      ///< the set brings its split; else it is drawn by shares
    std::int64_t training = 0;  ///< samples
    std::int64_t validation = 0;
    std::int64_t test = 0;
    std::uint64_t bytes = 0;  ///< of the numbers
    std::string contentHash;
    Json recipe = Json::object();

    /// What was done to the physical units: "standard", ..., or empty where nothing is said.
    std::string normalisation() const;
};

/// One sample of it.
struct DatasetSample {
    std::int64_t index = 0;
    std::vector<double> values;  ///< [time, space..., channel], row by row
};

}  // namespace nie
