#pragma once

#include "core/results/runs/run_summary.h"

#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace nie {

/// The runs below a folder. Scanning again reads only what has changed since: 1,000 unchanged runs
/// cost a few file times each. Not for several threads at once.
///
/// A run is a folder with any file that only runs have; folders of runs are entered: ROOT/GROUP/RUN,
/// ROOT/SWEEP/runs/RUN and ROOT/sweeps/SWEEP/runs/RUN. Hidden folders are left out.
class RunCatalogue {
public:
    explicit RunCatalogue(std::filesystem::path root) : m_root(std::move(root)) {}

    const std::filesystem::path& root() const { return m_root; }
    /// Newest first; empty where the folder does not exist. Throws Interrupted.
    std::vector<RunSummary> scan(const std::stop_token& stop = {});

private:
    /// Changes whenever a file of the run that the summary is made of does.
    struct Known {
        std::string fingerprint;
        RunSummary summary;
    };

    void visit(const std::filesystem::path& folder, int depth, const std::stop_token& stop,
               std::map<std::string, Known>& found);

    std::filesystem::path m_root;
    std::map<std::string, Known> m_known;  ///< by id
};

/// The run that a person means: a path, or the name of a folder below the root, or a name given in
/// the notes. Throws InputError where there is none, or several.
std::filesystem::path findRun(const std::filesystem::path& root, const std::string& text);

}  // namespace nie
