#include "datasets/dataset_catalog.h"

#include "datasets/burgers/burgers.h"
#include "datasets/lorenz/lorenz.h"
#include "datasets/lotka_volterra/lotka_volterra.h"
#include "datasets/navier_stokes/navier_stokes.h"
#include "datasets/spirals/spirals.h"

namespace nie {

DatasetCatalog builtinDatasets()
{
    return DatasetCatalog(
        {spiralsEntry(), lotkaVolterraEntry(), lorenzEntry(), burgersEntry(), navierStokesEntry()});
}

}  // namespace nie
