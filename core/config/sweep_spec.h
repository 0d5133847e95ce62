#pragma once

#include "core/config/run_config.h"
#include "core/config/value_law.h"

#include <functional>
#include <string>
#include <vector>

namespace nie {

/// An option that a sweep varies, by its whole path: "training.learning_rate".
struct VariedOption {
    std::string path;
    ValueLaw law;
};

/// One value for each varied option, in their order.
using SweepPoint = std::vector<Json>;

/// All options of a configuration by their whole paths; throws InputError for an unknown model or
/// data set.
using OptionLister = std::function<std::vector<OptionDescription>(const RunConfig&)>;

/// A family of runs: one configuration, options that are varied over a grid or at random, and
/// several seeds for every point. Without a varied option it is one run over several seeds.
struct SweepSpec {
    RunConfig config;  ///< what the runs share; its seed is the first, and decides what is drawn
    std::vector<VariedOption> options;
    std::int64_t randomPoints = 0;  ///< 0: every combination of the values
    std::int64_t seeds = 1;         ///< runs of each point: the first seed, the next, ...

    /// Strict; `source` names the file for messages. Throws InputError.
    static SweepSpec fromJson(const Json& json, const std::string& source);
    Json toJson() const;

    /// Adds an option as in `--vary training.learning_rate=log:1e-4:1e-1:4`. Throws InputError.
    void vary(const std::string& assignment);
    /// The configuration of one run. A point with another model begins with that model's defaults.
    RunConfig configAt(const SweepPoint& point, std::uint64_t seed) const;
    /// "learning_rate 0.001, width 16"; empty where nothing is varied.
    std::string pointText(const SweepPoint& point) const;
};

/// The last part of a path: "learning_rate".
std::string leafOf(const std::string& path);

/// The points of a sweep; equal ones count once. Every value has been read as strictly as that of a
/// run: throws InputError naming path, value found and what is allowed for an unknown option, a
/// value out of range, a law that has to be drawn in a grid, or more runs than can be meant. What
/// is drawn depends on the seed and an option's path alone: more points begin with the same ones.
std::vector<SweepPoint> sweepPoints(const SweepSpec& spec, const OptionLister& options);

}  // namespace nie
