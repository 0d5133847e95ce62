#pragma once

#include <string>

namespace nie {

/// "9.1.0": of the VTK that runs.
std::string versionOfVtk();

}  // namespace nie
