#include "datasets/dataset_catalog.h"

namespace nie {

DatasetCatalog builtinDatasets()
{
    return DatasetCatalog({});
}

}  // namespace nie
