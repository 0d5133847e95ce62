#include "datasets/dataset_catalog.h"

#include "datasets/spirals/spirals.h"

namespace nie {

DatasetCatalog builtinDatasets()
{
    return DatasetCatalog({spiralsEntry()});
}

}  // namespace nie
