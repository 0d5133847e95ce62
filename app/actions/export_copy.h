#pragma once

#include <QString>

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace nie {

class WindowPort;

/// What can be saved: the kind of a file ("csv") and how a dialog names it ("Numbers (*.csv)").
using ExportKinds = std::vector<std::pair<const char*, QString>>;

/// Asks where to save one of the files that a page has already computed, `fileOf` a kind, and
/// copies it there. Throws InputError for a kind that there is not.
void exportCopy(WindowPort& window, const std::string& name, const ExportKinds& kinds,
                const std::function<std::filesystem::path(const std::string& kind)>& fileOf);

}  // namespace nie
