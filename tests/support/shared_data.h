#pragma once

#include <QtGlobal>

#include <filesystem>
#include <string>

namespace nie::test {

/// A file of the test data that lie beside the project, not in it; tests that need one skip where
/// it is absent.
inline std::filesystem::path sharedData(const std::string& name)
{
    const std::filesystem::path source = qEnvironmentVariable("NIE_SOURCE_DIR", ".").toStdString();
    return source / "../shared/data" / name;
}

}  // namespace nie::test
