#pragma once

#include "core/config/json.h"

#include <string>
#include <vector>

namespace nie {

/// Something that was opened or made before and can be opened again.
struct RecentItem {
    enum class Kind {
        Experiment,  ///< of the catalogue, by its name
        File,        ///< an experiment in a .json file
        Run          ///< a run folder: its curves and checkpoints are shown
    };
    Kind kind = Kind::Experiment;
    std::string target;   ///< name or absolute path
    std::string title;    ///< for people
    bool pinned = false;  ///< stays on top and is not cleared

    /// A file or folder that is gone cannot be opened.
    bool exists() const;
    /// What to open: the name, the file, or the run's config.json.
    std::string configuration() const;
};

/// The pinned ones first, then the newest, each once.
class RecentList {
public:
    static constexpr std::size_t kMost = 10;

    /// One that is pinned keeps its place.
    void add(const RecentItem& item);
    /// A pinned one comes after those that are pinned already, one that is let go before the
    /// others.
    void setPinned(const RecentItem& item, bool pinned);
    /// Pinned ones stay.
    void clear();
    const std::vector<RecentItem>& items() const { return m_items; }

    Json toJson() const;
    /// Entries that are none are left out.
    static RecentList fromJson(const Json& json);

private:
    std::vector<RecentItem>::iterator find(const RecentItem& item);
    std::vector<RecentItem>::iterator firstUnpinned();

    std::vector<RecentItem> m_items;
};

}  // namespace nie
