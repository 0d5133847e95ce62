#include "widgets/scene/vtk_version.h"

#include <vtkVersion.h>

namespace nie {

std::string versionOfVtk()
{
    return vtkVersion::GetVTKVersion();
}

}  // namespace nie
