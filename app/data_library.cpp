#include "app/data_library.h"

#include "core/base/error.h"

#include <QFile>
#include <QStandardPaths>

#include <algorithm>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEnding = ".h5";

/// Letters, digits and a few signs that need no quotes anywhere.
std::string fileNameOf(const std::string& name)
{
    std::string plain;
    for (const char c : name) {
        const bool kept = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
                          c == '-' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
        plain += kept ? c : '_';
    }
    return plain.starts_with('.') ? "_" + plain.substr(1) : plain;
}

}  // namespace

std::vector<ShippedSample> DataLibrary::samples() const
{
    return shippedSamples();
}

std::vector<OwnDataset> DataLibrary::own() const
{
    std::vector<OwnDataset> sets;
    std::error_code failure;
    for (const auto& item : fs::directory_iterator(m_folder, failure)) {
        const fs::path& file = item.path();
        if (file.extension() == kEnding && !file.filename().string().starts_with('.') &&
            item.is_regular_file(failure))
            sets.push_back({file.stem().string(), file, item.file_size(failure)});
    }
    std::sort(sets.begin(), sets.end(),
              [](const OwnDataset& a, const OwnDataset& b) { return a.name < b.name; });
    return sets;
}

bool DataLibrary::isOwn(const fs::path& file) const
{
    std::error_code failure;
    return fs::exists(file, failure) && fs::equivalent(file.parent_path(), m_folder, failure);
}

fs::path DataLibrary::newFile(const std::string& name) const
{
    if (name.empty())
        throw InputError("data set", "has no name", {}, "a name for its file");
    const fs::path file = m_folder / (fileNameOf(name) + kEnding);
    std::error_code failure;
    if (fs::exists(file, failure))
        throw InputError(file.string(), "exists", {}, "another name");
    fs::create_directories(m_folder, failure);
    if (failure)
        throw RunError(m_folder.string(), "cannot be made", failure.message());
    return file;
}

std::string DataLibrary::freeName(const std::string& name) const
{
    const std::string plain = fileNameOf(name);
    std::string free = plain;
    std::error_code failure;
    for (int number = 2; fs::exists(m_folder / (free + kEnding), failure); ++number)
        free = plain + "-" + std::to_string(number);
    return free;
}

void DataLibrary::moveToTrash(const fs::path& file) const
{
    if (!isOwn(file))
        throw InputError(file.string(), "is not a data set of your own");
    if (!QFile::moveToTrash(QString::fromStdString(file.string())))
        throw RunError(file.string(), "cannot be moved to the trash");
}

fs::path datasetsLocation()
{
    const QString chosen = qEnvironmentVariable("NIE_DATASETS_DIR");
    if (!chosen.isEmpty())
        return chosen.toStdString();
    const QString data = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return fs::path(data.toStdString()) / "nie-studio" / "datasets";
}

}  // namespace nie
