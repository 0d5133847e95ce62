#pragma once

#include "core/config/json.h"

#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// A file name of the Brain Imaging Data Structure (Gorgolewski et al., Sci. Data 3, 160044, 2016):
/// "sub-01_task-rest_bold.nii.gz" is {sub: 01, task: rest}, suffix bold, ending ".nii.gz".
struct BidsName {
    std::map<std::string, std::string> entities;
    std::string suffix;
    std::string ending;  ///< from the first dot on

    explicit BidsName(const std::string& fileName);
    /// Empty where there is none.
    std::string entity(const std::string& key) const;
    /// Whether every entity but those in `besides` is one of `other` with the same value.
    bool isWithin(const BidsName& other, const std::vector<std::string>& besides = {}) const;
};

/// One run in a folder of recordings, and what lies there for it.
struct BidsRun {
    std::filesystem::path recording;  ///< a bold image, or a table of regions (XCP-D)
    std::string subject;
    std::string session;
    std::string task;
    std::string run;
    std::string space;
    std::string atlas;  ///< of a table of regions: which one it was averaged over
    bool isTable = false;
    std::optional<double> repetitionTime;  ///< s, of the side-cars that hold for it
    std::filesystem::path sidecar;         ///< that says so
    std::filesystem::path confounds;       ///< fMRIPrep's table; empty: none
    std::filesystem::path labels;          ///< a label image in its space; empty: none

    /// "sub-01 ses-2 task-rest run-1, MNI152".
    std::string title() const;
};

/// What a BIDS folder, raw or derived, holds for this program.
struct BidsFolder {
    std::filesystem::path folder;
    std::vector<BidsRun> runs;  ///< by subject, session, task, run
    std::vector<std::filesystem::path> labelImages;
    std::vector<std::string> warnings;

    /// Looks through the folder and what is below it, hidden folders left out. Side-cars of folders
    /// above a recording hold for it, nearer ones first. Throws InputError for what is no folder;
    /// throws Interrupted.
    static BidsFolder scan(const std::filesystem::path& folder, const std::stop_token& stop = {});
    Json toJson() const;
};

}  // namespace nie
