#pragma once

#include "core/io/shipped_samples.h"

#include <QString>

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// A stored data set of the person's own.
struct OwnDataset {
    std::string name;  ///< of the file, without its ending
    std::filesystem::path file;
    std::uint64_t bytes = 0;
};

/// The files of the data manager: the samples that come with the program, which are only read, and
/// a folder of the person's own.
class DataLibrary {
public:
    explicit DataLibrary(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    const std::filesystem::path& folder() const { return m_folder; }
    /// Empty where the program was installed without them.
    std::vector<ShippedSample> samples() const;
    /// By name; empty where the folder does not exist yet.
    std::vector<OwnDataset> own() const;
    bool isOwn(const std::filesystem::path& file) const;
    /// A file for a new set, `name` made fit for a file name, in the folder, which is made. Throws
    /// InputError for an empty name and for one that is taken, RunError where it cannot be made.
    std::filesystem::path newFile(const std::string& name) const;
    /// `name`, numbered on where it is taken.
    std::string freeName(const std::string& name) const;
    /// Moves a file of the person's own to the trash. Throws RunError where there is none.
    void moveToTrash(const std::filesystem::path& file) const;

private:
    std::filesystem::path m_folder;
};

/// The folder of the window: NIE_DATASETS_DIR, else nie-studio/datasets in the user's data.
std::filesystem::path datasetsLocation();

}  // namespace nie
