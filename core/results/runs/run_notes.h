#pragma once

#include "core/config/json.h"

#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// What a person says of a run: RUN/notes.json. A run without the file has none of it. Nothing here
/// decides anything of the run itself.
struct RunNotes {
    std::string name;               ///< shown in place of the folder's name
    std::vector<std::string> tags;  ///< each once, in the order given
    std::string note;
    std::string group;    ///< runs of one group are repeats: the same settings with other seeds
    bool pinned = false;  ///< stays on top of the list
    int colour = -1;      ///< of its curves, index into the plots' order; -1: never shown yet

    bool operator==(const RunNotes&) const = default;

    /// Strict: an unknown key, a wrong type or a tag given twice throw InputError naming source and
    /// key.
    static RunNotes fromJson(const Json& json, const std::string& source);
    Json toJson() const;

    static std::filesystem::path file(const std::filesystem::path& run)
    {
        return run / "notes.json";
    }
    /// The notes of a run folder; the defaults where it has no file.
    static RunNotes read(const std::filesystem::path& run);
    /// Whole or not at all; notes that say nothing leave no file. Throws RunError.
    void write(const std::filesystem::path& run) const;

    bool hasTag(const std::string& tag) const;
    void addTag(const std::string& tag);
    void removeTag(const std::string& tag);
};

/// "a, b ,c" as tags: trimmed, each once, empty ones left out.
std::vector<std::string> splitTags(const std::string& text);
/// "a, b, c"
std::string joinTags(const std::vector<std::string>& tags);

}  // namespace nie
