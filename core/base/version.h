#pragma once

#include <string>

namespace nie {

std::string versionNumber();    ///< "0.1.0"
std::string sourceCommit();     ///< the commit it was built from, or "unknown"
std::string compilerVersion();  ///< "GNU 12.2.0"

}  // namespace nie
