#include "datasets/dataset_catalog.h"

#include "datasets/brain/brain.h"
#include "datasets/lorenz/lorenz.h"
#include "datasets/lotka_volterra/lotka_volterra.h"
#include "datasets/spirals/spirals.h"

namespace nie {

DatasetCatalog builtinDatasets()
{
    return DatasetCatalog({spiralsEntry(), lotkaVolterraEntry(), lorenzEntry(), brainEntry()});
}

}  // namespace nie
