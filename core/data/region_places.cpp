#include "core/data/region_places.h"

namespace nie {

namespace {

constexpr const char* kRegionAxis = "region";
constexpr const char* kRegionNames = "regions";  // of the recipe

}  // namespace

void placeRegions(Dataset& dataset)
{
    SpaceAxis axis;
    axis.name = kRegionAxis;
    axis.label = kRegionAxis;
    for (std::size_t k = 0; k < dataset.channels.size(); ++k)
        axis.coordinates.push_back(double(k));
    axis.length = double(dataset.channels.size());
    dataset.recipe[kRegionNames] = dataset.channels;
    dataset.space = {std::move(axis)};
    dataset.channels = {"signal"};
    dataset.values = dataset.values.unsqueeze(-1);
}

bool hasPlacedRegions(const Dataset& dataset)
{
    return dataset.spaceDimensions() == 1 && dataset.space[0].name == kRegionAxis &&
           dataset.recipe.contains(kRegionNames);
}

std::vector<std::string> recordedRegions(const Dataset& dataset)
{
    return hasPlacedRegions(dataset)
               ? dataset.recipe.at(kRegionNames).get<std::vector<std::string>>()
               : dataset.channels;
}

}  // namespace nie
