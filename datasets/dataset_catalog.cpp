#include "datasets/dataset_catalog.h"

#include "core/base/user_folders.h"
#include "core/data/generated_set_cache.h"
#include "datasets/brain/brain.h"
#include "datasets/burgers/burgers.h"
#include "datasets/file/file_dataset.h"
#include "datasets/lorenz/lorenz.h"
#include "datasets/lotka_volterra/lotka_volterra.h"
#include "datasets/navier_stokes/navier_stokes.h"
#include "datasets/spirals/spirals.h"

namespace nie {

DatasetCatalog generatedDatasets()
{
    return DatasetCatalog({spiralsEntry(), lotkaVolterraEntry(), lorenzEntry(), burgersEntry(),
                           navierStokesEntry(), brainEntry()});
}

DatasetCatalog builtinDatasets()
{
    std::vector<DatasetEntry> entries = generatedDatasets().entries();
    entries.push_back(fileEntry());
    return DatasetCatalog(std::move(entries));
}

std::filesystem::path keptDatasetsFolder()
{
    const std::filesystem::path cache = userCacheFolder();
    return cache.empty() ? cache : cache / "datasets";
}

DatasetCatalog keptDatasets(const std::filesystem::path& folder)
{
    const GeneratedSetCache cache(folder);
    std::vector<DatasetEntry> entries;
    const DatasetCatalog generators = generatedDatasets();
    for (const DatasetEntry& entry : generators.entries())
        entries.push_back(keptBy(cache, entry));
    entries.push_back(fileEntry());
    return DatasetCatalog(std::move(entries));
}

}  // namespace nie
