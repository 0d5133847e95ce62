#pragma once

#include "core/config/json.h"
#include "core/config/options.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace nie {

/// Everything that decides a run, as a value: written beside every result, read back strictly.
/// The three sections stay JSON here; the data set, model and trainer that they name read them into
/// their own options (core/config/options.h) when the experiment is prepared.
struct RunConfig {
    std::string experiment;   ///< name in the experiment catalogue
    std::string title;        ///< for people
    std::string description;  ///< one or two sentences, and the equation
    std::uint64_t seed = 1;
    std::int64_t threads = 1;     ///< of LibTorch's operators
    std::string device = "cpu";   ///< "cpu" or "cuda"
    bool deterministic = true;    ///< refuse operators that are not deterministic
    Json dataset = Json::object();   ///< {"name": "spirals", options...}
    Json model = Json::object();     ///< {"name": "anie", options...}
    Json training = Json::object();  ///< TrainingOptions
    std::string source;           ///< where it was read, for messages; not written

    /// Reads the top level strictly; `source` names the file for messages. Throws InputError.
    static RunConfig fromJson(const Json& json, const std::string& source);
    Json toJson() const;
    /// The keys of the top level but the three sections.
    static std::vector<OptionDescription> describe();

    /// Sets one value by its dotted path, as in `--set model.solver.tolerance=1e-4`. The text is read
    /// as JSON where it is JSON, else as a string. Throws InputError for a malformed assignment; an
    /// unknown path is found when the section is read.
    void set(const std::string& assignment);
};

/// Parses JSON text; errors name the source, line and column.
Json parseJson(const std::string& text, const std::string& source);

}  // namespace nie
